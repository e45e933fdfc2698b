"""Writes of advice: given by a body to another, answered, published.

Decides: nothing beyond `rules.sittings`; the giver, the receiver, or for an association its named
user records it. Source: 000:391, 003:1050 (資料 of an industry association).
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
from ikkan.plan.bodies.models import Advice, Meeting
from ikkan.plan.bodies.rules import sittings as rules
from ikkan.plan.bodies.rules.sittings import NewAdvice
from ikkan.plan.bodies.rules.standing import ref_of
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

ADVICE = "plan.advice"
_ADVICE = Text("助言・意見", "advice")


@action(
    "plan.give_advice",
    permission="can_give_advice",
    description=Text("助言・意見を記録する", "Record advice or an opinion"),
    scope=shared.reach_new("body", "to_body"),
)
def give_advice(
    new: NewAdvice, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Advice:
    """Examination, policy advice or opinion. Raises InputError (who may), NotFound, NotAllowed."""
    known = queries.standing(as_of)
    meeting = shared.existing(Meeting, new.meeting, MEETING_LABEL) if new.meeting else None
    shared.demand("plan.advice_form", rules.refused_advice(new, known, as_of), new.about)
    if not known.speaks_for(by, new.body) and not known.acts_for(by, new.to_body):
        shared.demand_keeper(by, known, new.body)
    advice = Advice.objects.create(
        code=next_code("ADV", as_of.year),
        body=new.body,
        sort=new.sort,
        to_body=new.to_body,
        meeting=meeting,
        about=[str(ref) for ref in new.about],
        text_ja=new.text_ja.strip(),
        text_en=new.text_en.strip(),
        verdict=new.verdict,
        evidence=new.evidence.strip(),
        given_on=new.given_on,
        of_funder=known.of_funder(new.to_body),
        written_by=by.code,
    )
    made = [Joint(kind="about", to=ref, direction=SIDE) for ref in new.about]
    made += [
        Joint(kind="given_by", to=ref_of(new.body), direction=SIDE),
        Joint(kind="given_to", to=ref_of(new.to_body), direction=SIDE),
    ]
    if meeting is not None:
        made.append(Joint(kind="given_at", to=Ref(MEETING, meeting.code), direction=SIDE))
    join(Ref(ADVICE, advice.code), made)
    journal.write(Ref(ADVICE, advice.code), {"advice": new})
    return advice


@action(
    "plan.answer_advice",
    permission="can_hold_meetings",
    description=Text("助言・意見に答える", "Answer advice or an opinion"),
    scope=shared.reach_of(Advice, "to_body"),
)
def answer_advice(
    code: str, answer: Text, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Advice:
    """What the receiver says to it, once. Raises NotFound, VersionConflict, InputError."""
    advice: Advice = shared.locked(Advice, code, version, _ADVICE)
    shared.demand_keeper(by, queries.standing(as_of), advice.to_body)
    if advice.answered_on is not None:
        words = messages.ANSWERED.format(day=advice.answered_on)
        raise InputError("plan.advice_answered", words)
    if not answer.ja.strip():
        raise InputError("plan.advice_answer", messages.REASON)
    advice.answer_ja, advice.answer_en = answer.ja.strip(), answer.en.strip()
    advice.answered_on = as_of
    advice.version += 1
    advice.save()
    journal.write(Ref(ADVICE, code), {"answer": answer})
    return advice


@action(
    "plan.publish_advice",
    permission="can_hold_meetings",
    description=Text("助言・意見を公表する", "Publish advice or an opinion"),
    scope=shared.reach_of(Advice, "to_body"),
)
def publish_advice(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Advice:
    """Shown to everybody. Raises NotFound, VersionConflict, InputError."""
    advice: Advice = shared.locked(Advice, code, version, _ADVICE)
    shared.demand_keeper(by, queries.standing(as_of), advice.to_body)
    if advice.published:
        raise InputError("plan.advice_published", messages.OUT)
    advice.published = True
    advice.version += 1
    advice.save(update_fields=["published", "version"])
    journal.write(Ref(ADVICE, code), {"published": True})
    return advice
