"""What every action on bodies asks first: the record, its version, who keeps it, what it names.

Decides: refusals only. Called by the actions of this part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from ikkan.audit.actions import require_version
from ikkan.audit.actor import Actor, Reach
from ikkan.line import registry
from ikkan.plan.bodies import messages, queries
from ikkan.plan.bodies.rules.standing import Standing
from ikkan.values.errors import InputError, NotAllowed, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def locked(model: Any, code: str, version: int | None, label: Text) -> Any:
    """The record, locked, at the version the caller saw. Raises NotFound, VersionConflict."""
    row = existing(model.objects.select_for_update(of=("self",)), code, label)
    require_version(row, version)
    return row


def existing(rows: Any, code: str, label: Text) -> Any:
    """The record of that code. Raises NotFound."""
    manager = getattr(rows, "objects", rows)
    row = manager.filter(code=code).first()
    if row is None:
        raise NotFound("plan.bodies_none", messages.NONE.format(kind=label, code=code[:80]))
    return row


def demand_keeper(by: Actor, known: Standing, body: str) -> None:
    """Raise NotAllowed unless the actor keeps the records of the body."""
    if not known.acts_for(by, body):
        words = messages.NOT_KEEPER.format(body=known.name(body), who=known.said_keepers(body))
        raise NotAllowed("plan.bodies_keeper", words)


def demand(code: str, found: Iterable[Text], named: Iterable[Ref] = ()) -> None:
    """Raise InputError with every finding at once, those records that do not exist included."""
    said = list(found)
    asked = set(named)
    missing = sorted(str(ref) for ref in asked - registry.exist(asked))
    if missing:
        said.append(messages.NOTHING.format(refs=", ".join(missing)))
    if said:
        ja, en = ("\n".join(one.of(language) for one in said) for language in ("ja", "en"))
        raise InputError(code, Text(ja, en))


def reach_new(*names: str) -> Callable[[Mapping[str, Any]], Reach]:
    """The scope of an action whose first argument `new` names bodies in these attributes."""

    def reach(arguments: Mapping[str, Any]) -> Reach:
        bodies = [getattr(arguments["new"], name) for name in names]
        return _reach(arguments["as_of"], *(body for body in bodies if body))

    return reach


def reach_of(model: Any, *paths: str) -> Callable[[Mapping[str, Any]], Reach]:
    """The scope of an action on the record `code`; `paths` lead to the bodies."""

    def reach(arguments: Mapping[str, Any]) -> Reach:
        row = model.objects.filter(code=arguments["code"]).values_list(*paths).first()
        return _reach(arguments["as_of"], *(body for body in row or () if body))

    return reach


def kept_for(*names: str) -> Callable[[Any], Reach]:
    """The scope of a kind's forms, from the bodies that a record names."""

    def reach(row: Any) -> Reach:
        bodies = []
        for name in names:
            found = row
            for part in name.split("."):
                found = getattr(found, part)
            bodies.append(found)
        return _reach(timezone.localdate(), *(body for body in bodies if body))

    return reach


def reach_seat(arguments: Mapping[str, Any]) -> Reach:
    """An office concerns its body, who is said to appoint, and those whom the pack names."""
    new, as_of = arguments["new"], arguments["as_of"]
    may = queries.standing(as_of).appointers(new.body)
    return _reach(as_of, *(body for body in (new.body, new.appointed_by, *may) if body))


def reach_charter(arguments: Mapping[str, Any]) -> Reach:
    """A charter of a body of the pack concerns its keepers, one of a new council its owners."""
    new = arguments["new"]
    return _reach(arguments["as_of"], *([new.body] if new.body else new.owners))


def _reach(as_of: date, *bodies: str) -> Reach:
    return queries.standing(as_of).reach(*bodies) or None
