"""Tables of the pages as files: one CSV, or a workbook whose last sheet holds the notes.

Decides: file names, content types, and the notes every file carries. Called by the views.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext as _

from ikkan.plan.snapshot import EntryView, FigureView, Snapshot
from ikkan.tabular import Sheet, csv_bytes, xlsx_bytes
from ikkan.tabular.workbook import CONTENT_TYPE as XLSX_TYPE
from ikkan.tabular.written import CONTENT_TYPE as CSV_TYPE
from ikkan.values.ref import Ref

SUFFIXES: Final = ("csv", "xlsx")


def answer(name: str, suffix: str, sheets: Sequence[Sheet]) -> HttpResponse:
    """The file `name`.`suffix`; a CSV holds the first sheet."""
    if suffix == "csv":
        response = HttpResponse(csv_bytes(sheets[0]), content_type=CSV_TYPE)
    else:
        response = HttpResponse(xlsx_bytes(sheets), content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return response


def notes(snapshot: Snapshot, sources: Sequence[str], language: str) -> tuple[str, ...]:
    """As-of, pack version and the sources by code, as lines of text."""
    version = snapshot.pack_version
    lines = [
        _("As of %(day)s") % {"day": snapshot.as_of.isoformat()},
        _("Pack %(code)s, version %(version)s")
        % {"code": version.code, "version": version.version},
    ]
    for code in dict.fromkeys(sources):
        row = snapshot.find(Ref("source", code))
        title = row.label.of(language) if row is not None else ""
        lines.append(_("Source %(code)s: %(title)s") % {"code": code, "title": title})
    return tuple(lines)


def places(row: EntryView | FigureView) -> str:
    """``001:20 003`` as the pack writes the sources of a row."""
    return " ".join(code if line is None else f"{code}:{line}" for code, line in row.sources)


def source_codes(rows: Sequence[EntryView | FigureView]) -> tuple[str, ...]:
    """Codes of the sources that the rows cite, each once."""
    return tuple(dict.fromkeys(code for row in rows for code, _ in row.sources))
