"""The home page: the line of one year's money, the larger picture, doors, and its files.

One snapshot for everything; a year that no source describes is not found. Source: ui.md §7.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ikkan.plan.snapshot import Snapshot
from ikkan.portal import (
    downloads,
    flow,
    flowdrawing,
    flowrows,
    homepage,
    reading,
    shown,
    sights,
    upright,
)
from ikkan.values import era
from ikkan.values.errors import NotFound


def home(request: HttpRequest) -> HttpResponse:
    """The year asked for by `?year=`, else the one that the pack names."""
    known = reading.snapshot_of(request)
    asked = request.GET.get("year", "").strip()
    if not asked:
        return _page(request, known, flow.default_year(known))
    if not (asked.isascii() and asked.isdigit() and len(asked) == 4):
        raise Http404(_("There is no such fiscal year here."))
    return _page(request, known, int(asked))


def money(request: HttpRequest, year: int) -> HttpResponse:
    """The home page of one fiscal year."""
    return _page(request, reading.snapshot_of(request), year)


def money_file(request: HttpRequest, year: str, suffix: str) -> HttpResponse:
    """The table of the flow as a file."""
    known, language = reading.snapshot_of(request), reading.language()
    found = _money(known, int(year), language)
    title = f"{_('Where the money went')} {year_name(known, found.year, language)}"
    sheet = flowrows.sheet(known, found, language, title)
    return downloads.answer(f"money-{year}", suffix, [sheet])


def year_name(known: Snapshot, year: int, language: str) -> str:
    """``令和3年度（2021）`` where the fiscal year begins in April, else the bare year."""
    if known.settings["fiscal_year_start_month"] == 4:
        return era.label(year, language)
    return str(year)


def _page(request: HttpRequest, known: Snapshot, year: int) -> HttpResponse:
    language = reading.language()
    found = _money(known, year, language)
    years = flow.years(known)
    place = years.index(year)
    context = {
        "snapshot": known,
        "money": found,
        "year_name": year_name(known, year, language),
        "years": years,
        "year_before": years[place - 1] if place else None,
        "year_after": years[place + 1] if place + 1 < len(years) else None,
        "pot": known.entry("pot", pot) if (pot := found.pot) else None,
        "picture": flowdrawing.draw(found, full=flow.largest_total(known), language=language),
        "upright": upright.draw(found, language),
        "orders": flow.orders(known),
        "sources": tuple(
            known.entry("source", code) for code in downloads.source_codes(found.figures)
        ),
        "rows": flowrows.rows(known, found),
        "outcomes": homepage.outcomes(known),
        "outcome_term": (reached := _outcome_term(known)),
        "outcomes_of_year": reached is None or found.term is None or found.term == reached,
        "scale": homepage.scale(known),
        "spans": sights.spans(known),
        "doors": homepage.doors(known),
        "lines": homepage.lines(known, language),
        "tally": shown.tally(known.judgements.values()),
        "lead": known.settings["home"].get("lead", known.settings["name"]),
    }
    return render(request, "portal/home.html", context)


def _money(known: Snapshot, year: int, language: str) -> flow.YearMoney:
    try:
        return flow.of_year(known, year)
    except NotFound as error:
        raise Http404(error.text.of(language)) from error


def _outcome_term(known: Snapshot) -> object:
    """The term in which the outcomes of the page were reached."""
    found = next((one.figure.term for one in sights.reached(known) if one.figure.term), None)
    return known.entry("term", found) if found else None
