"""The flow of each year of the home page: the figures it takes make one picture.

Decides: that classes, totals, units and bases of the figures agree, before a page draws them.
Called by: the checker. Source: docs/pack-guide.md; design §3 (bases never mix).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ikkan.pack.folder import SETTINGS
from ikkan.pack.keys import Section
from ikkan.pack.model import Pack, Row
from ikkan.pack.note import found
from ikkan.pack.relations import at
from ikkan.pack.settings import flow_years
from ikkan.values.finding import Finding

AMOUNT: Final = "amount"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    """What one entry of home.flow.year takes; `paid` stands on the basis of the entry."""

    entry: Section
    year: object
    basis: str
    paid: tuple[Row, ...]
    projects: tuple[Row, ...]
    changes: tuple[Row, ...]

    @property
    def amounts(self) -> tuple[Row, ...]:
        """Amounts of the projects; what else is printed about them is not drawn."""
        return tuple(row for row in self.projects if row.data["measure"] == AMOUNT)


def check(pack: Pack) -> list[Finding]:
    """Findings about every year whose basis the pack has; a basis it lacks is found elsewhere."""
    top = Section(pack.settings, SETTINGS, "", [])
    home = top.section("home")
    flow = None if home is None else home.section("flow")
    if flow is None or not isinstance(flow.data.get("cost_classes"), list):
        return []
    classes = flow.strings("cost_classes")
    comparable = {row.code for row in pack.rows_of("basis") if row.data["comparable"]}
    findings: list[Finding] = []
    for entry in flow_years(top):
        basis = entry.data.get("basis")
        if isinstance(basis, str) and pack.find("basis", basis) is not None:
            year = _taken(pack, entry, basis)
            findings += _payers(year, classes)
            findings += _classes(year, classes)
            findings += _totals(year)
            findings += _units(year)
            findings += _bases(year, comparable)
    return findings


def _taken(pack: Pack, entry: Section, basis: str) -> _Year:
    figures = pack.rows_of("figure")
    named = frozenset(entry.strings("changes"))
    return _Year(
        entry=entry,
        year=entry.data.get("year"),
        basis=basis,
        paid=tuple(
            row for row in _starting(figures, entry, "figures") if row.data["basis"] == basis
        ),
        projects=tuple(row for row in _starting(figures, entry, "projects") if row.data["project"]),
        changes=tuple(row for row in figures if row.code in named),
    )


def _starting(figures: Iterable[Row], entry: Section, key: str) -> Iterator[Row]:
    stems = entry.strings(key)
    return (row for row in figures if stems and row.code.startswith(stems))


def _payers(year: _Year, classes: tuple[str, ...]) -> Iterator[Finding]:
    paying = [row for row in year.paid if row.data["ministry"] and row.data["cost_class"]]
    listed = [row.data["value"] for row in paying if row.data["cost_class"] in classes]
    if not any(isinstance(value, Decimal) and value > 0 for value in listed):
        place = year.entry.place("figures")
        yield found("flow.payer", place, year=year.year, basis=year.basis)


def _classes(year: _Year, classes: tuple[str, ...]) -> Iterator[Finding]:
    """A class that is not listed has no place; one that nobody pays has no bar to lead from."""
    paid = {row.data["cost_class"] for row in year.paid}
    for row in (*year.paid, *year.amounts, *year.changes):
        read = row.data["cost_class"]
        if read is not None and read not in classes:
            yield found("flow.class", at(row, "cost_class"), read=read, year=year.year)
        elif read is not None and read not in paid:
            yield found("flow.class_unpaid", at(row, "cost_class"), read=read, year=year.year)


def _totals(year: _Year) -> Iterator[Finding]:
    for project in dict.fromkeys(row.data["project"] for row in year.projects):
        totals = [
            row for row in year.amounts if row.data["project"] == project and row.data["total"]
        ]
        if len(totals) != 1:
            place = year.entry.place("projects")
            given = {"project": project, "count": len(totals), "year": year.year}
            yield found("flow.total", place, **given)


def _units(year: _Year) -> Iterator[Finding]:
    units = {str(row.data["unit"]) for row in (*year.paid, *year.amounts) if row.data["unit"]}
    if len(units) > 1:
        yield found("flow.unit", year.entry.place(), year=year.year, units=sorted(units))


def _bases(year: _Year, comparable: set[str]) -> Iterator[Finding]:
    taken = (*year.paid, *year.amounts, *year.changes)
    bases = {str(row.data["basis"]) for row in taken if row.data["basis"]}
    if len(strict := bases - comparable) > 1:
        yield found("flow.basis", year.entry.place(), year=year.year, bases=sorted(strict))
