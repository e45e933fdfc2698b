"""What may be an account, what is known of a transfer, and what an account can give; pure.

Decides: the layers through which money goes, and when an account would have less than nothing;
`moving` decides what may be a transfer. Called by ledger, verify and the forms. Source: design §3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from ikkan.values.errors import RefError
from ikkan.values.finding import Finding, Place
from ikkan.values.ref import Ref, is_record_code

LARGEST: Final = 10**15
"""A thousand trillion yen: more than any budget, and far inside 64 bits."""
LONGEST_NAME: Final = 200
FIRST_YEAR: Final = 1950
LAST_YEAR: Final = 2199


class Layer(StrEnum):
    """Who holds the money, from the treasury down; totals never cross two of them."""

    TREASURY = "treasury"
    MINISTRY = "ministry"
    AGENCY = "agency"
    INSTITUTE = "institute"
    PROGRAMME = "programme"
    CALL = "call"
    AWARD = "award"
    PERFORMER = "performer"


class Stage(StrEnum):
    """How far the money is; a request, a wish and a draft move nothing and are no transfers."""

    ENACTED = "enacted"
    EXECUTED = "executed"
    SETTLED = "settled"


class Pot(StrEnum):
    """Out of which budget the money comes."""

    INITIAL = "initial"
    SUPPLEMENTARY = "supplementary"
    ADJUSTMENT = "adjustment"
    FUND = "fund"
    RESERVE = "reserve"
    CARRIED_OVER = "carried_over"


class Instrument(StrEnum):
    """By what right the money moves; the last three lead on, back up and put right."""

    APPROPRIATION = "appropriation"
    ALLOTMENT = "allotment"
    SUBSIDY = "subsidy"
    OPERATING_GRANT = "operating_grant"
    COMMISSION = "commission"
    INVESTMENT = "investment"
    REALLOCATION = "reallocation"
    CARRY_OVER = "carry_over"
    RETURN = "return"
    CORRECTION = "correction"


class Ground(StrEnum):
    """Why money goes on to the next year, or back to the treasury."""

    PERMITTED = "permitted"
    ACCIDENT = "accident"
    UNUSED = "unused"
    REPAID = "repaid"


BELOW: Final[Mapping[str, frozenset[str]]] = {
    Layer.TREASURY: frozenset({Layer.MINISTRY}),
    Layer.MINISTRY: frozenset({Layer.AGENCY, Layer.INSTITUTE}),
    Layer.AGENCY: frozenset({Layer.PROGRAMME}),
    Layer.INSTITUTE: frozenset(),
    Layer.PROGRAMME: frozenset({Layer.CALL, Layer.AWARD}),
    Layer.CALL: frozenset({Layer.AWARD}),
    Layer.AWARD: frozenset({Layer.PERFORMER}),
    Layer.PERFORMER: frozenset(),
}
"""One step down; a ministry pays agencies and institutes of its own, a programme pays awards
through a call or directly."""

ABOVE_PROGRAMME: Final = frozenset({Layer.TREASURY, Layer.MINISTRY, Layer.AGENCY, Layer.INSTITUTE})
PUBLISHED: Final = frozenset({*ABOVE_PROGRAMME, Layer.PROGRAMME, Layer.CALL})
"""Whose accounts anybody sees; those of awards and performers are for the offices."""

DOWNWARD: Final = frozenset(Instrument) - {
    Instrument.CARRY_OVER,
    Instrument.RETURN,
    Instrument.CORRECTION,
}
PAID: Final = DOWNWARD - {Instrument.APPROPRIATION, Instrument.ALLOTMENT}
"""By what right a programme pays; the others stand above it only."""
ALLOTTED: Final = frozenset({Layer.MINISTRY, Layer.AGENCY})
"""From which layers money is allotted."""
LARGEST_SUPPLEMENT: Final = 9

OWNERS: Final[Mapping[str, frozenset[str]]] = {
    Layer.TREASURY: frozenset({"body"}),
    Layer.MINISTRY: frozenset({"body"}),
    Layer.AGENCY: frozenset({"body"}),
    Layer.INSTITUTE: frozenset({"body", "parties.organisation"}),
    Layer.PROGRAMME: frozenset({"programme"}),
    Layer.CALL: frozenset({"calls.call", "programme"}),
    Layer.AWARD: frozenset({"awards.award"}),
    Layer.PERFORMER: frozenset({"parties.organisation", "parties.person"}),
}
"""Of which kind the owner of an account is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """An account to open; `parent` is the code of the account it is funded from.

    `owner` is a reference as text, `clause` the code of a clause of the plan (top accounts only);
    without a `cost_class` it has that of its parent.
    """

    layer: str
    name_ja: str
    name_en: str
    fiscal_year: int
    parent: str = ""
    owner: str = ""
    clause: str = ""
    cost_class: str = ""
    opened_on: date | None = None
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTransfer:
    """`yen` from the account `giver` to the account `taker`, both by code.

    `supplement`: which supplementary budget of the year, 0 where none; `ground`: why it goes to the
    next year or back to the treasury.
    """

    giver: str
    taker: str
    yen: int
    made_on: date
    fiscal_year: int
    stage: str
    pot: str
    instrument: str
    reason: str = ""
    supplement: int = 0
    ground: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """What an account says of itself to those funded from it."""

    layer: str
    fiscal_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What an account says of itself to a transfer."""

    layer: str
    fiscal_year: int
    owner: str = ""
    cost_class: str = ""


def direction(giver: str, taker: str) -> int:
    """1 one layer down, -1 one layer back up, 0 no way between these layers."""
    if taker in BELOW.get(giver, frozenset()):
        return 1
    return -1 if giver in BELOW.get(taker, frozenset()) else 0


def account_findings(
    new: NewAccount, parent: Parent | None, place: Place, as_of: date
) -> list[Finding]:
    """Everything against opening this account under `parent` (None: no such account)."""
    found: list[Finding] = []

    def against(rule: str, /, **values: object) -> None:
        found.append(Finding(f"ledger.{rule}", place, values=values))

    if new.layer not in BELOW:
        against("layer", layer=new.layer)
        return found
    if not new.name_ja.strip() and not new.name_en.strip():
        against("name")
    if max(len(new.name_ja), len(new.name_en)) > LONGEST_NAME:
        against("long_name", most=LONGEST_NAME)
    if new.code and not is_record_code(new.code):
        against("code", code=new.code)
    if not FIRST_YEAR <= new.fiscal_year <= LAST_YEAR:
        against("year", year=new.fiscal_year, first=FIRST_YEAR, last=LAST_YEAR)
    if new.opened_on is not None and new.opened_on > as_of:
        against("future", day=new.opened_on, as_of=as_of)
    if new.layer == Layer.TREASURY:
        if new.parent:
            against("top_has_parent")
    elif parent is None:
        against("parent", parent=new.parent or "–")
    elif new.layer not in BELOW[parent.layer]:
        against("parent_layer", layer=new.layer, parent_layer=parent.layer)
    elif new.fiscal_year < parent.fiscal_year:
        against("parent_year", year=new.fiscal_year, parent_year=parent.fiscal_year)
    if new.clause and new.parent:
        against("clause_below")
    kinds = OWNERS[new.layer]
    if not new.owner and new.layer == Layer.PROGRAMME:
        against("owner_missing", layer=new.layer)
    if new.owner and _kind(new.owner) not in kinds:
        against("owner", owner=new.owner, layer=new.layer, kinds=", ".join(sorted(kinds)))
    return found


def _kind(owner: str) -> str:
    try:
        return Ref.parse(owner).kind
    except RefError:
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """The first day at whose end an account would have less than nothing, and how much less."""

    day: date
    missing: int


def shortfall(days: Mapping[date, int]) -> Shortfall | None:
    """Where the sums of each day, added up in order, first fall below zero; None if never."""
    balance = 0
    for day in sorted(days):
        balance += days[day]
        if balance < 0:
            return Shortfall(day=day, missing=-balance)
    return None


def available(days: Mapping[date, int], made_on: date) -> int:
    """How much can leave on `made_on` so that neither that day nor a later one falls below 0."""
    balance = least = sum(yen for day, yen in days.items() if day <= made_on)
    for day in sorted(day for day in days if day > made_on):
        balance += days[day]
        least = min(least, balance)
    return max(least, 0)
