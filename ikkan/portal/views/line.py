"""The line of any record as a page of its own, and where lines are broken."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ikkan.audit.ports import actor_of
from ikkan.line import queries as lines
from ikkan.portal import reading
from ikkan.portal.downloads import answer, notes
from ikkan.tabular import Sheet
from ikkan.values.errors import RefError
from ikkan.values.ref import Ref


def walk(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Everything above, below and beside a record, as of the day."""
    known = reading.snapshot_of(request)
    try:
        ref = Ref(kind, code)
    except RefError as error:
        raise Http404(error.text.of(reading.language())) from error
    viewer = actor_of(request)
    stations, walked = lines.thread(ref, known.as_of, viewer)
    context = {
        "snapshot": known,
        "walk": walked,
        "line_nodes": stations,
        "row": known.find(ref),
    }
    return render(request, "portal/line.html", context)


def broken(request: HttpRequest) -> HttpResponse:
    """Every declared way in which a line may be broken, with the records where it is."""
    known = reading.snapshot_of(request)
    report = lines.broken(known.as_of, actor_of(request))
    context = {
        "snapshot": known,
        "report": report,
        "total": sum(len(one.gaps) for one in report),
        "whole": [one.label for one in report if not one.gaps],
    }
    return render(request, "portal/broken.html", context)


def broken_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """One row per break."""
    known = reading.snapshot_of(request)
    language = reading.language()
    rows = [
        (found.code, found.label.of(language), str(gap.ref), gap.label.of(language))
        for found in lines.broken(known.as_of, actor_of(request))
        for gap in found.gaps
    ]
    heads = [_("Rule"), _("What is missing"), _("Code"), _("Name")]
    sheet = Sheet.of(_("Broken lines"), heads, rows, notes(known, (), language))
    return answer("broken-lines", suffix, [sheet])
