"""Coordination rounds: opened, planned, edited by people with a reason, closed.

Decides: what a person may change in a plan; every change makes a certified version of its own.
Called by the board, the pages of rounds, the command line. Source: 003 L1055, L1078, L1201.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.awards.models import Award
from ikkan.plan.offices import scopes_of
from ikkan.portfolio import messages as words
from ikkan.portfolio import rules as portfolio
from ikkan.portfolio.matching import (
    engine,
    freezing,
    gathering,
    messages,
    planning,
    rules,
    walking,
)
from ikkan.portfolio.matching.freezing import Frozen
from ikkan.portfolio.matching.planning import KIND, Change
from ikkan.portfolio.matching.rules import MATCHING, Edit, Limits, MatchingAct, NewRound
from ikkan.portfolio.models import MatchingRound, MatchingSlot
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

MOST_PLACES: Final = 10_000


def _of_item(arguments: Mapping[str, Any]) -> tuple[Ref, ...] | None:
    """The programme, its projects and the disease areas of the award whose pair is edited."""
    award = Award.objects.filter(code=arguments["item"]).first()
    return None if award is None else reach_of(award, arguments["as_of"])


def reach_of(award: Award, day: date) -> tuple[Ref, ...]:
    """What a role may be granted for to reach this award in a round."""
    areas = (Ref("domain", code) for code in award.domains)
    return (*scopes_of(award.programme_code, day), *areas)


@action(
    "matching.open_round",
    permission="can_open_round",
    description=Text("調整の回を開く", "Open a coordination round"),
)
def open_round(
    new: NewRound, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> MatchingRound:
    """A round without a plan yet. Raises InputError."""
    if not new.title_ja.strip():
        raise InputError("portfolio.title", words.TITLE_MISSING)
    if not rules.weights_sound(new.weights):
        told = messages.BAD_WEIGHTS.format(total=sum(new.weights.values()))
        raise InputError("matching.weights", told)
    if not 1 <= new.horizon <= rules.MOST_HORIZON:
        told = messages.BAD_HORIZON.format(most=rules.MOST_HORIZON)
        raise InputError("matching.horizon", told)
    if not 0 <= new.floor <= 1:
        raise InputError("matching.floor", messages.BAD_FLOOR)
    machine = walking.written(MATCHING, as_of)
    made = MatchingRound.objects.create(
        code=new.code or next_code("ROUND", new.day.year),
        title_ja=new.title_ja.strip(),
        title_en=new.title_en.strip(),
        day=new.day,
        horizon=new.horizon,
        state=rules.kept(MATCHING, machine).start,
        machine=machine,
        weights=dict(new.weights),
        floor=new.floor,
        seed=new.seed,
    )
    said = {
        "day": new.day,
        "horizon": new.horizon,
        "weights": {name: str(value) for name, value in new.weights.items()},
        "floor": str(new.floor),
        "seed": new.seed,
    }
    journal.write(Ref(KIND, made.code), said)
    return made


@action(
    "matching.build_plan",
    permission="can_open_round",
    description=Text("調整の案を計算する", "Compute the plan of a coordination round"),
)
def build_plan(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> MatchingRound:
    """Freeze what ends and who could take it as of the round's day, and plan anew.

    Pins, bans and places of the plan before stay. Raises NotFound, VersionConflict, InputError.
    """
    found = planning.locked(code, version)
    step = walking.step(MATCHING, found, MatchingAct.BUILD, by)
    frozen = planning.gathered(found, by, as_of)
    before = planning.last_plan(found)
    limits = planning.there(frozen, freezing.limits(before.limits) if before else Limits())
    found.frozen, found.engine = freezing.packed(frozen), engine.VERSION
    found.state = step.to or found.state
    made = planning.solved(found, frozen, planning.with_decided(found, limits))
    plan = planning.kept(
        found, made, limits, Change(said={"edit": ""}, reason="", by=by, as_of=as_of)
    )
    return planning.changed(found, planning.said(plan), "frozen", "engine", "state")


@action(
    "matching.edit_plan",
    permission="can_coordinate",
    description=Text("案の組を固定し、禁じ、固定を外す", "Pin, forbid or unpin a pair of the plan"),
    scope=_of_item,
)
def edit_plan(
    code: str,
    edit: str,
    item: str,
    slot: str,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> MatchingRound:
    """The plan is solved again at once. Raises NotFound, VersionConflict, InputError."""
    found = planning.locked(code, version)
    walking.step(MATCHING, found, MatchingAct.EDIT, by)
    before, frozen = planning.planned(found)
    limits = freezing.limits(before.limits)
    if edit == Edit.UNPIN:
        slot = next((place for award, place in limits.pins if award == item), "")
        if not slot:
            raise InputError("matching.not_pinned", messages.NOTHING_PINNED.format(item=item))
    _demand_pair(found, frozen, edit, item, slot)
    if edit == Edit.PIN and (item, slot) in limits.forbids:
        limits = limits.changed(Edit.PIN, item, slot)
    changed = limits.changed(edit, item, slot)
    _demand_room(frozen, changed)
    said = {"edit": edit, "item": item, "slot": slot}
    change = Change(said=said, reason=_reason(reason), by=by, as_of=as_of)
    return planning.edited(found, before, frozen, changed, change)


@action(
    "matching.set_places",
    permission="can_open_round",
    description=Text("枠の数を変える", "Change the places of a destination in a round"),
)
def set_places(
    code: str,
    slot: str,
    places: int,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> MatchingRound:
    """In the round only; the call itself stays. Raises NotFound, VersionConflict, InputError."""
    found = planning.locked(code, version)
    walking.step(MATCHING, found, MatchingAct.EDIT, by)
    before, frozen = planning.planned(found)
    if frozen.slot(slot) is None or slot == rules.INDUSTRY:
        raise InputError("matching.unknown", messages.NOT_IN_ROUND.format(code=slot[:60] or "–"))
    if not 0 <= places <= MOST_PLACES:
        raise InputError("matching.places", messages.BAD_PLACES.format(most=MOST_PLACES))
    limits = freezing.limits(before.limits).changed(Edit.PLACES, "", slot, places)
    _demand_room(frozen, limits)
    said = {"edit": Edit.PLACES.value, "slot": slot, "places": places}
    change = Change(said=said, reason=_reason(reason), by=by, as_of=as_of)
    return planning.edited(found, before, frozen, limits, change)


@action(
    "matching.add_slot",
    permission="can_open_round",
    description=Text("調整の回に枠を足す", "Add a destination to a coordination round"),
)
def add_slot(
    code: str,
    programme: str,
    places: int,
    reason: str,
    yen: int = 0,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> MatchingRound:
    """A programme that has no call yet; inputs are frozen anew with it, all else as it stood.

    Raises NotFound, VersionConflict, InputError.
    """
    found = planning.locked(code, version)
    walking.step(MATCHING, found, MatchingAct.EDIT, by)
    before, frozen = planning.planned(found)
    scope = gathering.scope_of(found.day)
    if programme not in scope.names:
        raise InputError("matching.unknown", messages.NOT_IN_ROUND.format(code=programme[:60]))
    if not 1 <= places <= MOST_PLACES:
        raise InputError("matching.places", messages.BAD_PLACES.format(most=MOST_PLACES))
    if frozen.slot(programme) is not None:
        raise InputError("matching.slot_twice", messages.SLOT_TWICE.format(slot=programme))
    why = _reason(reason)
    row = MatchingSlot.objects.create(
        round=found, code=programme, programme=programme, places=places, yen=yen, reason=why
    )
    wider = planning.with_texts(
        list(frozen.items),
        [*frozen.slots[:-1], gathering.of_added(row, scope), frozen.slots[-1]],
        scope,
    )
    found.frozen = freezing.packed(wider)
    limits = freezing.limits(before.limits)
    made = planning.solved(found, wider, planning.with_decided(found, limits))
    said = {"edit": Edit.ADD_SLOT.value, "slot": programme, "places": places}
    plan = planning.kept(found, made, limits, Change(said=said, reason=why, by=by, as_of=as_of))
    return planning.changed(found, planning.said(plan), "frozen")


@action(
    "matching.close_round",
    permission="can_open_round",
    description=Text("調整の回を終える", "Close a coordination round"),
)
def close_round(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> MatchingRound:
    """Once every case of the round was decided. Raises NotFound, VersionConflict, InputError."""
    found = planning.locked(code, version)
    step = walking.step(MATCHING, found, MatchingAct.CLOSE, by)
    waiting = list(
        found.handovers.filter(state=portfolio.PROPOSED)
        .order_by("pk")
        .values_list("code", flat=True)
    )
    if waiting and rules.Demand.ANSWERED in step.demands:
        words = messages.UNANSWERED.format(count=len(waiting), codes=", ".join(waiting[:10]))
        raise InputError("matching.unanswered", words)
    found.state, found.closed_on = step.to, as_of
    return planning.changed(found, {"state": found.state}, "state", "closed_on")


def _demand_pair(found: MatchingRound, frozen: Frozen, edit: str, item: str, slot: str) -> None:
    for code, at in ((item, frozen.item(item)), (slot, frozen.slot(slot))):
        if at is None:
            words = messages.NOT_IN_ROUND.format(code=code[:60] or "–")
            raise InputError("matching.unknown", words)
    row, place = frozen.items[frozen.item(item) or 0], frozen.slots[frozen.slot(slot) or 0]
    if edit == Edit.PIN and rules.goes_back(row.phase, *place.phases):
        told = messages.BACKWARDS.format(slot=place.title, item=item)
        raise InputError("matching.earlier_phase", told)
    decided = found.handovers.filter(award__code=item, state=portfolio.DECIDED).first()
    if decided is not None:
        words = messages.DECIDED_HERE.format(award=item, handover=decided.code)
        raise InputError("matching.decided", words)


def _demand_room(frozen: Frozen, limits: Limits) -> None:
    slots = {one.code: one for one in frozen.slots}
    open_ended = {code: len(frozen.items) for code, one in slots.items() if one.industry}
    wide = Limits(pins=limits.pins, places={**open_ended, **limits.places})
    full = rules.over_places(wide, slots)
    if full is not None:
        places = limits.places.get(full, slots[full].places)
        words = messages.OVER_PINNED.format(slot=slots[full].title, places=places)
        raise InputError("matching.over_pinned", words)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise InputError("matching.reason", messages.REASON)
    return reason.strip()
