"""The plan pages: terms side by side with their crosswalk, and what was reached.

Every page takes one snapshot and renders it.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ikkan.plan.snapshot import EntryView, Snapshot
from ikkan.portal import reading, register, sights
from ikkan.portal.downloads import answer, notes, places, source_codes
from ikkan.tabular import Sheet


def plan(request: HttpRequest) -> HttpResponse:
    """Terms beside each other: projects, domains, documents; then the crosswalk as printed."""
    known = reading.snapshot_of(request)
    context = {
        "snapshot": known,
        "terms": sights.terms(known),
        "crosswalk": known.entries("crosswalk", state="all"),
        "remainder": sights.remainder(known),
        "purposes": known.entries("purpose"),
        "phases": known.entries("phase"),
        "instruments": sights.instruments(known),
    }
    return render(request, "portal/plan.html", context)


def plan_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """The projects of all terms, and the crosswalk as a second sheet."""
    known = reading.snapshot_of(request)
    return _file(known, "plan", suffix, ("project", "crosswalk"))


def outcomes(request: HttpRequest) -> HttpResponse:
    """Outcomes as printed, how many of them the sources itemise, indicators, approvals, cases."""
    known = reading.snapshot_of(request)
    context = {
        "snapshot": known,
        "reached": sights.reached(known),
        "indicators": sights.indicators(known),
        "approvals": known.entries("approval", state="all"),
        "cases": sights.cases(known),
    }
    return render(request, "portal/outcomes.html", context)


def outcomes_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """Approvals, indicators and the steps of the cases."""
    known = reading.snapshot_of(request)
    return _file(known, "outcomes", suffix, ("approval", "indicator", "case_step"))


def funds(request: HttpRequest) -> HttpResponse:
    """Funds and multi-year programmes on one axis of years, each with its printed total."""
    known = reading.snapshot_of(request)
    context = {
        "snapshot": known,
        "spans": sights.spans(known),
        "funds": sights.funds(known),
        "tables": [table for table in known.tables if table.group == "funds"],
        "scale": sights.scale(known),
    }
    return render(request, "portal/funds.html", context)


def funds_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """Funds with their printed amounts."""
    known = reading.snapshot_of(request)
    return _file(known, "funds", suffix, ("fund",))


def _file(known: Snapshot, name: str, suffix: str, kinds: tuple[str, ...]) -> HttpResponse:
    language = reading.language()
    rows = [(kind, known.entries(kind, state="all")) for kind in kinds]
    said = notes(known, source_codes([row for _kind, found in rows for row in found]), language)
    sheets = [_sheet(kind, found, known, language, said) for kind, found in rows]
    return answer(name, suffix, sheets)


def _sheet(
    kind: str,
    rows: tuple[EntryView, ...],
    known: Snapshot,
    language: str,
    said: tuple[str, ...],
) -> Sheet:
    found = register.kind(kind)
    heads = [_("Code"), *(column.label.of(language) for column in found.columns), _("Source")]
    body = [
        (
            row.code,
            *(
                register.plain(register.cells_of(row, column, known, language))
                for column in found.columns
            ),
            places(row),
        )
        for row in rows
    ]
    return Sheet.of(found.label.of(language), heads, body, said)
