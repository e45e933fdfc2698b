"""Advice and decisions as records: typed inputs, answers, what was decided and what it changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.plan.bodies import actions, forms
from ikkan.plan.bodies.actions.shared import kept_for
from ikkan.plan.bodies.kinds.parts import (
    body_field,
    both,
    refs_field,
    seen_inside,
    waiting,
)
from ikkan.plan.bodies.models import Advice, Decision
from ikkan.plan.bodies.rules.deciding import DECIDED, DRAFT, STATES, TAKEN, NewDecision
from ikkan.plan.bodies.rules.sittings import ADVICE_SORTS, VERDICTS, NewAdvice
from ikkan.plan.bodies.rules.standing import ref_of
from ikkan.records import queries as records
from ikkan.records.kinds import Column, Field, Kind, Section, WorkItem, Write, register
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def _advice_title(advice: Advice) -> Text:
    sort, words = ADVICE_SORTS[advice.sort], both(advice, "text")
    return Text(f"{sort.ja}：{_short(words.ja)}", f"{sort.en}: {_short(words.en)}")


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 50 else f"{line[:50]}…"


def _give(_: None, data: dict[str, Any], **who: Any) -> Advice:
    return actions.give_advice(NewAdvice(**data), **who)


def _answer(advice: Advice, data: dict[str, Any], **who: Any) -> Advice:
    answer = Text(data["answer_ja"], data["answer_en"])
    return actions.answer_advice(advice.code, answer, **who)


def _publish_advice(advice: Advice, data: dict[str, Any], **who: Any) -> Advice:
    return actions.publish_advice(advice.code, **who)


def _new(data: dict[str, Any]) -> NewDecision:
    return NewDecision(**(data | {"advice": tuple(data["advice"])}))


def _draft(_: None, data: dict[str, Any], **who: Any) -> Decision:
    return actions.draft_decision(_new(data), **who)


def _revise(decision: Decision, data: dict[str, Any], **who: Any) -> Decision:
    return actions.revise_decision(decision.code, _new(data), **who)


def _decide(decision: Decision, data: dict[str, Any], **who: Any) -> Decision:
    return actions.decide(decision.code, data["decided_on"], **who)


def _publish(decision: Decision, data: dict[str, Any], **who: Any) -> Decision:
    return actions.publish_decision(decision.code, **who)


def _draft_only(decision: Decision) -> Text | None:
    return None if decision.state == DRAFT else _IS_TAKEN


def _taken_only(decision: Decision) -> Text | None:
    if decision.state not in TAKEN:
        return _IS_DRAFT
    return _IS_OUT if decision.published else None


def _about(decision: Decision, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    return [(Ref.parse(ref),) for ref in decision.about]


def _inputs(decision: Decision, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = records.visible("plan.advice", actor).filter(decisions=decision).order_by("sort", "pk")
    return [
        (Ref("plan.advice", row.code), row.sort, ref_of(row.body), row.verdict, row.given_on)
        for row in rows
    ]


def _amendments(decision: Decision, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = records.visible("plan.decision", actor).filter(amends=decision).order_by("pk")
    return [(Ref("plan.decision", row.code), row.state, row.decided_on) for row in rows]


def _work_on_advice(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    rows = Advice.objects.filter(answered_on__isnull=True, decisions__isnull=True)
    how = ("to_body", lambda row: "answer", _advice_title, _ADVICE_WRITES)
    return waiting(actor, as_of, "plan.advice", rows, *how)


def _work(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    def write(row: Decision) -> str:
        return "decide" if row.state == DRAFT else "publish"

    rows = Decision.objects.filter(state__in=(DRAFT, DECIDED))
    how = ("body", write, lambda row: both(row, "title"), _WRITES)
    return waiting(actor, as_of, "plan.decision", rows, *how)


_ADVICE_WRITES = {"answer": Text("回答する", "Answer")}
_WRITES = {"decide": Text("決定する", "Decide"), "publish": Text("公表する", "Publish")}
_IS_TAKEN = Text(
    "もう決定されています。変えるには、これを改める新しい決定を起こしてください。",
    "It is decided; to change it, draft a new decision that amends it.",
)
_IS_DRAFT = Text("先に決定してください。", "Decide it first.")
_IS_OUT = Text("もう公表されています。", "It is published already.")
_ANSWERED = Text("もう回答しています。", "It is answered already.")

register(
    Kind(
        code="plan.advice",
        path="advice",
        label=Text("助言・意見", "Advice"),
        plural=Text("専門的調査・政策的助言・意見", "Expert examinations, policy advice, opinions"),
        lead=Text(
            "どの機関が、どの機関に、何について、何を述べたか。それにどう答えたか。",
            "Which body said what to which body about which records, and the answer to it.",
        ),
        model=Advice,
        title=_advice_title,
        value=lambda advice: VERDICTS[advice.verdict],
        fields=(
            Field("sort", Text("種別", "Sort"), "choice", choices=ADVICE_SORTS, filter=True),
            body_field("body", Text("出した機関", "Given by"), filter=True),
            body_field("to_body", Text("あて先", "Given to"), filter=True),
            Field("verdict", Text("結論", "Verdict"), "choice", choices=VERDICTS, filter=True),
            refs_field("about", Text("対象", "About")),
            Field(
                "text",
                Text("文", "Words"),
                "long",
                value=lambda row: both(row, "text"),
                listed=False,
            ),
            Field("evidence", Text("根拠となる資料", "Evidence"), listed=False),
            Field(
                "meeting",
                Text("会議", "Meeting"),
                "ref",
                kind="plan.meeting",
                value=lambda row: row.meeting.code if row.meeting else None,
                listed=False,
            ),
            Field("given_on", Text("出された日", "Given on"), "date"),
            Field(
                "answer",
                Text("回答", "Answer"),
                "long",
                value=lambda row: both(row, "answer") if row.answer_ja else None,
                listed=False,
            ),
            Field("answered_on", Text("回答の日", "Answered on"), "date"),
        ),
        sections=(
            Section(
                code="decisions",
                label=Text("これをもとにした決定", "Decisions that rest on it"),
                columns=(
                    Column(label=Text("決定", "Decision")),
                    Column(label=Text("状態", "State"), type="choice", choices=STATES),
                ),
                rows=lambda advice, actor, as_of: [
                    (Ref("plan.decision", row.code), row.state)
                    for row in records.visible("plan.decision", actor)
                    .filter(advice=advice)
                    .order_by("pk")
                ],
            ),
        ),
        writes=(
            Write(
                code="give",
                label=Text("助言・意見を記録する", "Record advice or an opinion"),
                permission="can_give_advice",
                form=forms.AdviceForm,
                act=_give,
                on="new",
            ),
            Write(
                code="answer",
                label=_ADVICE_WRITES["answer"],
                permission="can_hold_meetings",
                form=forms.AnswerForm,
                act=_answer,
                short=True,
                why_not=lambda row: _ANSWERED if row.answered_on else None,
            ),
            Write(
                code="publish",
                label=Text("公表する", "Publish"),
                permission="can_hold_meetings",
                form=forms.PublishForm,
                act=_publish_advice,
                why_not=lambda row: _IS_OUT if row.published else None,
            ),
        ),
        sight=seen_inside("company"),
        scope=kept_for("to_body"),
        related=("meeting",),
        work=_work_on_advice,
    )
)

register(
    Kind(
        code="plan.decision",
        path="decisions",
        label=Text("決定", "Decision"),
        plural=Text("決定", "Decisions"),
        lead=Text(
            "本部などの機関が、何を、どの助言をもとに、いつ決定したか。",
            "What the headquarters and other bodies decided, when, and on which advice.",
        ),
        model=Decision,
        title=lambda decision: both(decision, "title"),
        value=lambda decision: STATES[decision.state],
        begins="decided_on",
        fields=(
            body_field("body", Text("機関", "Body"), filter=True),
            Field("state", Text("状態", "State"), "choice", choices=STATES, filter=True),
            Field("decided_on", Text("決定の日", "Decided on"), "date"),
            Field(
                "text",
                Text("決定の文", "Words"),
                "long",
                value=lambda row: both(row, "text"),
                listed=False,
            ),
            Field("basis", Text("根拠", "Legal basis"), listed=False),
            Field(
                "meeting",
                Text("会議", "Meeting"),
                "ref",
                kind="plan.meeting",
                value=lambda row: row.meeting.code if row.meeting else None,
            ),
            Field(
                "circulated_because",
                Text("持ち回りの理由", "Decided by circulation because"),
                listed=False,
            ),
            Field(
                "departs_because",
                Text("条件・異なる意見の扱い", "How conditions and differing advice were met"),
                "long",
                listed=False,
            ),
            Field(
                "amends",
                Text("改める決定", "Amends"),
                "ref",
                kind="plan.decision",
                value=lambda row: row.amends.code if row.amends else None,
                listed=False,
            ),
        ),
        sections=(
            Section(
                code="about",
                label=Text("この決定が変えたもの", "What it changed"),
                columns=(Column(label=Text("記録", "Record")),),
                rows=_about,
            ),
            Section(
                code="inputs",
                label=Text("もとにした助言", "Advice it rests on"),
                columns=(
                    Column(label=Text("助言", "Advice")),
                    Column(label=Text("種別", "Sort"), type="choice", choices=ADVICE_SORTS),
                    Column(label=Text("出した機関", "Given by")),
                    Column(label=Text("結論", "Verdict"), type="choice", choices=VERDICTS),
                    Column(label=Text("日", "Day"), type="date"),
                ),
                rows=_inputs,
            ),
            Section(
                code="amendments",
                label=Text("これを改めた決定", "Decisions that amend it"),
                columns=(
                    Column(label=Text("決定", "Decision")),
                    Column(label=Text("状態", "State"), type="choice", choices=STATES),
                    Column(label=Text("決定の日", "Decided on"), type="date"),
                ),
                rows=_amendments,
            ),
        ),
        writes=(
            Write(
                code="draft",
                label=Text("決定の案を起こす", "Draft a decision"),
                permission="can_draft_decision",
                form=forms.DecisionForm,
                act=_draft,
                on="new",
            ),
            Write(
                code="decide",
                label=_WRITES["decide"],
                permission="can_take_decision",
                form=forms.DecideForm,
                act=_decide,
                short=True,
                why_not=_draft_only,
            ),
            Write(
                code="publish",
                label=_WRITES["publish"],
                permission="can_take_decision",
                form=forms.PublishForm,
                act=_publish,
                short=True,
                lead=Text(
                    "決定と、もとにした助言が、誰にでも見えるようになります。",
                    "Everybody then sees the decision and the advice that it rests on.",
                ),
                why_not=_taken_only,
            ),
            Write(
                code="revise",
                label=Text("案を直す", "Revise the draft"),
                permission="can_draft_decision",
                form=forms.DecisionForm,
                act=_revise,
                why_not=_draft_only,
            ),
        ),
        sight=seen_inside(),
        scope=kept_for("body"),
        related=("meeting", "amends"),
        work=_work,
        template="plan/bodies/decision.html",
    )
)
