"""Writes of accompanying support: asked for, taken up, logged, ended; questions to desks.

Called by the pages of records and the demonstration. Source: 003:983-990, 003:1192.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.awards.models import Award
from ikkan.plan.queries import snapshot
from ikkan.portfolio.industry import messages, reaching, rules, words
from ikkan.portfolio.industry.models import Referral, Support, SupportEntry
from ikkan.portfolio.industry.queries import SCHEME
from ikkan.portfolio.industry.rules import REFERRAL, SUPPORT, NewMeeting, NewSupport
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def reach_of(support: Support, day: date) -> tuple[Ref, ...]:
    """Whom a support touches: the awards of its seed, or its award."""
    if support.seed is not None:
        return reaching.of_seed(support.seed.code, day)
    return reaching.of_award(support.award.code, day) if support.award is not None else ()


def _by_support(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
    row = Support.objects.select_related("seed", "award").filter(code=arguments["code"]).first()
    return reach_of(row, arguments["as_of"]) if row is not None else ()


def _by_referral(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
    rows = Referral.objects.select_related("support__seed", "support__award", "desk")
    row = rows.filter(code=arguments["code"]).first()
    if row is None:
        return ()
    desk = Ref(rules.ORGANISATION, row.desk.code)
    return (*reach_of(row.support, arguments["as_of"]), desk)


@action(
    "portfolio.ask_support",
    permission="can_keep_industry",
    description=Text("伴走支援を依頼する", "Ask for accompanying support"),
    scope=reaching.by_new,
)
def ask_support(
    new: NewSupport, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Support:
    """Raises NotFound, InputError."""
    said = list(rules.refused_support(new))
    schemes = {
        row.code
        for row in snapshot(as_of).entries("programme", state="all")
        if row.data["form"] == SCHEME
    }
    if new.scheme and new.scheme not in schemes:
        said.append(messages.NOT_IN_PACK.format(code=new.scheme))
    reaching.demand(said)
    award = Award.objects.filter(code=new.award).first() if new.award else None
    if new.award and award is None:
        raise NotFound("industry.none", messages.NO_RECORD.format(code=new.award[:80]))
    made = Support.objects.create(
        code=next_code("SUP", as_of.year),
        seed=reaching.seed_named(new.seed) if new.seed else None,
        award=award,
        category=new.category,
        scheme=new.scheme,
        provider=reaching.organisation_named(new.provider) if new.provider else None,
        wanted=new.wanted.strip(),
        asked_on=as_of,
    )
    journal.write(Ref(SUPPORT, made.code), {"support": new})
    return made


@action(
    "portfolio.log_support",
    permission="can_keep_industry",
    description=Text("伴走支援の記録を書き足す", "Add to the log of a support"),
    scope=_by_support,
)
def log_support(
    code: str, new: NewMeeting, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Support:
    """The support runs from now on. Raises NotFound, VersionConflict, InputError."""
    found = _going(code, version)
    reaching.demand(rules.refused_meeting(new, found.asked_on, as_of))
    SupportEntry.objects.create(
        support=found,
        sort=new.sort,
        held_on=new.held_on,
        present=new.present.strip(),
        text=new.text.strip(),
    )
    found.state = words.RUNNING
    reaching.changed(found, Ref(SUPPORT, code), {"entry": new}, "state")
    return found


@action(
    "portfolio.end_support",
    permission="can_end_support",
    description=Text("伴走支援の結果を記録する", "Record how a support ended"),
    scope=_by_support,
)
def end_support(
    code: str,
    state: str,
    outcome: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Support:
    """Ended or declined. Raises NotFound, VersionConflict, InputError."""
    found = _going(code, version)
    if state not in (words.ENDED, words.DECLINED):
        raise InputError("industry.choice", messages.CHOICE.format(read=state))
    if not outcome.strip():
        raise InputError("industry.reason", messages.REASON)
    found.state, found.outcome, found.ended_on = state, outcome.strip(), as_of
    said = {"state": state, "outcome": found.outcome}
    reaching.changed(found, Ref(SUPPORT, code), said, "state", "outcome", "ended_on")
    return found


@action(
    "portfolio.refer",
    permission="can_keep_industry",
    description=Text("相談窓口に照会する", "Refer a question to a one-stop desk"),
    scope=_by_support,
)
def refer(
    code: str,
    desk: str,
    question: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Referral:
    """Within the support `code`. Raises NotFound, VersionConflict, InputError."""
    found = _going(code, version)
    if not question.strip():
        raise InputError("industry.words", messages.WORDS)
    made = Referral.objects.create(
        code=next_code("REF", as_of.year),
        support=found,
        desk=reaching.organisation_named(desk),
        question=question.strip(),
        sent_on=as_of,
    )
    journal.write(
        Ref(REFERRAL, made.code), {"support": code, "desk": desk, "question": made.question}
    )
    return made


@action(
    "portfolio.answer_referral",
    permission="can_answer_referral",
    description=Text("相談窓口の回答を記録する", "Record the answer of a one-stop desk"),
    scope=_by_referral,
)
def answer_referral(
    code: str, answer: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Referral:
    """Raises NotFound, VersionConflict, InputError."""
    found: Referral = reaching.locked(Referral, code, version)
    if found.answered_on is not None:
        raise InputError("industry.answered", messages.ANSWERED.format(day=found.answered_on))
    if not answer.strip():
        raise InputError("industry.words", messages.WORDS)
    found.state, found.answer, found.answered_on = words.ANSWERED, answer.strip(), as_of
    said = {"answer": found.answer}
    reaching.changed(found, Ref(REFERRAL, code), said, "state", "answer", "answered_on")
    return found


def _going(code: str, version: int | None) -> Support:
    found: Support = reaching.locked(Support, code, version)
    if found.state in (words.ENDED, words.DECLINED):
        label = words.SUPPORT_STATES[found.state]
        raise InputError("industry.over", messages.SUPPORT_OVER.format(state=label))
    return found
