"""Writes of decisions: drafted, revised, decided, amended by a later one, published.

Decides: nothing beyond `rules.deciding`; what it decides about stands beside it on the line from
the draft on, and from the day of the decision for readers of that day. Source: 000:7, 000:418.
"""

from __future__ import annotations

from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.line.writing import SIDE, Joint, join
from ikkan.plan.bodies import messages, queries
from ikkan.plan.bodies.actions import shared
from ikkan.plan.bodies.actions.sittings import MEETING, MEETING_LABEL
from ikkan.plan.bodies.models import Advice, Decision, Meeting
from ikkan.plan.bodies.queries import DECIDES, DECISION
from ikkan.plan.bodies.rules import deciding as rules
from ikkan.plan.bodies.rules.deciding import (
    AMENDED,
    DECIDED,
    DRAFT,
    PUBLISHED,
    STATES,
    TAKEN,
    Input,
    NewDecision,
    Sitting,
)
from ikkan.plan.bodies.rules.standing import ref_of
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_DECISION = Text("決定", "decision")


@action(
    "plan.draft_decision",
    permission="can_draft_decision",
    description=Text("決定の案を起こす", "Draft a decision"),
    scope=shared.reach_new("body"),
)
def draft_decision(
    new: NewDecision, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Decision:
    """A draft of the body's decision. Raises InputError (what it names), NotAllowed."""
    decision = Decision(code=next_code("DEC", as_of.year), state=DRAFT, written_by=by.code)
    _put(decision, new, by, as_of)
    journal.write(Ref(DECISION, decision.code), {"decision": new})
    return decision


@action(
    "plan.revise_decision",
    permission="can_draft_decision",
    description=Text("決定の案を直す", "Revise the draft of a decision"),
    scope=shared.reach_of(Decision, "body"),
)
def revise_decision(
    code: str, new: NewDecision, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Decision:
    """Other words, inputs or reasons. Raises NotFound, VersionConflict, InputError, NotAllowed."""
    decision = _draft(code, version, by, as_of)
    decision.version += 1
    _put(decision, new, by, as_of)
    journal.write(Ref(DECISION, code), {"decision": new})
    return decision


@action(
    "plan.decide",
    permission="can_take_decision",
    description=Text("決定する", "Take a decision"),
    scope=shared.reach_of(Decision, "body"),
)
def decide(
    code: str,
    decided_on: date,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Decision:
    """At a meeting held by that day, or by circulation; what it amends is amended from then on.

    Raises NotFound, VersionConflict, InputError, NotAllowed.
    """
    decision = _draft(code, version, by, as_of)
    new, known = written(decision), queries.standing(as_of)
    found = rules.refused_decision(
        new, known, _sitting(decision.meeting), _inputs(decision), decided_on, as_of
    )
    shared.demand("plan.decision_day", found, new.about)
    before = decision.amends
    if before is not None:
        before = Decision.objects.select_for_update().get(pk=before.pk)
        shared.demand("plan.amends", rules.refused_amendment(new, before.body, before.state, known))
        before.state = AMENDED
        before.version += 1
        before.save(update_fields=["state", "version"])
    decision.state, decision.decided_on = DECIDED, decided_on
    decision.version += 1
    decision.save(update_fields=["state", "decided_on", "version"])
    _join(decision)
    said = {"decided_on": decided_on, "amends": before.code if before else None}
    journal.write(Ref(DECISION, code), said)
    return decision


@action(
    "plan.publish_decision",
    permission="can_take_decision",
    description=Text("決定を公表する", "Publish a decision"),
    scope=shared.reach_of(Decision, "body"),
)
def publish_decision(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Decision:
    """With the advice it rests on. Raises NotFound, VersionConflict, InputError, NotAllowed."""
    decision = _locked(code, version, by, as_of)
    if decision.state not in TAKEN:
        words = messages.NOT_DECIDED.format(state=STATES[decision.state])
        raise InputError("plan.decision_publish", words)
    if decision.published:
        raise InputError("plan.decision_published", messages.OUT)
    decision.published = True
    if decision.state == DECIDED:
        decision.state = PUBLISHED
    decision.version += 1
    decision.save(update_fields=["published", "state", "version"])
    out = []
    for advice in decision.advice.select_for_update().filter(published=False).order_by("pk"):
        advice.published = True
        advice.version += 1
        advice.save(update_fields=["published", "version"])
        out.append(advice.code)
    journal.write(Ref(DECISION, code), {"published": True, "advice": out})
    return decision


def written(decision: Decision) -> NewDecision:
    """The decision as it was drafted."""
    return NewDecision(
        body=decision.body,
        title_ja=decision.title_ja,
        title_en=decision.title_en,
        text_ja=decision.text_ja,
        text_en=decision.text_en,
        basis=decision.basis,
        about=tuple(Ref.parse(ref) for ref in decision.about),
        advice=tuple(decision.advice.order_by("pk").values_list("code", flat=True)),
        meeting=decision.meeting.code if decision.meeting else "",
        circulated_because=decision.circulated_because,
        departs_because=decision.departs_because,
        amends=decision.amends.code if decision.amends else "",
    )


def _locked(code: str, version: int | None, by: Actor, as_of: date) -> Decision:
    decision: Decision = shared.locked(Decision, code, version, _DECISION)
    shared.demand_keeper(by, queries.standing(as_of), decision.body)
    return decision


def _draft(code: str, version: int | None, by: Actor, as_of: date) -> Decision:
    decision = _locked(code, version, by, as_of)
    if decision.state != DRAFT:
        words = messages.NOT_DRAFT.format(state=STATES[decision.state])
        raise InputError("plan.decision_state", words)
    return decision


def _put(decision: Decision, new: NewDecision, by: Actor, as_of: date) -> None:
    """What was drafted, once nothing speaks against it; its inputs and its place on the line."""
    known = queries.standing(as_of)
    meeting = shared.existing(Meeting, new.meeting, MEETING_LABEL) if new.meeting else None
    advice = list(Advice.objects.filter(code__in=new.advice).order_by("pk"))
    before = shared.existing(Decision, new.amends, _DECISION) if new.amends else None
    found = list(rules.refused_draft(new, known, _sitting(meeting), _inputs_of(advice)))
    if before is not None:
        found += rules.refused_amendment(new, before.body, before.state, known)
    named = [*new.about, *(Ref("plan.advice", code) for code in new.advice)]
    shared.demand("plan.decision_form", found, named)
    shared.demand_keeper(by, known, new.body)
    decision.body, decision.meeting, decision.amends = new.body, meeting, before
    decision.title_ja, decision.title_en = new.title_ja.strip(), new.title_en.strip()
    decision.text_ja, decision.text_en = new.text_ja.strip(), new.text_en.strip()
    decision.basis, decision.about = new.basis.strip(), [str(ref) for ref in new.about]
    decision.circulated_because = new.circulated_because.strip()
    decision.departs_because = new.departs_because.strip()
    decision.of_funder = known.of_funder(new.body)
    decision.save()
    decision.advice.set(advice)
    _join(decision)


def _sitting(meeting: Meeting | None) -> Sitting | None:
    if meeting is None:
        return None
    return Sitting(body=meeting.body, state=meeting.state, day=meeting.held_on)


def _inputs(decision: Decision) -> list[Input]:
    return _inputs_of(list(decision.advice.order_by("pk")))


def _inputs_of(rows: list[Advice]) -> list[Input]:
    return [
        Input(code=row.code, to_body=row.to_body, verdict=row.verdict, given_on=row.given_on)
        for row in rows
    ]


def _join(decision: Decision) -> None:
    begin = decision.decided_on
    named = [(DECIDES, Ref.parse(ref)) for ref in decision.about]
    named.append(("decided_by", ref_of(decision.body)))
    if decision.meeting is not None:
        named.append(("decided_at", Ref(MEETING, decision.meeting.code)))
    if decision.amends is not None:
        named.append(("amends", Ref(DECISION, decision.amends.code)))
    for code in decision.advice.values_list("code", flat=True):
        named.append(("rests_on", Ref("plan.advice", code)))
    made = [Joint(kind=kind, to=to, direction=SIDE, valid_from=begin) for kind, to in named]
    join(Ref(DECISION, decision.code), made)
