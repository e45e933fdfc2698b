"""A published case as a line: its steps in printed order, each with the lines that print it.

Decides: which contradictions belong to a case: those with a reading that cites a line which the
case, its steps or its approvals cite too; they stand in full where half of their readings do.
Called by views.register. Nothing is said beyond what is printed.
"""

from __future__ import annotations

from dataclasses import dataclass

from ikkan.plan.snapshot import NOT_YET, EntryView, Snapshot
from ikkan.portal import shown
from ikkan.portal.shown import Conflict, Quoted
from ikkan.values.ref import Ref

CASE = "case"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One printed step: its programme where one is printed, and the lines as they stand."""

    step: EntryView
    programme: EntryView | None
    quoted: tuple[Quoted, ...]
    not_yet: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """The steps of a case, what the sources contradict about it, and what else touches it."""

    steps: tuple[Step, ...]
    conflicts: tuple[Conflict, ...]
    touching: tuple[EntryView, ...]


def of(known: Snapshot, case: EntryView) -> CaseLine | None:
    """The line of a case; None for a row of any other kind."""
    if case.kind != CASE:
        return None
    rows = sorted(_of_case(known, "case_step", case), key=lambda row: int(row.data["order"]))
    approvals = _of_case(known, "approval", case)
    cited = {place for row in (case, *rows, *approvals) for place in row.sources if place[1]}
    met = [(one, _met(one, cited)) for one in shown.conflicts(known)]
    return CaseLine(
        steps=tuple(_step(known, row) for row in rows),
        conflicts=tuple(one for one, count in met if count and 2 * count >= len(one.readings)),
        touching=tuple(one.entry for one, count in met if 0 < 2 * count < len(one.readings)),
    )


def _of_case(known: Snapshot, kind: str, case: EntryView) -> list[EntryView]:
    return [row for row in known.entries(kind, state="all") if row.data["case"] == case.code]


def _step(known: Snapshot, row: EntryView) -> Step:
    code = row.data.get("programme")
    programme = known.find(Ref("programme", str(code))) if code else None
    return Step(
        step=row,
        programme=programme if isinstance(programme, EntryView) else None,
        quoted=tuple(one for one in shown.quoted(known, row) if one.quotation is not None),
        not_yet=row.state == NOT_YET,
    )


def _met(conflict: Conflict, cited: set[tuple[str, int | None]]) -> int:
    """How many of its readings cite one of these lines."""
    return sum(bool(cited & set(reading.sources)) for reading, _, _ in conflict.readings)
