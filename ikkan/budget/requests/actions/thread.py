"""Writes of the thread: hearing, questions, instructions, their replies, consent, re-opening.

Decides: a hearing follows the submission; an answer or a report closes what it replies to.
Source: 004 L55-L80.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.budget.models import Message, Request
from ikkan.budget.requests import cases, messages, queries
from ikkan.budget.requests.actions.lines import of_ministry
from ikkan.budget.requests.cases import Case
from ikkan.budget.requests.rules import REPLIED, Act, Say, Side
from ikkan.values.errors import InputError
from ikkan.values.text import Text


@action(
    "budget.set_request_hearing",
    permission="can_hear_request",
    description=Text("府省のヒアリングの日時を決める", "Set the hearing of a ministry"),
    scope=of_ministry,
)
def set_hearing(
    request: str,
    at: datetime,
    text: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Message:
    """A slot after the submission. Raises NotFound, InputError."""
    case = cases.take(request, by, as_of)
    step = cases.demand(case, Act.HEAR)
    sent = queries.version_of(case.request, case.request.submitted_number).submitted_at
    if sent is None or at < sent:
        values = {"at": cases.shown(at), "submitted": cases.shown(sent) if sent else "–"}
        raise InputError("request.hearing_early", messages.HEARING_EARLY.format(**values))
    made = cases.say(case, Say.HEARING, text or cases.shown(at), step.who, due_at=at)
    cases.move(case, step)
    cases.tell(case, Act.HEAR, Side.MINISTRY, at=cases.shown(at))
    journal.write(case.ref, {"hearing": at, "number": made.number})
    return made


@action(
    "budget.ask_about_request",
    permission="can_hear_request",
    description=Text("要求について質問する", "Ask about lines of a request"),
    scope=of_ministry,
)
def ask(
    request: str,
    lines: Sequence[str],
    text: str,
    due_at: datetime | None,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Message:
    """A question about lines, or about the whole request. Raises NotFound, InputError."""
    return _open(request, Act.ASK, Say.QUESTION, lines, text, due_at, by, as_of)


@action(
    "budget.instruct_on_request",
    permission="can_hear_request",
    description=Text("要求の見直しを指示する", "Instruct a ministry to revise lines"),
    scope=of_ministry,
)
def instruct(
    request: str,
    lines: Sequence[str],
    text: str,
    due_at: datetime | None,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Message:
    """Open until the ministry reports. Raises NotFound, InputError."""
    return _open(request, Act.INSTRUCT, Say.INSTRUCTION, lines, text, due_at, by, as_of)


@action(
    "budget.answer_about_request",
    permission="can_answer_request",
    description=Text("質問に回答する", "Answer a question about a request"),
    scope=of_ministry,
)
def answer(
    request: str,
    message: int,
    text: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Message:
    """To the open question of that number, which it closes. Raises NotFound, InputError."""
    return _reply(request, Act.ANSWER, Say.QUESTION, message, text, by, as_of)


@action(
    "budget.report_on_request",
    permission="can_answer_request",
    description=Text("指示への対応を報告する", "Report how an instruction was followed"),
    scope=of_ministry,
)
def report(
    request: str,
    message: int,
    text: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Message:
    """On the open instruction of that number, which it closes. Raises NotFound, InputError."""
    return _reply(request, Act.REPORT, Say.INSTRUCTION, message, text, by, as_of)


@action(
    "budget.close_request_message",
    permission="can_hear_request",
    description=Text(
        "開いている質問・指示を理由を付けて閉じる",
        "Close an open question or instruction with the reason",
    ),
    scope=of_ministry,
)
def close_message(
    request: str,
    message: int,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Message:
    """By the side that opened it. Raises NotFound, InputError."""
    case = cases.take(request, by, as_of)
    step = cases.demand(case, Act.CLOSE)
    first = _entry(case, message, tuple(REPLIED))
    made = cases.say(case, Say.NOTE, reason, step.who, lines=first.lines, answers=first)
    _close(case, first)
    cases.move(case, step)
    journal.write(case.ref, {"closed": message, "reason": reason})
    return made


@action(
    "budget.consent_to_request",
    permission="can_consent_to_request",
    description=Text("要求を了解する（共同要求となる）", "Consent to a request"),
    scope=of_ministry,
)
def consent(
    request: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Request:
    """Once every question and instruction is closed. Raises NotFound, VersionConflict, InputError.

    From then on it is asked for jointly.
    """
    case = cases.take(request, by, as_of)
    require_version(case.request, version)
    step = cases.demand(case, Act.CONSENT)
    text = messages.SAYS[Say.CONSENT]
    cases.say(case, Say.CONSENT, f"{text.ja} / {text.en}", step.who)
    case.request.consented_at = case.moment
    cases.move(case, step, "consented_at")
    cases.tell(case, Act.CONSENT, Side.MINISTRY)
    journal.write(case.ref, {"consented": case.request.submitted_number})
    return case.request


@action(
    "budget.ask_to_reopen_request",
    permission="can_prepare_request",
    description=Text("再受付を求める", "Ask that the submission be opened again"),
    scope=of_ministry,
)
def ask_reopening(
    request: str,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Message:
    """With the reason; the headquarters open it or not. Raises NotFound, InputError."""
    case = cases.take(request, by, as_of)
    if case.machine.step(Act.REOPEN, case.request.state) is None:
        words = cases.refused_step(case.machine, Act.REOPEN, case.request.state)
        raise InputError("request.step", words)
    made = cases.say(case, Say.REOPENING, reason, Side.MINISTRY)
    cases.tell(case, "ask_reopening", Side.HEADQUARTERS)
    journal.write(case.ref, {"asks": made.number, "reason": reason})
    return made


@action(
    "budget.reopen_request",
    permission="can_hear_request",
    description=Text("提出を開き直す", "Open the submission of a ministry again"),
    scope=of_ministry,
)
def reopen(
    request: str,
    until: datetime,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Request:
    """Until a moment, with the reason. Raises NotFound, VersionConflict, InputError."""
    case = cases.take(request, by, as_of)
    require_version(case.request, version)
    step = cases.demand(case, Act.REOPEN)
    if until <= case.moment:
        words = messages.UNTIL_PAST.format(until=cases.shown(until))
        raise InputError("request.until", words)
    waiting = case.request.messages.filter(sort=Say.REOPENING, closed_at=None, answers=None)
    asked = list(waiting.order_by("number"))
    made = cases.say(
        case,
        Say.REOPENING,
        reason,
        step.who,
        due_at=until,
        answers=asked[-1] if asked else None,
    )
    for one in (*asked, made):
        _close(case, one)
    case.request.reopened_until, case.request.reopened_because = until, reason.strip()
    if cases.working(case).submitted_at is not None:
        cases.next_version(case)
    cases.move(case, step, "reopened_until", "reopened_because", "number")
    cases.tell(case, Act.REOPEN, Side.MINISTRY, at=cases.shown(until))
    journal.write(case.ref, {"until": until, "reason": reason})
    return case.request


def _open(
    request: str,
    act: Act,
    sort: Say,
    lines: Sequence[str],
    text: str,
    due_at: datetime | None,
    by: Actor,
    as_of: date,
) -> Message:
    case = cases.take(request, by, as_of)
    step = cases.demand(case, act)
    if due_at is not None and due_at <= case.moment:
        raise InputError("request.due", messages.DUE_PAST.format(due=cases.shown(due_at)))
    made = cases.say(case, sort, text, step.who, lines=lines, due_at=due_at)
    cases.move(case, step)
    cases.tell(case, act, Side.MINISTRY)
    said = {"sort": sort.value, "lines": list(lines), "text": text, "due_at": due_at}
    journal.write(case.ref, said | {"number": made.number})
    return made


def _reply(
    request: str, act: Act, sort: Say, number: int, text: str, by: Actor, as_of: date
) -> Message:
    case = cases.take(request, by, as_of)
    step = cases.demand(case, act)
    first = _entry(case, number, (sort,))
    made = cases.say(case, Say(REPLIED[sort]), text, step.who, lines=first.lines, answers=first)
    _close(case, first)
    cases.move(case, step)
    cases.tell(case, act, Side.HEADQUARTERS)
    journal.write(case.ref, {"answers": number, "text": text, "number": made.number})
    return made


def _entry(case: Case, number: int, sorts: Sequence[str]) -> Message:
    """An open entry of one of these sorts."""
    first = case.request.messages.filter(number=number).first()
    if first is None:
        raise InputError("request.message", messages.NO_MESSAGE.format(number=number))
    if first.sort not in sorts or first.closed_at is not None:
        words = messages.NOT_OPEN_ENTRY.format(number=number, sort=messages.SAYS[first.sort])
        raise InputError("request.not_open", words)
    return first


def _close(case: Case, entry: Message) -> None:
    entry.closed_at = case.moment
    entry.save(update_fields=["closed_at"])
