"""The search page: one box over all that the viewer may see, narrowed by facets in its address."""

from __future__ import annotations

import logging
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ikkan.audit import ports
from ikkan.pack import schema
from ikkan.portal import reading, search_feed, search_results
from ikkan.portal.search import FICTIONAL, NO_STATION, REAL, Found, Narrowing, ask, read
from ikkan.records import paging
from ikkan.values import glyphs
from ikkan.values.errors import InputError
from ikkan.values.text import Text

PAGE: Final = 20
LONGEST: Final = 1_000
_log = logging.getLogger(__name__)


def search(request: HttpRequest) -> HttpResponse:
    """What was found, twenty at a time; without a question, the box and how to ask."""
    known, language = reading.snapshot_of(request), reading.language()
    viewer = ports.actor_of(request)
    typed = request.GET.get("q", "")[:LONGEST]
    narrowing = _narrowing(request)
    first = PAGE * (paging.number_of(request) - 1)
    failed = False
    try:
        found = ask(typed, known, viewer, narrowing, slice(first, first + PAGE))
    except OSError:
        _log.exception("there can be no search index")
        found, failed = Found(question=read(typed, known)), True
    page = paging.page_of(request, found.hits, PAGE)
    context = {
        "snapshot": known,
        "q": typed,
        "question": found.question,
        "asked": bool(found.question.wanted),
        "only_excluded": bool(found.question.parts) and not found.question.wanted,
        "found": found,
        "count": len(found.hits),
        "page": page,
        "results": search_results.results(found, known, viewer, language),
        "facets": search_results.facets(found, narrowing, request.GET, language),
        "narrowed": narrowing != Narrowing(),
        "failed": failed,
    }
    return render(request, "portal/search.html", context)


def _narrowing(request: HttpRequest) -> Narrowing:
    """The facets in the address. Raises InputError for a value that no facet has."""
    kind, station, mark = (request.GET.get(name) or None for name in ("kind", "station", "mark"))
    year = request.GET.get("year") or None
    known: tuple[tuple[str, str | None, tuple[str, ...]], ...] = (
        ("kind", kind, tuple(search_feed.order())),
        ("station", station, (*schema.load().stations, NO_STATION)),
        ("mark", mark, (REAL, FICTIONAL)),
    )
    for name, value, values in known:
        if value is not None and value not in values:
            raise InputError(f"search.{name}", _UNKNOWN.format(read=glyphs.shown(value)))
    if year is not None and not (year.isascii() and year.isdigit() and len(year) == len("2026")):
        raise InputError("search.year", _UNKNOWN.format(read=glyphs.shown(year)))
    return Narrowing(kind=kind, station=station, year=int(year) if year else None, mark=mark)


_UNKNOWN = Text(
    "「{read}」では絞り込めません。検索結果の横に出る絞り込みから選んでください。",
    'Results cannot be narrowed to "{read}"; choose from those beside the results.',
)
