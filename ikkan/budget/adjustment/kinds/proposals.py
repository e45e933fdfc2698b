"""Proposals to the adjustment fund as the engine of records shows them, with who has what to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from ikkan.audit.actor import Actor, Reach
from ikkan.budget.adjustment import actions, forms, messages, rules
from ikkan.budget.adjustment.queries import DECISION, PROPOSAL, ROUND
from ikkan.budget.models import AdjustmentProposal
from ikkan.plan.offices import scopes_of
from ikkan.records.kinds import Column, Field, Kind, Section, WorkItem, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Flag, Own, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_MOST = 100
_YEN = Text("金額", "Amount")
_SUBMIT = Text("提案を提出する", "Submit the proposal")
_REVISE = Text("差し戻された提案を直す", "Mend the returned proposal")
_SCREEN = Text("提案を確認する", "Screen the proposal")
_INSIDE = frozenset(
    {"hq_officer", "funder_staff", "auditor", "program_director", "program_supervisor"}
    | {"program_officer", "ministry_officer"}
)
_WITHIN = (Within("programme", "programme"), Within("project", "project"))


def _title(one: AdjustmentProposal) -> Text:
    return Text(one.title_ja, one.title_en or one.title_ja)


def _scope(one: AdjustmentProposal) -> Reach:
    return scopes_of(one.programme, one.proposed_on) or None


def _in(*states: str) -> Any:
    """Why something cannot be done unless the proposal is in one of these states."""

    def why_not(one: AdjustmentProposal) -> Text | None:
        if one.state in states:
            return None
        wanted = [messages.PROPOSAL_STATES[state] for state in states]
        return messages.PROPOSAL_STATE.format(
            state=messages.PROPOSAL_STATES[one.state],
            wanted=Text(
                "・".join(text.ja for text in wanted), ", ".join(text.en for text in wanted)
            ),
        )

    return why_not


def _propose(_: None, data: dict[str, Any], **how: Any) -> AdjustmentProposal:
    return actions.propose(data["new"], **how)


def _act(act: Any) -> Any:
    """An action that takes the code and what was typed."""

    def run(one: AdjustmentProposal, data: dict[str, Any], **how: Any) -> AdjustmentProposal:
        return act(one.code, **data, **how)

    return run


def _expected(one: AdjustmentProposal, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for code, count in one.expected.items():
        yield (Ref("indicator", code), f"{Decimal(count).normalize():f}")


def _amounts(one: AdjustmentProposal, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for row in one.awards.select_related("decision"):
        made = row.decision
        yield (Ref(DECISION, made.code), made.decided_on, row.yen, row.engine_yen, row.reason)


def _work(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    """Own drafts and returned ones for proposers; submitted ones for the agency."""
    rows = visible(PROPOSAL, actor).select_related("round").order_by("pk")
    if actor.holds("funder_staff"):
        for one in rows.filter(state=rules.SUBMITTED)[:_MOST]:
            yield _item(one, _SCREEN, "screen", None)
    running = rows.filter(proposer=actor.code, round__state__in=(rules.OPEN, rules.SCREENING))
    for one in running.filter(state__in=(rules.DRAFT, rules.RETURNED))[:_MOST]:
        draft = one.state == rules.DRAFT
        verb, write = (_SUBMIT, "submit") if draft else (_REVISE, "revise")
        yield _item(one, verb, write, one.round.closes_on if draft else None)


def _item(one: AdjustmentProposal, verb: Text, write: str, due: date | None) -> WorkItem:
    return WorkItem(ref=Ref(PROPOSAL, one.code), verb=verb, title=_title(one), write=write, due=due)


def _write(
    code: str, label: Text, form: type[Any], act: Any, states: tuple[str, ...], *,
    permission: str = "can_propose_adjustment",
) -> Write:  # fmt: skip
    return Write(
        code=code,
        label=label,
        permission=permission,
        form=form,
        act=_act(act),
        why_not=_in(*states),
    )


_CASES = {code: words for code, words in messages.CASES.items() if code}
_DRAFTS = (rules.DRAFT, rules.RETURNED)
_JUDGED = (rules.SUBMITTED, rules.SCREENED)
_WRITES = (
    Write(
        code="propose",
        label=Text("調整費を提案する", "Propose to the adjustment fund"),
        permission="can_propose_adjustment",
        form=forms.NewProposalForm,
        act=_propose,
        on="new",
        follows=lambda found: getattr(found, "state", "") == rules.OPEN,
    ),
    _write("submit", _SUBMIT, forms.StepForm, actions.submit_proposal, _DRAFTS),
    _write("revise", Text("直す", "Revise"), forms.ReviseForm, actions.revise_proposal, _DRAFTS),
    _write(
        "screen",
        Text("確認済みとする", "Screen"),
        forms.OpinionForm,
        actions.screen,
        _JUDGED,
        permission="can_screen_adjustment",
    ),
    _write(
        "return",
        Text("差し戻す", "Return"),
        forms.OpinionForm,
        actions.return_proposal,
        _JUDGED,
        permission="can_screen_adjustment",
    ),
    _write(
        "withdraw",
        Text("取り下げる", "Withdraw"),
        forms.ReasonForm,
        actions.withdraw_proposal,
        (*_DRAFTS, *_JUDGED),
    ),
)

register(
    Kind(
        code=PROPOSAL,
        path="adjustment/proposals",
        label=Text("調整費の提案", "Proposal to the adjustment fund"),
        plural=Text("調整費の提案", "Proposals to the adjustment fund"),
        lead=Text(
            "進捗を根拠に、どこへいくら配分すると何が見込めるかの提案。",
            "Where money would go, on which progress, and what is expected of it.",
        ),
        model=AdjustmentProposal,
        station="budget",
        title=_title,
        value=lambda one: messages.PROPOSAL_STATES[one.state],
        scope=_scope,
        fields=(
            Field("round", Text("回", "Round"), "ref", lambda one: one.round.code, kind=ROUND),
            Field(
                "state",
                Text("状態", "State"),
                "choice",
                choices=messages.PROPOSAL_STATES,
                filter=True,
            ),
            Field("sort", Text("類型", "Type"), "choice", choices=messages.TYPES, filter=True),
            Field("case", Text("場合", "Case"), "choice", choices=_CASES, filter=True),
            Field("programme", Text("事業", "Programme"), "ref", kind="programme", filter=True),
            Field("project", Text("プロジェクト", "Project"), "ref", kind="project", filter=True),
            Field(
                "ministry", Text("支払う府省", "Paying ministry"), "ref", kind="body", filter=True
            ),
            Field(
                "target",
                Text("配分先", "For"),
                "ref",
                lambda one: Ref.parse(one.target) if one.target else None,
            ),
            Field("yen", Text("提案額", "Asked for"), "yen"),
            Field("least_yen", Text("最小額", "At least"), "yen", listed=False),
            Field(
                "draft_yen", Text("原案の額", "Agency's draft"), "yen", listed=False, roles=_INSIDE
            ),
            Field("score", Text("評点", "Score"), "number", roles=_INSIDE),
            Field("effect", Text("効果", "Effect"), "ref", kind="adjustment_code", filter=True),
            Field(
                "reason",
                Text("理由", "Reason"),
                "text2",
                lambda one: Text(one.reason_ja, one.reason_en or one.reason_ja),
                listed=False,
            ),
            Field(
                "progress", Text("根拠となる進捗", "Progress"), "long", listed=False, roles=_INSIDE
            ),
            Field(
                "evidence",
                Text("証拠", "Evidence"),
                "refs",
                lambda one: tuple(Ref.parse(said) for said in one.evidence),
                listed=False,
                roles=_INSIDE,
            ),
            Field(
                "predecessor",
                Text("先行する課題", "Preceding project"),
                "ref",
                lambda one: Ref.parse(one.predecessor) if one.predecessor else None,
                listed=False,
            ),
            Field(
                "outside_frame", Text("事業の枠を越える", "Outside the frame"), "flag", listed=False
            ),
            Field("multi_year", Text("年度をまたぐ", "Over several years"), "flag", listed=False),
            Field("until", Text("最後の年度", "Last year"), "year", listed=False),
            Field("flexible", Text("柔軟な採択", "Flexible adoption"), "flag", listed=False),
            Field("proposer", Text("提案した人", "Proposed by"), listed=False, roles=_INSIDE),
            Field("submitted_on", Text("提出の日", "Submitted on"), "date", listed=False),
            Field("screening", Text("確認の所見", "Opinion"), "long", listed=False, roles=_INSIDE),
            Field("screened_on", Text("確認の日", "Screened on"), "date", listed=False),
        ),
        sections=(
            Section(
                code="expected",
                label=Text("見込む効果", "Expected effect"),
                columns=(
                    Column(label=Text("指標", "Indicator"), type="ref"),
                    Column(label=Text("件数", "Count"), type="number"),
                ),
                rows=_expected,
            ),
            Section(
                code="amounts",
                label=Text("決定された額", "Amounts decided"),
                columns=(
                    Column(label=Text("決定", "Decision"), type="ref"),
                    Column(label=Text("日", "Day"), type="date"),
                    Column(label=_YEN, type="yen"),
                    Column(label=Text("計算案", "Engine"), type="yen"),
                    Column(label=Text("違いの理由", "Why it differs")),
                ),
                rows=_amounts,
            ),
        ),
        writes=_WRITES,
        sight=sights(
            public=Flag("published"),
            hq_officer=EVERYTHING,
            funder_staff=EVERYTHING,
            auditor=EVERYTHING,
            ministry_officer=(Within("body", "ministry"), Flag("published")),
            program_director=(*_WITHIN, Own("proposer"), Flag("published")),
            program_supervisor=(*_WITHIN, Flag("published")),
            program_officer=(*_WITHIN, Flag("published")),
        ),
        related=("round", "round__year"),
        work=_work,
    )
)
