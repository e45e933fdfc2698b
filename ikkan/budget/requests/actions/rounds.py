"""Writes of a round: opened over all ministries, compiled by a decision, settled, published.

Decides: nothing is compiled unless every request of the round has consent, so no ministry's lines
get past the headquarters. Source: 004 L35-L55, L84-L94; 000 L82.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.budget.models import AllocationPolicy, Request, Round, Version
from ikkan.budget.policies.rules import DECIDED
from ikkan.budget.requests import cases, joints, messages, queries, rules
from ikkan.budget.requests import machine as machines
from ikkan.budget.requests.cases import ROUND_KIND, Case
from ikkan.budget.requests.rules import Act, Demand, NewRound, Side
from ikkan.desk import notices
from ikkan.plan import queries as plan
from ikkan.plan.bodies.rules.deciding import STANDING
from ikkan.plan.models import Decision
from ikkan.records.batches import refusal
from ikkan.records.codes import next_code, next_codes
from ikkan.values.errors import InputError, NotFound
from ikkan.values.finding import Finding, Place
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.workflow.machine import Machine, Step

_STAGES: Final[Mapping[str, Act]] = {"draft": Act.DRAFT, "enacted": Act.ENACT}


@action(
    "budget.open_request_round",
    permission="can_open_request_round",
    description=Text("要求の回を開く", "Open a round of budget requests"),
)
def open_round(
    new: NewRound, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Round:
    """With one request for each ministry that pays or is named. Raises InputError, NotFound."""
    settings = plan.snapshot(as_of).settings
    machine = machines.machine_of(settings)
    if machine is None:
        raise InputError("request.no_machine", messages.NO_MACHINE)
    _demand_form(new, as_of)
    bodies = new.bodies or queries.payers(as_of)
    if not bodies:
        raise InputError("request.no_bodies", messages.NO_BODIES)
    kept = settings.get(machines.CASE, {})
    shared = kept.get("before_compilation", machines.BEFORE_COMPILATION) == "ministries"
    found = Round(
        code=next_code("RND", new.fiscal_year),
        fiscal_year=new.fiscal_year,
        pot=new.pot,
        number=new.number,
        name_ja=new.name_ja.strip(),
        name_en=new.name_en.strip(),
        policy=_policy(new),
        ceiling_on=new.ceiling_on,
        state=machine.start,
        workflow=settings["workflow"][machines.CASE],
        settings=kept,
        deadlines=_deadlines(new, machine),
        shared=shared,
    )
    found.save(force_insert=True)
    _requests(found, bodies, by, as_of)
    joints.join_round(found)
    _tell(found, bodies, by, as_of)
    said = {"round": new, "bodies": list(bodies), "deadlines": found.deadlines}
    journal.write(Ref(ROUND_KIND, found.code), said)
    return found


@action(
    "budget.compile_request_round",
    permission="can_compile_requests",
    description=Text(
        "本部が要求を取りまとめ、財政当局へ提出する",
        "Compile the requests by a decision of the headquarters",
    ),
)
def compile_round(
    round: str,
    decision: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Round:
    """Freezes what was consented to. Raises NotFound, VersionConflict, InputError."""
    found, taken = cases.take_all(round, version, by, as_of)
    steps = _demand_all(taken, Act.COMPILE)
    if decision or any(Demand.DECISION in step.demands for step in steps):
        found.decision = _decision(decision, found, as_of)
    found.compiled_at = taken[0].moment
    for case in taken:
        case.request.compiled_number = case.request.submitted_number
    _together(found, taken, steps, "compiled_number")
    found.save(update_fields=["decision", "compiled_at"])
    joints.join_round(found)
    numbers = {case.request.code: case.request.compiled_number for case in taken}
    journal.write(Ref(ROUND_KIND, found.code), {"decision": decision, "versions": numbers})
    return found


@action(
    "budget.settle_request_round",
    permission="can_record_amounts",
    description=Text("政府案・成立とする", "Make a round the government draft, or enacted"),
)
def settle_round(
    round: str,
    stage: str,
    on: date,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Round:
    """Once every line has its amount. Raises NotFound, VersionConflict, InputError."""
    act = _STAGES.get(stage)
    if act is None:
        raise InputError("request.stage", messages.STAGE.format(stage=stage))
    found, taken = cases.take_all(round, version, by, as_of)
    steps = _demand_all(taken, act)
    if any(Demand.AMOUNTS in step.demands for step in steps):
        _demand_amounts(taken, stage)
    if on > as_of:
        words = messages.AHEAD.format(day=on, today=as_of)
        raise InputError("request.day", words)
    if act is Act.DRAFT:
        found.drafted_on = on
    else:
        found.enacted_on = on
    _together(found, taken, steps)
    found.save(update_fields=["drafted_on", "enacted_on"])
    journal.write(Ref(ROUND_KIND, found.code), {"stage": stage, "on": on})
    return found


@action(
    "budget.publish_request_round",
    permission="can_compile_requests",
    description=Text("取りまとめた要求を公表する", "Publish the compiled requests"),
)
def publish(
    round: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Round:
    """Everybody sees the compiled lines from then on. Raises NotFound, VersionConflict."""
    found, taken = cases.take_all(round, version, by, as_of)
    if found.compiled_at is None:
        raise InputError("request.not_compiled", messages.NOT_COMPILED)
    if found.published:
        journal.nothing_to_do()
        return found
    for case in taken:
        case.request.published = True
        case.request.version += 1
        case.request.save(update_fields=["published", "version"])
    found.published = True
    found.version += 1
    found.save(update_fields=["published", "version"])
    journal.write(Ref(ROUND_KIND, found.code), {"published": True})
    return found


def _demand_form(new: NewRound, as_of: date) -> None:
    pots = [row.code for row in plan.snapshot(as_of).entries("pot")]
    place = Place("round")
    found = rules.round_findings(new, pots, queries.ministries(as_of))
    if found:
        rows = [Finding(f"request.{code}", place) for code in found]
        raise refusal(rows, messages.render)
    same = Round.objects.filter(fiscal_year=new.fiscal_year, pot=new.pot, number=new.number).first()
    if same is not None:
        words = messages.ROUND_TWICE.format(
            year=new.fiscal_year, pot=new.pot, number=new.number, code=same.code
        )
        raise InputError("request.round_twice", words)


def _policy(new: NewRound) -> AllocationPolicy | None:
    if not new.policy:
        return None
    found = AllocationPolicy.objects.filter(code=new.policy).first()
    if found is None:
        raise NotFound("request.policy", messages.NO_POLICY.format(code=new.policy))
    if found.state != DECIDED:
        raise InputError("request.policy_draft", messages.POLICY_DRAFT.format(code=new.policy))
    if found.fiscal_year != new.fiscal_year:
        values = {"code": new.policy, "found": found.fiscal_year, "year": new.fiscal_year}
        raise InputError("request.policy_year", messages.POLICY_YEAR.format(**values))
    return found


def _deadlines(new: NewRound, machine: Machine) -> dict[str, str]:
    """The moments given, and for other acts the days of the pack after the ceiling."""
    found: dict[str, datetime] = {
        step.act: queries.end_of(new.ceiling_on + timedelta(days=step.days))
        for step in machine.steps
        if step.days is not None
    }
    found |= new.deadlines
    return {act: moment.isoformat() for act, moment in sorted(found.items())}


def _requests(found: Round, bodies: Iterable[str], by: Actor, as_of: date) -> None:
    named = list(dict.fromkeys(bodies))
    codes = next_codes("REQ", found.fiscal_year, len(named))
    made = Request.objects.bulk_create(
        Request(code=code, round=found, body=body, state=found.state, number=1, shared=found.shared)
        for code, body in zip(codes, named, strict=True)
    )
    moment = cases.moment_of(as_of)
    Version.objects.bulk_create(
        Version(request=one, number=1, made_at=moment, made_by=by.code) for one in made
    )


def _tell(found: Round, bodies: Iterable[str], by: Actor, as_of: date) -> None:
    title = Text.either(found.name_ja, found.name_en)
    words = messages.TOLD["open"].format(title=title)
    for body in dict.fromkeys(bodies):
        notices.tell(
            words,
            Ref(ROUND_KIND, found.code),
            by=by,
            as_of=as_of,
            roles=[cases.ROLES[Side.MINISTRY]],
            scope=Ref("body", body),
        )


def _demand_all(taken: list[Case], act: Act) -> list[Step]:
    """The step of every request; refused with those that are not there yet."""
    steps = [case.machine.step(act, case.request.state) for case in taken]
    behind = [case for case, step in zip(taken, steps, strict=True) if step is None]
    if behind:
        if not any(case.machine.states_with(act) for case in behind):
            case = behind[0]
            words = cases.refused_step(case.machine, act, case.request.state)
            raise InputError("request.step", words)
        bodies = queries.ministries(behind[0].as_of)
        rows = [
            Text(f"{name.ja}（{state.ja}）", f"{name.en} ({state.en})")
            for case in behind
            for name in [bodies.get(case.request.body) or Text(case.request.body, "")]
            for state in [case.machine.state(case.request.state).name]
        ]
        raise InputError("request.not_all", messages.NOT_ALL.format(who=cases.listed(rows)))
    for case, step in zip(taken, steps, strict=True):
        if step is not None:
            cases.demand_side(case, step)
    return [step for step in steps if step is not None]


def _together(found: Round, taken: list[Case], steps: list[Step], *changed: str) -> None:
    """Every request takes its step, and the round with them."""
    for case, step in zip(taken, steps, strict=True):
        case.request.state = step.to or case.request.state
        case.request.version += 1
        case.request.save(update_fields=["state", "version", *changed])
        cases.tell(case, step.act, Side.MINISTRY)
    cases.settle(found, taken[0].machine)


def _decision(code: str, of: Round, as_of: date) -> Decision:
    """A decision of the headquarters, taken, about this round."""
    found = Decision.objects.filter(code=code).first()
    if found is None:
        raise InputError("request.decision", messages.NO_DECISION.format(code=code or "–"))
    headquarters = plan.snapshot(as_of).settings.get("bodies", {}).get("headquarters")
    if found.body != headquarters:
        values = {"code": code, "headquarters": headquarters}
        raise InputError("request.decision_body", messages.DECISION_BODY.format(**values))
    if found.state not in STANDING:
        raise InputError("request.decision_draft", messages.DECISION_DRAFT.format(code=code))
    if f"{ROUND_KIND}:{of.code}" not in found.about:
        values = {"code": code, "round": of.code}
        raise InputError("request.decision_about", messages.DECISION_ABOUT.format(**values))
    return found


def _demand_amounts(taken: list[Case], stage: str) -> None:
    lacking = []
    for case in taken:
        said = queries.amounts_of(case.request).get(stage, {})
        lines = queries.lines_of(case.request, case.request.compiled_number)
        lacking += [
            f"{case.request.body} {line.code}"
            for line in lines
            if not line.reprint_of and line.code not in said
        ]
    if lacking:
        words = messages.NO_AMOUNTS.format(
            stage=messages.STAGES[stage], lines=", ".join(lacking[:20])
        )
        raise InputError("request.no_amounts", words)
