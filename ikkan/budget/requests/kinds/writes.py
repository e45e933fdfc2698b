"""Everything that can be done with a request, as forms of its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from ikkan.budget.models import Request
from ikkan.budget.requests import actions, forms, messages, queries
from ikkan.budget.requests.cases import refused_step
from ikkan.budget.requests.rules import Act
from ikkan.records.kinds import Write
from ikkan.values.errors import NotFound
from ikkan.values.text import Text


def _line(request: Request, data: dict[str, Any], **who: Any) -> Request:
    actions.put_line(request.code, forms.line_of(data), data["seen"], **who)
    return request


def _drop(request: Request, data: dict[str, Any], **who: Any) -> Request:
    return actions.drop_line(request.code, data["line"], data["seen"], **who)


def _circumstances(request: Request, data: dict[str, Any], **who: Any) -> Request:
    said = (request.code, data["circumstances"], data["exceptions"])
    return actions.note_circumstances(*said, **who)


def _plain(act: Callable[..., Request]) -> Callable[..., Request]:
    """An act on a request that asks for nothing more."""

    def run(request: Request, data: dict[str, Any], **who: Any) -> Request:
        return act(request.code, **who)

    return run


def _thread(act: Callable[..., Any], *names: str) -> Callable[..., Request]:
    """An entry of the thread with these values of its form."""

    def run(request: Request, data: dict[str, Any], **who: Any) -> Request:
        act(request.code, *(data[name] for name in names), **who)
        return request

    return run


def _correct(request: Request, data: dict[str, Any], **who: Any) -> Request:
    lines = {line.code: queries.as_new(line) for line in queries.lines_of(request)}
    before = lines.get(data["code"].strip())
    figures = {name: data[name] for name in ("request_yen", "wish_yen", "provisional")}
    if before is None:
        raise NotFound("request.lines", messages.NO_LINE.format(codes=data["code"]))
    return actions.correct_lines(request.code, [replace(before, **figures)], data["reason"], **who)


def _why_not(*acts: Act) -> Callable[[Request], Text | None]:
    """Why none of the acts can be done in the state, and what can."""

    def why(request: Request) -> Text | None:
        machine = queries.machine_of(request.round)
        if any(machine.step(act, request.state) is not None for act in acts):
            return None
        return refused_step(machine, acts[0], request.state)

    return why


WRITES: Final = (
    Write(
        code="line",
        label=Text("行を書く", "Write a line"),
        permission="can_prepare_request",
        form=forms.LineForm,
        act=_line,
        why_not=_why_not(Act.EDIT),
    ),
    Write(
        code="drop",
        label=Text("行を外す", "Take a line out"),
        permission="can_prepare_request",
        form=forms.DropForm,
        act=_drop,
        why_not=_why_not(Act.EDIT),
    ),
    Write(
        code="circumstances",
        label=Text("留意事項と例外を書く", "Circumstances and exceptions"),
        permission="can_prepare_request",
        form=forms.CircumstancesForm,
        act=_circumstances,
        why_not=_why_not(Act.EDIT),
    ),
    Write(
        code="confirm",
        label=Text("確認する", "Confirm"),
        permission="can_confirm_request",
        form=forms.EmptyForm,
        act=_plain(actions.confirm),
        lead=Text("書いた人とは別の人が確認します。", "By other hands than those that wrote."),
        why_not=_why_not(Act.CONFIRM),
    ),
    Write(
        code="submit",
        label=Text("提出する", "Submit"),
        permission="can_submit_request",
        form=forms.EmptyForm,
        act=_plain(actions.submit),
        why_not=_why_not(Act.SUBMIT),
    ),
    Write(
        code="hear",
        label=Text("ヒアリングの日時を決める", "Set the hearing"),
        permission="can_hear_request",
        form=forms.HearingForm,
        act=_thread(actions.set_hearing, "at", "text"),
        why_not=_why_not(Act.HEAR),
    ),
    Write(
        code="ask",
        label=Text("質問する", "Ask"),
        permission="can_hear_request",
        form=forms.QuestionForm,
        act=_thread(actions.ask, "lines", "text", "due_at"),
        why_not=_why_not(Act.ASK),
    ),
    Write(
        code="answer",
        label=Text("回答する", "Answer"),
        permission="can_answer_request",
        form=forms.AnswerForm,
        act=_thread(actions.answer, "message", "text"),
        why_not=_why_not(Act.ANSWER),
    ),
    Write(
        code="instruct",
        label=Text("見直しを指示する", "Instruct to revise"),
        permission="can_hear_request",
        form=forms.QuestionForm,
        act=_thread(actions.instruct, "lines", "text", "due_at"),
        why_not=_why_not(Act.INSTRUCT),
    ),
    Write(
        code="revise",
        label=Text("見直しの版を始める", "Begin a revised version"),
        permission="can_prepare_request",
        form=forms.EmptyForm,
        act=_plain(actions.start_version),
        why_not=_why_not(Act.REVISE),
    ),
    Write(
        code="report",
        label=Text("対応を報告する", "Report"),
        permission="can_answer_request",
        form=forms.ReportForm,
        act=_thread(actions.report, "message", "text"),
        why_not=_why_not(Act.REPORT),
    ),
    Write(
        code="close",
        label=Text("質問・指示を閉じる", "Close a question or instruction"),
        permission="can_hear_request",
        form=forms.CloseForm,
        act=_thread(actions.close_message, "message", "text"),
        why_not=_why_not(Act.CLOSE),
    ),
    Write(
        code="consent",
        label=Text("了解する", "Consent"),
        permission="can_consent_to_request",
        form=forms.EmptyForm,
        act=_plain(actions.consent),
        why_not=_why_not(Act.CONSENT),
    ),
    Write(
        code="ask-reopening",
        label=Text("再受付を求める", "Ask for re-opening"),
        permission="can_prepare_request",
        form=forms.ReasonForm,
        act=_thread(actions.ask_reopening, "reason"),
        why_not=_why_not(Act.REOPEN),
    ),
    Write(
        code="reopen",
        label=Text("提出を開き直す", "Open the submission again"),
        permission="can_hear_request",
        form=forms.ReopenForm,
        act=_thread(actions.reopen, "until", "reason"),
        why_not=_why_not(Act.REOPEN),
    ),
    Write(
        code="correct",
        label=Text("暫定の計数を改める", "Correct a provisional figure"),
        permission="can_prepare_request",
        form=forms.CorrectionForm,
        act=_correct,
        why_not=_why_not(Act.CORRECT),
    ),
    Write(
        code="amounts",
        label=Text("折衝・成立の額を記録する", "Record amounts"),
        permission="can_record_amounts",
        form=forms.AmountsForm,
        act=_thread(actions.record_amounts, "stage", "amounts", "reason"),
        why_not=_why_not(Act.NEGOTIATE, Act.RECORD),
    ),
)
