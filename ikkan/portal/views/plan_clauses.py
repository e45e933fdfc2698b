"""The plan, clause by clause: a document as a tree, what a clause answers, changes and brings.

Every page takes one snapshot and renders it; a clause in preparation is read as its reader may.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ikkan.audit import policy
from ikkan.audit.actor import Actor
from ikkan.audit.ports import actor_of
from ikkan.line import queries as lines
from ikkan.plan.snapshot import EntryView, Snapshot
from ikkan.portal import plandiff, planfollows, planlinks, plantree, reading
from ikkan.records import queries
from ikkan.records.kinds import kind_of
from ikkan.values.errors import NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

KINDS: Final = ("clause", "plan.clause")
DRAFTED: Final = "plan.clause"
DOCUMENTS: Final = frozenset({"strategy", "plan"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A clause of the pack or in preparation, ready to be shown."""

    ref: Ref
    text: Text
    url: str
    follows: Ref | None
    since: str


def document(request: HttpRequest, code: str) -> HttpResponse:
    """A strategy, plan or policy as the tree of its clauses, with everything that joins them."""
    known, actor = reading.snapshot_of(request), actor_of(request)
    row = known.entry("instrument", code)
    asked = {name: request.GET.get(name, "") for name in plantree.FILTERS}
    choices = plantree.options(known, code)
    context = {
        "snapshot": known,
        "row": row,
        "branches": plantree.tree(known, code, asked, actor),
        "filters": [
            {"name": name, "chosen": asked[name], "options": _named(known, name, values)}
            for name, values in choices.items()
        ],
        "narrowed": any(asked.values()),
        "indicators": [one for one in known.entries("indicator") if one.data["of"] == code],
        "others": [one for one in _documents(known) if one.code != code],
        "line_nodes": lines.stations(row.ref, known.as_of, actor),
    }
    return render(request, "portal/plan_document.html", context)


def links(request: HttpRequest) -> HttpResponse:
    """Problem, effort called for, measure, programme, as far as anything joins them."""
    known = reading.snapshot_of(request)
    context = {"snapshot": known, "chains": planlinks.chains(known, actor_of(request))}
    return render(request, "portal/plan_links.html", context)


def compare(request: HttpRequest) -> HttpResponse:
    """Two documents against each other: changed, kept, gone and new clauses."""
    known = reading.snapshot_of(request)
    offered = _documents(known)
    old, new = _chosen(known, request, offered)
    context = {
        "snapshot": known,
        "offered": offered,
        "old": old,
        "new": new,
        "compared": plandiff.documents(known, old.code, new.code, reading.language()),
        "only": request.GET.get("only") == "changes",
    }
    return render(request, "portal/plan_compare.html", context)


def follows(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Everything that follows from one clause."""
    known, actor = reading.snapshot_of(request), actor_of(request)
    said = _clause(known, kind, code, actor)
    stations = lines.stations(said.ref, known.as_of, actor)
    context = {
        "snapshot": known,
        "said": said,
        "following": planfollows.of(known, said.ref, actor),
        "amended": plantree.amendments([said.ref], actor).get(said.ref, ()),
        "amend_url": _amend_url(said.ref, actor),
        "line_nodes": stations,
    }
    return render(request, "portal/clause_follows.html", context)


def changes(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """A clause against the one it follows, and that against its own, back to the first."""
    known, actor = reading.snapshot_of(request), actor_of(request)
    newest = _clause(known, kind, code, actor)
    versions, met = [newest], {newest.ref}
    while (before := versions[-1].follows) is not None and before not in met:
        met.add(before)
        try:
            versions.append(_clause(known, before.kind, before.code, actor))
        except NotFound:
            break
    language = reading.language()
    steps = [
        {
            "old": old,
            "new": new,
            "pieces": plandiff.pieces(old.text.of(language), new.text.of(language)),
        }
        for new, old in pairwise(versions)
    ]
    context: dict[str, Any] = {
        "snapshot": known,
        "said": newest,
        "steps": steps,
        "line_nodes": lines.stations(newest.ref, known.as_of, actor),
    }
    return render(request, "portal/clause_changes.html", context)


def _clause(known: Snapshot, kind: str, code: str, actor: Actor) -> Said:
    """Raises Http404 for a kind that is no clause, NotFound for one that is not there."""
    if kind not in KINDS:
        raise Http404(kind)
    if kind == DRAFTED:
        row = queries.get(DRAFTED, code, actor)
        declared = kind_of(DRAFTED)
        before = Ref.parse(row.follows) if row.follows else None
        text, day = Text.either(row.text_ja, row.text_en), row.decided_on
        url = declared.url(code) if declared else ""
        since = day.isoformat() if day else ""
        return Said(ref=Ref(kind, code), text=text, url=url, follows=before, since=since)
    found = known.entry("clause", code)
    link = next(
        (one for one in plantree.links(known).by.get(found.ref, ()) if _continues(one)), None
    )
    document = known.entry("instrument", str(found.data["of"]))
    return Said(
        ref=found.ref,
        text=found.label,
        url=found.url,
        follows=plantree.end(link) if link else None,
        since=str(document.data.get("decided_on") or ""),
    )


def _amend_url(ref: Ref, actor: Actor) -> str:
    """Where an amendment of a printed clause is drafted; empty for those who may not."""
    kind = kind_of(DRAFTED)
    write = kind.write("amend", "new") if kind else None
    if ref.kind == DRAFTED or write is None or kind is None:
        return ""
    if not policy.permitted(write.permission, actor):
        return ""
    return f"{kind.list_url}new/{write.code}/?{urlencode({'clause': ref.code})}"


def _continues(link: EntryView) -> bool:
    return bool(link.data["relation"] == plantree.CONTINUES)


def _documents(known: Snapshot) -> list[EntryView]:
    """Documents that have clauses, strategies and plans first, then in the order of the pack."""
    used = {row.data["of"] for row in known.entries("clause", state="all")}
    rows = [row for row in known.entries("instrument", state="all") if row.code in used]
    return sorted(rows, key=lambda row: row.data["form"] not in DOCUMENTS)


def _chosen(
    known: Snapshot, request: HttpRequest, offered: list[EntryView]
) -> tuple[EntryView, EntryView]:
    """The two that the address names; else the last two strategies or plans of one form."""
    by_code = {row.code: row for row in offered}
    old, new = by_code.get(request.GET.get("old", "")), by_code.get(request.GET.get("new", ""))
    if old is not None and new is not None:
        return old, new
    decided = [row for row in offered if row.data["status"] == "decided"]
    for form in ("strategy", "plan"):
        rows = [row for row in decided if row.data["form"] == form]
        if len(rows) > 1:
            return old or rows[-2], new or rows[-1]
    if not offered:
        raise Http404("no document")
    return old or offered[0], new or offered[-1]


def _named(known: Snapshot, name: str, values: list[str]) -> list[tuple[str, EntryView | None]]:
    kind = {"owner": "body", "project": "project"}.get(name)
    return [(value, plantree.entry(known, kind, value) if kind else None) for value in values]
