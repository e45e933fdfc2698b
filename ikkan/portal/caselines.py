"""A published case as a line: its steps in printed order, each with the lines that print it.

Decides: which approvals and contradictions belong to a case: those that name it, and those that
cite a line which the case, its steps or its approvals cite too. Called by views.register.
Source: issue "case lines from the sources"; nothing is said beyond what is printed.
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
    """The steps of a case, and where the sources contradict themselves about it."""

    steps: tuple[Step, ...]
    conflicts: tuple[Conflict, ...]


def of(known: Snapshot, case: EntryView) -> CaseLine | None:
    """The line of a case; None for a row of any other kind."""
    if case.kind != CASE:
        return None
    rows = sorted(_of_case(known, "case_step", case), key=lambda row: int(row.data["order"]))
    approvals = _of_case(known, "approval", case)
    cited = {place for row in (case, *rows, *approvals) for place in row.sources if place[1]}
    return CaseLine(
        steps=tuple(_step(known, row) for row in rows),
        conflicts=tuple(one for one in shown.conflicts(known) if cited & _places(one)),
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


def _places(conflict: Conflict) -> set[tuple[str, int | None]]:
    rows = (conflict.entry, *(reading for reading, _, _ in conflict.readings))
    return {place for row in rows for place in row.sources}
