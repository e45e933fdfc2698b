"""The table of follow-ups: the measures of a document by year and owner.

Decides: only what the reader may see stands in it, and a year without a report says so. Called by
urls. Source: 004 L525 (progress is known and verified by regular follow-up).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ikkan.audit import policy
from ikkan.audit.actor import Actor
from ikkan.audit.ports import actor_of
from ikkan.awards.queries import start_month
from ikkan.evaluation.following import queries, rules
from ikkan.evaluation.following.models import Followup
from ikkan.evaluation.following.queries import FOLLOWUP
from ikkan.plan import queries as plan
from ikkan.plan.snapshot import EntryView, Snapshot
from ikkan.records import days
from ikkan.records import queries as records
from ikkan.records.kinds import Kind, kinds
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

MEASURES: Final = frozenset({"measure", "common_effort"})
FOLLOWED: Final = frozenset({"strategy", "plan"})
MOST: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A follow-up as it stands in a cell."""

    url: str
    body: str
    state: Text
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A measure with its owners and its years; an empty year has no report that may be seen."""

    ref: Ref
    label: Text
    url: str
    owners: tuple[Text, ...]
    years: tuple[tuple[Report, ...], ...]
    ask: str
    fictional: bool


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """Measures of one document, years of its term, states by owner."""
    actor, as_of = actor_of(request), days.as_of(request)
    known = plan.snapshot(as_of)
    offered = _documents(known)
    chosen = _chosen(known, offered, request.GET.get("document", ""))
    owner = request.GET.get("owner", "")
    years = _years(known, chosen, as_of)
    rows = _rows(known, chosen, years, actor, as_of) if chosen else []
    if owner:
        rows = [row for row in rows if any(one.body == owner for cell in row.years for one in cell)]
    context: dict[str, Any] = {
        "offered": offered,
        "chosen": chosen,
        "owner": owner,
        "bodies": _bodies(known, actor),
        "years": years,
        "rows": rows,
        "reported": sum(any(cell for cell in row.years) for row in rows),
        "may_ask": policy.within_reach("can_open_followup", actor),
    }
    return render(request, "evaluation/followup_table.html", context)


def _rows(
    known: Snapshot, chosen: EntryView, years: list[int], actor: Actor, as_of: date
) -> list[Row]:
    printed = [
        row
        for row in known.entries("clause")
        if row.data["of"] == chosen.code and row.data["form"] in MEASURES
    ]
    drafted = records.visible("plan.clause", actor).filter(
        term_code=chosen.data.get("term") or "", form__in=MEASURES
    )[:MOST]
    kind, own = _kind("plan.clause"), _kind(FOLLOWUP)
    measures = [
        (row.ref, row.label, row.url, _owner(known, row.data.get("owner")), False)
        for row in printed
    ]
    measures += [
        (
            Ref(kind.code, row.code),
            kind.title(row),
            kind.url(row.code),
            tuple(one for code in (row.lead, *row.owners) for one in _owner(known, code)),
            row.fictional,
        )
        for row in drafted
    ]
    found = queries.of_measures([ref for ref, *_ in measures], actor)
    return [
        Row(
            ref=ref,
            label=label,
            url=url,
            owners=owners,
            years=tuple(
                tuple(_report(own, row, as_of) for row in found.get((str(ref), year), ()))
                for year in years
            ),
            ask=_ask(own, ref),
            fictional=fictional,
        )
        for ref, label, url, owners, fictional in measures
    ]


def _ask(kind: Kind, ref: Ref) -> str:
    """Where a follow-up of the measure is asked for, the measure filled in."""
    name = "clause" if ref.kind == "clause" else "decided"
    return f"{kind.list_url}new/open/?{urlencode({name: ref.code})}"


def _report(kind: Kind, row: Followup, as_of: date) -> Report:
    waits = row.reported_on is None
    return Report(
        url=kind.url(row.code),
        body=row.body,
        state=_WAITS if waits else rules.STATES[row.state],
        late=waits and row.due_on is not None and row.due_on < as_of,
    )


def _owner(known: Snapshot, code: object) -> tuple[Text, ...]:
    row = known.find(Ref("body", str(code))) if code else None
    return (row.label,) if row is not None else ()


def _documents(known: Snapshot) -> list[EntryView]:
    """Strategies and plans with measures, the newest first."""
    used = {row.data["of"] for row in known.entries("clause") if row.data["form"] in MEASURES}
    rows = [
        row
        for row in known.entries("instrument")
        if row.code in used and row.data["form"] in FOLLOWED
    ]
    return sorted(rows, key=lambda row: str(row.data.get("decided_on") or ""), reverse=True)


def _chosen(known: Snapshot, offered: list[EntryView], asked: str) -> EntryView | None:
    """The document of the address; else the newest strategy that was decided."""
    by_code = {row.code: row for row in offered}
    if asked in by_code:
        return by_code[asked]
    decided = [row for row in offered if row.data["status"] == "decided"]
    newest = [row for row in decided if row.data["form"] == "strategy"]
    return next(iter((*newest, *decided, *offered)), None)


def _years(known: Snapshot, chosen: EntryView | None, as_of: date) -> list[int]:
    """The years of the document's term that have begun; this year where it has none."""
    today = FiscalYear.of(as_of, start_month(as_of)).year
    code = chosen.data.get("term") if chosen else None
    term = known.find(Ref("term", str(code))) if code else None
    if term is None:
        return [today]
    first, last = int(term.data["first_year"]), term.data.get("last_year")
    return list(range(first, min(today, int(last) if last else today) + 1)) or [today]


def _bodies(known: Snapshot, actor: Actor) -> list[EntryView]:
    """The owners of follow-ups that the reader may see."""
    codes = set(records.visible(FOLLOWUP, actor).order_by().values_list("body", flat=True))
    return [row for row in known.entries("body") if row.code in codes]


def _kind(code: str) -> Kind:
    return next(kind for kind in kinds() if kind.code == code)


_WAITS: Final = Text("報告待ち", "Awaited")
