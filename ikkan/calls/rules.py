"""When a call takes applications, which it takes, and how many it can adopt; pure.

Called by actions and the lists of work. The hour of closing is that of the country whose calls
these are: an application that arrives at 17:00:00 on the last day is in time, a later one is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from ikkan.values.finding import Finding, Place
from ikkan.values.ref import is_record_code

ZONE: Final = ZoneInfo("Asia/Tokyo")
CLOSING_HOUR: Final = time(17, 0)
LARGEST: Final = 10**15
LONGEST_TITLE: Final = 400
MOST_PLACES: Final = 10_000
MODALITIES: Final = ("drug", "device", "regenerative")


class CallState(StrEnum):
    """Where a call is: planned, open, closed, and decided once no application waits."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    DECIDED = "decided"


class ApplicationState(StrEnum):
    """Where an application is; only a submitted one waits."""

    SUBMITTED = "submitted"
    ADOPTED = "adopted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


NEXT: Final[Mapping[str, frozenset[str]]] = {
    CallState.PLANNED: frozenset({CallState.OPEN}),
    CallState.OPEN: frozenset({CallState.CLOSED}),
    CallState.CLOSED: frozenset({CallState.DECIDED}),
    CallState.DECIDED: frozenset(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCall:
    """A call to plan; `account` is the code of the account that pays what it adopts.

    `upper_yen` is the most one application may ask for, `places` the most that can be adopted; 0
    sets no limit. `state` is for calls of the past that are recorded as they ended. `phases`,
    `modalities` and `domains` say what the call takes (none: any); `pairing` names the programmes
    in which it offers continued support; `basis` refers to the decision behind a fast-track call.
    """

    title_ja: str
    programme_code: str
    account: str
    opens_on: date
    closes_on: date
    title_en: str = ""
    upper_yen: int = 0
    places: int = 0
    state: str = CallState.PLANNED
    code: str = ""
    phases: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    pairing: tuple[str, ...] = ()
    fast_track: bool = False
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewApplication:
    """An application, by codes of call, person and organisation (else that of the person).

    `state`, `adopted_yen`, `decided_on` and `reason` are for those of the past.
    """

    call: str
    principal: str
    title_ja: str
    requested_yen: int
    title_en: str = ""
    organisation: str = ""
    tags: tuple[str, ...] = ()
    submitted_on: date | None = None
    state: str = ApplicationState.SUBMITTED
    adopted_yen: int | None = None
    decided_on: date | None = None
    reason: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a call says to those who apply."""

    state: str
    opens_on: date
    closes_on: date
    upper_yen: int
    places: int


def closing(closes_on: date) -> datetime:
    """The last moment at which an application is in time."""
    return datetime.combine(closes_on, CLOSING_HOUR, tzinfo=ZONE)


def call_findings(new: NewCall, layer: str | None, place: Place, as_of: date) -> list[Finding]:
    """Everything against planning this call on an account of `layer` (None: no such account)."""
    found: list[Finding] = []

    def against(rule: str, /, **values: object) -> None:
        found.append(Finding(f"calls.{rule}", place, values=values))

    found += _names(new, place)
    for code in new.modalities:
        if code not in MODALITIES:
            against("modality", code=code)
    if new.programme_code in new.pairing:
        against("pairing_own", code=new.programme_code)
    if new.closes_on < new.opens_on:
        against("dates", opens_on=new.opens_on, closes_on=new.closes_on)
    if not 0 <= new.upper_yen <= LARGEST:
        against("upper", yen=new.upper_yen, largest=LARGEST)
    if not 0 <= new.places <= MOST_PLACES:
        against("places", places=new.places, most=MOST_PLACES)
    if new.state not in NEXT:
        against("state", state=new.state)
    elif new.state != CallState.PLANNED and new.opens_on > as_of:
        against("future", day=new.opens_on, as_of=as_of)
    if layer is None:
        against("account", account=new.account or "–")
    elif layer not in ("programme", "call"):
        against("account_layer", account=new.account)
    return found


def application_findings(
    new: NewApplication, terms: Terms, place: Place, arrived: datetime
) -> list[Finding]:
    """Everything against an application that arrives now to a call with these terms."""
    found = _amounts(new, terms, place)
    if terms.state != CallState.OPEN:
        values: dict[str, object] = {"call": new.call, "state": terms.state}
        found.append(Finding("calls.not_open", place, values=values))
    elif arrived > closing(terms.closes_on):
        values = {"call": new.call, "closes_on": terms.closes_on}
        found.append(Finding("calls.late", place, values=values))
    elif arrived.astimezone(ZONE).date() < terms.opens_on:
        values = {"call": new.call, "opens_on": terms.opens_on}
        found.append(Finding("calls.early", place, values=values))
    return found


def past_findings(new: NewApplication, terms: Terms, place: Place, as_of: date) -> list[Finding]:
    """Everything against recording an application of the past with what became of it."""
    found = _amounts(new, terms, place)

    def against(rule: str, /, **values: object) -> None:
        found.append(Finding(f"calls.{rule}", place, values=values))

    on = new.submitted_on
    if new.state not in set(ApplicationState):
        against("application_state", state=new.state)
    if terms.state == CallState.PLANNED:
        against("not_open", call=new.call, state=terms.state)
    if on is None:
        against("submitted_on")
    elif on > as_of:
        against("future", day=on, as_of=as_of)
    elif on > terms.closes_on:
        against("late", call=new.call, closes_on=terms.closes_on)
    elif on < terms.opens_on:
        against("early", call=new.call, opens_on=terms.opens_on)
    if new.state in (ApplicationState.ADOPTED, ApplicationState.DECLINED):
        if new.decided_on is None or not (on or date.min) <= new.decided_on <= as_of:
            against("decided_on", day=new.decided_on or "–")
        if not new.reason.strip():
            against("reason")
    if new.adopted_yen is not None and not 0 < new.adopted_yen <= new.requested_yen:
        against("adopted_yen", yen=new.adopted_yen, requested=new.requested_yen)
    return found


def _names(new: NewCall | NewApplication, place: Place) -> list[Finding]:
    found = []
    if not new.title_ja.strip() and not new.title_en.strip():
        found.append(Finding("calls.title", place))
    if max(len(new.title_ja), len(new.title_en)) > LONGEST_TITLE:
        found.append(Finding("calls.long_title", place, values={"most": LONGEST_TITLE}))
    if new.code and not is_record_code(new.code):
        found.append(Finding("calls.code", place, values={"code": new.code}))
    return found


def _amounts(new: NewApplication, terms: Terms, place: Place) -> list[Finding]:
    found = _names(new, place)
    if not 0 < new.requested_yen <= LARGEST:
        values: dict[str, object] = {"yen": new.requested_yen, "largest": LARGEST}
        found.append(Finding("calls.yen", place, values=values))
    elif terms.upper_yen and new.requested_yen > terms.upper_yen:
        values = {"yen": new.requested_yen, "upper": terms.upper_yen}
        found.append(Finding("calls.over_upper", place, values=values))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """What the account of a call received and what calls on it adopted so far."""

    received: int
    adopted: int

    @property
    def left(self) -> int:
        """What can still be adopted."""
        return self.received - self.adopted


def adoption_findings(
    yen: int, requested: int, taken: int, places: int, purse: Purse, place: Place
) -> list[Finding]:
    """Everything against adopting for `yen` with `taken` adopted of `places`."""
    found = []
    if not 0 < yen <= requested:
        values: dict[str, object] = {"yen": yen, "requested": requested}
        found.append(Finding("calls.adopted_yen", place, values=values))
    if places and taken >= places:
        found.append(Finding("calls.no_place", place, values={"places": places}))
    if yen > purse.left:
        values = {"yen": yen, "received": purse.received, "left": max(purse.left, 0)}
        found.append(Finding("calls.no_money", place, values=values))
    return found


def decidable(state: str, *, fast_track: bool) -> bool:
    """Whether applications are decided now: a fast-track call decides them as they arrive."""
    return state == CallState.CLOSED or (fast_track and state == CallState.OPEN)


def all_decided(states: Sequence[str]) -> bool:
    """Whether no application waits any longer."""
    return ApplicationState.SUBMITTED not in states
