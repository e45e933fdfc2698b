"""What the engine knew of a case, frozen beside its decision, and how a decision departs from it.

Decides: that a decision away from the plan says why. Called by actions and pages. Source: design
§2 ("A decision freezes the engine's inputs … and asks the reason where it differs").
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.portfolio import rules as portfolio
from ikkan.portfolio.matching import engine, freezing, messages, planning, walking
from ikkan.portfolio.matching.freezing import Result
from ikkan.portfolio.matching.rules import MATCHING, Demand, MatchingAct
from ikkan.portfolio.models import Handover, MatchingPlan, MatchingRound
from ikkan.values.errors import InputError
from ikkan.values.text import Text
from ikkan.workflow.machine import Step

CERTIFIED = 1e-3
"""The widest gap at which a plan may be put before those who decide."""


def pairs_of(plan: MatchingPlan) -> dict[str, tuple[str, float, tuple[float, ...]]]:
    """Award → (slot, fit, six parts) of one version."""
    return dict(freezing.result(bytes(plan.result)).pairs)


def of_plan(found: MatchingRound, award: str, slot: str) -> dict[str, Any]:
    """Inputs and certificate of the plan in force for one award and its destination."""
    plan, frozen = planning.planned(found)
    said: Result = freezing.result(bytes(plan.result))
    item, at = frozen.item(award), frozen.slot(slot)
    fit: tuple[float, ...] = ()
    if item is not None and at is not None:
        (fit,) = engine.parts(frozen, found.weights, [(item, at)])
    row = frozen.items[item] if item is not None else None
    return {
        "slot": slot,
        "slot_title": _both(frozen.slots[at].title) if at is not None else {},
        "plan": plan.number,
        "engine": found.engine,
        "seed": found.seed,
        "weights": dict(found.weights),
        "value": plan.value,
        "bound": plan.bound,
        "gap": plan.gap,
        "inputs": sha256(bytes(found.frozen or b"")).hexdigest(),
        "parts": [round(one, 6) for one in fit[:-1]],
        "fit": round(fit[-1], 6) if fit else None,
        "price": said.prices.get(slot, 0.0),
        "next": list(said.next.get(award, ())),
        "planned": said.pairs[award][0] if award in said.pairs else "",
        "why": list(said.why.get(award, ())),
        "yen": row.yen if row is not None else 0,
        "ends_on": row.ends_on.isoformat() if row is not None else "",
    }


def _both(words: Text) -> dict[str, str]:
    return {"ja": words.ja, "en": words.en}


def at_decision(handover: Handover, state: str, differs: str, as_of: date) -> dict[str, Any]:
    """What is frozen when the case is decided. Raises InputError where a departure says no why."""
    if handover.round is None:
        return dict(handover.frozen)
    slot = str(handover.frozen.get("slot", ""))
    now = of_plan(handover.round, handover.award.code, slot)
    departs = state == portfolio.DECIDED and now["planned"] != slot
    if departs and not differs.strip():
        _, frozen = planning.planned(handover.round)
        at = frozen.slot(now["planned"]) if now["planned"] else None
        told = messages.DIFFERS.format(
            number=now["plan"],
            award=handover.award.code,
            planned=frozen.slots[at].title if at is not None else messages.NOWHERE,
        )
        raise InputError("matching.differs", told)
    return now | {"decided_on_version": now["plan"], "departs": departs, "as_of": as_of.isoformat()}


def consult_step(found: MatchingRound, by: Actor) -> Step:
    """The step that asks for opinions. Raises InputError where the plan is not certified."""
    step = walking.step(MATCHING, found, MatchingAct.CONSULT, by)
    plan, _ = planning.planned(found)
    if Demand.CERTIFIED in step.demands and plan.gap > CERTIFIED:
        raise InputError("matching.not_certified", messages.NOT_CERTIFIED.format(gap=plan.gap))
    return step
