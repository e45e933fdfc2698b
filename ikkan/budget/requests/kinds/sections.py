"""The tables under a request: lines, thread, amounts, versions, each as the reader may see it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.budget.models import Request
from ikkan.budget.requests import messages, queries, visibility
from ikkan.records.kinds import Column, Section
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_LINE: Final = messages.FIELDS["code"]
_STATE: Final = Text("段階", "State")
_MOMENT: Final = Text("日時", "When")
_REASON: Final = Text("理由", "Reason")


def _lines(request: Request, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for line in visibility.shown_lines(request, actor, as_of):
        yield (
            line.code,
            line.name_ja,
            Ref("project", line.project) if line.project else None,
            Ref("cost_class", line.cost_class),
            line.request_yen,
            line.wish_yen,
            line.previous_yen,
            Ref("purpose", line.purpose) if line.purpose else None,
            tuple(Ref("domain", code) for code in line.domains),
            tuple(Ref.parse(ref) for ref in line.cites),
            line.provisional,
            line.reprint_of,
        )


def _said(request: Request, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in visibility.shown_thread(request, actor, as_of):
        yield (
            one.number,
            one.sort,
            Ref("body", one.body) if one.body else None,
            one.said_at,
            ", ".join(one.lines),
            one.text,
            one.due_at,
            one.answers.number if one.answers else None,
            one.closed_at,
        )


def _versions(request: Request, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    if visibility.inside(request, actor):
        for one in request.versions.order_by("number"):
            yield (one.number, one.made_at, one.submitted_at, one.reason)


def _amounts(request: Request, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    if not visibility.inside(request, actor):
        return
    rows = request.amounts.filter(said_at__lt=queries.end_of(as_of)).order_by("pk")
    for one in rows:
        yield (one.line, one.stage, one.yen, one.said_at, one.reason)


SECTIONS: Final = (
    Section(
        code="lines",
        label=Text("行", "Lines"),
        columns=(
            Column(label=_LINE),
            Column(label=Text("名前", "Name")),
            Column(label=messages.FIELDS["project"], type="ref"),
            Column(label=messages.FIELDS["cost_class"], type="ref"),
            Column(label=messages.FIELDS["request_yen"], type="yen"),
            Column(label=messages.FIELDS["wish_yen"], type="yen"),
            Column(label=messages.FIELDS["previous_yen"], type="yen"),
            Column(label=messages.FIELDS["purpose"], type="ref"),
            Column(label=messages.FIELDS["domains"], type="refs"),
            Column(label=messages.FIELDS["cites"], type="refs"),
            Column(label=messages.FIELDS["provisional"], type="flag"),
            Column(label=messages.FIELDS["reprint_of"]),
        ),
        rows=_lines,
    ),
    Section(
        code="thread",
        label=Text("やりとり", "Thread"),
        columns=(
            Column(label=Text("番号", "Number"), type="number"),
            Column(label=Text("種類", "Sort"), type="choice", choices=messages.SAYS),
            Column(label=Text("だれが", "By"), type="ref"),
            Column(label=_MOMENT, type="moment"),
            Column(label=_LINE),
            Column(label=Text("内容", "Words"), type="long"),
            Column(label=Text("期限", "Due"), type="moment"),
            Column(label=Text("何に", "To"), type="number"),
            Column(label=Text("閉じた日時", "Closed at"), type="moment"),
        ),
        rows=_said,
    ),
    Section(
        code="amounts",
        label=Text("折衝の経過", "Negotiation"),
        columns=(
            Column(label=_LINE),
            Column(label=_STATE, type="choice", choices=messages.STAGES),
            Column(label=Text("額", "Amount"), type="yen"),
            Column(label=_MOMENT, type="moment"),
            Column(label=_REASON),
        ),
        rows=_amounts,
    ),
    Section(
        code="versions",
        label=Text("版", "Versions"),
        columns=(
            Column(label=Text("版", "Version"), type="number"),
            Column(label=Text("始めた日時", "Begun at"), type="moment"),
            Column(label=Text("提出の日時", "Submitted at"), type="moment"),
            Column(label=_REASON),
        ),
        rows=_versions,
    ),
)
