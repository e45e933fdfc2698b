"""The board of a round: every award that ends, where it goes or why nowhere, as one reader sees it.

Decides: rows, their states and order, how they are narrowed; places of threads. Called by views,
the paper and the export. A constant number of queries. Source: ui.md §6 "Board".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.awards.edges import KIND as AWARD
from ikkan.portfolio import rules as portfolio
from ikkan.portfolio.edges import HANDOVER
from ikkan.portfolio.matching import engine, freezing, messages
from ikkan.portfolio.matching.freezing import Frozen, Result
from ikkan.portfolio.matching.rules import INDUSTRY, Item, Limits, Slot
from ikkan.portfolio.models import Handover, MatchingPlan, MatchingRound
from ikkan.records.queries import exist, visible
from ikkan.values.ref import Ref
from ikkan.values.text import Text

DECIDED: Final = "decided"
PROPOSED: Final = "proposed"
PLANNED: Final = "planned"
NOWHERE: Final = "nowhere"
STATES: Final[Mapping[str, Text]] = {
    DECIDED: Text("行き先が決定", "Decided"),
    PROPOSED: Text("意見を求めている", "Opinions asked for"),
    PLANNED: Text("案あり", "Planned"),
    NOWHERE: Text("行き先なし", "Nowhere"),
}
OUTSIDE: Final = Text("この回の外", "Outside this round")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An award of the board, with where it goes; `why` where it goes nowhere."""

    item: Item
    state: str
    slot: Slot | None
    fit: float | None
    months: int
    pinned: bool
    case: str
    why: Text | None = None
    remedy: Text | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A destination with what is used of it and its price."""

    slot: Slot
    places: int
    used: int
    price: float
    added: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything one reader sees of a round's plan; counts are of those rows alone."""

    round: MatchingRound
    plan: MatchingPlan | None
    latest: bool
    frozen: Frozen
    result: Result
    limits: Limits
    rows: tuple[Row, ...]
    places: Mapping[str, Place]

    def counted(self) -> dict[str, int]:
        """Rows by state."""
        return {state: sum(1 for row in self.rows if row.state == state) for state in STATES}

    def row(self, award: str) -> Row | None:
        """The row of an award that the reader sees."""
        return next((one for one in self.rows if one.item.award == award), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What narrows the board; "" narrows nothing."""

    project: str = ""
    programme: str = ""
    domain: str = ""
    state: str = ""

    def fits(self, row: Row) -> bool:
        """Whether the row is asked for."""
        item = row.item
        return (
            (not self.project or self.project in item.projects)
            and (not self.programme or self.programme == item.programme)
            and (not self.domain or self.domain in item.domains)
            and (not self.state or self.state == row.state)
        )


def of(found: MatchingRound, actor: Actor, as_of: date, number: int | None = None) -> Board | None:
    """The board of a version, else of the one in force; None where there is none."""
    plans = found.plans.order_by("-number")
    latest = plans.first()
    plan = latest if number is None else plans.filter(number=number).first()
    if plan is None or found.frozen is None:
        return None
    frozen = freezing.unpacked(bytes(found.frozen))
    result = freezing.result(bytes(plan.result))
    limits = freezing.limits(plan.limits)
    cases = _cases(found, actor)
    seen = exist((Ref(AWARD, one.award) for one in frozen.items), actor)
    slots = {one.code: one for one in frozen.slots}
    rows = [
        _row(item, result, limits, slots, cases.get(item.award), as_of)
        for item in frozen.items
        if Ref(AWARD, item.award) in seen
    ]
    rows += _before(found, frozen, actor, as_of)
    rows.sort(key=lambda row: (row.state == NOWHERE, row.item.ends_on, row.item.award))
    return Board(
        round=found,
        plan=plan,
        latest=latest is not None and plan.pk == latest.pk,
        frozen=frozen,
        result=result,
        limits=limits,
        rows=tuple(rows),
        places=_places(frozen, result, limits),
    )


def _cases(found: MatchingRound, actor: Actor) -> dict[str, tuple[str, str, str]]:
    """Award → (code, state, slot) of the last case of the round that the actor sees."""
    rows = visible(HANDOVER, actor).filter(round=found).order_by("pk")
    named = rows.values_list("award__code", "code", "state", "frozen__slot")
    return {award: (code, state, slot or "") for award, code, state, slot in named}


def _row(
    item: Item,
    result: Result,
    limits: Limits,
    slots: Mapping[str, Slot],
    case: tuple[str, str, str] | None,
    as_of: date,
) -> Row:
    code, state, chosen = case or ("", "", "")
    slot, fit, _ = result.pairs.get(item.award, ("", None, ()))
    if state == portfolio.DECIDED:
        now, slot = DECIDED, chosen or slot
    elif state == portfolio.PROPOSED:
        now, slot = PROPOSED, chosen or slot
    else:
        now = PLANNED if slot else NOWHERE
    reason, wanted, amount = result.why.get(item.award, ("no_candidate", "", 0.0))
    name = slots[wanted].title if wanted in slots else messages.NOWHERE
    lost = now == NOWHERE
    return Row(
        item=item,
        state=now,
        slot=slots.get(slot),
        fit=fit,
        months=months_left(item.ends_on, as_of),
        pinned=any(award == item.award for award, _ in limits.pins),
        case=code,
        why=messages.REASON_WORDS[reason].format(slot=name, amount=amount) if lost else None,
        remedy=messages.REMEDIES[reason] if lost else None,
        reason=reason if lost else "",
    )


def _before(found: MatchingRound, frozen: Frozen, actor: Actor, as_of: date) -> Iterable[Row]:
    """Awards that end within the horizon and were handed over by a decision outside the round."""
    last = portfolio.months_after(found.day, found.horizon)
    inside = {one.award for one in frozen.items}
    rows = (
        visible(HANDOVER, actor)
        .filter(
            state=portfolio.DECIDED,
            award__state="active",
            award__ends_on__range=(found.day, last),
        )
        .exclude(round=found)
        .order_by("pk")
    )
    for one in rows:
        if one.award.code not in inside:
            inside.add(one.award.code)
            yield _outside(one, as_of)


def _outside(handover: Handover, as_of: date) -> Row:
    award = handover.award
    item = Item(
        award=award.code,
        title=Text.either(award.title_ja, award.title_en),
        programme=award.programme_code,
        projects=(),
        phase=0,
        phase_code=award.phase,
        modality=award.modality,
        domains=tuple(award.domains),
        ends_on=award.ends_on,
        yen=0,
    )
    code = handover.to_programme or INDUSTRY
    return Row(
        item=item,
        state=DECIDED,
        slot=Slot(code=f"outside:{code}", title=OUTSIDE, programme=handover.to_programme),
        fit=None,
        months=months_left(award.ends_on, as_of),
        pinned=False,
        case=handover.code,
    )


def _places(frozen: Frozen, result: Result, limits: Limits) -> dict[str, Place]:
    used: dict[str, int] = {}
    for slot, _, _ in result.pairs.values():
        used[slot] = used.get(slot, 0) + 1
    return {
        one.code: Place(
            slot=one,
            places=engine.places_of(one, limits),
            used=used.get(one.code, 0),
            price=result.prices.get(one.code, 0.0),
            added=not one.call and not one.industry,
        )
        for one in frozen.slots
    }


def months_left(ends_on: date, as_of: date) -> int:
    """Whole months from today to the last day, 0 once it is over."""
    months = (ends_on.year - as_of.year) * 12 + ends_on.month - as_of.month
    return max(0, months - (ends_on.day < as_of.day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A line between row `left` and row `right` of a drawing of `Lines.height` rows."""

    left: int
    right: int
    state: str
    chosen: bool
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Both columns with as many rows each (None: an empty one), and the threads between."""

    left: tuple[Row | None, ...]
    right: tuple[Place | None, ...]
    threads: tuple[Thread, ...]
    height: int


def lines(board: Board, shown: Sequence[Row], chosen: str, spare: int) -> Lines:
    """Placed rows on the left, their destinations near them on the right, then a few free ones."""
    placed = [row for row in shown if row.slot is not None and row.state != NOWHERE]
    wanted: dict[str, list[int]] = {}
    for at, row in enumerate(placed):
        if row.slot is not None:
            wanted.setdefault(row.slot.code, []).append(at)
    means = {code: sum(rows) / len(rows) for code, rows in wanted.items()}
    order = sorted(wanted, key=lambda code: (means[code], code))
    free = [
        code for code, one in board.places.items() if code not in wanted and one.places > one.used
    ][:spare]
    height = max(len(placed), len(order) + len(free), 1)
    spots: dict[str, int] = {}
    taken = -1
    for at, code in enumerate(order):
        least = height - len(free) - (len(order) - at)
        taken = max(taken + 1, min(round(means[code]), least))
        spots[code] = taken
    for code in free:
        taken += 1
        spots[code] = taken
    outside = {row.slot.code: row.slot for row in placed if row.slot is not None}
    right: list[Place | None] = [None] * height
    for code, spot in spots.items():
        right[spot] = board.places.get(code) or Place(
            slot=outside[code], places=0, used=0, price=0.0
        )
    threads = [
        _thread(at, spots[row.slot.code], row, chosen)
        for at, row in enumerate(placed)
        if row.slot is not None
    ]
    left: list[Row | None] = [*placed, *([None] * (height - len(placed)))]
    return Lines(left=tuple(left), right=tuple(right), threads=tuple(threads), height=height)


def _thread(left: int, right: int, row: Row, chosen: str) -> Thread:
    start, end = (left * 10 + 5), (right * 10 + 5)
    return Thread(
        left=left,
        right=right,
        state="pinned" if row.pinned and row.state != DECIDED else row.state,
        chosen=row.item.award == chosen,
        path=f"M0 {start}C40 {start} 60 {end} 100 {end}",
    )


def grid(rows: Iterable[Row]) -> dict[tuple[str, str], dict[str, Any]]:
    """(phase, disease area) → counts by state and yen; an award of two areas counts in both."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        for domain in row.item.domains or ("",):
            cell = found.setdefault(
                (row.item.phase_code, domain), {**dict.fromkeys(STATES, 0), "yen": 0}
            )
            cell[row.state] += 1
            cell["yen"] += row.item.yen
    return found
