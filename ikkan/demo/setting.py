"""What a made-up portfolio is made of: rows of the pack in force, by code. Pure.

Called by building (reads the pack) and by the composers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ikkan.values.text import Text

YEARS: Final = 10
"""Fiscal years of history, the current one included."""
STEP: Final = 111_000
"""Every amount is a multiple of this many yen: no total can be taken for a published one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """A ministry that pays, by code and name."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A programme of the pack and who pays it here."""

    code: str
    name: Text
    payer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Everything that decides a portfolio; the same setting gives the same records."""

    seed: int
    size: int
    today: date
    first_month: int
    programmes: tuple[Programme, ...]
    payers: tuple[Payer, ...]
    gates: Mapping[str, tuple[str, ...]]
    domains: tuple[str, ...]
    phases: tuple[str, ...]
    projects: tuple[str, ...]
    term: str
    indicators: Mapping[str, str]
    agency: Text

    @property
    def year(self) -> int:
        """The fiscal year of today."""
        return self.today.year - (self.today.month < self.first_month)

    @property
    def years(self) -> range:
        """Every fiscal year of the history."""
        return range(self.year - YEARS + 1, self.year + 1)

    def day(self, year: int, month: int, number: int) -> date:
        """A day of the fiscal year: months before the first one are in the next calendar year."""
        return date(year + (month < self.first_month), month, number)

    def first_day(self, year: int) -> date:
        """The first day of a fiscal year."""
        return date(year, self.first_month, 1)

    def last_month(self) -> int:
        """The month in which a fiscal year ends."""
        return 12 if self.first_month == 1 else self.first_month - 1
