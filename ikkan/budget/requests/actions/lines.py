"""Writes of a ministry: its lines, version by version, confirmed by other hands and submitted.

Decides: two officers on one line never overwrite one another; a submitted version stays as it is.
Source: 004 L49-L55, L74-L80; 001 L8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.budget.models import Line, Request, Version
from ikkan.budget.requests import cases, joints, messages, queries, rules
from ikkan.budget.requests.cases import Case
from ikkan.budget.requests.rules import Act, LineConflict, NewLine, Say, Side
from ikkan.line import registry
from ikkan.records.batches import refusal
from ikkan.values.errors import InputError, NotFound
from ikkan.values.finding import Finding, Place
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def of_ministry(arguments: Mapping[str, Any]) -> Ref | None:
    """Whose request it is: a role held for one ministry reaches its own only."""
    rows = Request.objects.filter(code=arguments["request"])
    body = rows.values_list("body", flat=True).first()
    return Ref("body", body) if body else None


@action(
    "budget.put_request_lines",
    permission="can_prepare_request",
    description=Text("要求の行をまとめて書く", "Write the lines of a request at once"),
    scope=of_ministry,
)
def put_lines(
    request: str,
    lines: Sequence[NewLine],
    *,
    whole: bool,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Request:
    """Add or change these lines; with `whole` they are all there are.

    Raises NotFound, VersionConflict, InputError with every finding; all or nothing.
    """
    case = cases.take(request, by, as_of)
    require_version(case.request, version)
    step = cases.demand(case, Act.EDIT)
    _demand(case, lines)
    now = cases.working(case)
    before = {line.code: line for line in now.lines.all()}
    new = {line.code: line for line in lines}
    gone = [line for code, line in before.items() if whole and code not in new]
    Line.objects.filter(pk__in=[line.pk for line in gone]).delete()
    cases.store(now, [line for code, line in new.items() if code not in before])
    for code, line in new.items():
        if code in before and queries.as_new(before[code]) != line:
            _overwrite(before[code], line)
    _edited(case, step, now)
    said = {"lines": [cases.values(line) for line in lines], "whole": whole}
    journal.write(case.ref, said | {"number": now.number, "gone": [line.code for line in gone]})
    return case.request


@action(
    "budget.put_request_line",
    permission="can_prepare_request",
    description=Text("要求の行を書く", "Write one line of a request"),
    scope=of_ministry,
)
def put_line(
    request: str,
    line: NewLine,
    seen: int | None,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Line:
    """Add the line (`seen` None) or change it as it was seen; other lines may change meanwhile.

    Raises LineConflict with both values where somebody else changed it, NotFound, InputError.
    """
    case = cases.take(request, by, as_of)
    step = cases.demand(case, Act.EDIT)
    now = cases.working(case)
    stored = now.lines.filter(code=line.code).first()
    _demand_seen(stored, line, seen)
    _demand(case, [line])
    if stored is None:
        cases.store(now, [line])
        stored = now.lines.get(code=line.code)
    else:
        _overwrite(stored, line)
    _edited(case, step, now)
    journal.write(case.ref, {"line": cases.values(line), "number": now.number})
    return stored


@action(
    "budget.drop_request_line",
    permission="can_prepare_request",
    description=Text("要求の行を外す", "Take a line out of a request"),
    scope=of_ministry,
)
def drop_line(
    request: str,
    line: str,
    seen: int,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Request:
    """Out of the version in work, as it was seen. Raises NotFound, LineConflict, InputError."""
    case = cases.take(request, by, as_of)
    step = cases.demand(case, Act.EDIT)
    now = cases.working(case)
    stored = now.lines.filter(code=line).first()
    if stored is None:
        raise NotFound("request.lines", messages.NO_LINE.format(codes=line))
    was = queries.as_new(stored)
    _demand_seen(stored, was, seen)
    stored.delete()
    _edited(case, step, now)
    journal.write(case.ref, {"dropped": cases.values(was), "number": now.number})
    return case.request


@action(
    "budget.note_request_circumstances",
    permission="can_prepare_request",
    description=Text(
        "要求の留意事項と、交付要綱の例外を書く",
        "Write what a request considers, and its exceptions from the grant rules",
    ),
    scope=of_ministry,
)
def note_circumstances(
    request: str,
    circumstances: str,
    exceptions: Sequence[Mapping[str, str]],
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Request:
    """The note of 004 L132; each exception has `about` and `reason`. Raises as put_lines does."""
    case = cases.take(request, by, as_of)
    require_version(case.request, version)
    step = cases.demand(case, Act.EDIT)
    listed = [
        {name: one.get(name, "").strip() for name in ("about", "reason")} for one in exceptions
    ]
    if any(not all(one.values()) for one in listed):
        raise InputError("request.exception", messages.EXCEPTION)
    case.request.circumstances, case.request.exceptions = circumstances.strip(), listed
    _edited(case, step, cases.working(case), "circumstances", "exceptions")
    journal.write(case.ref, {"circumstances": circumstances, "exceptions": listed})
    return case.request


@action(
    "budget.confirm_request",
    permission="can_confirm_request",
    description=Text("要求を確認する（書いた人とは別の人が）", "Confirm a request, by other hands"),
    scope=of_ministry,
)
def confirm(
    request: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Request:
    """Four eyes, also through delegation. Raises NotFound, VersionConflict, InputError."""
    case = cases.take(request, by, as_of)
    require_version(case.request, version)
    step = cases.demand(case, Act.CONFIRM)
    case.request.confirmed_by = by.code
    cases.move(case, step, "confirmed_by")
    cases.tell(case, Act.CONFIRM, Side.MINISTRY)
    journal.write(case.ref, {"confirmed": case.request.number})
    return case.request


@action(
    "budget.submit_request",
    permission="can_submit_request",
    description=Text("要求を内閣府へ提出する", "Submit a request to the coordinating office"),
    scope=of_ministry,
)
def submit(
    request: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Request:
    """All lines at once, in time. Raises NotFound, VersionConflict, InputError (what is missing).

    The plan items that its lines cite stand above it from then on.
    """
    case = cases.take(request, by, as_of)
    require_version(case.request, version)
    step = cases.demand(case, Act.SUBMIT)
    now = cases.working(case)
    _seal(case, now)
    case.request.reopened_until = None
    cases.move(case, step, "submitted_number", "reopened_until")
    joints.join_request(case.request, now)
    cases.tell(case, Act.SUBMIT, Side.HEADQUARTERS)
    journal.write(case.ref, {"submitted": now.number})
    return case.request


@action(
    "budget.start_request_version",
    permission="can_prepare_request",
    description=Text("要求の次の版を始める", "Begin the next version of a request"),
    scope=of_ministry,
)
def start_version(
    request: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Request:
    """With the lines of the one submitted. Raises NotFound, VersionConflict, InputError."""
    case = cases.take(request, by, as_of)
    require_version(case.request, version)
    step = cases.demand(case, Act.REVISE)
    cases.next_version(case)
    cases.move(case, step, "number")
    journal.write(case.ref, {"started": case.request.number})
    return case.request


@action(
    "budget.correct_request_lines",
    permission="can_prepare_request",
    description=Text(
        "了解の後に、暫定の行の計数を理由を付けて改める",
        "Correct figures of provisional lines after consent, with the reason",
    ),
    scope=of_ministry,
)
def correct_lines(
    request: str,
    lines: Sequence[NewLine],
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Request:
    """A further version, submitted at once; what was compiled stays as it was.

    Raises NotFound, VersionConflict, InputError (not provisional, more than figures).
    """
    case = cases.take(request, by, as_of)
    require_version(case.request, version)
    step = cases.demand(case, Act.CORRECT)
    _demand(case, lines)
    before = {one.code: queries.as_new(one) for one in cases.working(case).lines.all()}
    _demand_correction(before, lines)
    now = cases.next_version(case, reason.strip())
    stored = {line.code: line for line in now.lines.all()}
    for line in lines:
        _overwrite(stored[line.code], line)
    now.hands = sorted(cases.hands(by, case.body))
    _seal(case, now)
    cases.say(case, Say.NOTE, reason, step.who, lines=[line.code for line in lines])
    cases.move(case, step, "number", "submitted_number")
    case.round.version += 1  # nobody compiles figures other than those that were looked at
    case.round.save(update_fields=["version"])
    cases.tell(case, Act.CORRECT, Side.HEADQUARTERS)
    said = {"corrected": [cases.values(line) for line in lines], "reason": reason}
    journal.write(case.ref, said | {"number": now.number})
    return case.request


def _demand(case: Case, lines: Sequence[NewLine]) -> None:
    """Everything against these lines, in one refusal."""
    if not lines:
        return
    places = [Place("lines", line=number) for number in range(1, len(lines) + 1)]
    if len(lines) == 1:
        places = [Place(lines[0].code)]
    found = rules.findings(lines, queries.known_codes(case.round, case.as_of), places)
    found += _nothing(lines, places)
    if found:
        raise refusal(found, messages.render)


def _nothing(lines: Sequence[NewLine], places: Sequence[Place]) -> list[Finding]:
    """Cited plan items that nobody knows."""
    cited = [
        (ref, place)
        for line, place in zip(lines, places, strict=True)
        for ref in line.cites
        if ref.partition(":")[0] in rules.CITED
    ]
    there = registry.exist({Ref.parse(ref) for ref, _ in cited})
    return [
        Finding("request.nothing", place, values={"read": ref})
        for ref, place in cited
        if Ref.parse(ref) not in there
    ]


def _demand_seen(stored: Line | None, line: NewLine, seen: int | None) -> None:
    now = None if stored is None else stored.row_version
    if now == seen:
        return
    if stored is None:
        words = messages.LINE_GONE.format(code=line.code)
        raise LineConflict(words, now=None, yours=line, seen=None)
    there = queries.as_new(stored)
    rows = [
        messages.LINE_DIFFERS.format(
            field=messages.FIELDS[one.field], now=_said(one.before), yours=_said(one.after)
        )
        for one in rules.differences(there, line)
    ]
    words = messages.LINE_CHANGED.format(
        code=line.code, said=cases.listed(rows) if rows else messages.LINE_SAME
    )
    raise LineConflict(words, now=there, yours=line, seen=now)


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "–"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return {True: "✓", False: "–", None: "–", "": "–"}.get(value, str(value))  # type: ignore[call-overload]


def _demand_correction(before: Mapping[str, NewLine], lines: Sequence[NewLine]) -> None:
    missing = sorted({line.code for line in lines} - before.keys())
    if missing:
        words = messages.NO_LINE.format(codes=", ".join(missing))
        raise InputError("request.lines", words)
    firm = sorted(line.code for line in lines if not before[line.code].provisional)
    if firm:
        words = messages.NOT_PROVISIONAL.format(codes=", ".join(firm))
        raise InputError("request.firm", words)
    more = sorted(line.code for line in lines if _without_figures(line, before[line.code]) != line)
    if more:
        words = messages.MORE_THAN_FIGURES.format(codes=", ".join(more))
        raise InputError("request.more_than_figures", words)
    if all(before[line.code] == line for line in lines):
        raise InputError("request.nothing_changed", messages.NOTHING_CHANGED)


def _without_figures(line: NewLine, before: NewLine) -> NewLine:
    """The line as it was but for its figures, its mark and its note."""
    return replace(
        before,
        request_yen=line.request_yen,
        wish_yen=line.wish_yen,
        previous_yen=line.previous_yen,
        provisional=line.provisional,
        note=line.note,
    )


def _overwrite(stored: Line, line: NewLine) -> None:
    for name, value in cases.values(line).items():
        setattr(stored, name, value)
    stored.row_version += 1
    stored.save()


def _edited(case: Case, step: Any, now: Version, *changed: str) -> None:
    """Whoever wrote cannot confirm; what was confirmed has to be confirmed again."""
    now.hands = sorted({*now.hands, *cases.hands(case.by, case.body)})
    now.save(update_fields=["hands"])
    case.request.prepared_by, case.request.confirmed_by = case.by.code, ""
    cases.move(case, step, "prepared_by", "confirmed_by", *changed)


def _seal(case: Case, now: Version) -> None:
    now.submitted_at, now.submitted_by = case.moment, case.by.code
    now.save(update_fields=["submitted_at", "submitted_by", "hands"])
    case.request.submitted_number = now.number
