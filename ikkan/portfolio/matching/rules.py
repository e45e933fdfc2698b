"""Rules of hand-overs: pairing and matching as machines of the pack, routes, refusals; pure.

Decides: which steps a machine may name, what a route demands, when a programme or call cannot take
an award. Called by actions and queries. Source: 003 L1055-L1056, L1230, L1236, L1239.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from ikkan.values.finding import Finding
from ikkan.values.text import Text
from ikkan.workflow import checks, machine
from ikkan.workflow.machine import Machine

PLAIN: Final = "plain"
MATCHING: Final = "matching"
PAIRING: Final = "pairing"
LINKS: Final = (PLAIN, MATCHING, PAIRING)
HORIZON: Final = 18
MOST_HORIZON: Final = 60
FLOOR: Final = 0.4
"""The least fit that is worth a place; a reader may change it for a round."""
LISTED: Final = 24
"""Candidates of each item that the engine keeps at first; it widens them where they fall short."""
MOST_ITEMS: Final = 20_000
INDUSTRY: Final = "industry"
"""The destination of the fast path: straight to a licence, past later programmes."""
PARTS: Final = ("text", "phase", "modality", "domain", "window", "budget")
WEIGHTS: Final[Mapping[str, float]] = {
    "text": 0.35,
    "phase": 0.20,
    "modality": 0.15,
    "domain": 0.10,
    "window": 0.10,
    "budget": 0.10,
}


class Route(StrEnum):
    """How a programme takes up: adoption is run flexibly (S-328); a licence needs no programme."""

    CALL = "call"
    REVIEW = "continued_review"
    SHORT = "shortened_call"
    LICENCE = "licence"


class PairingAct(StrEnum):
    """Acts of the machine of pairing."""

    PROMISE = "promise"
    CONFIRM = "confirm"
    LAPSE = "lapse"
    RELEASE = "release"


class MatchingAct(StrEnum):
    """Acts of the machine of coordination rounds."""

    BUILD = "build"
    EDIT = "edit"
    CONSULT = "consult"
    CLOSE = "close"


class Edit(StrEnum):
    """What a person may change in a plan."""

    PIN = "pin"
    FORBID = "forbid"
    UNPIN = "unpin"
    PLACES = "places"
    ADD_SLOT = "add_slot"


class Demand(StrEnum):
    """Conditions that a step of either machine may name."""

    OFFERED = "pairing.offered"
    TERMS = "pairing.terms"
    GATE = "pairing.gate"
    REASON = "pairing.reason"
    EDIT_REASON = "matching.reason"
    CERTIFIED = "matching.certified"
    ANSWERED = "matching.answered"


SIDES: Final[Mapping[str, frozenset[str]]] = {
    "coordinator": frozenset(
        {"disease_coordinator", "funder_staff", "program_director", "program_supervisor"}
    ),
    "funder": frozenset({"funder_staff"}),
    "decider": frozenset({"program_director", "program_supervisor"}),
}
_WORDS: Final = {
    PAIRING: checks.Vocabulary(
        acts=frozenset(PairingAct),
        sides=frozenset(SIDES),
        demands=frozenset(Demand),
        needed=frozenset({PairingAct.PROMISE, PairingAct.CONFIRM}),
    ),
    MATCHING: checks.Vocabulary(
        acts=frozenset(MatchingAct),
        sides=frozenset(SIDES),
        demands=frozenset(Demand),
        needed=frozenset({MatchingAct.BUILD, MatchingAct.EDIT}),
    ),
}


def machine_of(settings: Mapping[str, Any], case: str) -> Machine | None:
    """The machine of pairing or matching in checked settings; None where the pack has none."""
    written = settings.get("workflow", {}).get(case)
    return None if written is None else machine.of_data(case, written)


def kept(case: str, data: Mapping[str, Any]) -> Machine:
    """The machine as a record keeps it."""
    return machine.of_data(case, data)


def findings(settings: Mapping[str, Any], file: str) -> list[Finding]:
    """Everything against the two machines of a pack."""
    found: list[Finding] = []
    for case, words in _WORDS.items():
        walked = machine_of(settings, case)
        if walked is not None:
            found += checks.findings(walked, words, file, f"workflow.{case}")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRound:
    """A coordination round to open."""

    title_ja: str
    title_en: str = ""
    day: date
    horizon: int = HORIZON
    seed: int = 0
    floor: float = FLOOR
    weights: Mapping[str, float] = field(default_factory=lambda: dict(WEIGHTS))
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An award that comes to its end, as a round froze it. `phase` is the order of the phase."""

    award: str
    title: Text
    programme: str
    projects: tuple[str, ...]
    phase: int
    phase_code: str
    modality: str
    domains: tuple[str, ...]
    ends_on: date
    yen: int
    gate: str = ""
    decision: str = ""
    early: bool = False
    need: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Where an item may go: a call, a programme, or straight to a licence.

    `phases` are (first, last) orders, 0 where open; `places` is the most it takes; `yen` what one
    place may cost, 0 unknown; `money` all that is left for it, -1 unknown.
    """

    code: str
    title: Text
    programme: str
    call: str = ""
    phases: tuple[int, int] = (0, 0)
    modalities: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    opens_on: date | None = None
    closes_on: date | None = None
    places: int = 1
    yen: int = 0
    money: int = -1
    projects: tuple[str, ...] = ()

    @property
    def industry(self) -> bool:
        """Whether it is the fast path straight to a licence."""
        return self.code == INDUSTRY


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What people laid down over the engine: pins, forbidden pairs, places."""

    pins: tuple[tuple[str, str], ...] = ()
    forbids: tuple[tuple[str, str], ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)

    def changed(self, edit: str, item: str, slot: str, value: int = 0) -> Limits:
        """With one edit more; a pin of an item replaces its earlier one and lifts a ban."""
        pair = (item, slot)
        pins = [one for one in self.pins if one != pair]
        forbids = [one for one in self.forbids if one != pair]
        places = dict(self.places)
        if edit == Edit.PIN:
            pins = [*(one for one in pins if one[0] != item), pair]
        elif edit == Edit.FORBID:
            forbids = [*forbids, pair]
        elif edit == Edit.UNPIN:
            pins = [one for one in pins if one[0] != item]
        elif edit == Edit.PLACES:
            places[slot] = value
        return Limits(pins=tuple(pins), forbids=tuple(forbids), places=places)


def over_places(limits: Limits, slots: Mapping[str, Slot]) -> str | None:
    """A slot that more pins name than it has places; None where all fit."""
    counted: dict[str, int] = {}
    for _, slot in limits.pins:
        counted[slot] = counted.get(slot, 0) + 1
    for slot, count in counted.items():
        if count > limits.places.get(slot, slots[slot].places):
            return slot
    return None


def goes_back(item_phase: int, first: int, last: int) -> bool:
    """Whether a programme of these phases ends before the phase that the award reached."""
    highest = last or first
    return bool(item_phase and highest and highest < item_phase)


def weights_sound(weights: Mapping[str, float]) -> bool:
    """Whether the six weights are there, none negative, with the sum 1."""
    if set(weights) != set(PARTS) or any(not 0 <= one <= 1 for one in weights.values()):
        return False
    return abs(sum(weights.values()) - 1) < 1e-6


def spread(codes: Sequence[str]) -> dict[str, int]:
    """A number for each code, in their order; at most 64 of them have a place in a mask."""
    return {code: place for place, code in enumerate(dict.fromkeys(codes))}
