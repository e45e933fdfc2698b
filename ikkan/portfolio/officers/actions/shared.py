"""What every action of the officers asks first: the record, its version, what it names.

Decides: refusals only. Called by the actions of this part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ikkan.audit.actions import require_version
from ikkan.line.writing import SIDE, Joint, join
from ikkan.parties.models import Person
from ikkan.plan.bodies.actions.shared import demand
from ikkan.plan.queries import snapshot
from ikkan.portfolio.actions.reaching import changed
from ikkan.portfolio.officers import messages
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

PERSON = Text("人", "person")

__all__ = [
    "PERSON",
    "about",
    "changed",
    "demand",
    "held_everywhere",
    "in_pack",
    "locked",
    "person",
    "refs_of",
]


def locked(model: Any, code: str, version: int | None, label: Text) -> Any:
    """The record, locked, at the version the caller saw. Raises NotFound, VersionConflict."""
    row = model.objects.select_for_update(of=("self",)).filter(code=code).first()
    if row is None:
        raise NotFound("officers.none", messages.NO_RECORD.format(kind=label, code=code[:80]))
    require_version(row, version)
    return row


def person(code: str) -> Person:
    """The person of that code. Raises InputError."""
    found = Person.objects.filter(code=code).first()
    if found is None:
        words = messages.UNKNOWN.format(kind=PERSON, code=code[:80])
        raise InputError("officers.person", words)
    return found


def in_pack(kind: str, label: Text, codes: Iterable[str], day: date) -> list[Text]:
    """A finding for every code that the pack does not have as a row of `kind`."""
    known = snapshot(day)
    return [
        messages.UNKNOWN.format(kind=label, code=code[:80])
        for code in codes
        if not code or known.find(Ref(kind, code)) is None
    ]


def about(source: Ref, refs: Iterable[Ref], *more: Joint) -> None:
    """Beside what the record speaks of it stands on the line."""
    join(source, [*(Joint(kind="about", to=ref, direction=SIDE) for ref in refs), *more])


def refs_of(kept: Iterable[str]) -> tuple[Ref, ...]:
    """References kept as texts."""
    return tuple(Ref.parse(one) for one in kept)


def held_everywhere(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
    """A role counts here wherever it is held: the action asks for the person."""
    return tuple(Ref(one.kind, one.code) for one in arguments["by"].scopes if one.kind)
