"""What rounds and requests hold: lines of a version, what was known at a moment, differences.

Decides: of the amounts said of a line at a stage the newest holds; a version counts from its
submission. Called by actions, pages, the workbook, the joint request. Source: 004 L49-L92.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from ikkan.budget.models import Amount, Line, Message, PolicyItem, Request, Round, Version
from ikkan.budget.policies.rules import AREA
from ikkan.budget.requests import machine as machines
from ikkan.budget.requests import messages, rules
from ikkan.budget.requests.rules import CODED, FIELDS, Known, LineChange, NewLine, Say
from ikkan.plan import queries as plan
from ikkan.plan.snapshot import Snapshot
from ikkan.values.errors import NotFound
from ikkan.values.text import Text
from ikkan.workflow.machine import Machine

MINISTRY_FORM = "ministry"
_TUPLES = ("domains", "cites", "affirms")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAt:
    """What the headquarters knew of a request at a moment."""

    version: Version | None
    lines: tuple[Line, ...]
    messages: tuple[Message, ...]
    amounts: Mapping[str, Mapping[str, int]]
    """Stage → line → yen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinistryRow:
    """What one ministry asks for in a round, of its newest submitted version."""

    request: Request
    lines: int
    request_yen: int
    wish_yen: int
    open: int
    draft_yen: int | None = None
    enacted_yen: int | None = None


def machine_of(found: Round) -> Machine:
    """The machine as the round keeps it."""
    return machines.kept(found.workflow)


def state_of(record: Round | Request) -> Text:
    """The name of the state in which a round or a request is."""
    found = record if isinstance(record, Round) else record.round
    return machine_of(found).state(record.state).name


def deadline(found: Round, act: str) -> datetime | None:
    """The moment by which an act is due in a round; None where nobody set one."""
    written = found.deadlines.get(act)
    return parse_datetime(written) if written else None


def end_of(day: date) -> datetime:
    """The first moment after a day, in the time zone of the house."""
    return plan.end_of(day)


def as_new(line: Line) -> NewLine:
    """A stored line as it was asked for."""
    values: dict[str, Any] = {name: getattr(line, name) for name in FIELDS}
    return NewLine(**values | {name: tuple(values[name]) for name in _TUPLES})


def version_of(request: Request, number: int | None = None) -> Version:
    """A version by its number, the newest unless told. Raises NotFound."""
    asked = request.number if number is None else number
    found = Version.objects.filter(request=request, number=asked).first()
    if found is None:
        raise NotFound("request.version", messages.NO_VERSION.format(number=asked))
    return found


def lines_of(request: Request, number: int | None = None, as_of: date | None = None) -> list[Line]:
    """Lines of a version by code: the one of `number`, else the newest.

    With `as_of` alone the newest submitted by the end of that day. Raises NotFound.
    """
    if number is None and as_of is not None:
        known = _submitted(request, end_of(as_of))
        return [] if known is None else list(known.lines.all())
    return list(version_of(request, number).lines.all())


def _submitted(request: Request, moment: datetime) -> Version | None:
    rows = Version.objects.filter(request=request, submitted_at__lte=moment)
    return rows.order_by("-number").first()


def known_at(request: Request, moment: datetime) -> KnownAt:
    """The version submitted, the entries and amounts said by then. Four queries."""
    version = _submitted(request, moment)
    said = Message.objects.filter(request=request, said_at__lte=moment).select_related("answers")
    return KnownAt(
        version=version,
        lines=tuple(version.lines.all()) if version is not None else (),
        messages=tuple(said),
        amounts=amounts_of(request, moment),
    )


def diff(request: Request, before: int, after: int) -> tuple[LineChange, ...]:
    """What changed between two versions, line by line. Raises NotFound."""
    old, new = lines_of(request, before), lines_of(request, after)
    return rules.compare(map(as_new, old), map(as_new, new))


def amounts_of(request: Request, moment: datetime | None = None) -> dict[str, dict[str, int]]:
    """Stage → line → the newest amount, of those said by a moment if one is given. One query."""
    rows = Amount.objects.filter(request=request).order_by("pk")
    if moment is not None:
        rows = rows.filter(said_at__lte=moment)
    found: dict[str, dict[str, int]] = {}
    for stage, line, yen in rows.values_list("stage", "line", "yen"):
        found.setdefault(stage, {})[line] = yen
    return found


def open_entries(request: Request) -> list[Message]:
    """Questions and instructions that nobody has answered or closed."""
    rows = Message.objects.filter(request=request, closed_at=None, sort__in=list(rules.REPLIED))
    return list(rows)


def asked_to_reopen(requests: Iterable[Request]) -> set[int]:
    """Keys of the requests whose ministry waits for a re-opening. One query."""
    rows = Message.objects.filter(
        request__in=list(requests), sort=Say.REOPENING, closed_at=None, answers=None
    )
    return set(rows.values_list("request_id", flat=True))


def by_ministry(
    requests: Collection[Request],
    numbers: Mapping[Any, int] | None = None,
    moment: datetime | None = None,
) -> list[MinistryRow]:
    """One row for each request: its newest submitted version summed up. Three queries.

    With `numbers` the version of that number, none where there is none; amounts said by `moment`.
    """
    keys = {
        one.pk: (one.submitted_number if numbers is None else numbers.get(one.pk)) or 0
        for one in requests
    }
    lines: dict[int, list[Line]] = {key: [] for key in keys}
    for line in Line.objects.filter(version__request__in=list(keys)).select_related("version"):
        if line.version.number == keys[line.version.request_id]:
            lines[line.version.request_id].append(line)
    waiting: dict[int, int] = dict.fromkeys(keys, 0)
    rows = Message.objects.filter(
        request__in=list(keys), closed_at=None, sort__in=list(rules.REPLIED)
    )
    for key in rows.values_list("request_id", flat=True):
        waiting[key] += 1
    newest: dict[tuple[int, str], dict[str, int]] = {}
    said = Amount.objects.filter(request__in=list(keys)).order_by("pk")
    if moment is not None:
        said = said.filter(said_at__lt=moment)
    for key, stage, code, yen in said.values_list("request_id", "stage", "line", "yen"):
        newest.setdefault((key, stage), {})[code] = yen
    return [
        _row(one, lines[one.pk], waiting[one.pk], newest)
        for one in sorted(requests, key=lambda one: one.pk)
    ]


def _row(
    request: Request,
    lines: Iterable[Line],
    waiting: int,
    newest: Mapping[tuple[int, str], Mapping[str, int]],
) -> MinistryRow:
    counted = [line for line in lines if not line.reprint_of]
    codes = {line.code for line in counted}

    def stage(name: str) -> int | None:
        said = newest.get((request.pk, name))
        return None if said is None else sum(yen for code, yen in said.items() if code in codes)

    return MinistryRow(
        request=request,
        lines=len(counted),
        request_yen=sum(line.request_yen for line in counted),
        wish_yen=sum(line.wish_yen for line in counted),
        open=waiting,
        draft_yen=stage("draft"),
        enacted_yen=stage("enacted"),
    )


def ministries(as_of: date) -> dict[str, Text]:
    """Every ministry of the pack, by code."""
    rows = plan.snapshot(as_of).entries("body")
    return {row.code: row.label for row in rows if row.data.get("form") == MINISTRY_FORM}


def payers(as_of: date) -> tuple[str, ...]:
    """Ministries that pay for a programme or whose amounts are printed, in the pack's order."""
    snapshot = plan.snapshot(as_of)
    named = {row.data.get("payer") for row in snapshot.entries("programme")}
    named |= {figure.ministry for figure in snapshot.figures()}
    return tuple(code for code in ministries(as_of) if code in named)


def known_codes(found: Round, as_of: date) -> Known:
    """Everything from which the fields of a line are taken, and what makes it complete."""
    snapshot = plan.snapshot(as_of)
    codes = {name: _rows(snapshot, name) for name in set(CODED.values()) - {"area", "inclusion"}}
    codes["area"] = _areas(found)
    codes["inclusion"] = {
        one["code"]: Text(one["question"]["ja"], one["question"]["en"])
        for one in found.settings.get("inclusion", ())
    }
    return Known(codes=codes, checks=tuple(found.settings.get("checks", ())))


def _rows(snapshot: Snapshot, kind: str) -> dict[str, Text]:
    return {row.code: row.label for row in snapshot.entries(kind, state="all")}


def _areas(found: Round) -> dict[str, Text]:
    rows = PolicyItem.objects.filter(policy=found.policy_id, sort=AREA)
    return {row.key: Text.either(row.text_ja, row.text_en) for row in rows}


def title_of(request: Request) -> Text:
    """The round's name with the ministry's."""
    today = timezone.localdate()
    body = ministries(today).get(request.body) or Text(request.body, request.body)
    found = request.round
    ja, en = found.name_ja, found.name_en or found.name_ja
    return Text(f"{ja}　{body.ja}", f"{en}, {body.en}")
