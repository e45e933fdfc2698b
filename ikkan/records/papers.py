"""Official papers as files: one page of HTML, PDF/UA, and a workbook, all from the same paper.

Decides: that the same paper gives the same bytes in each of them. Called by every context that
prints one: minutes, decisions, policies, the joint request, the data book. Source: ui.md §8.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from django.http import HttpResponse
from django.template.loader import render_to_string

from ikkan.documents import typeset
from ikkan.documents.paper import Exhibit, Paper, Value, Words
from ikkan.tabular import Column, Sheet, workbook, xlsx_bytes

FORMS: Final = {
    "html": "text/html; charset=utf-8",
    "pdf": typeset.CONTENT_TYPE,
    "xlsx": workbook.CONTENT_TYPE,
}
WORDS: Final[Mapping[str, Words]] = {
    "ja": Words(
        rule="数え方", sources="出典", unit="単位", contents="目次", chart="図", table="表で見る"
    ),
    "en": Words(
        rule="How it is counted",
        sources="Sources",
        unit="Unit:",
        contents="Contents",
        chart="Figure",
        table="See as a table",
    ),
}
_MOMENT: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def body(paper: Paper, form: str) -> bytes:
    """The file in one of FORMS."""
    if form == "html":
        return render_to_string("records/paper_file.html", {"paper": paper}).encode()
    return typeset.pdf(paper) if form == "pdf" else _xlsx(paper)


def answer(paper: Paper, form: str, name: str) -> HttpResponse:
    """The file as a download of that name."""
    response = HttpResponse(body(paper, form), content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def _xlsx(paper: Paper) -> bytes:
    sheets = [_contents(paper), *(_sheet(paper, exhibit) for exhibit in paper.exhibits)]
    return _settled(xlsx_bytes(sheets), paper.stamp)


def _contents(paper: Paper) -> Sheet:
    rows: list[tuple[Value, Value]] = [*paper.facts, (paper.words.contents, None)]
    rows += [(exhibit.number, exhibit.title) for exhibit in paper.exhibits]
    lead = [paper.mark] if paper.mark else []
    return Sheet.of(paper.words.contents, [paper.title, ""], rows, lead=[*lead, paper.lead])


def _sheet(paper: Paper, exhibit: Exhibit) -> Sheet:
    """A table under its title, its rule of counting and its sources."""
    grid = exhibit.grid
    heads = (
        [Column(head=exhibit.absent)]
        if grid is None
        else [Column(head=head.text) for head in grid.heads]
    )
    rows = [] if grid is None else [row.cells for row in grid.rows]
    return Sheet.of(exhibit.number, heads, rows, lead=list(_lead(paper, exhibit)))


def _lead(paper: Paper, exhibit: Exhibit) -> Iterator[str]:
    words, grid = paper.words, exhibit.grid
    yield f"{exhibit.number} {exhibit.title}"
    if paper.mark:
        yield paper.mark
    yield f"{words.rule}: {exhibit.rule}"
    if grid is not None and grid.unit:
        yield f"{words.unit} {grid.unit}"
    if grid is not None and grid.has_gap and grid.missing:
        yield f"— {grid.missing}"
    yield from exhibit.notes
    yield from (f"{words.sources}: {source}" for source in exhibit.sources)
    yield paper.foot


def _settled(made: bytes, stamp: datetime) -> bytes:
    """The workbook with the date of the paper instead of that of its making."""
    out, moment = io.BytesIO(), stamp.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(made)) as found, zipfile.ZipFile(out, "w") as written:
        for item in found.infolist():
            part = found.read(item)
            if item.filename == "docProps/core.xml":
                part = _MOMENT.sub(rb"\g<1>" + moment, part)
            entry = zipfile.ZipInfo(item.filename, date_time=stamp.timetuple()[:6])
            written.writestr(entry, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
