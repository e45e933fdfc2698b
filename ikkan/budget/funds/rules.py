"""What may be a fund, and what it may promise; pure.

Decides: the days and years of a fund, and how much of it is still free. Called by the actions of
funds and their pages. Source: 003 L744-L781 (funds over several years).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ikkan.budget.funds import messages
from ikkan.budget.rules import LARGEST
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

LONGEST: Final = 30
"""Years: longer than any fund a source prints."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFund:
    """A fund to set up; `agency` is the code of the account that it is funded from.

    `row` is the code of the fund of the pack that it carries out.
    """

    name_ja: str
    purpose_ja: str
    agency: str
    body: str
    programme: str
    begins_on: date
    ends_on: date
    name_en: str = ""
    purpose_en: str = ""
    row: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """An amount for one account and year."""

    taker: str
    fiscal_year: int
    yen: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRepayment:
    """What is to come back of an investment, by when and on which terms."""

    taker: str
    yen: int
    due_on: date
    terms: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One posting on the fund's account; the other side is the agency, or whoever it pays."""

    day: date
    yen: int
    from_above: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What a fund got, gave and kept in one fiscal year, and what it promised for it."""

    year: int
    received: int
    paid: int
    returned: int
    balance: int
    promised: int


def fund_findings(new: NewFund) -> tuple[Text, ...]:
    """Everything that keeps the fund from being set up, each with its remedy."""
    found = []
    if not new.name_ja.strip() or not new.purpose_ja.strip():
        found.append(messages.NAMES)
    if new.ends_on <= new.begins_on:
        found.append(messages.DAYS.format(begins=new.begins_on, ends=new.ends_on))
    elif new.ends_on.year - new.begins_on.year > LONGEST:
        found.append(messages.LONG.format(most=LONGEST))
    return tuple(found)


def yen_findings(yen: int) -> tuple[Text, ...]:
    """Why this is no amount of a fund."""
    return () if 0 < yen <= LARGEST else (messages.YEN.format(largest=LARGEST),)


def day_findings(day: date, begins_on: date, ends_on: date) -> tuple[Text, ...]:
    """Why this day is none of the fund's."""
    if begins_on <= day <= ends_on:
        return ()
    return (messages.OUTSIDE.format(day=day, begins=begins_on, ends=ends_on),)


def promise_findings(
    new: Promised, free: int, begins_on: date, ends_on: date, start_month: int
) -> tuple[Text, ...]:
    """Everything against promising it while `free` is neither paid nor promised."""
    found = list(yen_findings(new.yen))
    first, last = (FiscalYear.of(day, start_month).year for day in (begins_on, ends_on))
    if not first <= new.fiscal_year <= last:
        found.append(
            messages.YEAR_OUTSIDE.format(year=new.fiscal_year, begins=begins_on, ends=ends_on)
        )
    if not new.reason.strip():
        found.append(messages.REASON)
    if not found and new.yen > free:
        found.append(messages.TOO_MUCH.format(yen=new.yen, free=max(free, 0)))
    return tuple(found)


def repayment_findings(new: NewRepayment, invested: int, begins_on: date) -> tuple[Text, ...]:
    """Everything against agreeing it while `invested` has no repayment agreed."""
    found = list(yen_findings(new.yen))
    if new.due_on <= begins_on:
        found.append(messages.REPAID_EARLY.format(day=new.due_on, begins=begins_on))
    if not new.terms.strip():
        found.append(messages.TERMS)
    if not found and new.yen > invested:
        found.append(messages.NOT_INVESTED.format(yen=new.yen, invested=max(invested, 0)))
    return tuple(found)


def years(
    lines: Iterable[Line], promised: Mapping[int, int], first: int, last: int, start_month: int
) -> tuple[Year, ...]:
    """The fund year by year from `first` to `last`, and to any later year that has a posting."""
    received: dict[int, int] = {}
    paid: dict[int, int] = {}
    returned: dict[int, int] = {}
    for line in lines:
        year = FiscalYear.of(line.day, start_month).year
        if not line.from_above:
            paid[year] = paid.get(year, 0) - line.yen
        elif line.yen > 0:
            received[year] = received.get(year, 0) + line.yen
        else:
            returned[year] = returned.get(year, 0) - line.yen
    found, balance = [], 0
    for year in range(first, max([last, *received, *paid, *returned]) + 1):
        one = (received.get(year, 0), paid.get(year, 0), returned.get(year, 0))
        balance += one[0] - one[1] - one[2]
        found.append(
            Year(
                year=year,
                received=one[0],
                paid=one[1],
                returned=one[2],
                balance=balance,
                promised=promised.get(year, 0),
            )
        )
    return tuple(found)
