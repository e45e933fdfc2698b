"""Pages over seeds: results that lie idle, and how long the way to a licence takes.

Decides: nothing; both read visible records only and are for the offices. Source: 003:1089,
003:1211.
"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ikkan.audit import policy
from ikkan.audit.ports import actor_of
from ikkan.awards.messages import MODALITY_LABELS
from ikkan.plan.queries import snapshot
from ikkan.portfolio.seeds import dormant, measures
from ikkan.portfolio.seeds.rules import SEED
from ikkan.records import days, paging, ports
from ikkan.records.kinds import kind_of
from ikkan.records.words import language
from ikkan.tabular import Sheet, csv_bytes
from ikkan.tabular.written import CONTENT_TYPE
from ikkan.values.ref import Ref
from ikkan.values.text import Text

PAGE: Final = 50
MOST_ROWS: Final = 5_000


@never_cache
@require_safe
def idle(request: HttpRequest) -> HttpResponse:
    """Ended awards and seeds without successor or recent licence, by words and filters."""
    actor, as_of = actor_of(request), days.as_of(request)
    policy.demand("can_search_seeds", actor)
    wanted = dormant.asked(request.GET.dict())
    found = dormant.found(wanted, actor, as_of)
    page = paging.page_of(request, found, PAGE)
    shown = list(page.object_list)
    refs = [one.ref for one in shown]
    refs += [Ref("phase", one.phase) for one in shown if one.phase]
    names, held = ports.names(refs, as_of, actor), snapshot(as_of)
    context = {
        "asked": wanted,
        "count": len(found),
        "page": page,
        "rows": [_row(one, names) for one in shown],
        "made_up": any(one.fictional for one in shown),
        "what": dormant.WHAT.items(),
        "years": dormant.YEARS,
        "domains": [(row.code, row.label) for row in held.entries("domain", state="all")],
        "phases": [(row.code, row.label) for row in held.entries("phase", state="all")],
        "modalities": MODALITY_LABELS.items(),
        "query": request.GET.urlencode(),
        "elided": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
    }
    return render(request, "portfolio/seeds_dormant.html", context)


@never_cache
@require_safe
def idle_file(request: HttpRequest) -> HttpResponse:
    """The same as a CSV file."""
    actor, as_of = actor_of(request), days.as_of(request)
    policy.demand("can_search_seeds", actor)
    found = dormant.found(dormant.asked(request.GET.dict()), actor, as_of)[:MOST_ROWS]
    speak = language()
    rows = [
        (
            str(one.ref),
            one.title.of(speak),
            one.over_on.isoformat(),
            one.phase,
            one.modality,
            " ".join(one.domains),
            one.licensed_on.isoformat() if one.licensed_on else "",
            "" if one.score is None else f"{one.score:.4f}",
            _DEMONSTRATION.of(speak) if one.fictional else "",
        )
        for one in found
    ]
    body = csv_bytes(Sheet.of("dormant", [head.of(speak) for head in _HEADS], rows))
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="dormant.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


@never_cache
@require_safe
def measured(request: HttpRequest) -> HttpResponse:
    """Months from the first carrier to the first licence, and months without support."""
    actor, as_of = actor_of(request), days.as_of(request)
    policy.demand("can_search_seeds", actor)
    found = measures.of(actor, as_of)
    page = paging.page_of(request, found.rows, PAGE)
    shown = list(page.object_list)
    context = {
        "found": found,
        "page": page,
        "rows": list(zip(shown, _urls(shown), strict=True)),
        "made_up": any(one.fictional for one in found.rows),
        "bars": _bars(found),
        "elided": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
    }
    return render(request, "portfolio/seeds_measures.html", context)


def _row(one: dormant.Idle, names: Any) -> dict[str, Any]:
    phase = Ref("phase", one.phase) if one.phase else None
    return {
        "idle": one,
        "url": names[one.ref].url if one.ref in names else None,
        "what": dormant.WHAT[one.ref.kind],
        "phase": names[phase].label if phase in names else None,
        "modality": MODALITY_LABELS.get(one.modality),
    }


def _urls(shown: list[measures.Measured]) -> list[str]:
    kind = kind_of(SEED)
    return [kind.url(one.ref.code) if kind else "" for one in shown]


def _bars(found: measures.Measures) -> list[dict[str, Any]]:
    """How many seeds were licensed in which year after they began; none where none was."""
    if found.licensing is None:
        return []
    most = max(count for _, count in found.licensing.bins)
    return [
        {"year": year, "count": count, "width": round(100 * count / most)}
        for year, count in found.licensing.bins
    ]


_DEMONSTRATION: Final = Text("実演値", "Demonstration")
_HEADS: Final = (
    Text("記録", "Record"),
    Text("名称", "Title"),
    Text("終わった日", "Over on"),
    Text("段階", "Phase"),
    Text("モダリティ", "Modality"),
    Text("疾患領域", "Disease areas"),
    Text("最後の企業導出", "Last licence"),
    Text("近さ", "Score"),
    Text("実演", "Demonstration"),
)
