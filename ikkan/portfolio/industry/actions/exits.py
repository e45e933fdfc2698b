"""Writes of exit plans and milestones: planned, moved with a reason, reached with evidence.

Called by the pages of records and the demonstration. Source: 003:1072-1073, 003:1198.
"""

from __future__ import annotations

from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.portfolio.industry import messages, reaching, rules
from ikkan.portfolio.industry.models import ExitPlan, Milestone
from ikkan.portfolio.industry.rules import EXIT, MILESTONE, NewExit, NewMilestone
from ikkan.portfolio.seeds.queries import first_day
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@action(
    "portfolio.plan_exit",
    permission="can_keep_industry",
    description=Text("出口戦略を立てる・改める", "Plan or revise the way of a seed to industry"),
    scope=reaching.by_seed,
)
def plan_exit(
    seed: str, new: NewExit, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> ExitPlan:
    """The plan of the seed, whatever its phase; a second time it is revised.

    Raises NotFound, VersionConflict (a plan stands and its version is not given), InputError.
    """
    found = reaching.seed_named(seed)
    plan = ExitPlan.objects.select_for_update().filter(seed=found).first()
    reaching.demand(
        (
            *rules.refused_exit(new),
            *reaching.missing_tags("product_type", new.product_type, as_of),
            *reaching.missing_tags("regulatory_path", new.regulatory_path, as_of),
        )
    )
    if plan is None:
        plan = ExitPlan(code=next_code("EXIT", as_of.year), seed=found)
    else:
        require_version(plan, version)
        plan.version += 1
    plan.route, plan.partner, plan.planned_on = new.route, new.partner, new.planned_on
    plan.conditions = new.conditions.strip()
    plan.product_type, plan.regulatory_path = new.product_type, new.regulatory_path
    plan.save()
    journal.write(Ref(EXIT, plan.code), {"seed": seed, "exit": new})
    return plan


@action(
    "portfolio.set_milestone",
    permission="can_keep_industry",
    description=Text("シーズのマイルストーンを置く", "Set a milestone of a seed"),
    scope=reaching.by_seed,
)
def set_milestone(
    seed: str, new: NewMilestone, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Milestone:
    """Its first day is kept as the plan; it needs no exit plan. Raises NotFound, InputError."""
    found = reaching.seed_named(seed)
    reaching.demand([] if new.title.ja.strip() else [messages.WORDS])
    made = Milestone.objects.create(
        code=next_code("MST", as_of.year),
        seed=found,
        title_ja=new.title.ja.strip(),
        title_en=new.title.en.strip(),
        planned_on=new.due_on,
        due_on=new.due_on,
        owner=reaching.person_named(new.owner),
    )
    journal.write(Ref(MILESTONE, made.code), {"seed": seed, "milestone": new})
    return made


@action(
    "portfolio.move_milestone",
    permission="can_keep_industry",
    description=Text("マイルストーンの期日を動かす", "Move the day of a milestone"),
    scope=reaching.by_record(Milestone),
)
def move_milestone(
    code: str,
    due_on: date,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Milestone:
    """The first plan stays. Raises NotFound, VersionConflict, InputError (done, reason)."""
    found = _open(code, version)
    if not reason.strip():
        raise InputError("industry.reason", messages.REASON)
    if due_on == found.due_on:
        raise InputError("industry.day", messages.MOVED_NOWHERE.format(day=due_on))
    move = {
        "on": as_of.isoformat(),
        "from": found.due_on.isoformat(),
        "to": due_on.isoformat(),
        "reason": reason.strip(),
    }
    found.moves, found.due_on = [*found.moves, move], due_on
    reaching.changed(found, Ref(MILESTONE, code), move, "moves", "due_on")
    return found


@action(
    "portfolio.reach_milestone",
    permission="can_keep_industry",
    description=Text("マイルストーンの達成を記録する", "Record that a milestone was reached"),
    scope=reaching.by_record(Milestone),
)
def reach_milestone(
    code: str,
    done_on: date,
    evidence: str,
    evidence_ref: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Milestone:
    """With evidence, on a day of the seed's life. Raises NotFound, VersionConflict, InputError."""
    found = _open(code, version)
    said = list(rules.refused_ref(evidence_ref))
    if not evidence.strip():
        said.append(messages.EVIDENCE)
    if done_on > as_of:
        said.append(messages.AHEAD.format(day=done_on, today=as_of))
    if done_on < (first := first_day(found.seed)):
        said.append(messages.BEFORE.format(day=done_on, first=first))
    reaching.demand(said)
    found.done_on, found.evidence, found.evidence_ref = done_on, evidence.strip(), evidence_ref
    told = {"done_on": done_on, "evidence": found.evidence, "ref": evidence_ref}
    fields = ("done_on", "evidence", "evidence_ref")
    reaching.changed(found, Ref(MILESTONE, code), told, *fields)
    return found


def _open(code: str, version: int | None) -> Milestone:
    found: Milestone = reaching.locked(Milestone, code, version)
    if found.done_on is not None:
        raise InputError("industry.done", messages.DONE.format(code=code, day=found.done_on))
    return found
