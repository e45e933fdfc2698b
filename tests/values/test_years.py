"""Fiscal years and plan terms."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.values.errors import YearError
from ikkan.values.years import FiscalYear, PlanTerm

DAYS = st.dates(min_value=date(1873, 1, 1), max_value=date(2900, 12, 31))
MONTHS = st.integers(min_value=1, max_value=12)


def test_the_japanese_fiscal_year_runs_from_april_to_march() -> None:
    year = FiscalYear(2026)
    assert (year.start, year.end) == (date(2026, 4, 1), date(2027, 3, 31))
    assert year.contains(date(2027, 3, 31))
    assert not year.contains(date(2026, 3, 31))
    assert (year.next(), year.previous(), str(year)) == (
        FiscalYear(2027),
        FiscalYear(2025),
        "FY2026",
    )


def test_a_funder_may_start_its_year_in_january() -> None:
    assert FiscalYear(2026, 1).end == date(2026, 12, 31)
    assert FiscalYear.of(date(2026, 1, 1), 1) == FiscalYear(2026, 1)


@given(DAYS, MONTHS)
def test_every_day_is_in_exactly_one_year(day: date, month: int) -> None:
    year = FiscalYear.of(day, month)
    assert year.contains(day)
    assert not year.next().contains(day)
    assert not year.previous().contains(day)
    assert year.end + timedelta(days=1) == year.next().start
    assert year.next().previous() == year


def test_years_are_ordered_and_listed() -> None:
    assert FiscalYear(2020) < FiscalYear(2021) <= FiscalYear(2021)
    assert max(FiscalYear(2020), FiscalYear(2024)) == FiscalYear(2024)
    assert [y.year for y in FiscalYear.range(FiscalYear(2020), FiscalYear(2022))] == [
        2020,
        2021,
        2022,
    ]
    with pytest.raises(YearError):
        FiscalYear.range(FiscalYear(2022), FiscalYear(2020))


def test_years_of_different_calendars_do_not_mix() -> None:
    assert FiscalYear(2020) != FiscalYear(2020, 1)
    with pytest.raises(YearError, match="different months"):
        sorted([FiscalYear(2020), FiscalYear(2021, 1)])
    with pytest.raises(TypeError):
        FiscalYear(2020) < 2021  # type: ignore[operator]  # noqa: B015


@pytest.mark.parametrize("year", [0, 1799, 3000, 26, "2026", 2026.0, True])
def test_impossible_years_are_refused(year: Any) -> None:
    with pytest.raises(YearError):
        FiscalYear(year)


@pytest.mark.parametrize("month", [0, 13, -1, "4", 4.0])
def test_impossible_start_months_are_refused(month: Any) -> None:
    with pytest.raises(YearError):
        FiscalYear(2026, month)


def test_a_plan_term_holds_both_its_ends() -> None:
    term = PlanTerm("T2", FiscalYear(2020), FiscalYear(2024))
    assert term.length == len(term.years) == 5
    assert term.contains(FiscalYear(2024))
    assert not term.contains(FiscalYear(2025))
    assert term.contains(date(2025, 3, 31))
    assert not term.contains(date(2025, 4, 1))


def test_a_term_may_last_one_year() -> None:
    assert PlanTerm("T", FiscalYear(2020), FiscalYear(2020)).length == 1


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("", FiscalYear(2020), FiscalYear(2024)),
        ("T", FiscalYear(2024), FiscalYear(2020)),
        ("T", FiscalYear(2020), FiscalYear(2024, 1)),
    ],
)
def test_impossible_terms_are_refused(code: str, first: FiscalYear, last: FiscalYear) -> None:
    with pytest.raises(YearError):
        PlanTerm(code, first, last)
