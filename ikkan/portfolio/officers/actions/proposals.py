"""Proposals from the field to change how programmes are designed: sent, answered, carried out.

Decides: only the addressed ministry or headquarters answers, with its reason. Source: 003:1220
(S-347: 現場経験に基づくファストパス設計・事業設計の見直し提案).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import SYSTEM_ROLE, Actor
from ikkan.line.writing import SIDE, Joint
from ikkan.plan.bodies import queries as bodies
from ikkan.plan.bodies.rules.standing import MINISTRIES, Standing, ref_of
from ikkan.portfolio.officers import messages, rules, words
from ikkan.portfolio.officers.actions import shared
from ikkan.portfolio.officers.models import DesignProposal
from ikkan.portfolio.officers.rules import PROPOSAL, Answer, NewProposal
from ikkan.records.codes import next_code
from ikkan.values.errors import NotAllowed
from ikkan.values.ref import Ref
from ikkan.values.text import Text

LABEL: Final = Text("事業設計の提案", "proposal on programme design")
PROGRAMME: Final = Text("事業", "programme")


def designs(known: Standing, body: str) -> bool:
    """Whether a body designs programmes: a ministry, or the headquarters."""
    return known.forms.get(body) in MINISTRIES or (
        body in known.forms and known.is_headquarters(body)
    )


def _addressed(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
    rows = DesignProposal.objects.filter(code=arguments["code"])
    body = rows.values_list("body", flat=True).first()
    return bodies.standing(arguments["as_of"]).reach(body) if body else ()


@action(
    "portfolio.draft_design_proposal",
    permission="can_propose_design",
    description=Text(
        "現場から事業設計の見直しを提案する（案）", "Draft a proposal to redesign programmes"
    ),
    scope=shared.held_everywhere,
)
def draft_proposal(
    new: NewProposal, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> DesignProposal:
    """It may cite signals of any kind of record. Raises InputError with every finding."""
    known = bodies.standing(as_of)
    found = [
        *rules.refused_proposal(new, designs(known, new.body), known.name(new.body)),
        *shared.in_pack("programme", PROGRAMME, new.programmes, as_of),
    ]
    shared.demand("officers.proposal", found, new.signals)
    row = DesignProposal.objects.create(
        code=next_code("DPR", as_of.year),
        sort=new.sort,
        title_ja=new.title.ja.strip(),
        title_en=new.title.en.strip(),
        text_ja=new.text.ja.strip(),
        text_en=new.text.en.strip(),
        grounds=new.grounds.strip(),
        body=new.body,
        programmes=list(dict.fromkeys(new.programmes)),
        signals=[str(ref) for ref in new.signals],
        written_by=by.code,
        drafted_on=as_of,
    )
    _join(row)
    journal.write(Ref(PROPOSAL, row.code), {"proposal": new})
    return row


@action(
    "portfolio.send_design_proposal",
    permission="can_propose_design",
    description=Text("事業設計の提案を提出する", "Send a proposal to its ministry or headquarters"),
    scope=shared.held_everywhere,
)
def send_proposal(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> DesignProposal:
    """The addressee sees it from now on. Raises NotFound, VersionConflict, InputError."""
    row: DesignProposal = shared.locked(DesignProposal, code, version, LABEL)
    shared.demand("officers.proposal_step", _step(row, rules.SENT))
    row.state, row.sent, row.addressed, row.sent_on = rules.SENT, True, row.body, as_of
    fields = ("state", "sent", "addressed", "sent_on")
    return shared.changed(row, PROPOSAL, {"sent_to": row.body}, *fields)


@action(
    "portfolio.answer_design_proposal",
    permission="can_answer_design_proposal",
    description=Text("事業設計の提案に答える", "Answer a proposal on programme design"),
    scope=_addressed,
)
def answer_proposal(
    code: str, given: Answer, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> DesignProposal:
    """By the body addressed. Raises NotFound, VersionConflict, NotAllowed, InputError."""
    row: DesignProposal = shared.locked(DesignProposal, code, version, LABEL)
    _demand_body(by, row, as_of)
    found = [*_step(row, rules.ANSWERED), *rules.refused_answer(given, as_of)]
    shared.demand("officers.answer", found)
    row.state, row.answer, row.reason = rules.ANSWERED, given.answer, given.reason.strip()
    row.answered_on, row.follow_due = as_of, given.due_on
    fields = ("state", "answer", "reason", "answered_on", "follow_due")
    return shared.changed(row, PROPOSAL, {"answer": given}, *fields)


@action(
    "portfolio.follow_design_proposal",
    permission="can_answer_design_proposal",
    description=Text("提案が何になったかを記録する", "Record what became of a proposal"),
    scope=_addressed,
)
def follow_proposal(
    code: str,
    outcome: str,
    became: Sequence[Ref] = (),
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> DesignProposal:
    """The call, design or programme it led to. Raises NotFound, VersionConflict, NotAllowed, …"""
    row: DesignProposal = shared.locked(DesignProposal, code, version, LABEL)
    _demand_body(by, row, as_of)
    found = list(_step(row, rules.DONE)) if row.answer != rules.DECLINED else [_NOT_ACCEPTED]
    if not outcome.strip():
        found.append(messages.TEXT)
    shared.demand("officers.follow", found, became)
    row.state, row.outcome, row.closed_on = rules.DONE, outcome.strip(), as_of
    row.became = [str(ref) for ref in became]
    _join(row)
    said = {"outcome": row.outcome, "became": row.became}
    return shared.changed(row, PROPOSAL, said, "state", "outcome", "closed_on", "became")


@action(
    "portfolio.withdraw_design_proposal",
    permission="can_propose_design",
    description=Text("事業設計の提案を取り下げる", "Withdraw a proposal on programme design"),
    scope=shared.held_everywhere,
)
def withdraw_proposal(
    code: str, reason: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> DesignProposal:
    """Before it is answered. Raises NotFound, VersionConflict, InputError."""
    row: DesignProposal = shared.locked(DesignProposal, code, version, LABEL)
    found = list(_step(row, rules.WITHDRAWN))
    if not reason.strip():
        found.append(messages.REASON)
    shared.demand("officers.withdraw", found)
    row.state, row.outcome, row.closed_on = rules.WITHDRAWN, reason.strip(), as_of
    said = {"withdrawn": row.outcome}
    return shared.changed(row, PROPOSAL, said, "state", "outcome", "closed_on")


def _step(row: DesignProposal, to: str) -> list[Text]:
    return list(rules.refused_step(rules.PROPOSAL_STEPS, words.PROPOSAL_STATES, row.state, to))


def _demand_body(by: Actor, row: DesignProposal, day: date) -> None:
    known = bodies.standing(day)
    if SYSTEM_ROLE not in by.roles and not known.acts_for(by, row.body):
        told = messages.NOT_BODY.format(
            body=known.name(row.body), keepers=known.said_keepers(row.body)
        )
        raise NotAllowed("officers.body", told)


def _join(row: DesignProposal) -> None:
    """Beside its programmes, its addressee, the signals it cites and what it became."""
    sides = [Joint(kind="given_to", to=ref_of(row.body), direction=SIDE)]
    for kind, refs in (
        ("redesigns", [Ref("programme", code) for code in row.programmes]),
        ("cites", shared.refs_of(row.signals)),
        ("became", shared.refs_of(row.became)),
    ):
        sides += [Joint(kind=kind, to=ref, direction=SIDE) for ref in refs]
    shared.about(Ref(PROPOSAL, row.code), (), *sides)


_NOT_ACCEPTED: Final = Text(
    "受け入れられなかった提案に、反映の記録はありません。新しく提案してください。",
    "A proposal that was not accepted is not carried out; propose anew.",
)
