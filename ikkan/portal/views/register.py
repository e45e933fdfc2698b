"""The register: every row of the pack by kind, and each row as a record on its line.

Every page takes one snapshot and renders it; a record page also walks the line.
"""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ikkan.audit.ports import actor_of
from ikkan.line import queries as lines
from ikkan.line.queries import STATIONS
from ikkan.pack import schema
from ikkan.plan.snapshot import ENDED, NOT_YET, EntryView, Snapshot
from ikkan.portal import caselines, reading, register
from ikkan.portal.downloads import answer, notes, places, source_codes
from ikkan.records import paging, queries
from ikkan.records.kinds import kinds
from ikkan.records.sight import condition
from ikkan.tabular import Sheet
from ikkan.values.ref import Ref

PAGE: Final = 50
APART: Final = frozenset({"figure", "quotation"})


def index(request: HttpRequest) -> HttpResponse:
    """Every kind with the number of its rows, and of the records that the reader may see."""
    known = reading.snapshot_of(request)
    counted = [
        (kind, len(known.entries(kind.code, state="all")))
        for kind in schema.load().kinds.values()
        if kind.code not in APART
    ]
    actor = actor_of(request)
    open_to = [kind for kind in kinds() if condition(kind.sight, actor) is not None]
    seen = [(kind, queries.visible(kind, actor).count()) for kind in open_to]
    by_station = [
        {
            "station": station,
            "kinds": [pair for pair in counted if pair[0].station == station],
            "records": [pair for pair in seen if pair[0].station == station],
        }
        for station in (*STATIONS, None)
    ]
    groups = [group for group in by_station if group["kinds"] or group["records"]]
    return render(request, "portal/register.html", {"snapshot": known, "groups": groups})


def kind(request: HttpRequest, kind: str) -> HttpResponse:
    """The rows of one kind, those of the day first named as such."""
    known = reading.snapshot_of(request)
    found, rows = _kind(known, kind)
    language = reading.language()
    columns = register.columns(kind, rows)
    page = paging.page_of(request, rows, PAGE)
    listed = [
        {
            "row": row,
            "state": _state(row),
            "cells": [register.cells_of(row, column, known, language) for column in columns],
        }
        for row in page
    ]
    context = {
        "snapshot": known,
        "kind": found,
        "columns": columns,
        "rows": listed,
        "page": page,
        "count": len(rows),
    }
    return render(request, "portal/kind.html", context)


def kind_file(request: HttpRequest, kind: str, suffix: str) -> HttpResponse:
    """All columns of all rows of one kind."""
    known = reading.snapshot_of(request)
    found, rows = _kind(known, kind)
    language = reading.language()
    heads = [_("Code"), _("Name"), *(column.label.of(language) for column in found.columns)]
    heads += [_("Valid from"), _("Valid to"), _("Source"), _("Inventory items")]
    body = [
        (
            row.code,
            row.label.of(language),
            *(
                register.plain(register.cells_of(row, column, known, language))
                for column in found.columns
            ),
            row.valid_from,
            row.valid_to,
            places(row),
            " ".join(row.items),
        )
        for row in rows
    ]
    said = notes(known, source_codes(rows), language)
    return answer(kind, suffix, [Sheet.of(found.label.of(language), heads, body, said)])


def record(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """One row: its line first, then its fields, its sources, and what is beside it."""
    known = reading.snapshot_of(request)
    _kind(known, kind)
    row = known.entry(kind, code)
    language, viewer = reading.language(), actor_of(request)
    stations, walk = lines.thread(row.ref, known.as_of, viewer, depth=2)
    context = {
        "snapshot": known,
        "kind": schema.load().kinds[kind],
        "row": row,
        "state": _state(row),
        "fields": tuple(register.fields(row, known, language)),
        "line_nodes": stations,
        "walk": walk,
        "quotations": _quotations(row, known),
        "case_line": caselines.of(known, row),
        "aliases": [
            alias.data["printed"]
            for alias in known.entries("alias", state="all")
            if (alias.data["kind"], alias.data["of"]) == (kind, code)
        ],
    }
    return render(request, "portal/record.html", context)


def _kind(known: Snapshot, code: str) -> tuple[schema.Kind, tuple[EntryView, ...]]:
    found = schema.load().kinds.get(code)
    if found is None or code in APART:
        raise Http404(_("There is no kind of record “%(code)s”.") % {"code": code})
    return found, known.entries(code, state="all")


def _quotations(row: EntryView, known: Snapshot) -> list[EntryView]:
    refs = (Ref("quotation", f"{code}:{line}") for code, line in row.sources if line is not None)
    return [found for ref in refs if isinstance(found := known.find(ref), EntryView)]


def _state(row: EntryView) -> str:
    return {NOT_YET: _("not yet in force"), ENDED: _("ended")}.get(row.state, "")
