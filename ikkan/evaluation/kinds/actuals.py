"""Actual values, findings and responses as records: pages, lists, forms, sight, work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.evaluation import actions, forms, messages, queries
from ikkan.evaluation.models import Actual, Finding, Response
from ikkan.evaluation.rules import (
    CLASSES,
    DONE,
    FINDING_STATES,
    OBSERVED,
    RESPONSE_STATES,
    NewActual,
    NewFinding,
    NewResponse,
)
from ikkan.outcomes.rules import COUNTINGS, SORTS, basis
from ikkan.records.cells import tidy
from ikkan.records.kinds import Column, Field, Kind, Section, WorkItem, Write, register
from ikkan.records.sight import EVERYTHING, Flag, sights
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

LISTED = 50


def _record(_: None, data: dict[str, Any], **who: Any) -> Actual:
    new = NewActual(
        indicator=data["indicator"],
        fiscal_year=data["fiscal_year"],
        counting=data["counting"],
        sort=data["sort"],
        value=data["value"],
        note=data["note"],
    )
    return actions.record_actual(new, **who)


def _correct(actual: Actual, data: dict[str, Any], **who: Any) -> Actual:
    new = NewActual(
        indicator=actual.indicator_code,
        fiscal_year=actual.fiscal_year,
        counting=actual.counting,
        sort=data["sort"],
        value=data["value"],
        note=data["note"],
        replaces=actual.code,
    )
    return actions.record_actual(new, **who)


def _superseded(actual: Actual) -> Text | None:
    return messages.SUPERSEDED if actual.superseded_at is not None else None


def _find(_: None, data: dict[str, Any], **who: Any) -> Finding:
    chosen = [Ref(kind, data[name]) for name, kind in _ABOUT if data[name]]
    if len(chosen) != 1:
        raise InputError("evaluation.about", _ONE)
    new = NewFinding(
        about=chosen[0],
        text_ja=data["text_ja"],
        text_en=data["text_en"],
        found_on=data["found_on"],
    )
    return actions.record_finding(new, **who)


def _answer(finding: Finding, data: dict[str, Any], **who: Any) -> Response:
    new = NewResponse(
        finding=finding.code,
        text_ja=data["text_ja"],
        text_en=data["text_en"],
        owner_role=data["owner_role"],
        due_on=data["due_on"],
    )
    return actions.answer_finding(new, **who)


def _finish(response: Response, data: dict[str, Any], **who: Any) -> Response:
    return actions.finish_response(response.code, data["done_on"], **who)


def _is_done(response: Response) -> Text | None:
    if response.state != DONE:
        return None
    return messages.IS_DONE.format(day=response.done_on)


def _actual_title(actual: Actual) -> Text:
    year = actual.fiscal_year
    return Text(f"{actual.indicator_ja} {year}年度", f"{actual.indicator_en}, FY{year}")


def _actual_value(actual: Actual) -> Text:
    return Text(tidy(actual.value), tidy(actual.value))


def _basis(actual: Actual) -> Text | None:
    if not actual.sort:
        return None
    return basis(actual.sort, actual.fiscal_year, actual.counting)


def _target(actual: Actual, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    found = queries.indicator(actual.indicator_code, as_of)
    if found is None:
        return
    kind = found.data["class"]
    printed = found.data.get("target_printed") or ""
    note = _NO_JUDGEMENT if kind == OBSERVED else Text("", "")
    yield found.ref, CLASSES[kind], printed, note


def _outcomes(actual: Actual, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for row in actual.counted.select_related("outcome")[: actions.EDGES]:
        yield Ref("outcomes.outcome", row.outcome.code), row.outcome.occurred_on


def _responses(finding: Finding, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for row in finding.responses.all():
        yield Ref("evaluation.response", row.code), RESPONSE_STATES[row.state], row.due_on


def _finding_work(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    answers, watches = actor.holds("ministry_officer"), actor.holds("hq_officer")
    if not answers and not watches:
        return
    for row in queries.unanswered()[:LISTED]:
        yield WorkItem(
            ref=Ref("evaluation.finding", row.code),
            verb=_RESPOND if answers else _WAITS,
            title=row.text,
            write="answer" if answers else None,
            group="mine" if answers else "others",
        )


def _response_work(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    if not actor.holds("ministry_officer"):
        return
    for row in queries.under_way()[:LISTED]:
        yield WorkItem(
            ref=Ref("evaluation.response", row.code),
            verb=_DO,
            title=row.text,
            due=row.due_on,
            write="finish",
        )


_ABOUT = (
    ("about_actual", "evaluation.actual"),
    ("about_award", "awards.award"),
    ("about_outcome", "outcomes.outcome"),
    ("about_followup", "evaluation.followup"),
    ("about_check", "budget.adjustment_check"),
)
_ONE = Text(
    "所見の対象を一つだけ選んでください（指標の値・課題・成果・フォローアップ・調整費の検証のどれか）。",
    "Choose one record that the finding is about: an actual value, an award, an outcome, a "
    "follow-up or a later check of the adjustment fund.",
)
_NO_JUDGEMENT = Text(
    "観測する指標なので、達成・未達成は判定しません。",
    "An observed indicator: it is neither met nor missed.",
)
_RESPOND = Text("対応を定める", "Respond")
_WAITS = Text("対応を待っている", "Waits for a response")
_DO = Text("対応を終える", "Finish the response")
_INSIDE = dict.fromkeys(
    (
        *("hq_officer", "funder_staff", "program_director", "program_supervisor"),
        *("program_officer", "auditor", "ministry_officer"),
    ),
    EVERYTHING,
)

register(
    Kind(
        code="evaluation.actual",
        path="evaluation/actuals",
        label=Text("指標の実績値", "Actual value"),
        plural=Text("指標の実績値", "Actual values of indicators"),
        lead=Text(
            "指標ごと、年度ごとの値と、その数え方。記録のない値はゼロではなく「なし」です。",
            "Values by indicator and fiscal year, with how they were counted. A value that was "
            "not recorded is missing, not zero.",
        ),
        model=Actual,
        station="outcome",
        title=_actual_title,
        value=_actual_value,
        fields=(
            Field("indicator_code", Text("指標", "Indicator"), "ref", kind="indicator"),
            Field("fiscal_year", Text("年度", "Fiscal year"), "year", filter=True),
            Field("value", Text("値", "Value"), "number"),
            Field(
                "counting",
                Text("数え方", "Counting"),
                "choice",
                choices=COUNTINGS,
                filter=True,
            ),
            Field("sort", Text("数えた成果", "Outcomes counted"), "choice", choices=SORTS),
            Field(
                "basis", Text("数え方の規則", "Rule of the count"), "text2", _basis, listed=False
            ),
            Field("note", Text("根拠・注記", "Basis or note"), "long", listed=False),
            Field("superseded_at", Text("改められた時", "Superseded"), "moment"),
            Field(
                "replaces",
                Text("改める前の値", "Value it supersedes"),
                "ref",
                value=lambda row: (
                    Ref("evaluation.actual", row.replaces.code) if row.replaces else None
                ),
                listed=False,
            ),
        ),
        sections=(
            Section(
                code="indicator",
                label=Text("指標が資料でいうこと", "What the sources say of the indicator"),
                columns=(
                    Column(label=Text("指標", "Indicator"), type="ref"),
                    Column(label=Text("区分", "Class"), type="text2"),
                    Column(label=Text("目標（印字）", "Target as printed")),
                    Column(label=Text("注記", "Note"), type="text2"),
                ),
                rows=_target,
            ),
            Section(
                code="outcomes",
                label=Text("数えた成果", "Outcomes counted"),
                columns=(
                    Column(label=Text("成果", "Outcome"), type="ref"),
                    Column(label=Text("成果の日", "Day"), type="date"),
                ),
                rows=_outcomes,
            ),
        ),
        writes=(
            Write(
                code="record",
                label=Text("値を記録する", "Record a value"),
                permission="can_record_actual",
                form=forms.ActualForm,
                act=_record,
                on="new",
            ),
            Write(
                code="correct",
                label=Text("値を改める", "Correct the value"),
                permission="can_record_actual",
                form=forms.CorrectionForm,
                act=_correct,
                lead=Text(
                    "前の値は消えず、いつまでの値かとともに残ります。",
                    "The earlier value stays, with the moment up to which it stood.",
                ),
                why_not=_superseded,
            ),
        ),
        sight=sights(public=EVERYTHING),
        related=("replaces",),
        order=("-fiscal_year", "-pk"),
    )
)

register(
    Kind(
        code="evaluation.finding",
        path="evaluation/findings",
        label=Text("フォローアップの所見", "Finding"),
        plural=Text("フォローアップの所見", "Findings of follow-up"),
        lead=Text(
            "進捗の把握と検証で分かったこと。対応が定まると、対応とともに公表します。",
            "What follow-up found. A finding is published together with its response.",
        ),
        model=Finding,
        station="next_plan",
        title=lambda row: row.text,
        value=lambda row: FINDING_STATES[row.state],
        begins="found_on",
        fields=(
            Field("text_ja", Text("所見（日本語）", "Words in Japanese"), "long", listed=False),
            Field("text_en", Text("所見（英語）", "Words in English"), "long", listed=False),
            Field("about", Text("何について", "About"), "ref", value=lambda row: row.about_ref),
            Field("found_on", Text("所見の日", "Found on"), "date"),
            Field("state", Text("状態", "State"), "choice", choices=FINDING_STATES, filter=True),
        ),
        sections=(
            Section(
                code="responses",
                label=Text("対応", "Responses"),
                columns=(
                    Column(label=Text("対応", "Response"), type="ref"),
                    Column(label=Text("状態", "State"), type="text2"),
                    Column(label=Text("期限", "Due on"), type="date"),
                ),
                rows=_responses,
            ),
        ),
        writes=(
            Write(
                code="record",
                label=Text("所見を記録する", "Record a finding"),
                permission="can_record_finding",
                form=forms.FindingForm,
                act=_find,
                on="new",
            ),
            Write(
                code="answer",
                label=_RESPOND,
                permission="can_respond",
                form=forms.AnswerForm,
                act=_answer,
            ),
        ),
        sight=sights(public=Flag("published"), **_INSIDE),
        order=("-found_on", "-pk"),
        work=_finding_work,
    )
)

register(
    Kind(
        code="evaluation.response",
        path="evaluation/responses",
        label=Text("対応", "Response"),
        plural=Text("所見への対応", "Responses to findings"),
        lead=Text(
            "所見に対して、だれが何をいつまでに行うか。済んだ対応は次の計画の条項が引用します。",
            "Who does what about a finding, by when. A clause of the next plan cites what was "
            "done.",
        ),
        model=Response,
        station="next_plan",
        title=lambda row: row.text,
        value=lambda row: RESPONSE_STATES[row.state],
        fields=(
            Field("text_ja", Text("対応（日本語）", "Words in Japanese"), "long", listed=False),
            Field("text_en", Text("対応（英語）", "Words in English"), "long", listed=False),
            Field(
                "finding",
                Text("所見", "Finding"),
                "ref",
                value=lambda row: Ref("evaluation.finding", row.finding.code),
            ),
            Field("owner_role", Text("対応する役割", "Who does it"), "ref", kind="role"),
            Field("due_on", Text("期限", "Due on"), "date"),
            Field("state", Text("状態", "State"), "choice", choices=RESPONSE_STATES, filter=True),
            Field("done_on", Text("実施した日", "Done on"), "date"),
        ),
        writes=(
            Write(
                code="finish",
                label=Text("対応を実施済みにする", "Say that it is done"),
                permission="can_respond",
                form=forms.DoneForm,
                act=_finish,
                why_not=_is_done,
            ),
        ),
        sight=sights(public=Flag("published"), **_INSIDE),
        related=("finding",),
        order=("due_on", "-pk"),
        work=_response_work,
    )
)
