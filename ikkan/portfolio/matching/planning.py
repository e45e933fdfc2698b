"""The plan of a round in hand: inputs gathered and frozen, solved, kept as the next version.

Decides: what every version keeps beside its pairs. Called by the actions of rounds and cases.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ikkan.audit import journal
from ikkan.audit.actions import require_version
from ikkan.audit.actor import Actor
from ikkan.portfolio import messages as words
from ikkan.portfolio import rules as portfolio
from ikkan.portfolio.matching import engine, freezing, gathering, messages, rules
from ikkan.portfolio.matching.freezing import Frozen, Result
from ikkan.portfolio.matching.rules import Edit, Item, Limits, Slot
from ikkan.portfolio.models import MatchingPlan, MatchingRound
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref

KIND: Final = "portfolio.matching_round"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a person asked for, why, who and when."""

    said: Mapping[str, Any]
    reason: str
    by: Actor
    as_of: date


def locked(code: str, version: int | None) -> MatchingRound:
    """The round, locked. Raises NotFound, VersionConflict."""
    found = MatchingRound.objects.select_for_update().filter(code=code).first()
    if found is None:
        told = words.NO_RECORD.format(kind=messages.ROUND, code=code)
        raise NotFound("matching.round", told)
    require_version(found, version)
    return found


def last_plan(found: MatchingRound) -> MatchingPlan | None:
    """The version in force."""
    return found.plans.order_by("-number").first()


def with_decided(found: MatchingRound, limits: Limits) -> Limits:
    """Limits with what was decided in this round: it keeps its place, what was declined is out."""
    for award, state, slot in found.handovers.exclude(state=portfolio.PROPOSED).values_list(
        "award__code", "state", "frozen__slot"
    ):
        edit = Edit.PIN if state == portfolio.DECIDED else Edit.FORBID
        if slot:
            limits = limits.changed(edit, award, slot)
    return limits


def gathered(found: MatchingRound, by: Actor, as_of: date) -> Frozen:
    """What the round is about now. Raises InputError where nothing ends, or too much."""
    scope = gathering.scope_of(found.day)
    items = gathering.items(by, found.day, found.horizon, as_of, scope)
    kept = {one.award for one in items}
    if found.frozen is not None:
        decided = set(
            found.handovers.filter(state=portfolio.DECIDED).values_list("award__code", flat=True)
        )
        earlier = freezing.unpacked(bytes(found.frozen)).items
        items += [one for one in earlier if one.award in decided - kept]
    if not items:
        raise InputError("matching.no_items", messages.NO_ITEMS)
    if len(items) > rules.MOST_ITEMS:
        told = messages.TOO_MANY.format(count=len(items), most=rules.MOST_ITEMS)
        raise InputError("matching.too_many", told)
    added = gathering.added_of(found)
    slots = gathering.slots(by, found.day, as_of, scope, added, len(items))
    return with_texts(items, slots, scope)


def with_texts(items: list[Item], slots: list[Slot], scope: gathering.Scope) -> Frozen:
    """Items and slots with the weights of their words."""
    own, theirs = engine.vectors(gathering.texts(items, slots, scope), len(items))
    return Frozen(items=tuple(items), slots=tuple(slots), item_text=own, slot_text=theirs)


def there(frozen: Frozen, limits: Limits) -> Limits:
    """Those of the limits whose award and slot are in the round."""
    awards = {one.award for one in frozen.items}
    slots = {one.code for one in frozen.slots}

    def fits(pair: tuple[str, str]) -> bool:
        return pair[0] in awards and pair[1] in slots

    return Limits(
        pins=tuple(filter(fits, limits.pins)),
        forbids=tuple(filter(fits, limits.forbids)),
        places={code: count for code, count in limits.places.items() if code in slots},
    )


def solved(found: MatchingRound, frozen: Frozen, limits: Limits) -> tuple[Result, Any]:
    """A plan from nothing, held warm for the next edit. Raises AssignmentError."""
    settings = (found.weights, found.floor, found.seed)
    result, plan = engine.solve(frozen, limits, *settings)
    engine.remember(bytes(found.frozen or b""), limits, settings, plan)
    return result, plan


def planned(found: MatchingRound) -> tuple[MatchingPlan, Frozen]:
    """The version in force and the inputs. Raises InputError where there is none yet."""
    plan = last_plan(found)
    if plan is None or found.frozen is None:
        raise InputError("matching.no_plan", messages.NO_PLAN)
    return plan, freezing.unpacked(bytes(found.frozen))


def edited(
    found: MatchingRound, before: MatchingPlan, frozen: Frozen, limits: Limits, change: Change
) -> MatchingRound:
    """The next version after an edit, solved from the one before. Raises AssignmentError."""
    settings = (found.weights, found.floor, found.seed)
    earlier = with_decided(found, freezing.limits(before.limits))
    now = with_decided(found, limits)
    made = engine.again(bytes(found.frozen or b""), frozen, earlier, now, settings)
    plan = kept(found, made, limits, change)
    return changed(found, said(plan))


def kept(
    found: MatchingRound, made: tuple[Result, Any], limits: Limits, change: Change
) -> MatchingPlan:
    """Write the next version with its certificate."""
    result, plan = made
    before = last_plan(found)
    return MatchingPlan.objects.create(
        round=found,
        number=1 if before is None else before.number + 1,
        made_on=change.as_of,
        made_by=change.by.code,
        edit=dict(change.said),
        reason=change.reason,
        limits=freezing.limits_json(limits),
        value=float(plan.value),
        bound=float(plan.bound),
        gap=float(plan.gap),
        seconds=float(plan.seconds),
        matched=len(result.pairs),
        unmatched=len(result.why),
        result=freezing.kept(result),
    )


def said(plan: MatchingPlan) -> dict[str, Any]:
    """What the journal keeps of a version."""
    return {
        "plan": plan.number,
        "edit": plan.edit,
        "reason": plan.reason,
        "value": str(plan.value),
        "bound": str(plan.bound),
        "matched": plan.matched,
        "unmatched": plan.unmatched,
    }


def changed(found: MatchingRound, told: Mapping[str, Any], *fields: str) -> MatchingRound:
    """Save the round as its next version, with its entry in the journal."""
    found.version += 1
    found.save(update_fields=["version", *fields])
    journal.write(Ref(KIND, found.code), told)
    return found
