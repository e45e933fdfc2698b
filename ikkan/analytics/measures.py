"""Every number that is counted, as a named Ibis expression with its rule of counting.

Decides: what is counted once, what in full and what by shares. Printed figures are only read, never
added; amounts of records are added within one sort and never with printed ones.
Called by the data book. The rule beside a number is the rule of the measure that gave it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ikkan.analytics import rules
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from ikkan.analytics.door import Result, Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One way to count: `needs` are the tables without whose rows it says nothing."""

    code: str
    needs: tuple[str, ...]
    rule: Text
    expression: Callable[[Tables, FiscalYear], ir.Table]

    def run(self, tables: Tables, year: FiscalYear) -> Result:
        """The rows for a fiscal year."""
        return tables.run(self.expression(tables, year))


def _series(t: Tables, year: FiscalYear) -> ir.Table:
    figures = t["figure"]
    asked = figures.series_year.notnull() & (figures.series_year <= year.year)
    return figures.filter(asked & (figures.measure == "amount")).order_by("position", "code")


def _projects(t: Tables, year: FiscalYear) -> ir.Table:
    figures = t["figure"]
    asked = (figures.measure == "amount") & (figures.year == year.year)
    return figures.filter(asked & figures.project.notnull()).order_by("position", "code")


def _pots(t: Tables, year: FiscalYear) -> ir.Table:
    """Printed amounts with a pot and a year, of no programme and no project."""
    figures = t["figure"]
    asked = (figures.measure == "amount") & figures.pot.notnull() & (figures.year <= year.year)
    whole = figures.programme.isnull() & figures.project.isnull()
    return figures.filter(asked & whole).order_by("year", "position", "code")


def _funds(t: Tables, year: FiscalYear) -> ir.Table:
    """Funds whose printed years, or the year of whose amount, do not lie after the year."""
    funds, figures = t["fund"], t["figure"]
    amounts = figures.select(
        figure="code", year="year", printed="printed", value="value", unit="unit", source="source"
    )
    found = funds.left_join(amounts, "figure")
    first = found.first_year.coalesce(found.year)
    begun = first.isnull() | (first <= year.year)
    lasting = found.last_year.isnull() | (found.last_year >= year.year)
    columns = ("position", "code", "programme", "first_year", "last_year")
    asked = found.filter(begun & lasting)
    return asked.select(*columns, "printed", "value", "unit", "source").order_by("position", "code")


def _in_force(t: Tables, year: FiscalYear) -> ir.Table:
    awards = t["award"]
    return awards.filter((awards.began_on <= year.end) & (awards.last_on >= year.start))


def _by_programme(t: Tables, year: FiscalYear) -> ir.Table:
    return _counted(_with_yen(t, year), "programme")


def _by_start(t: Tables, year: FiscalYear) -> ir.Table:
    awards = _with_yen(t, year)
    return _counted(awards.mutate(new=awards.began_on >= year.start), "new")


def _with_yen(t: Tables, year: FiscalYear) -> ir.Table:
    """Awards in force with their yen of the year, a column for each sort."""
    amounts = t["year_amount"]
    mine = amounts.filter(amounts.fiscal_year == year.year).rename(code="award")
    sums = {sort: mine.yen.sum(where=mine["sort"] == sort) for sort in rules.AMOUNT_SORTS}
    return _in_force(t, year).left_join(mine.group_by("code").aggregate(**sums), "code")


def _counted(awards: ir.Table, key: str) -> ir.Table:
    """Awards, each once, and each sort of yen by itself."""
    sums: dict[str, Any] = {sort: awards[sort].sum().cast("int64") for sort in rules.AMOUNT_SORTS}
    return awards.group_by(key).aggregate(awards=awards.code.nunique(), **sums).order_by(key)


def _by_phase(t: Tables, year: FiscalYear) -> ir.Table:
    awards = _in_force(t, year)
    grouped = awards.group_by("modality", "phase").aggregate(awards=awards.code.nunique())
    return grouped.order_by("modality", "phase")


def _by_place(t: Tables, year: FiscalYear) -> ir.Table:
    places = t["organisation"].select(organisation="code", sort="sort", prefecture="prefecture")
    joined = _in_force(t, year).left_join(places, "organisation")
    grouped = joined.group_by("prefecture", "sort").aggregate(awards=joined.code.nunique())
    return grouped.order_by("prefecture", "sort")


def _by_gate(t: Tables, year: FiscalYear) -> ir.Table:
    gates = t["gate"]
    decided = gates.decided_on.between(year.start, year.end)
    found = gates.filter(decided | gates.decided_on.isnull())
    grouped = found.group_by("template", "decision").aggregate(gates=found.code.nunique())
    return grouped.order_by("template", "decision")


def _by_handover(t: Tables, year: FiscalYear) -> ir.Table:
    cases = t["handover"]
    decided = cases.decided_on.between(year.start, year.end)
    found = cases.filter(decided | cases.decided_on.isnull())
    grouped = found.group_by("to_programme", "state").aggregate(cases=found.code.nunique())
    return grouped.order_by("to_programme", "state")


def _outcomes(t: Tables, year: FiscalYear) -> ir.Table:
    """Shares are summed by denominator, so that the fractional count stays exact."""
    outcomes = t["outcome"]
    mine = outcomes.filter(outcomes.occurred_on.between(year.start, year.end))
    shares = t["outcome_award"].select("award", "share_top", "share_bottom", code="outcome")
    joined = mine.left_join(shares, "code")
    grouped = joined.group_by("sort", "share_bottom").aggregate(
        linked=joined.award.count(), share_top=joined.share_top.sum().cast("int64")
    )
    counted = mine.group_by("sort").aggregate(outcomes=mine.code.nunique())
    found = counted.left_join(grouped, "sort").select(
        "sort", "outcomes", "share_bottom", "linked", "share_top"
    )
    return found.order_by("sort", "share_bottom")


def _indicators(t: Tables, year: FiscalYear) -> ir.Table:
    indicators, actuals = t["indicator"], t["actual"]
    begun = indicators.term_first.isnull() | (indicators.term_first <= year.year)
    lasting = indicators.term_last.isnull() | (indicators.term_last >= year.year)
    mine = actuals.filter(actuals.fiscal_year == year.year).select(
        "counting", "value", code="indicator"
    )
    found = indicators.filter(begun & lasting).left_join(mine, "code")
    columns = ("position", "code", "of", "class", "target", "unit", "counting", "value")
    return found.select(*columns).order_by("position", "code", "counting")


def _measure(code: str, needs: str, expression: Callable[[Tables, FiscalYear], Any]) -> Measure:
    return Measure(
        code=code, needs=tuple(needs.split()), rule=rules.RULES[code], expression=expression
    )


SERIES: Final = _measure("series", "figure", _series)
PROJECTS: Final = _measure("projects", "figure", _projects)
POTS: Final = _measure("pots", "figure", _pots)
FUNDS: Final = _measure("funds", "fund", _funds)
BY_PROGRAMME: Final = _measure("by_programme", "award", _by_programme)
BY_START: Final = _measure("by_start", "award", _by_start)
BY_PHASE: Final = _measure("by_phase", "award", _by_phase)
BY_PLACE: Final = _measure("by_place", "award organisation", _by_place)
BY_GATE: Final = _measure("by_gate", "gate", _by_gate)
BY_HANDOVER: Final = _measure("by_handover", "handover", _by_handover)
OUTCOMES: Final = _measure("outcomes", "outcome", _outcomes)
INDICATORS: Final = _measure("indicators", "indicator", _indicators)
MEASURES: Final = (
    *(SERIES, PROJECTS, POTS, FUNDS, BY_PROGRAMME, BY_START, BY_PHASE, BY_PLACE, BY_GATE),
    *(BY_HANDOVER, OUTCOMES, INDICATORS),
)
