"""Fiscal years (会計年度) and plan terms (計画期間).

Decides: which year a day falls in and how many years a term has. A fiscal year is named after the
calendar year in which it starts. Called by: every package. Source: 財政法 第11条 (April to March).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering
from typing import Final

from ikkan.values.errors import YearError
from ikkan.values.text import Text

FIRST: Final = 1800
LAST: Final = 2999


@total_ordering
@dataclass(frozen=True, slots=True)
class FiscalYear:
    """``FiscalYear(2026)`` is April 2026 to March 2027; `start_month` is 1 to 12.

    Years with different start months are never equal and cannot be ordered. Raises YearError
    outside 1800 to 2999 or for an impossible month.
    """

    year: int
    start_month: int = 4

    def __post_init__(self) -> None:
        if type(self.year) is not int or not FIRST <= self.year <= LAST:
            raise YearError("year.range", _RANGE.format(year=self.year, first=FIRST, last=LAST))
        if type(self.start_month) is not int or not 1 <= self.start_month <= 12:
            raise YearError("year.month", _MONTH.format(month=self.start_month))

    def __str__(self) -> str:
        return f"FY{self.year}"

    def __lt__(self, other: FiscalYear) -> bool:
        if not isinstance(other, FiscalYear):
            return NotImplemented
        _same_start(self, other)
        return self.year < other.year

    @property
    def start(self) -> date:
        """First day."""
        return date(self.year, self.start_month, 1)

    @property
    def end(self) -> date:
        """Last day, inclusive."""
        return date(self.year + 1, self.start_month, 1) - timedelta(days=1)

    def contains(self, day: date) -> bool:
        """Whether `day` falls in this year."""
        return self.start <= day <= self.end

    def next(self) -> FiscalYear:
        """The year after."""
        return FiscalYear(self.year + 1, self.start_month)

    def previous(self) -> FiscalYear:
        """The year before."""
        return FiscalYear(self.year - 1, self.start_month)

    @classmethod
    def of(cls, day: date, start_month: int = 4) -> FiscalYear:
        """The year that contains `day`."""
        return cls(day.year if day.month >= start_month else day.year - 1, start_month)

    @classmethod
    def range(cls, first: FiscalYear, last: FiscalYear) -> tuple[FiscalYear, ...]:
        """All years from `first` to `last`, both included. YearError when `last` is earlier."""
        if last < first:
            raise YearError("year.order", _ORDER.format(first=first.year, last=last.year))
        return tuple(cls(year, first.start_month) for year in range(first.year, last.year + 1))


@dataclass(frozen=True, slots=True)
class PlanTerm:
    """A plan's years, both ends included: ``PlanTerm("T2", FiscalYear(2020), FiscalYear(2024))``.

    Raises YearError when the code is empty, the term ends before it starts, or the two years
    start in different months.
    """

    code: str
    first: FiscalYear
    last: FiscalYear

    def __post_init__(self) -> None:
        if not self.code:
            raise YearError("term.code", _CODE)
        if self.last < self.first:
            raise YearError("year.order", _ORDER.format(first=self.first.year, last=self.last.year))

    @property
    def years(self) -> tuple[FiscalYear, ...]:
        """Every fiscal year of the term, in order."""
        return FiscalYear.range(self.first, self.last)

    @property
    def length(self) -> int:
        """Number of fiscal years, at least one."""
        return self.last.year - self.first.year + 1

    def contains(self, when: FiscalYear | date) -> bool:
        """Whether a fiscal year or a day falls in the term."""
        if isinstance(when, FiscalYear):
            return self.first <= when <= self.last
        return self.first.start <= when <= self.last.end


def _same_start(one: FiscalYear, other: FiscalYear) -> None:
    if one.start_month != other.start_month:
        raise YearError("year.mixed", _MIXED.format(one=one.start_month, other=other.start_month))


_RANGE = Text(
    "年度{year}は使えません。{first}～{last}の整数にしてください。",
    "The fiscal year {year} cannot be used; give a whole number from {first} to {last}.",
)
_MONTH = Text(
    "年度の始まりの月{month}は使えません。1～12にしてください。",
    "A fiscal year cannot start in month {month}; give 1 to 12.",
)
_ORDER = Text(
    "終わりの年度{last}が始まりの年度{first}より前です。順を確かめてください。",
    "The last fiscal year {last} comes before the first, {first}; check their order.",
)
_MIXED = Text(
    "始まりの月が違う年度（{one}月と{other}月）は並べられません。",
    "Fiscal years that start in different months ({one} and {other}) cannot be ordered.",
)
_CODE = Text("計画期間のコードが空です。", "The plan term has no code.")
