"""Which drawing a printed table may have, and of what.

Decides: columns over years where ministries stand against years, bars where one amount is printed
for each project; never two bases in one drawing, stacked only under printed totals (ui.md §7).
Called by the page of a table. Pure.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ikkan.documents import bars, columns
from ikkan.plan.rules import mixed_bases
from ikkan.plan.snapshot import FigureView, TableView

_FEWEST_YEARS: Final = 3
_AMOUNT: Final = "amount"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearChart:
    """Columns over years; `bases` names what the values stand on."""

    chart: columns.ColumnChart
    figures: dict[tuple[str, int], FigureView]
    bases: tuple[str, ...]
    years: tuple[int, ...]
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarPart:
    """One bar and the figure it shows."""

    bar: bars.Bar
    figure: FigureView


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectBars:
    """One bar for each project of the table, in its order."""

    chart: bars.BarChart
    parts: tuple[BarPart, ...]
    bases: tuple[str, ...]
    unit: str


def of(table: TableView, comparable: Collection[str] = ()) -> YearChart | ProjectBars | None:
    """The drawing of the table, or None where none would be honest.

    `comparable` are the bases that may stand beside every other.
    """
    amounts = [found for found in table.figures if found.measure == _AMOUNT]
    if not _one_base(amounts, comparable):
        return None
    return _years(table) or _projects(table)


def _years(table: TableView) -> YearChart | None:
    figures = [found for found in table.figures if found.measure == _AMOUNT]
    if any(found.year is None for found in figures):
        return None
    years = tuple(sorted({found.year for found in figures if found.year is not None}))
    parts = {
        (found.ministry, found.year): found
        for found in figures
        if found.ministry is not None and found.year is not None
    }
    totals = {found.year: found for found in figures if found.total and found.ministry is None}
    crowded = len(parts) + len(totals) != len(figures) or _classes(figures) > 1
    if len(years) < _FEWEST_YEARS or not parts or crowded:
        return None
    series = [
        columns.Series(key=code, values=tuple(_value(parts.get((code, year))) for year in years))
        for code in dict.fromkeys(code for code, _ in parts)
    ]
    if all(year in totals for year in years):
        chart = columns.stacked(years, series, [totals[year].value for year in years])
    else:
        chart = columns.banded(years, series)
    return YearChart(
        chart=chart,
        figures=parts,
        bases=tuple(dict.fromkeys(found.basis for found in figures)),
        years=years,
        unit=figures[0].unit,
    )


def _projects(table: TableView) -> ProjectBars | None:
    figures = [row.cells[0].main for row in table.rows if row.cells and row.cells[0].main]
    plain = [found for found in figures if found.measure == _AMOUNT and found.project]
    if len(plain) < len(table.rows) or len(plain) < _FEWEST_YEARS:
        return None
    chart = bars.draw([found.value for found in plain])
    return ProjectBars(
        chart=chart,
        parts=tuple(
            BarPart(bar=bar, figure=found) for bar, found in zip(chart.bars, plain, strict=True)
        ),
        bases=tuple(dict.fromkeys(found.basis for found in plain)),
        unit=plain[0].unit,
    )


def _one_base(figures: list[FigureView], comparable: Collection[str]) -> bool:
    """One unit, and bases that may stand side by side."""
    units = {found.unit for found in figures}
    return len(units) == 1 and not mixed_bases((found.basis for found in figures), comparable)


def _classes(figures: list[FigureView]) -> int:
    return len({found.cost_class for found in figures})


def _value(figure: FigureView | None) -> Decimal | None:
    return None if figure is None else figure.value
