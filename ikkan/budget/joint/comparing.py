"""What was asked, drafted and enacted in a round beside what was published of the same money.

Decides: which published figures speak of the same cells; a figure keeps its basis, and a sum of
lines is compared with its interval, never set in its place. Called by views. Source: design §3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from ikkan.budget.joint.queries import Asked
from ikkan.budget.joint.rules import Fact, Stage, amount_at
from ikkan.plan.snapshot import FigureView, Snapshot
from ikkan.values.money import Unit

STAGES: Final = (Stage.REQUEST, Stage.WISH, Stage.ASKED, Stage.DRAFT, Stage.ENACTED)


class Verdict(StrEnum):
    """How a sum of lines stands to a published figure of the same cell."""

    AGREES = "agrees"
    DIFFERS = "differs"
    ABOUT = "about"
    NO_LINES = "no_lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One published figure of a cell, and how far the sum of the lines is from it (its unit)."""

    figure: FigureView
    verdict: Verdict
    off: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The sum of the lines of a row at a stage in whole yen, with the figures beside it."""

    stage: Stage
    yen: int | None
    missing: int
    beside: tuple[Beside, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A row: a cost class as a whole, one ministry in it, or a project."""

    cost_class: str
    body: str
    project: str
    cells: tuple[Cell, ...]

    @property
    def whole(self) -> bool:
        """Whether it is the total of its cost class."""
        return not self.body and not self.project


def compared(asked: Asked, known: Snapshot, year: int, pot: str) -> list[Compared]:
    """Rows of the round of `year` and `pot` (code of a pot of the pack), printed or asked for."""
    figures = [
        one
        for one in known.figures(year=year, pot=pot, measure="amount", state="all")
        if one.stage in set(STAGES)
    ]
    facts = [one for one in asked.facts if not one.reprint]
    bodies = [row.code for row in known.entries("body", state="all")]
    rows: list[Compared] = []
    for row in known.entries("cost_class", state="all"):
        code = row.code
        own = [one for one in facts if one.cost_class == code]
        printed = [one for one in figures if one.cost_class == code]
        if not own and not any(_main(one) for one in printed):
            continue
        found = {one.body for one in own} | {str(one.ministry) for one in printed if one.ministry}
        rows.append(_row(own, [one for one in printed if one.total], code))
        rows += [
            _row(
                [one for one in own if one.body == body],
                [one for one in printed if one.ministry == body and _main(one)],
                code,
                body=body,
            )
            for body in sorted(found, key=lambda body: _place(bodies, body))
        ]
    return rows


def by_project(asked: Asked, known: Snapshot, year: int, pot: str) -> list[Compared]:
    """Rows of projects, as asked for and as printed; lines without a project stand last."""
    figures = [
        one
        for one in known.figures(year=year, pot=pot, measure="amount", state="all")
        if one.stage in set(STAGES) and one.project and _whole(one)
    ]
    facts = [one for one in asked.facts if not one.reprint]
    order = [row.code for row in known.entries("project", state="all")]
    found = {one.project for one in facts} | {str(one.project) for one in figures}
    rows = [
        _row(
            [one for one in facts if one.project == code],
            [one for one in figures if one.project == code],
            "",
            project=code,
        )
        for code in sorted(found, key=lambda code: (not code, _place(order, code)))
    ]
    return rows if any(row.project for row in rows) else []


def _main(figure: FigureView) -> bool:
    """A figure of a ministry or total in its class, not one of a programme, project or fund."""
    return not (figure.project or figure.programme)


def _whole(figure: FigureView) -> bool:
    """A figure of a project as a whole, not of one ministry, cost class or programme in it."""
    return not (figure.ministry or figure.cost_class or figure.programme)


def _place(order: Sequence[str], code: str) -> tuple[int, str]:
    return (order.index(code) if code in order else len(order), code)


def _row(
    facts: Sequence[Fact], figures: Sequence[FigureView], code: str, body: str = "",
    project: str = "",
) -> Compared:  # fmt: skip
    cells = []
    for stage in STAGES:
        amounts = [amount_at(one, stage) for one in facts]
        there = [yen for yen in amounts if yen is not None]
        yen = sum(there) if there else None
        beside = {
            (one.basis, one.figure.text, one.vintage): one for one in figures if one.stage == stage
        }
        cells.append(
            Cell(
                stage=stage,
                yen=yen,
                missing=len(amounts) - len(there),
                beside=tuple(_beside(one, yen) for one in beside.values()),
            )
        )
    return Compared(cost_class=code, body=body, project=project, cells=tuple(cells))


def _beside(figure: FigureView, yen: int | None) -> Beside:
    if yen is None:
        return Beside(figure=figure, verdict=Verdict.NO_LINES, off=None)
    value = Decimal(yen) / Unit.of(figure.unit).factor
    interval = figure.interval
    if interval is None:
        return Beside(figure=figure, verdict=Verdict.ABOUT, off=value - figure.value)
    verdict = Verdict.AGREES if value in interval else Verdict.DIFFERS
    return Beside(figure=figure, verdict=verdict, off=value - figure.value)
