"""Pages of the way to industry: slipped milestones, and the data room as a company sees it.

Decides: the report holds what its reader may see; a document is opened by sending a form, so that
every opening is kept. Source: 003:1198, 003:1224.
"""

from __future__ import annotations

import uuid
from typing import Any, Final

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ikkan.audit import policy
from ikkan.audit.actor import SYSTEM
from ikkan.audit.ports import actor_of
from ikkan.files import naming, store
from ikkan.files import queries as files
from ikkan.files.rules import CLEAN
from ikkan.portfolio.industry import actions, queries, rules
from ikkan.portfolio.industry.inside import RoomDocument
from ikkan.records import days, paging
from ikkan.records.kinds import kind_of
from ikkan.records.words import language
from ikkan.tabular import Sheet, csv_bytes
from ikkan.tabular.written import CONTENT_TYPE
from ikkan.values.ref import Ref
from ikkan.values.text import Text

PAGE: Final = 50
MOST_ROWS: Final = 5_000
SHOWN: Final = {
    "late": Text("期日を過ぎた未達成", "Late and not reached"),
    "open": Text("未達成", "Not reached"),
    "done": Text("達成済み", "Reached"),
}


@never_cache
@require_safe
def slips(request: HttpRequest) -> HttpResponse:
    """Milestones that slipped against their first plan, the most first."""
    actor = actor_of(request)
    policy.demand("can_see_slips", actor)
    rows = _chosen(request)
    page = paging.page_of(request, rows, PAGE)
    seeds, milestones = kind_of("portfolio.seed"), kind_of(rules.MILESTONE)
    context: dict[str, Any] = {
        "page": page,
        "elided": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "rows": [
            {
                "row": one,
                "url": milestones.url(one.milestone.code) if milestones else "",
                "seed_url": seeds.url(one.seed.code) if seeds else "",
                "seed_title": Text.either(one.seed.title_ja, one.seed.title_en),
                "moves": len(one.milestone.moves),
            }
            for one in page.object_list
        ],
        "late": sum(1 for one in rows if one.slip.late),
        "made_up": any(one.milestone.fictional for one in rows),
        "shown": SHOWN.items(),
        "chosen": request.GET.get("show", ""),
        "list_url": milestones.list_url if milestones else "",
        "query": request.GET.urlencode(),
    }
    return render(request, "portfolio/industry_slips.html", context)


@never_cache
@require_safe
def slips_file(request: HttpRequest) -> HttpResponse:
    """The same rows as a CSV file."""
    policy.demand("can_see_slips", actor_of(request))
    said = language()
    rows = [
        (
            one.milestone.code,
            one.milestone.title.of(said),
            one.seed.code,
            Text.either(one.seed.title_ja, one.seed.title_en).of(said),
            one.slip.planned_on,
            one.slip.due_on,
            one.slip.done_on,
            one.slip.days,
            len(one.milestone.moves),
        )
        for one in _chosen(request)[:MOST_ROWS]
    ]
    sheet = Sheet.of("slips", [head.of(said) for head in _HEADS], rows)
    response = HttpResponse(csv_bytes(sheet), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="slips.csv"'
    return response


def _chosen(request: HttpRequest) -> list[queries.Row]:
    rows = queries.milestones(actor_of(request), days.as_of(request), slipped=True)
    show = request.GET.get("show", "")
    if show == "late":
        return [one for one in rows if one.slip.late]
    if show in SHOWN:
        return [one for one in rows if (one.slip.done_on is not None) == (show == "done")]
    return rows


@never_cache
@require_safe
def room(request: HttpRequest) -> HttpResponse:
    """Documents that the reader's company may open today."""
    actor = actor_of(request)
    policy.demand("can_open_room", actor, _companies(request))
    grants = queries.live_grants(actor, timezone.localdate()).prefetch_related("documents")
    context = {
        "grants": [
            {
                "grant": one,
                "title": Text.either(
                    one.introduction.seed.title_ja, one.introduction.seed.title_en
                ),
                "documents": [(row, uuid.uuid4().hex) for row in one.documents.all()],
            }
            for one in grants
        ],
        "made_up": any(one.fictional for one in grants),
    }
    return render(request, "portfolio/industry_room.html", context)


@never_cache
@require_POST
def open_document(request: HttpRequest, grant: str, document: str) -> HttpResponseBase:
    """The latest file of a document, or what is said of it where it has none; kept each time."""
    row = actions.open_document(
        grant,
        document,
        by=actor_of(request),
        as_of=timezone.localdate(),
        version=None,
        key=request.POST.get("key", "")[:64] or None,
    )
    found = _file(row)
    if found is None:
        return render(request, "portfolio/industry_document.html", {"row": row})
    response = FileResponse(
        store.opened(found.token, found.sha256), content_type="application/octet-stream"
    )
    response.headers["Content-Length"] = str(found.size)
    response.headers["Content-Disposition"] = naming.disposition(found.name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _file(row: RoomDocument) -> Any:
    ref = Ref(rules.ROOM_DOCUMENT, row.code)
    return next((one for one in files.attached(ref, SYSTEM) if one.state == CLEAN), None)


def _companies(request: HttpRequest) -> tuple[Ref, ...]:
    scopes = actor_of(request).scopes
    return tuple(Ref(one.kind, one.code) for one in scopes if one.kind == rules.ORGANISATION)


_HEADS: Final = (
    Text("コード", "Code"),
    Text("達すること", "To be reached"),
    Text("シーズのコード", "Code of the seed"),
    Text("シーズ", "Seed"),
    Text("初めの計画", "First planned"),
    Text("今の期日", "Due now"),
    Text("達成の日", "Reached on"),
    Text("遅れ（日）", "Slip in days"),
    Text("期日を動かした回数", "Times the day moved"),
)
