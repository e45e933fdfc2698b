"""How the line describes a row of a pack: its name, its station, one value, its state.

Called by the line through its registry. Source: ui.md §2 (node states).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from ikkan.line import registry
from ikkan.line.registry import Record
from ikkan.pack import schema
from ikkan.plan import queries
from ikkan.plan.snapshot import NOT_YET, EntryView, FigureView
from ikkan.values.errors import NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_PRINTED: Final = ("date_printed", "period_printed", "term_printed")
_SUCCESSION: Final = "follows"
_CITATION: Final = "cites"


def register() -> None:
    """Every kind of schema.toml, at its station; a plan follows the one before, or cites it."""
    for kind in schema.load().kinds.values():
        registry.register(kind.code, resolve, kind.station)
    registry.register_succession(_SUCCESSION)
    registry.register_succession(_CITATION)


def resolve(refs: Iterable[Ref], as_of: date) -> Mapping[Ref, Record]:
    """The rows that exist in the pack in force; nothing for the others."""
    try:
        snapshot = queries.snapshot(as_of)
    except NotFound:
        return {}
    rows = ((ref, snapshot.find(ref)) for ref in refs)
    return {ref: _record(row) for ref, row in rows if row is not None}


def _record(row: EntryView | FigureView) -> Record:
    return Record(
        ref=row.ref,
        label=row.label,
        station=registry.station(row.kind),
        value=_value(row),
        state=registry.OPEN if row.state == NOT_YET else registry.KNOWN,
        url=row.url,
    )


def _value(row: EntryView | FigureView) -> Text | None:
    if isinstance(row, FigureView):
        return Text(row.printed, row.printed)
    for name in _PRINTED:
        if row.data.get(name):
            return Text(row.data[name], row.data[name])
    if row.data.get("first_year"):
        last = row.data.get("last_year") or ""
        years = f"{row.data['first_year']}–{last}"
        return Text(f"{years}年度", f"FY{years}")
    return None
