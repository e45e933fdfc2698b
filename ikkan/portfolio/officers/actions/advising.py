"""Coordinators advise president, executives and directors; the addressee answers and follows.

Decides: only the addressee answers, once, and says by when what was accepted is done. A
coordinator decides nothing about an award. Source: 003:405-409 (S-323, S-324).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import SYSTEM_ROLE, Actor
from ikkan.line.writing import SIDE, Joint
from ikkan.parties.queries import person_of
from ikkan.plan.bodies.rules.seats import PRESIDENT, SORTS
from ikkan.plan.models import Seat
from ikkan.portfolio.officers import messages, queries, rules, words
from ikkan.portfolio.officers.actions import shared
from ikkan.portfolio.officers.models import OfficerAdvice
from ikkan.portfolio.officers.rules import ADVICE, Answer, NewAdvice
from ikkan.records.codes import next_code
from ikkan.values.errors import NotAllowed
from ikkan.values.ref import Ref
from ikkan.values.text import Text

LABEL: Final = Text("DCの提案・助言", "advice of a coordinator")
_DOMAIN = Text("疾患領域", "disease area")
_PROJECT = Text("統合プロジェクト", "integrated project")
_FUNDER = "funder_staff"


def _domain(arguments: Mapping[str, Any]) -> Ref:
    return Ref("domain", arguments["new"].domain or "-")


def _project(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
    """The director's project; an answer for president or executives falls in none."""
    row = OfficerAdvice.objects.filter(code=arguments["code"]).values_list("project", flat=True)
    return tuple(Ref("project", code) for code in row if code)


@action(
    "portfolio.give_officer_advice",
    permission="can_give_officer_advice",
    description=Text(
        "理事長・執行部・PDに提案・助言する（DC）",
        "Give a proposal or advice to president, executives or a program director",
    ),
    scope=_domain,
)
def give_advice(
    new: NewAdvice, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> OfficerAdvice:
    """For one's own disease area. Raises InputError with every finding."""
    found = [
        *rules.refused_advice(new, as_of),
        *shared.in_pack("domain", _DOMAIN, [new.domain], as_of),
        *shared.in_pack("project", _PROJECT, [new.project] if new.project else (), as_of),
    ]
    seat = Seat.objects.filter(code=new.seat).first() if new.seat else None
    if new.seat and (seat is None or not _sits(seat, new.to, as_of)):
        office = words.ADDRESSEES.get(new.to, Text(new.to, new.to))
        found.append(messages.OTHER_HOLDER.format(person=new.seat, office=office, day=as_of))
    shared.demand("officers.advice", found, new.about)
    row = OfficerAdvice.objects.create(
        code=next_code("DCA", as_of.year),
        sort=new.sort,
        domain=new.domain,
        giver=person_of(by),
        written_by=by.code,
        to=new.to,
        project=new.project,
        person=queries.director_of(new.project, as_of) if new.project else None,
        seat=seat,
        about=[str(ref) for ref in new.about],
        text_ja=new.text.ja.strip(),
        text_en=new.text.en.strip(),
        given_on=as_of,
        due_on=new.due_on,
    )
    sides = [Joint(kind="given_for", to=Ref("domain", new.domain), direction=SIDE)]
    if new.project:
        sides.append(Joint(kind="given_to", to=Ref("project", new.project), direction=SIDE))
    shared.about(Ref(ADVICE, row.code), new.about, *sides)
    journal.write(Ref(ADVICE, row.code), {"advice": new})
    return row


@action(
    "portfolio.answer_officer_advice",
    permission="can_answer_officer_advice",
    description=Text("DCの提案・助言に答える", "Answer the advice of a coordinator"),
    scope=_project,
)
def answer_advice(
    code: str, given: Answer, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> OfficerAdvice:
    """By its addressee, once. Raises NotFound, VersionConflict, NotAllowed, InputError."""
    row: OfficerAdvice = shared.locked(OfficerAdvice, code, version, LABEL)
    _demand_addressee(by, row, as_of)
    found = [
        *rules.refused_step(rules.ADVICE_STEPS, words.ADVICE_STATES, row.state, rules.ANSWERED),
        *rules.refused_answer(given, as_of),
    ]
    shared.demand("officers.answer", found)
    row.state, row.answer, row.reason = rules.ANSWERED, given.answer, given.reason.strip()
    row.answered_on, row.answered_by, row.follow_due = as_of, person_of(by), given.due_on
    fields = ("state", "answer", "reason", "answered_on", "answered_by", "follow_due")
    return shared.changed(row, ADVICE, {"answer": given}, *fields)


@action(
    "portfolio.follow_officer_advice",
    permission="can_answer_officer_advice",
    description=Text("受け入れた助言の対応を記録する", "Record what became of accepted advice"),
    scope=_project,
)
def follow_advice(
    code: str, outcome: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> OfficerAdvice:
    """What was done, by its addressee. Raises NotFound, VersionConflict, NotAllowed, InputError."""
    row: OfficerAdvice = shared.locked(OfficerAdvice, code, version, LABEL)
    _demand_addressee(by, row, as_of)
    steps = rules.ADVICE_STEPS if row.answer != rules.DECLINED else _DECLINED
    found = list(rules.refused_step(steps, words.ADVICE_STATES, row.state, rules.DONE))
    if not outcome.strip():
        found.append(messages.TEXT)
    shared.demand("officers.follow", found)
    row.state, row.outcome, row.closed_on = rules.DONE, outcome.strip(), as_of
    return shared.changed(row, ADVICE, {"outcome": row.outcome}, "state", "outcome", "closed_on")


@action(
    "portfolio.withdraw_officer_advice",
    permission="can_give_officer_advice",
    description=Text("提案・助言を取り下げる", "Withdraw a proposal or advice"),
    scope=shared.held_everywhere,
)
def withdraw_advice(
    code: str, reason: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> OfficerAdvice:
    """By who gave it, before the answer. Raises NotFound, VersionConflict, InputError."""
    row: OfficerAdvice = shared.locked(OfficerAdvice, code, version, LABEL)
    if SYSTEM_ROLE not in by.roles and row.written_by != by.code:
        raise NotAllowed("officers.own", _OWN)
    found = list(
        rules.refused_step(rules.ADVICE_STEPS, words.ADVICE_STATES, row.state, rules.WITHDRAWN)
    )
    if not reason.strip():
        found.append(messages.REASON)
    shared.demand("officers.withdraw", found)
    row.state, row.outcome, row.closed_on = rules.WITHDRAWN, reason.strip(), as_of
    return shared.changed(row, ADVICE, {"withdrawn": row.outcome}, "state", "outcome", "closed_on")


def addressed_to(by: Actor, row: OfficerAdvice, day: date) -> bool:
    """Whether the actor answers for the addressee."""
    if SYSTEM_ROLE in by.roles:
        return True
    if row.to == rules.DIRECTOR:
        return queries.directs(by, row.project, day)
    return by.holds(_FUNDER)


def _demand_addressee(by: Actor, row: OfficerAdvice, day: date) -> None:
    if addressed_to(by, row, day):
        return
    who = messages.SECRETARIES
    if row.to == rules.DIRECTOR:
        who = messages.DIRECTORS.format(
            project=queries.name_of("project", row.project, day),
            holders=queries.directors(row.project, day),
        )
    told = messages.NOT_ADDRESSEE.format(addressee=words.ADDRESSEES[row.to], who=who)
    raise NotAllowed("officers.addressee", told)


def _sits(seat: Seat, to: str, day: date) -> bool:
    """Whether the seat is one of that office on the day."""
    offices = {rules.PRESIDENT: {PRESIDENT}, rules.EXECUTIVES: {*SORTS} - {PRESIDENT}}
    begun = seat.valid_from <= day and (seat.valid_to is None or day <= seat.valid_to)
    return begun and seat.sort in offices.get(to, set())


_DECLINED: Final = {**rules.ADVICE_STEPS, rules.ANSWERED: frozenset[str]()}
_OWN: Final = Text(
    "取り下げられるのは、出したDCだけです（規則 officers.own）。",
    "Only the coordinator who gave it may withdraw it (rule officers.own).",
)
