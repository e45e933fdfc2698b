"""Pages of words: glossary, about, how figures are counted, accessibility, and what to download."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ikkan.pack import schema
from ikkan.plan import queries
from ikkan.portal import glossary as words
from ikkan.portal import reading
from ikkan.portal.downloads import answer, notes
from ikkan.portal.views import opendata
from ikkan.tabular import Sheet


def glossary(request: HttpRequest) -> HttpResponse:
    """The terms of the field in both languages."""
    known = reading.snapshot_of(request)
    return render(request, "portal/glossary.html", {"snapshot": known, "terms": words.terms()})


def glossary_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """The glossary as a table."""
    known = reading.snapshot_of(request)
    rows = [(term.code, term.ja, term.en, term.note) for term in words.terms()]
    heads = [_("Code"), _("Japanese"), _("English"), _("Note")]
    said = notes(known, (), reading.language())
    return answer("glossary", suffix, [Sheet.of(_("Glossary"), heads, rows, said)])


def about(request: HttpRequest) -> HttpResponse:
    """What this is, whose figures it shows, and which versions of the pack were applied."""
    known = reading.snapshot_of(request)
    context = {
        "snapshot": known,
        "versions": queries.versions(),
        "sources": known.entries("source", state="all"),
    }
    return render(request, "portal/about.html", context)


def counting(request: HttpRequest) -> HttpResponse:
    """The rules by which figures are read, checked and never mixed."""
    known = reading.snapshot_of(request)
    context = {
        "snapshot": known,
        "bases": known.entries("basis", state="all"),
        "cost_classes": known.entries("cost_class", state="all"),
        "stages": known.entries("stage", state="all"),
        "pots": known.entries("pot", state="all"),
        "summary": known.summary,
    }
    return render(request, "portal/counting.html", context)


def accessibility(request: HttpRequest) -> HttpResponse:
    """What was tested, what is known to be missing, how to tell us."""
    return render(request, "portal/accessibility.html", {"snapshot": reading.snapshot_of(request)})


def data(request: HttpRequest) -> HttpResponse:
    """Every table of this site as a file, with the number of its rows."""
    known = reading.snapshot_of(request)
    kinds = [
        (kind, len(known.entries(kind.code, state="all")))
        for kind in schema.load().kinds.values()
        if kind.code not in ("figure", "quotation")
    ]
    context = {
        "snapshot": known,
        "kinds": [(kind, count) for kind, count in kinds if count],
        "figures": len(known.figures(state="all")),
        "checks": len(known.judgements),
        "tables": known.tables,
        "records": opendata.offered(),
    }
    return render(request, "portal/data.html", context)
