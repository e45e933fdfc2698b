"""Published figures: the filtered list, the page of each, and the card that opens over a table."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikkan.line import queries as lines
from ikkan.portal import downloads, figurepage, reading, shown
from ikkan.portal.figurepage import FigurePage
from ikkan.portal.tablepage import figure_cells, figure_heads
from ikkan.records import paging
from ikkan.tabular import Sheet
from ikkan.values.ref import Ref

PAGE: Final = 50


def figures(request: HttpRequest) -> HttpResponse:
    """The figures that fit the filters, fifty at a time."""
    snapshot = reading.snapshot_of(request)
    wanted = figurepage.asked(request.GET)
    rows = figurepage.chosen(snapshot, wanted)
    page = paging.page_of(request, rows, PAGE)
    found = {
        "snapshot": snapshot,
        "filters": figurepage.filters(snapshot, wanted),
        "q": wanted.get("q", ""),
        "wanted": wanted,
        "query": urlencode(wanted),
        "page": page,
        "count": len(rows),
        "rows": [
            (row, shown.mark(snapshot, row), snapshot.entry("basis", row.basis)) for row in page
        ],
    }
    return render(request, "portal/figures.html", found)


def figures_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """Every figure that fits the filters, on one sheet."""
    snapshot, language = reading.snapshot_of(request), get_language()
    rows = figurepage.chosen(snapshot, figurepage.asked(request.GET))
    sheet = Sheet.of(
        _("Published figures"),
        figure_heads(),
        (figure_cells(snapshot, row, language) for row in rows),
        downloads.notes(snapshot, downloads.source_codes(rows), language),
    )
    return downloads.answer("figures", suffix, [sheet])


def figure(request: HttpRequest, code: str) -> HttpResponse:
    """One figure as a thing: its print, meaning, interval, checks, sources and users."""
    found = _page(request, code)
    day = reading.as_of(request)
    nodes = lines.stations(Ref("figure", code), day)
    return render(request, "portal/figure.html", found | {"line_nodes": nodes})


def figure_card(request: HttpRequest, code: str) -> HttpResponse:
    """The inside of the popover over a table."""
    return render(request, "portal/figure_card.html", _page(request, code))


def _page(request: HttpRequest, code: str) -> dict[str, object]:
    snapshot = reading.snapshot_of(request)
    page = FigurePage(snapshot=snapshot, figure=snapshot.figure(code))
    address = request.build_absolute_uri(
        f"{reverse('portal:figure', args=[code])}?as_of={snapshot.as_of.isoformat()}"
    )
    return {
        "snapshot": snapshot,
        "page": page,
        "figure": page.figure,
        "line_url": reverse("portal:line", args=["figure", code]),
        "citation": page.citation(get_language(), address),
    }
