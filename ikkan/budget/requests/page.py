"""What the page of a request shows beside its fields: steps, findings, lines, thread, conditions.

Decides: which version is compared with which, and what the reader can do next. Called by the
record page of the kind (Kind.context). Source: ui.md §6, issue of the command tower, item 5.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone

from ikkan.audit import policy
from ikkan.audit.actor import Actor
from ikkan.budget.models import Line, Request, Upload, Version
from ikkan.budget.requests import (
    cases,
    machine,
    messages,
    page_parts,
    queries,
    rules,
    upload,
    visibility,
    workbook_findings,
)
from ikkan.budget.requests.page_parts import Entry, Table, when
from ikkan.budget.requests.rules import Act, Known, NewLine
from ikkan.budget.requests.workbook_findings import Told
from ikkan.plan import queries as plan
from ikkan.plan.snapshot import Snapshot
from ikkan.records import steps
from ikkan.records.kinds import kind_of
from ikkan.records.steps import Offer
from ikkan.values.finding import Place
from ikkan.values.ref import Ref
from ikkan.values.text import Text

MOST_FINDINGS: Final = 12
_NEXT: Final = ("submit", "confirm", "consent", "revise", "hear")
"""Forms that are the one thing to do next, the furthest along first."""
_INLINE: Final = frozenset({"answer", "report", "ask", "instruct", "line", "drop"})
_SEALS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Something before the request can go on: `mark` is done, stop, open or wait."""

    mark: str
    words: Text
    details: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A workbook that waits: its findings by severity, and what keeps it from being applied."""

    upload: Upload
    made: Text
    findings: tuple[Told, ...]
    counts: tuple[tuple[str, int], ...]
    more: int
    reason: Text | None
    changed: bool


def context(record: Request, actor: Actor, as_of: date) -> Mapping[str, Any]:
    """Everything budget/request.html shows of a request."""
    found = record.round
    snapshot = plan.snapshot(as_of)
    inside = visibility.inside(record, actor)
    now = timezone.now() if as_of >= timezone.localdate() else queries.end_of(as_of)
    version = visibility.shown_version(record, actor, as_of)
    lines = [] if version is None else list(version.lines.all())
    known = queries.known_codes(found, as_of)
    versions = versions_of(record, actor, as_of)
    base = base_of(record, version, inside)
    entries = page_parts.thread(
        visibility.shown_thread(record, actor, as_of), bodies(snapshot), now
    )
    way = queries.machine_of(found)
    offers = _offers(record, actor)
    past = as_of < timezone.localdate()
    here = version is not None and version.number == record.number and not past
    editable = here and "line" in offers and offers["line"].reason is None
    wrong = incomplete(lines, known) if inside and here and _in_work(record) else {}
    panel = panel_of(record) if "line" in offers and here else None
    return {
        "request_body": snapshot.find(Ref("body", record.body)),
        "seal_orders": seal_orders(snapshot),
        "state": way.state(record.state).name,
        "over": way.state(record.state).end,
        "version_shown": version,
        "version_base": base,
        "versions": versions,
        "past": past,
        "inside": inside,
        "four_eyes": _four_eyes(record),
        "steps": page_parts.steps(record, found, way, record.state, entries, versions),
        "table": _table(lines, base, known, wrong, visibility.shown_amounts(record, actor, as_of)),
        "entries": entries,
        "thread_bodies": {one.body: snapshot.find(Ref("body", one.body)) for one in entries},
        "panel": panel,
        "conditions": _conditions(record, entries, wrong, panel, offers) if inside else (),
        "editable": editable,
        "may_upload": "line" in offers and not past,
        "upload_reason": offers["line"].reason if "line" in offers else None,
        "offers": {code: one for code, one in offers.items() if not past},
        "replies": {} if past else _replies(offers),
        "others": [] if past else [one for code, one in offers.items() if code not in _INLINE],
        "next_offer": None if past else _next(offers),
        "page_key": uuid.uuid4().hex,
        "questions": _questions(offers, record, actor) if not past else (),
        "urls": {
            name: reverse(f"budget_requests:{name}", args=[record.code])
            for name in ("workbook", "upload", "compare", "add")
        },
    }


def bodies(snapshot: Snapshot) -> dict[str, Text]:
    """Names of every body, by code."""
    return {row.code: row.label for row in snapshot.entries("body", state="all")}


def seal_orders(snapshot: Snapshot) -> dict[str, int]:
    """The colour of each paying body, from 1, by the first amount printed of it in the pack."""
    paying = dict.fromkeys(one.ministry for one in snapshot.figures(state="all") if one.ministry)
    return {code: min(place, _SEALS) for place, code in enumerate(paying, start=1)}


def versions_of(request: Request, actor: Actor, as_of: date) -> list[Version]:
    """The versions that the reader may open, the oldest first."""
    rows = request.versions.filter(made_at__lt=queries.end_of(as_of)).order_by("number")
    if visibility.inside(request, actor):
        past = as_of < timezone.localdate()
        return list(rows.filter(submitted_at__lt=queries.end_of(as_of)) if past else rows)
    shown = visibility.shown_version(request, actor, as_of)
    return [shown] if shown is not None else []


def base_of(request: Request, version: Version | None, inside: bool) -> Version | None:
    """The version submitted before the one that is shown."""
    if version is None or not inside:
        return None
    rows = request.versions.filter(number__lt=version.number).exclude(submitted_at=None)
    return rows.order_by("-number").first()


def incomplete(lines: Sequence[Line], known: Known) -> dict[str, list[Text]]:
    """What each line still lacks, by its code."""
    rows = [queries.as_new(line) for line in lines]
    places = [Place(line.code) for line in rows]
    found = [*rules.findings(rows, known, places), *rules.reprint_findings(rows, places)]
    told: dict[str, list[Text]] = {}
    for one in (*found, *rules.incomplete(rows, known, places)):
        told.setdefault(one.place.file, []).append(messages.render(one))
    return told


def panel_of(request: Request, of: Upload | None = None, most: int = MOST_FINDINGS) -> Panel | None:
    """The newest workbook that waits, or the given one, with its findings."""
    row = of or upload.newest(request)
    if row is None:
        return None
    findings = workbook_findings.of_data(row.findings)
    told = tuple(workbook_findings.told(one) for one in findings)
    counts = [(name, sum(one.sort == name for one in told)) for name in _SORTS]
    return Panel(
        upload=row,
        made=when(row.made_at),
        findings=told[:most],
        counts=tuple((name, count) for name, count in counts if count),
        more=max(len(told) - most, 0),
        reason=upload.why_not(request, row),
        changed=row.seen != request.version,
    )


_SORTS: Final = ("error", "warning", "info")


def _table(
    lines: Sequence[Line],
    base: Version | None,
    known: Known,
    wrong: Mapping[str, Sequence[Text]],
    amounts: Mapping[str, Mapping[str, int]],
) -> Table:
    before: list[NewLine] | None = None
    if base is not None:
        before = [queries.as_new(line) for line in base.lines.all()]
    return page_parts.table(
        [queries.as_new(line) for line in lines], before, known.codes, wrong, amounts
    )


def _offers(request: Request, actor: Actor) -> dict[str, Offer]:
    kind = kind_of(cases.KIND)
    if kind is None:
        return {}
    return {one.write.code: one for one in steps.offered(kind, request, actor)}


def _in_work(request: Request) -> bool:
    return machine.kept(request.round.workflow).step(Act.EDIT, request.state) is not None


def _next(offers: Mapping[str, Offer]) -> Offer | None:
    ready = (offers[code] for code in _NEXT if code in offers)
    return next((one for one in ready if one.reason is None), None)


def _replies(offers: Mapping[str, Offer]) -> dict[str, Offer]:
    """The form that replies to an open entry, by the sort of the entry."""
    forms = {"question": "answer", "instruction": "report"}
    return {
        sort: offers[code]
        for sort, code in forms.items()
        if code in offers and offers[code].reason is None
    }


def _questions(
    offers: Mapping[str, Offer], request: Request, actor: Actor
) -> tuple[tuple[Offer, Any], ...]:
    """The forms of the headquarters that stand under the thread."""
    found = []
    for code in ("ask", "instruct"):
        offer = offers.get(code)
        if offer is not None and offer.reason is None:
            form = offer.write.form(actor=actor, record=request, auto_id=f"id_{code}_%s")
            found.append((offer, form))
    return tuple(found)


def _four_eyes(request: Request) -> Text:
    if request.confirmed_by:
        return _CONFIRMED
    return _PREPARED if request.prepared_by else _UNTOUCHED


def _conditions(
    request: Request,
    entries: Sequence[Entry],
    wrong: Mapping[str, Sequence[Text]],
    panel: Panel | None,
    offers: Mapping[str, Offer],
) -> tuple[Condition, ...]:
    """What stands before the request can be submitted: unmet first."""
    if not _in_work(request):
        return ()
    found = []
    if panel is not None and panel.upload.errors:
        words = _MEND_FILE.format(count=panel.upload.errors)
        found.append(Condition(mark="stop", words=words))
    lacking = [words for said in wrong.values() for words in said]
    if lacking:
        words = _MEND_LINES.format(count=len(lacking))
        found.append(Condition(mark="stop", words=words, details=tuple(lacking[:20])))
    for sort, words in (("question", _ANSWER), ("instruction", _REPORT)):
        waiting = sum(one.open and one.sort == sort for one in entries)
        if waiting:
            found.append(Condition(mark="open", words=words.format(count=waiting)))
    first = request.submitted_number is None
    due = queries.deadline(request.round, Act.SUBMIT if first else Act.REVISE)
    until = request.reopened_until
    moment = timezone.now()
    if due is not None and rules.late(moment, due, until):
        found.append(Condition(mark="stop", words=_LATE.format(due=when(due))))
    elif due is not None:
        last = until if until is not None and until > due else due
        found.append(Condition(mark="wait", words=_DUE.format(due=when(last))))
    mark = "done" if request.confirmed_by else "wait"
    found.append(Condition(mark=mark, words=_OTHER_HANDS))
    return tuple(found)


def permitted(request: Request, actor: Actor) -> bool:
    """Whether the actor may write lines of this request; the action asks again."""
    return policy.permitted("can_prepare_request", actor, Ref("body", request.body))


_CONFIRMED: Final = Text(
    "起案した人とは別の人が確認しました。", "Confirmed by other hands than those that wrote."
)
_PREPARED: Final = Text(
    "起案済み・確認待ち。同じ人は両方できません。",
    "Written, waiting to be confirmed. The same person cannot do both.",
)
_UNTOUCHED: Final = Text(
    "まだ起案されていません。起案と確認は別の人がします。",
    "Nobody wrote in it yet. One writes, another confirms.",
)
_MEND_FILE: Final = Text("取り込みの誤り{count}件を直す", "Mend {count} errors of the workbook")
_MEND_LINES: Final = Text("行の不足{count}件を埋める", "Fill in {count} things that lines lack")
_ANSWER: Final = Text("質問{count}件に回答する", "Answer {count} open questions")
_REPORT: Final = Text("指示{count}件に報告する", "Report on {count} open instructions")
_LATE: Final = Text(
    "期限（{due}）を過ぎました。「再受付を求める」で理由を書いてください。",
    "The deadline ({due}) is over; ask for re-opening with your reason.",
)
_DUE: Final = Text("期限 {due}", "Due {due}")
_OTHER_HANDS: Final = Text("確認（起案した人とは別の人）", "Confirmation by other hands")
