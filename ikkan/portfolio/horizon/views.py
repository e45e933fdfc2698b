"""The overview of the horizon and the three screens: watch, decide, fund; growth as a file.

Decides: nothing; showing does. Every count is of what the reader may see. Source: 003:781-787.
"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ikkan.audit import policy
from ikkan.audit.ports import actor_of
from ikkan.portfolio.horizon import showing
from ikkan.portfolio.horizon.rules import ALERT, EMERGENCY_PROGRAMME, STRATEGY, TOPIC
from ikkan.records.kinds import kind_of
from ikkan.records.models import is_demonstration
from ikkan.records.queries import visible
from ikkan.records.words import language
from ikkan.tabular import Sheet, csv_bytes
from ikkan.tabular.written import CONTENT_TYPE
from ikkan.values.text import Text


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Topics by growth, the register of sources, words that come up."""
    shown = showing.home(actor_of(request), timezone.localdate())
    lists = dict(_lists("scan_source", "signal", "dossier", "shortlist"))
    return _page(request, "home", {**shown, "lists": lists}, ("can_keep_topic", TOPIC, "keep"))


@never_cache
@require_safe
def watch(request: HttpRequest) -> HttpResponse:
    """The watch list."""
    shown = showing.watch(actor_of(request), timezone.localdate())
    return _page(request, "watch", shown, ("can_keep_topic", TOPIC, "keep"))


@never_cache
@require_safe
def decide(request: HttpRequest) -> HttpResponse:
    """The log of decisions."""
    shown = showing.decide(actor_of(request), timezone.localdate())
    offer = ("can_draft_strategy", STRATEGY, "draft")
    return _page(request, "decide", shown, offer, ("can_switch_status", ALERT, "switch"))


@never_cache
@require_safe
def fund(request: HttpRequest) -> HttpResponse:
    """Fast-track calls and the rules in force."""
    shown = showing.fund(actor_of(request), timezone.localdate())
    offer = ("can_class_programme", EMERGENCY_PROGRAMME, "class")
    return _page(request, "fund", shown, offer, ("can_switch_status", ALERT, "switch"))


@never_cache
@require_safe
def growth_file(request: HttpRequest) -> HttpResponse:
    """Items of every topic by year, with the growth and its interval, as CSV."""
    actor, today, speak = actor_of(request), timezone.localdate(), language()
    found = showing.rows(list(visible(TOPIC, actor).order_by("pk")), actor, today)
    years = sorted({year for row in found for year in row.told.years})
    rows: list[tuple[Any, ...]] = [
        (
            *(row.told.topic.code, row.told.topic.title.of(speak), row.sort.of(speak)),
            *(row.told.count, row.told.undated),
            *(
                _share(one)
                for one in (row.told.grown.rate, row.told.grown.low, row.told.grown.high)
            ),
            *(row.told.years.get(year, 0) for year in years),
        )
        for row in found
    ]
    heads = [*(head.of(speak) for head in _HEADS), *(str(year) for year in years)]
    response = HttpResponse(csv_bytes(Sheet.of("growth", heads, rows)), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="horizon-growth.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _page(
    request: HttpRequest, screen: str, shown: Any, *offers: tuple[str, str, str]
) -> HttpResponse:
    """One screen, with the forms that the reader may use there."""
    actor = actor_of(request)
    found = [
        (f"{kind.list_url}new/{write.code}/", write.label)
        for permission, code, name in offers
        if policy.within_reach(permission, actor)
        and (kind := kind_of(code)) is not None
        and (write := kind.write(name, "new")) is not None
    ]
    context = {**shown, "screen": screen, "offers": found, "made_up": is_demonstration()}
    return render(request, f"portfolio/horizon_{screen}.html", context)


def _lists(*names: str) -> list[tuple[str, str]]:
    kinds = ((name, kind_of(f"portfolio.{name}")) for name in names)
    return [(name, kind.list_url) for name, kind in kinds if kind is not None]


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


_HEADS: Final = (
    Text("コード", "Code"),
    Text("話題", "Topic"),
    Text("種類", "Sort"),
    Text("件数", "Items"),
    Text("年のない件数", "Items without a year"),
    Text("年あたりの伸び", "Growth a year"),
    Text("95%区間の下", "95% interval, low"),
    Text("95%区間の上", "95% interval, high"),
)
