"""Sources, and each source with the lines that rows of the pack cite."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikkan.plan.snapshot import EntryView, FigureView, Snapshot
from ikkan.portal import downloads, reading
from ikkan.portal.choices import WORDS
from ikkan.tabular import Sheet
from ikkan.values.text import Text

Row = EntryView | FigureView


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A source in the list, with its status in words and how much the pack takes from it."""

    row: EntryView
    status: Text
    quotations: int
    citing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One line of a source: its words, and the rows that cite it."""

    line: int | None
    quotation: EntryView | None
    rows: tuple[Row, ...]


def sources(request: HttpRequest) -> HttpResponse:
    """Every source with its status."""
    snapshot = reading.snapshot_of(request)
    return render(request, "portal/sources.html", {"snapshot": snapshot, "rows": _listed(snapshot)})


def sources_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """The list of sources as a file."""
    snapshot, language = reading.snapshot_of(request), get_language()
    sheet = Sheet.of(
        _("Sources"),
        [
            *(_("Code"), _("Title"), _("Publisher"), _("Date"), _("Status"), _("Status code")),
            *(_("Address"), _("Lines quoted"), _("Rows that cite it"), _("Note")),
        ],
        (
            [
                *(found.row.code, found.row.label.of(language)),
                *(_text(found.row, "publisher", language), str(found.row.data["date"] or "")),
                *(found.status.of(language), found.row.data["status"], found.row.data["url"]),
                *(found.quotations, found.citing, _text(found.row, "note", language)),
            ]
            for found in _listed(snapshot)
        ),
        downloads.notes(snapshot, (), language),
    )
    return downloads.answer("sources", suffix, [sheet])


def source(request: HttpRequest, code: str) -> HttpResponse:
    """One source: the quoted lines in order, each with the rows that cite it."""
    snapshot = reading.snapshot_of(request)
    row = snapshot.entry("source", code)
    found = {
        "snapshot": snapshot,
        "source": row,
        "status": WORDS[row.data["status"]],
        "lines": _lines(snapshot, code),
        "whole": _cited(snapshot, code).get(0, ()),
        "tables": [table for table in snapshot.tables if table.source == code],
    }
    return render(request, "portal/source.html", found)


def source_file(request: HttpRequest, code: str, suffix: str) -> HttpResponse:
    """One row for each line and row that cites it."""
    snapshot, language = reading.snapshot_of(request), get_language()
    row = snapshot.entry("source", code)
    sheet = Sheet.of(
        row.label.of(language),
        [_("Line"), _("Page"), _("Quoted text"), _("Cited by"), _("Name")],
        (
            [
                quote.line,
                quote.quotation.data["page"] if quote.quotation else None,
                quote.quotation.data["text"] if quote.quotation else None,
                str(citing.ref) if citing else None,
                citing.label.of(language) if citing else None,
            ]
            for quote in _lines(snapshot, code)
            for citing in (quote.rows or (None,))
        ),
        downloads.notes(snapshot, [code], language),
    )
    return downloads.answer(f"source-{code}", suffix, [sheet])


def _listed(snapshot: Snapshot) -> list[Listed]:
    quoted: dict[str, int] = {}
    for quotation in snapshot.entries("quotation", state="all"):
        quoted[quotation.data["of"]] = quoted.get(quotation.data["of"], 0) + 1
    return [
        Listed(
            row=row,
            status=WORDS[row.data["status"]],
            quotations=quoted.get(row.code, 0),
            citing=len(
                {found.ref for rows in _cited(snapshot, row.code).values() for found in rows}
            ),
        )
        for row in snapshot.entries("source", state="all")
    ]


def _lines(snapshot: Snapshot, code: str) -> list[Quote]:
    cited = _cited(snapshot, code)
    own = [row for row in snapshot.entries("quotation", state="all") if row.data["of"] == code]
    numbered = {row.data["line"]: row for row in own if row.data["line"] is not None}
    found = [
        Quote(line=line, quotation=numbered.get(line), rows=cited.get(line, ()))
        for line in sorted({*numbered, *cited} - {0})
    ]
    loose = [row for row in own if row.data["line"] is None]
    return found + [Quote(line=None, quotation=row, rows=()) for row in loose]


def _cited(snapshot: Snapshot, code: str) -> dict[int, tuple[Row, ...]]:
    """Rows by line without the quotations and the source itself, which cite their own place."""
    return {
        line: kept
        for line, rows in snapshot.cited(code).items()
        if (kept := tuple(row for row in rows if row.kind not in ("quotation", "source")))
    }


def _text(row: EntryView, name: str, language: str) -> str | None:
    value = row.data.get(name)
    return value.of(language) if isinstance(value, Text) else None
