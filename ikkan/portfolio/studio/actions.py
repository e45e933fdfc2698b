"""Writes of the studio: a plan is kept, taken back, handed over to the decision of the fund.

Decides: that a plan is kept only as it was solved, that a stale one cannot be decided, and that a
person who leaves the engine's plan says why. Called by views and kinds. Source: design §2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.budget.adjustment import actions as fund
from ikkan.budget.adjustment import queries as rounds
from ikkan.budget.models import AdjustmentRound
from ikkan.line.writing import Joint, join
from ikkan.plan.queries import snapshot
from ikkan.portfolio import messages as words
from ikkan.portfolio.models import StudioPlan
from ikkan.portfolio.studio import engine, freezing, messages, rules, solving
from ikkan.portfolio.studio.queries import KIND, ROUND
from ikkan.portfolio.studio.rules import Edits
from ikkan.records.codes import next_code
from ikkan.values.digest import digest
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

WIDEST: Final = 0.01
"""A plan proven only to be within this part of the best is not decided on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan:
    """A plan to keep: what the studio showed, under a name."""

    round: str
    name_ja: str
    name_en: str = ""
    model: str = ""
    edits: Edits = field(default_factory=Edits)
    seed: int = 0
    size: int = rules.SCENARIOS
    reason: str = ""
    code: str = ""


@action(
    "studio.save_plan",
    permission="can_plan_adjustment",
    description=Text("調整費の案を保存する", "Keep a plan of the adjustment fund"),
)
def save_plan(
    new: NewPlan, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> StudioPlan:
    """Solve as asked and keep all of it. `version` is unused: a plan is new.

    Raises NotFound, InputError and what the engines refuse.
    """
    if not new.name_ja.strip():
        raise InputError("studio.name", messages.NAME)
    found = AdjustmentRound.objects.filter(code=new.round).first()
    if found is None:
        told = words.NO_RECORD.format(kind=messages.PLAN, code=new.round[:40])
        raise NotFound("studio.round", told)
    asked = solving.Asked(model=new.model, edits=new.edits, seed=new.seed, size=new.size)
    made = solving.solved(found, asked, as_of)
    kept = freezing.payload(made, snapshot(as_of))
    plan = StudioPlan.objects.create(
        code=new.code or next_code("PLAN", found.year.fiscal_year),
        round=found,
        name_ja=new.name_ja.strip(),
        name_en=new.name_en.strip(),
        sort=rules.HUMAN if new.edits else rules.ENGINE,
        model_code=made.model.code,
        model_edition=made.model.edition,
        seed=new.seed,
        scenarios=new.size,
        yen=made.given(made.human.x),
        value=made.human.value,
        bound=made.human.bound,
        gap=made.human.gap,
        best=made.engine.value,
        stamp=made.sheet.stamp,
        engine=engine.VERSION,
        payload=kept,
        digest=digest(kept),
        reason=new.reason.strip(),
        made_on=as_of,
        made_by=by.code,
    )
    said = {
        "round": found.code,
        "model": f"{plan.model_code} {plan.model_edition}",
        "yen": plan.yen,
        "value": str(plan.value),
        "bound": str(plan.bound),
        "stamp": plan.stamp,
        "digest": plan.digest,
    }
    join(Ref(KIND, plan.code), [Joint(kind="round", to=Ref(ROUND, found.code))])
    journal.write(Ref(KIND, plan.code), said)
    return plan


@action(
    "studio.withdraw_plan",
    permission="can_plan_adjustment",
    description=Text("調整費の案を取り下げる", "Take back a plan of the adjustment fund"),
)
def withdraw_plan(
    code: str, reason: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> StudioPlan:
    """It stays on record. Raises NotFound, VersionConflict, InputError."""
    plan = _locked(code, version)
    if not reason.strip():
        raise InputError("studio.reason", messages.REASON)
    return _ended(plan, rules.WITHDRAWN, as_of, reason.strip())


@action(
    "studio.hand_over",
    permission="can_decide_adjustment",
    description=Text("調整費の案を決定に付す", "Hand a plan over to the decision of the fund"),
)
def hand_over(
    code: str,
    decision: str,
    reasons: Mapping[str, str],
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> StudioPlan:
    """Decide the round by this plan: amounts, frozen inputs, stamp and reasons go with it.

    `decision` is that of the headquarters about the round.

    Raises NotFound, VersionConflict, InputError: stale, not saved, proven too far from the best,
    a proposal away from the engine's plan without its reason; and what the fund refuses.
    """
    plan = _locked(code, version)
    if rounds.stamp(plan.round) != plan.stamp:
        raise InputError("studio.stale", messages.STALE.format(plan=plan.code))
    if plan.gap > WIDEST:
        raise InputError("studio.unproven", messages.TOO_FAR.format(gap=plan.gap))
    human, own = (plan.payload["plans"][name]["x"] for name in (rules.HUMAN, rules.ENGINE))
    away = rules.differing(own, human)
    silent = [one for one in away if not reasons.get(one, "").strip()]
    if silent:
        raise InputError("studio.differs", messages.DIFFERS.format(names=", ".join(silent)))
    said = {one: reasons[one].strip() for one in away}
    unscreened = {one.code: 0 for one in rounds.proposals(plan.round) if one.code not in human}
    fund.decide(
        plan.round.code,
        {**unscreened, **human},
        decision,
        frozen={"studio": plan.payload, "studio_digest": plan.digest},
        reasons=said,
        engine=dict(own),
        stamp=plan.stamp,
        plan=str(Ref(KIND, plan.code)),
        by=by,
        as_of=as_of,
        version=plan.round.version,
        key=None,
    )
    return _ended(plan, rules.DECIDED, as_of, "")


def _locked(code: str, version: int | None) -> StudioPlan:
    """The plan, locked and still saved. Raises NotFound, VersionConflict, InputError."""
    found = StudioPlan.objects.select_for_update().filter(code=code).first()
    if found is None:
        told = words.NO_RECORD.format(kind=messages.PLAN, code=code[:40])
        raise NotFound("studio.plan", told)
    require_version(found, version)
    if found.state != rules.SAVED:
        told = messages.NOT_SAVED.format(plan=found.code, state=messages.STATES[found.state])
        raise InputError("studio.state", told)
    return found


def _ended(plan: StudioPlan, state: str, as_of: date, reason: str) -> StudioPlan:
    plan.state, plan.ended_on, plan.end_reason = state, as_of, reason
    plan.version += 1
    plan.save(update_fields=["state", "ended_on", "end_reason", "version"])
    said: dict[str, Any] = {"state": state, "round": plan.round.code}
    journal.write(Ref(KIND, plan.code), said | ({"reason": reason} if reason else {}))
    return plan
