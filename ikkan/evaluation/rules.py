"""What an actual value, a finding and a response must say; pure.

Decides: a value is either counted here or given with its basis; a missing value is not zero; what
a finding may be about; days in order. Called by actions. Source: S-489 to S-496.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Final

from ikkan.evaluation import messages
from ikkan.values.ref import Ref
from ikkan.values.text import Text

DIGITS: Final = 15
PLACES: Final = 4
OPEN: Final = "open"
ANSWERED: Final = "answered"
DONE: Final = "done"
FINDING_STATES: Final[Mapping[str, Text]] = {
    OPEN: Text("対応なし", "Open"),
    ANSWERED: Text("対応あり", "Answered"),
}
RESPONSE_STATES: Final[Mapping[str, Text]] = {
    OPEN: Text("実施中", "Under way"),
    DONE: Text("実施済み", "Done"),
}
ABOUT: Final[Mapping[str, str]] = {
    "evaluation.actual": "actual",
    "awards.award": "award",
    "outcomes.outcome": "outcome",
    "evaluation.followup": "followup",
    "budget.adjustment_check": "after_check",
}
"""What a finding may be about, with the kind of its edge."""
OBSERVED: Final = "observed"
CLASSES: Final[Mapping[str, Text]] = {
    "aimed_at": Text("目指す指標", "Aimed at"),
    OBSERVED: Text("観測する指標", "Observed"),
    "managed": Text("管理する指標", "Managed"),
    "outcome_goal": Text("アウトカム目標", "Outcome goal"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewActual:
    """The value of an indicator in a fiscal year: counted from outcomes of `sort`, or `value`.

    `note` says what a given value rests on; `replaces` is the code of the row it supersedes.
    """

    indicator: str
    fiscal_year: int
    counting: str = "full"
    sort: str = ""
    value: Decimal | None = None
    note: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFinding:
    """What follow-up found, about which record, on which day."""

    about: Ref
    text_ja: str
    text_en: str = ""
    found_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NewResponse:
    """What will be done about a finding, by whom, by when."""

    finding: str
    text_ja: str
    text_en: str = ""
    owner_role: str
    due_on: date


def refused_actual(new: NewActual, first_day: date, as_of: date) -> tuple[Text, ...]:
    """Everything wrong with it; `first_day` is that of its fiscal year."""
    found = []
    if bool(new.sort) == (new.value is not None):
        found.append(messages.ONE_WAY)
    if new.value is not None and not new.note.strip():
        found.append(messages.NO_BASIS)
    if new.value is not None and not fits(new.value):
        found.append(messages.TOO_LONG.format(value=new.value))
    if first_day > as_of:
        found.append(messages.YEAR_AHEAD.format(year=new.fiscal_year, today=as_of))
    return tuple(found)


def refused_finding(new: NewFinding, as_of: date) -> tuple[Text, ...]:
    """Everything wrong with it."""
    found = []
    if new.about.kind not in ABOUT:
        found.append(messages.ABOUT.format(ref=new.about))
    if not new.text_ja.strip():
        found.append(messages.WORDS)
    if new.found_on > as_of:
        found.append(messages.AHEAD.format(day=new.found_on, today=as_of))
    return tuple(found)


def refused_response(new: NewResponse, found_on: date, roles: Mapping[str, Text]) -> list[Text]:
    """Everything wrong with it, given the day of its finding and the roles that exist."""
    found = []
    if not new.text_ja.strip():
        found.append(messages.WORDS)
    if new.owner_role not in roles:
        found.append(messages.ROLE.format(role=new.owner_role))
    if new.due_on < found_on:
        found.append(messages.BEFORE_FINDING.format(day=new.due_on, found=found_on))
    return found


def refused_done(done_on: date, found_on: date, as_of: date) -> Text | None:
    """Why a response was not finished on that day."""
    if done_on > as_of:
        return messages.AHEAD.format(day=done_on, today=as_of)
    if done_on < found_on:
        return messages.BEFORE_FINDING.format(day=done_on, found=found_on)
    return None


def fits(value: Decimal) -> bool:
    """Whether the value can be kept to the digit."""
    if not value.is_finite():
        return False
    rounded = value.quantize(Decimal(1).scaleb(-PLACES), context=_CONTEXT)
    return rounded == value and len(rounded.as_tuple().digits) <= DIGITS


def as_decimal(counted: Fraction) -> Decimal:
    """A count as it is kept: four decimals, half to even."""
    exact = _CONTEXT.divide(Decimal(counted.numerator), Decimal(counted.denominator))
    return exact.quantize(Decimal(1).scaleb(-PLACES), context=_CONTEXT)


_CONTEXT: Final = Context(prec=60, rounding=ROUND_HALF_EVEN)
