"""Rules of awards: states, days and years, payments within what was decided, lineage.

Decides: what an award may be and become; pure. Called by actions and loads. Source: the messages
name each rule; design §3 "Lineage".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from ikkan.awards import messages
from ikkan.values.errors import InputError
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

ACTIVE: Final = "active"
COMPLETED: Final = "completed"
STOPPED: Final = "stopped"
STATES: Final = (ACTIVE, COMPLETED, STOPPED)
DECIDED: Final = "decided"
AMOUNT_SORTS: Final = (DECIDED, "paid", "reported")
LONGEST_YEARS: Final = 30
LARGEST_YEN: Final = 10**15
Pair = tuple[str, str]
"""(award, the one it continues)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is decided when an adopted application becomes an award.

    `code` is a number of the pack's scheme; where it is empty one is made, with `given` for the
    characters that the officer gives. `opens_account` opens its ledger account under the call's.
    """

    began_on: date
    ends_on: date
    year_amounts: Mapping[int, int]
    code: str = ""
    given: tuple[str, ...] = ()
    modality: str = ""
    phase: str = ""
    domains: tuple[str, ...] = ()
    published: bool = True
    opens_account: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money for an award, from the account that funds it unless `giver` names another."""

    yen: int
    made_on: date
    fiscal_year: int
    giver: str = ""
    pot: str = "initial"
    instrument: str = "commission"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAward:
    """An award as a batch brings it; parties, call, application and account by their codes.

    `opens_account` opens its ledger account, funded from `funded_from` or else from that of its
    call. `amounts_are` is the sort of `year_amounts`. An award from elsewhere (`external_source`)
    may have no number of the scheme. `completed`: it is known to have run to its last day.
    """

    title: Text
    organisation: str
    began_on: date
    ends_on: date
    code: str = ""
    given: tuple[str, ...] = ()
    principal: str = ""
    programme: str = ""
    call: str = ""
    application: str = ""
    account: str = ""
    opens_account: bool = False
    funded_from: str = ""
    year_amounts: Mapping[int, int] = field(default_factory=dict)
    amounts_are: str = DECIDED
    modality: str = ""
    phase: str = ""
    domains: tuple[str, ...] = ()
    external_source: str = ""
    external_key: str = ""
    published: bool = True
    completed: bool = False
    continues: tuple[str, ...] = ()


def demand_days(began_on: date, ends_on: date) -> None:
    """Raise InputError unless the last day follows the first, within thirty years."""
    if ends_on < began_on:
        words = messages.DAYS.format(began_on=began_on, ends_on=ends_on)
        raise InputError("awards.days", words)
    if ends_on.year - began_on.year > LONGEST_YEARS:
        words = messages.TOO_LONG.format(years=ends_on.year - began_on.year, most=LONGEST_YEARS)
        raise InputError("awards.too_long", words)


def months_between(ended_on: date, began_on: date) -> int:
    """Whole months without support from the last day of one award to the first of the next."""
    free = ended_on + timedelta(days=1)
    months = (began_on.year - free.year) * 12 + began_on.month - free.month
    return max(0, months - (began_on.day < free.day))


def years_of(began_on: date, ends_on: date, start_month: int) -> range:
    """The fiscal years that the award touches."""
    first = FiscalYear.of(began_on, start_month).year
    return range(first, FiscalYear.of(ends_on, start_month).year + 1)


def demand_amounts(amounts: Mapping[int, int], years: range) -> None:
    """Raise InputError for an amount outside the award's years or below zero."""
    for year, yen in sorted(amounts.items()):
        if year not in years:
            words = messages.YEAR_OUTSIDE.format(year=year, first=years[0], last=years[-1])
            raise InputError("awards.year_outside", words)
        if not 0 <= yen <= LARGEST_YEN:
            raise InputError("awards.amount", messages.AMOUNT.format(year=year, yen=f"{yen:,}"))


def demand_adopted(application: str, amounts: Mapping[int, int], adopted: int) -> None:
    """Raise InputError where the years add up to more than was adopted."""
    total = sum(amounts.values())
    if total > adopted:
        words = messages.BEYOND_ADOPTED.format(
            code=application, total=f"{total:,}", adopted=f"{adopted:,}"
        )
        raise InputError("awards.beyond_adopted", words)


def demand_active(code: str, state: str) -> None:
    """Raise InputError for an award that was completed or stopped."""
    if state != ACTIVE:
        words = messages.NOT_ACTIVE.format(code=code, state=messages.STATE_LABELS[state])
        raise InputError("awards.not_active", words)


def demand_reason(reason: str) -> str:
    """The reason without blanks around it. Raises InputError where there is none."""
    if not reason.strip():
        raise InputError("awards.reason", messages.REASON_MISSING)
    return reason.strip()


def demand_room(code: str, year: int, yen: int, *, decided: int, paid: int) -> None:
    """Raise InputError for a payment that is nothing or goes beyond what the year was given."""
    if yen <= 0:
        raise InputError("awards.pay_nothing", messages.PAY_NOTHING.format(yen=f"{yen:,}"))
    if paid + yen > decided:
        words = messages.PAID_BEYOND.format(
            code=code,
            year=year,
            decided=f"{decided:,}",
            paid=f"{paid:,}",
            yen=f"{yen:,}",
            left=f"{max(decided - paid, 0):,}",
        )
        raise InputError("awards.paid_beyond", words)


def demand_no_circle(pairs: Iterable[Pair], new: Iterable[Pair]) -> None:
    """Raise InputError where the new pairs lead an award back to itself."""
    above: dict[str, set[str]] = {}
    for award, earlier in pairs:
        above.setdefault(award, set()).add(earlier)
    for award, earlier in new:
        if award == earlier or award in _reached(above, earlier):
            words = messages.CIRCLE.format(code=award, earlier=earlier)
            raise InputError("awards.circle", words)
        above.setdefault(award, set()).add(earlier)


def _reached(above: Mapping[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        code = waiting.pop()
        if code not in seen:
            seen.add(code)
            waiting.extend(above.get(code, ()))
    return seen
