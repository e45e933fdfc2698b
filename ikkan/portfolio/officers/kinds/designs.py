"""Proposals on programme design and designs by edition as records.

Called at start. Source: 003:1220 (S-347), 003:1051 and 003:1092 (S-326, S-365).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from django.utils import timezone

from ikkan.audit.actor import Actor, Reach
from ikkan.plan.bodies import queries as bodies
from ikkan.plan.bodies.rules.standing import ref_of
from ikkan.portfolio.officers import actions, forms, messages, queries, rules, words
from ikkan.portfolio.officers.kinds.parts import (
    INSIDE,
    MOST,
    column,
    is_system,
    refs_field,
    rows_field,
    text_field,
)
from ikkan.portfolio.officers.models import DesignProposal, ProgrammeDesign
from ikkan.portfolio.officers.rules import DESIGN, PROPOSAL, Answer, NewDesign, NewProposal
from ikkan.records.kinds import Field, Kind, Section, WorkItem, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Flag, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_FIELD: Final[dict[str, Any]] = dict.fromkeys(
    ("program_director", "program_supervisor", "program_officer"), EVERYTHING
)
_VERB: Final = Text("事業設計の提案に答える", "Answer the proposal on programme design")
_FOLLOW: Final = Text("提案が何になったかを記録する", "Record what became of the proposal")
_KEEPERS: Final = frozenset({"hq_officer", "ministry_officer"})


def _draft(_: None, data: dict[str, Any], **who: Any) -> DesignProposal:
    title = Text(data.pop("title_ja"), data.pop("title_en"))
    text = Text(data.pop("text_ja"), data.pop("text_en"))
    data["programmes"] = tuple(data["programmes"])
    return actions.draft_proposal(NewProposal(title=title, text=text, **data), **who)


def _send(row: DesignProposal, data: dict[str, Any], **who: Any) -> DesignProposal:
    return actions.send_proposal(row.code, **who)


def _answer(row: DesignProposal, data: dict[str, Any], **who: Any) -> DesignProposal:
    return actions.answer_proposal(row.code, Answer(**data), **who)


def _follow(row: DesignProposal, data: dict[str, Any], **who: Any) -> DesignProposal:
    return actions.follow_proposal(row.code, data["outcome"], data["became"], **who)


def _withdraw(row: DesignProposal, data: dict[str, Any], **who: Any) -> DesignProposal:
    return actions.withdraw_proposal(row.code, data["reason"], **who)


def _in(*states: str) -> Any:
    def why_not(row: DesignProposal) -> Text | None:
        if row.state in states and (row.state != rules.ANSWERED or row.answer != rules.DECLINED):
            return None
        declined = row.state == rules.ANSWERED and row.answer == rules.DECLINED
        goes_on = rules.PROPOSAL_STEPS[row.state] and not declined
        said = messages.NOT_NOW if goes_on else messages.FINAL
        return said.format(now=words.PROPOSAL_STATES[row.state])

    return why_not


def _of_body(row: DesignProposal | ProgrammeDesign) -> Reach:
    return bodies.standing(timezone.localdate()).reach(row.body)


def _design(data: dict[str, Any]) -> NewDesign:
    several = {name: tuple(data[name]) for name in ("successors", "gates")}
    return NewDesign(**{**data, **several})


def _draft_design(_: None, data: dict[str, Any], **who: Any) -> ProgrammeDesign:
    return actions.draft_design(_design(data), **who)


def _revise_design(row: ProgrammeDesign, data: dict[str, Any], **who: Any) -> ProgrammeDesign:
    return actions.revise_design(row.code, _design(data), **who)


def _adopt(row: ProgrammeDesign, data: dict[str, Any], **who: Any) -> ProgrammeDesign:
    return actions.adopt_design(row.code, **who)


def _a_draft(row: ProgrammeDesign) -> Text | None:
    if row.state == rules.DRAFT:
        return None
    return messages.FINAL.format(now=words.DESIGN_STATES[row.state])


def _complete(row: ProgrammeDesign) -> Text | None:
    lacking = rules.missing(actions.content(row))
    if row.state == rules.DRAFT and lacking:
        names = rules.listed([words.EXIT_PARTS[part] for part in lacking])
        return messages.INCOMPLETE.format(missing=names)
    return _a_draft(row)


def _check(row: ProgrammeDesign, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    lacking = rules.missing(actions.content(row))
    for part, label in words.EXIT_PARTS.items():
        yield label, "missing" if part in lacking else "written"


def _editions(row: ProgrammeDesign, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = visible(DESIGN, actor).filter(programme=row.programme, drafted_on__lte=as_of)
    for one in rows.exclude(pk=row.pk).order_by("-edition"):
        yield Ref(DESIGN, one.code), one.edition, one.state, one.adopted_on


def _design_title(row: ProgrammeDesign) -> Text:
    name = queries.name_of("programme", row.programme, timezone.localdate())
    return Text(
        f"{name.ja}の事業設計 第{row.edition}版", f"Design of {name.en}, edition {row.edition}"
    )


def _work(actor: Actor, as_of: date) -> Iterator[WorkItem]:
    """Proposals that the addressed body owes an answer or what it accepted."""
    if is_system(actor) or not actor.roles & _KEEPERS:
        return
    known = bodies.standing(as_of)
    kept = [code for code in known.names if known.acts_for(actor, code)]
    rows = DesignProposal.objects.filter(
        addressed__in=kept, state__in=(rules.SENT, rules.ANSWERED), sent_on__lte=as_of
    ).exclude(answer=rules.DECLINED)
    for row in rows.order_by("sent_on", "pk")[:MOST]:
        waits = row.state == rules.SENT
        yield WorkItem(
            ref=Ref(PROPOSAL, row.code),
            verb=_VERB if waits else _FOLLOW,
            title=row.title,
            due=None if waits else row.follow_due,
            write="answer" if waits else "follow",
        )


_BODY: Final = Field(
    "body", Text("府省・本部", "Body"), "ref", value=lambda row: ref_of(row.body), kind="body"
)
_PART_STATES: Final = {
    "written": Text("記入済み", "Written"),
    "missing": Text("未記入", "Missing"),
}

register(
    Kind(
        code=PROPOSAL,
        path="proposals/design",
        label=Text("事業設計の提案", "Proposal on programme design"),
        plural=Text("事業設計の提案", "Proposals on programme design"),
        lead=Text(
            "現場経験に基づくファストパス設計・事業設計の見直しの提案と、府省・本部の回答、その後。",
            "What the field proposes: fast paths and redesign of programmes; the answer of the "
            "ministry or headquarters, and what became of it.",
        ),
        model=DesignProposal,
        title=lambda row: row.title,
        value=lambda row: words.PROPOSAL_STATES[row.state],
        begins="drafted_on",
        fields=(
            Field(
                *("sort", Text("種別", "Sort"), "choice"), choices=words.PROPOSAL_SORTS, filter=True
            ),
            _BODY,
            rows_field("programmes", Text("事業", "Programmes"), "programme", listed=True),
            Field(
                *("state", Text("状態", "State"), "choice"),
                choices=words.PROPOSAL_STATES,
                filter=True,
            ),
            Field(
                *("answer", Text("回答", "Answer"), "choice"), choices=words.ANSWERS, filter=True
            ),
            Field("sent_on", Text("提出の日", "Sent on"), "date"),
            Field(
                "text",
                Text("提案の内容", "What is proposed"),
                "text2",
                value=lambda row: Text.either(row.text_ja, row.text_en),
                listed=False,
            ),
            text_field("grounds", Text("現場の経験・根拠", "Experience from the field, grounds")),
            refs_field("signals", Text("引用する動向・記録", "Signals and records cited")),
            text_field("reason", Text("回答の理由", "Reason of the answer")),
            Field("answered_on", Text("回答の日", "Answered on"), "date", listed=False),
            Field("follow_due", Text("対応の期限", "To be done by"), "date", listed=False),
            text_field("outcome", Text("その後", "What became of it")),
            refs_field("became", Text("できた公募・事業設計など", "What it became")),
            Field("closed_on", Text("終えた日", "Closed on"), "date", listed=False),
        ),
        writes=(
            Write(
                code="draft",
                label=Text("提案を起こす", "Draft a proposal"),
                permission="can_propose_design",
                form=forms.ProposalForm,
                act=_draft,
                on="new",
            ),
            Write(
                code="send",
                label=Text("提出する", "Send it"),
                permission="can_propose_design",
                form=forms.SendForm,
                act=_send,
                short=True,
                why_not=_in(rules.DRAFT),
            ),
            Write(
                code="answer",
                label=Text("答える", "Answer"),
                permission="can_answer_design_proposal",
                form=forms.AnswerForm,
                act=_answer,
                why_not=_in(rules.SENT),
            ),
            Write(
                code="follow",
                label=Text("何になったかを記録する", "Record what became of it"),
                permission="can_answer_design_proposal",
                form=forms.BecameForm,
                act=_follow,
                why_not=_in(rules.ANSWERED),
            ),
            Write(
                code="withdraw",
                label=Text("取り下げる", "Withdraw"),
                permission="can_propose_design",
                form=forms.ReasonForm,
                act=_withdraw,
                why_not=_in(rules.DRAFT, rules.SENT),
            ),
        ),
        sight=sights(
            funder_staff=EVERYTHING,
            auditor=EVERYTHING,
            hq_officer=Flag("sent"),
            ministry_officer=Within("body", "addressed"),
            **_FIELD,
        ),
        work=_work,
    )
)
register(
    Kind(
        code=DESIGN,
        path="designs",
        label=Text("事業設計", "Programme design"),
        plural=Text("事業設計", "Programme designs"),
        lead=Text(
            "事業の検討段階から出口を書いた設計。出口の項目がそろうまで採用できません。",
            "How programmes are designed, exit included; a design lacking its exit "
            "cannot be adopted.",
        ),
        model=ProgrammeDesign,
        title=_design_title,
        value=lambda row: words.DESIGN_STATES[row.state],
        begins="drafted_on",
        fields=(
            Field("programme", Text("事業", "Programme"), "ref", kind="programme", filter=True),
            Field("edition", Text("版", "Edition"), "number"),
            _BODY,
            Field(
                *("state", Text("状態", "State"), "choice"),
                choices=words.DESIGN_STATES,
                filter=True,
            ),
            Field("drafted_on", Text("起案の日", "Drafted on"), "date", listed=False),
            Field("adopted_on", Text("採用の日", "Adopted on"), "date"),
            text_field("aim", words.EXIT_PARTS["aim"]),
            text_field("route", words.EXIT_PARTS["route"]),
            text_field("product", words.EXIT_PARTS["product"]),
            text_field("licensing", words.EXIT_PARTS["licensing"]),
            rows_field("successors", words.EXIT_PARTS["successors"], "programme"),
            rows_field("gates", words.EXIT_PARTS["gates"], "gate"),
            text_field("gate_plan", words.EXIT_PARTS["gate_plan"]),
        ),
        sections=(
            Section(
                code="completeness",
                label=Text("出口の項目の点検", "Check of completeness"),
                columns=(
                    column("項目", "Part", "text2"),
                    column("点検", "Check", "choice", _PART_STATES),
                ),
                rows=_check,
            ),
            Section(
                code="editions",
                label=Text("ほかの版", "Other editions"),
                columns=(
                    column("記録", "Record", "ref"),
                    column("版", "Edition", "number"),
                    column("状態", "State", "choice", words.DESIGN_STATES),
                    column("採用の日", "Adopted on", "date"),
                ),
                rows=_editions,
            ),
        ),
        writes=(
            Write(
                code="draft",
                label=Text("設計の案を起こす", "Draft a design"),
                permission="can_draft_design",
                form=forms.DesignForm,
                act=_draft_design,
                on="new",
            ),
            Write(
                code="revise",
                label=Text("案を直す", "Revise the draft"),
                permission="can_draft_design",
                form=forms.DesignForm,
                act=_revise_design,
                why_not=_a_draft,
            ),
            Write(
                code="adopt",
                label=Text("採用する", "Adopt"),
                permission="can_adopt_design",
                form=forms.SendForm,
                act=_adopt,
                why_not=_complete,
            ),
        ),
        sight=sights(
            **INSIDE,
            **_FIELD,
            disease_coordinator=EVERYTHING,
            ministry_officer=(Within("body", "body"), Flag("adopted")),
        ),
        scope=_of_body,
    )
)
