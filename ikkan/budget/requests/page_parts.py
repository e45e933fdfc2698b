"""What the page of a request shows, computed: lines with their changes, totals, thread, steps.

Decides: which mark a line carries and how a change is said; writes nothing. Called by page.
Source: ui.md §6 (stepper, diff, thread), issue of the command tower, item 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.utils import timezone

from ikkan.budget.models import Message, Request, Round, Version
from ikkan.budget.requests import messages, queries, rules
from ikkan.budget.requests.rules import Act, Change, LineChange, NewLine, Say
from ikkan.budget.requests.workbook import UNIT
from ikkan.values.text import Text
from ikkan.workflow.machine import Machine

_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
_FACTS: Final = (
    Act.SUBMIT, Act.ASK, Act.INSTRUCT, Act.CONSENT, Act.COMPILE, Act.DRAFT, Act.ENACT,
)  # fmt: skip
SMALL: Final = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """A line of the table; amounts are thousands of yen as they are printed."""

    code: str
    name: Text
    programme: str
    project: str
    project_name: Text | None
    previous: str
    before: str
    now: str
    wish: str
    change: str
    mark: str
    wrong: tuple[Text, ...] = ()
    reprint: bool = False
    amounts: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether it was added, removed or changed since the version compared with."""
        return self.mark in ("added", "changed", "removed")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow:
    """The lines of one project together."""

    code: str
    name: Text
    count: int
    previous: str
    before: str
    now: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The lines of a version beside those of an earlier one."""

    rows: tuple[LineRow, ...]
    projects: tuple[ProjectRow, ...]
    total: ProjectRow
    stages: tuple[Text, ...] = ()

    @property
    def changed(self) -> tuple[LineRow, ...]:
        """Only the lines that differ."""
        return tuple(row for row in self.rows if row.differs)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One of the steps of the way: done, current or to come, with its fact."""

    number: int
    name: Text
    lead: Text | None
    state: str
    facts: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of the thread with who said it and when."""

    number: int
    sort: str
    label: Text
    who: Text
    body: str
    said_at: datetime
    said: Text
    lines: tuple[str, ...]
    text: str
    due: Text | None
    open: bool
    late: bool
    answers: int | None
    replies: tuple[int, ...] = field(default=())


def table(
    lines: Sequence[NewLine],
    base: Sequence[NewLine] | None,
    names: Mapping[str, Mapping[str, Text]],
    wrong: Mapping[str, Sequence[Text]],
    amounts: Mapping[str, Mapping[str, int]],
) -> Table:
    """Lines beside those of the base version; None: there is nothing to compare with."""
    changes = (
        {one.code: one for one in rules.compare(base or (), lines)} if base is not None else {}
    )
    stages = tuple(stage for stage in messages.STAGES if stage in amounts)
    rows = []
    for line in sorted((*lines, *_removed(changes.values())), key=lambda one: one.code):
        rows.append(_row(line, changes.get(line.code), names, wrong, amounts, stages))
    projects = list(dict.fromkeys(line.project for line in lines))
    return Table(
        rows=tuple(rows),
        projects=tuple(
            _sum(code, names.get("project", {}).get(code, _NO_PROJECT), lines, base, code)
            for code in sorted(projects, key=lambda one: _order(one, names))
        ),
        total=_sum("", _TOTAL, lines, base, None),
        stages=tuple(messages.STAGES[stage] for stage in stages),
    )


def _order(code: str, names: Mapping[str, Mapping[str, Text]]) -> tuple[bool, int]:
    known = list(names.get("project", {}))
    return (code not in known, known.index(code) if code in known else 0)


def _removed(changes: Iterable[LineChange]) -> list[NewLine]:
    return [one.before for one in changes if one.sort == "removed" and one.before is not None]


def _row(
    line: NewLine,
    change: LineChange | None,
    names: Mapping[str, Mapping[str, Text]],
    wrong: Mapping[str, Sequence[Text]],
    amounts: Mapping[str, Mapping[str, int]],
    stages: Sequence[str],
) -> LineRow:
    now = line.request_yen + line.wish_yen
    before = None
    if change is not None and change.before is not None:
        before = change.before.request_yen + change.before.wish_yen
    gone = change is not None and change.sort == "removed"
    said = tuple(wrong.get(line.code, ()))
    mark = change.sort if change is not None else "open" if said else "same"
    programme = names.get("programme", {}).get(line.programme)
    return LineRow(
        code=line.code,
        name=Text.either(line.name_ja, line.name_en),
        programme=programme.ja if programme else line.programme,
        project=line.project,
        project_name=names.get("project", {}).get(line.project),
        previous=thousands(line.previous_yen),
        before=thousands(before) if before is not None and (before != now or gone) else "",
        now="" if gone else thousands(now),
        wish=thousands(line.wish_yen) if line.wish_yen else "",
        change="" if gone else percent(line.previous_yen, now),
        mark=mark,
        wrong=said,
        reprint=bool(line.reprint_of),
        amounts=tuple(thousands(amounts[stage].get(line.code)) for stage in stages),
    )


def _sum(
    code: str,
    name: Text,
    lines: Sequence[NewLine],
    base: Sequence[NewLine] | None,
    project: str | None,
) -> ProjectRow:
    def counted(rows: Sequence[NewLine]) -> list[NewLine]:
        return [
            one
            for one in rows
            if not one.reprint_of and (project is None or one.project == project)
        ]

    here = counted(lines)
    previous = sum(one.previous_yen or 0 for one in here)
    known = any(one.previous_yen is not None for one in here)
    now, before = rules.total(here), rules.total(counted(base)) if base is not None else None
    return ProjectRow(
        code=code,
        name=name,
        count=len(here),
        previous=thousands(previous if known else None),
        before=thousands(before) if before is not None and before != now else "",
        now=thousands(now),
        change=percent(previous, now),
    )


def thousands(yen: int | None) -> str:
    """Yen as thousands, as the table shows them; a dash where there is none."""
    if yen is None:
        return "–"
    whole, rest = divmod(abs(yen), UNIT)
    sign = "−" if yen < 0 else ""
    return f"{sign}{whole:,}" + (f".{rest:03}".rstrip("0") if rest else "")


def percent(previous: int | None, now: int) -> str:
    """The change against the year before with its sign; empty where there is none to compare."""
    if not previous:
        return ""
    tenths = (2000 * (now - previous) + previous) // (2 * previous)  # half up, whole numbers only
    sign = "+" if tenths > 0 else "−" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10:,}.{abs(tenths) % 10}%"


def when(moment: datetime) -> Text:
    """A moment in the time of the house, to the minute."""
    local = timezone.localtime(moment)
    clock = f"{local:%H:%M}"
    return Text(
        f"{local.year}年{local.month}月{local.day}日 {clock}",
        f"{local.day} {_MONTHS[local.month - 1]} {local.year} {clock} JST",
    )


def thread(rows: Sequence[Message], bodies: Mapping[str, Text], now: datetime) -> tuple[Entry, ...]:
    """The entries in the order they were said."""
    replies: dict[int, list[int]] = {}
    for row in rows:
        if row.answers_id is not None:
            replies.setdefault(row.answers_id, []).append(row.number)
    return tuple(
        Entry(
            number=row.number,
            sort=row.sort,
            label=messages.SAYS[row.sort],
            who=bodies.get(row.body, Text(row.body, row.body)),
            body=row.body,
            said_at=row.said_at,
            said=when(row.said_at),
            lines=tuple(row.lines),
            text=row.text,
            due=when(row.due_at) if row.due_at else None,
            open=row.sort in rules.REPLIED and (row.closed_at is None or row.closed_at > now),
            late=row.due_at is not None and row.due_at < now,
            answers=row.answers.number if row.answers is not None else None,
            replies=tuple(replies.get(row.pk, ())),
        )
        for row in rows
    )


def steps(
    request: Request,
    found: Round,
    machine: Machine,
    state: str,
    entries: Sequence[Entry],
    versions: Sequence[Version],
) -> tuple[StepView, ...]:
    """All the steps, whatever was reached; each with its facts and its deadline."""
    here = machine.stage_of(state) or 0
    over = machine.state(state).end
    facts: dict[str, list[Text]] = {}
    for act in _FACTS:
        step = next((one for one in machine.steps if one.act == act), None)
        stage = machine.state(step.to).stage if step is not None and step.to else ""
        said = _fact(act, request, found, entries, versions)
        due = queries.deadline(found, act)
        if stage and said is not None:
            facts.setdefault(stage, []).append(said)
        elif stage and due is not None:
            facts.setdefault(stage, []).append(_UNTIL.format(due=when(due)))
    return tuple(
        StepView(
            number=number,
            name=stage.name,
            lead=stage.lead,
            state="done" if over or number < here else "current" if number == here else "open",
            facts=tuple(facts.get(stage.code, ())),
        )
        for number, stage in enumerate(machine.stages, start=1)
    )


def _fact(
    act: str,
    request: Request,
    found: Round,
    entries: Sequence[Entry],
    versions: Sequence[Version],
) -> Text | None:
    if act == Act.SUBMIT:
        sent = [one for one in versions if one.submitted_at is not None]
        if not sent or sent[-1].submitted_at is None:
            return None
        return _SUBMITTED.format(at=when(sent[-1].submitted_at), number=sent[-1].number)
    if act in (Act.ASK, Act.INSTRUCT):
        sort = Say.QUESTION if act == Act.ASK else Say.INSTRUCTION
        rows = [one for one in entries if one.sort == sort]
        words = _ASKED if act == Act.ASK else _INSTRUCTED
        waiting = sum(one.open for one in rows)
        return words.format(count=len(rows), open=waiting) if rows else None
    moment = {Act.CONSENT: request.consented_at, Act.COMPILE: found.compiled_at}.get(Act(act))
    if moment is not None:
        return (_CONSENTED if act == Act.CONSENT else _COMPILED).format(at=when(moment))
    day = {Act.DRAFT: found.drafted_on, Act.ENACT: found.enacted_on}.get(Act(act))
    return (_DRAFTED if act == Act.DRAFT else _ENACTED).format(day=day) if day else None


def shown(name: str, value: object, names: Mapping[str, Mapping[str, Text]]) -> Text:
    """The value of a field of a line as people read it."""
    if value is None or value in ("", ()):
        return _NOTHING
    if isinstance(value, bool):
        return _YES if value else _NOTHING
    if isinstance(value, int):
        return _THOUSANDS.format(amount=thousands(value))
    known = names.get(rules.CODED.get(name, ""), {})
    if isinstance(value, (tuple, list)):
        found = [known.get(one, Text(str(one), str(one))) for one in value]
        return Text.joined(found, "、", ", ")
    return known.get(str(value), Text(str(value), str(value)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field of a line before and after, in words."""

    field: str
    label: Text
    before: Text
    after: Text


def differences(
    changes: Iterable[Change], names: Mapping[str, Mapping[str, Text]]
) -> tuple[Difference, ...]:
    """Changed fields in words."""
    return tuple(
        Difference(
            field=one.field,
            label=messages.FIELDS[one.field],
            before=shown(one.field, one.before, names),
            after=shown(one.field, one.after, names),
        )
        for one in changes
    )


_NO_PROJECT: Final = Text("プロジェクトに属さない", "In no project")
_TOTAL: Final = Text("計", "Total")
_UNTIL: Final = Text("{due}まで", "until {due}")
_SUBMITTED: Final = Text("{at} 提出（版{number}）", "submitted {at} (version {number})")
_ASKED: Final = Text("質問{count}・未回答{open}", "{count} asked, {open} open")
_INSTRUCTED: Final = Text("指示{count}・未対応{open}", "{count} instructed, {open} open")
_CONSENTED: Final = Text("{at} 了解", "consent {at}")
_COMPILED: Final = Text("{at} 取りまとめ", "compiled {at}")
_DRAFTED: Final = Text("{day} 政府案", "government draft {day}")
_ENACTED: Final = Text("{day} 成立", "enacted {day}")
_NOTHING: Final = Text("–", "–")
_YES: Final = Text("はい", "yes")
_THOUSANDS: Final = Text("{amount} 千円", "{amount} thousand yen")
