"""Reading a record to change it, refusing with every reason, and saving it with its entry.

Called by the other actions of the horizon.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import require_version
from ikkan.audit.actor import Actor, Reach
from ikkan.plan.queries import snapshot
from ikkan.portfolio.horizon import messages
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def anywhere(arguments: Mapping[str, Any]) -> Reach:
    """Evidence belongs to no programme: a role held for any one record is enough to write it."""
    by: Actor = arguments["by"]
    return tuple(Ref(one.kind, one.code) for one in by.scopes if one.kind)


def demand(code: str, found: Iterable[Text]) -> None:
    """Raise InputError with every reason, where there is one."""
    said = list(found)
    if said:
        words = Text.joined(said)
        raise InputError(f"horizon.{code}", words)


def locked(model: Any, what: Text, code: str, version: int | None, *related: str) -> Any:
    """The record, locked. Raises NotFound, VersionConflict."""
    rows = model.objects.select_for_update(of=("self",))
    record = (rows.select_related(*related) if related else rows).filter(code=code).first()
    if record is None:
        raise NotFound("horizon.none", messages.NO_RECORD.format(kind=what, code=code[:60]))
    require_version(record, version)
    return record


def named(model: Any, what: Text, codes: Sequence[str]) -> list[Any]:
    """The records of these codes, in their order. Raises InputError naming those there are not."""
    found = model.objects.in_bulk([code for code in codes if code], field_name="code")
    missing = sorted({code for code in codes if code} - set(found))
    demand("unknown", (messages.NO_RECORD.format(kind=what, code=one[:60]) for one in missing))
    return [found[code] for code in dict.fromkeys(codes) if code]


def one_named(model: Any, what: Text, code: str) -> Any:
    """The record of that code, None for "". Raises InputError."""
    return named(model, what, [code])[0] if code else None


def in_pack(kind: str, code: str, what: Text, as_of: date) -> Iterable[Text]:
    """That the pack has the row, where a code is given."""
    if code and snapshot(as_of).find(Ref(kind, code)) is None:
        yield messages.NO_RECORD.format(kind=what, code=code[:60])


def demand_state(record: Any, what: Text, labels: Mapping[str, Text], wanted: str) -> None:
    """Raise InputError unless the record is in that state."""
    if record.state != wanted:
        words = messages.STATE_IS.format(
            kind=what, state=labels[record.state], wanted=labels[wanted]
        )
        raise InputError("horizon.state", words)


def changed(record: Any, kind: str, said: Mapping[str, object], *fields: str) -> Any:
    """Save the record as its next version, with its entry in the journal."""
    record.version += 1
    record.save(update_fields=["version", *fields])
    journal.write(Ref(kind, record.code), said)
    return record
