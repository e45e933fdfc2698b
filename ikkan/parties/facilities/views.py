"""The search of sites by what they can do, as a page and as a file.

Decides: nothing about the sites; search does. Called by urls.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ikkan.audit.actor import Actor
from ikkan.audit.ports import actor_of
from ikkan.parties.facilities import search
from ikkan.parties.facilities.actions import KIND
from ikkan.parties.facilities.models import Facility
from ikkan.parties.facilities.rules import CAPABILITIES, SITE_TYPES, SORTS
from ikkan.parties.prefectures import PREFECTURES
from ikkan.records import days, paging, ports
from ikkan.records.kinds import kind_of
from ikkan.records.words import language
from ikkan.tabular import Sheet, csv_bytes
from ikkan.tabular.written import CONTENT_TYPE
from ikkan.values.ref import Ref
from ikkan.values.text import Text

PAGE: Final = 50
MOST_ROWS: Final = 5_000


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Sites that can do what is asked, with their designations and free places of the day."""
    actor, as_of = actor_of(request), days.as_of(request)
    wanted = search.asked(request.GET.dict(), request.GET.getlist("can"))
    found = search.sites(wanted, actor, as_of)
    page = paging.page_of(request, found, PAGE)
    shown = list(page.object_list)
    context: dict[str, Any] = {
        "asked": wanted,
        "page": page,
        "elided": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "rows": _rows(shown, actor, as_of),
        "made_up": any(one.fictional for one in shown),
        "sorts": SORTS.items(),
        "site_types": SITE_TYPES.items(),
        "capabilities": CAPABILITIES.items(),
        "prefectures": PREFECTURES.items(),
        "query": request.GET.urlencode(),
        "list_url": _url(""),
    }
    return render(request, "parties/facility_search.html", context)


@require_safe
def find_file(request: HttpRequest) -> HttpResponse:
    """The same sites as a CSV file."""
    actor, as_of, said = actor_of(request), days.as_of(request), language()
    wanted = search.asked(request.GET.dict(), request.GET.getlist("can"))
    rows = [
        (
            row["site"].code,
            row["site"].name.of(said),
            row["organisation"].of(said),
            row["sort"].of(said),
            row["type"].of(said) if row["type"] else "",
            "; ".join(one.of(said) for one in row["can"]),
            "; ".join(f"{body.of(said)} {criteria.of(said)}" for body, criteria, _ in row["held"]),
            row["site"].normal_product,
            row["site"].emergency_product,
            row["site"].switch_days,
            row["site"].capacity,
            row["site"].capacity_unit,
            row["free"],
        )
        for row in _rows(search.sites(wanted, actor, as_of)[:MOST_ROWS], actor, as_of)
    ]
    sheet = Sheet.of("sites", [head.of(said) for head in _HEADS], rows)
    response = HttpResponse(csv_bytes(sheet), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="sites.csv"'
    return response


def _rows(found: list[Facility], actor: Actor, as_of: date) -> list[dict[str, Any]]:
    refs = [Ref("parties.organisation", one.organisation.code) for one in found]
    refs += [Ref("body", held.body) for one in found for held in one.held]  # type: ignore[attr-defined]
    names = ports.names(refs, as_of, actor)
    return [
        {
            "site": one,
            "url": _url(one.code),
            "organisation": one.organisation.name,
            "sort": SORTS[one.sort],
            "type": SITE_TYPES.get(one.site_type),
            "can": [CAPABILITIES[row.code] for row in one.capabilities.all()],
            "held": [
                (
                    names[Ref("body", row.body)].label,
                    _criteria(row),
                    row.valid_from,
                )
                for row in one.held  # type: ignore[attr-defined]
                if Ref("body", row.body) in names
            ],
            "free": sum(row.free for row in one.coming),  # type: ignore[attr-defined]
        }
        for one in found
    ]


def _criteria(row: Any) -> Text:
    if row.criteria is None:
        return Text(row.basis, row.basis)
    return Text.either(row.criteria.title_ja, row.criteria.title_en)


def _url(code: str) -> str:
    kind = kind_of(KIND)
    if kind is None:
        return ""
    return kind.url(code) if code else kind.list_url


_HEADS: Final = (
    Text("コード", "Code"),
    Text("拠点・施設", "Site"),
    Text("機関", "Organisation"),
    Text("種類", "Sort"),
    Text("拠点の型", "Type"),
    Text("できること", "Capabilities"),
    Text("指定", "Designations"),
    Text("平時に作るもの", "Made in normal times"),
    Text("有事に作るもの", "Made in an emergency"),
    Text("切替えの日数", "Days to switch"),
    Text("切替え後の能力", "Capacity after the switch"),
    Text("能力の単位", "Unit"),
    Text("空き枠", "Free places"),
)
