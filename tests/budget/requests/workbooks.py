"""A request's template and ways to spoil it, for the tests of reading, uploading and pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

from openpyxl import load_workbook

from ikkan.budget.requests import workbook_reading
from ikkan.budget.requests.rules import NewLine
from ikkan.budget.requests.workbook import (
    COLUMNS,
    HEADER_ROW,
    LINES_SHEET,
    Choice,
    Known,
    Present,
    Stamp,
)
from ikkan.budget.requests.workbook_reading import Reading
from ikkan.budget.requests.workbook_template import template
from ikkan.values.text import Text

TITLE = Text("令和8年度 予算要求", "FY2026 request")
FIRST = HEADER_ROW + 1
AT = {column.field: number for number, column in enumerate(COLUMNS, start=1)}


def line(code: str, **said: Any) -> NewLine:
    values = {
        "name_ja": f"事業{code}",
        "cost_class": "agency",
        "request_yen": 2_790_000_000,
        "previous_yen": 2_566_694_000,
        "project": "T3-01",
        "area": "2-4",
        "domains": ("D1", "D2"),
        "cites": ("clause:plan.1",),
        "justification": "=1+1 と書いた理由",
    }
    return NewLine(code=code, **(values | said))


def choice(code: str, ja: str, **said: Any) -> Choice:
    return Choice(code=code, name=Text(ja, f"{ja} in English"), **said)


KNOWN = Known(
    stamp=Stamp(request="REQ-2025-000003", round="RND-1", body="B2", number="3"),
    lines=tuple(Present(line=line(f"B2-{number:02}"), row_version=2) for number in range(1, 5)),
    choices={
        "cost_class": (choice("agency", "機構対象経費"), choice("inhouse", "自前の機関")),
        "project": (choice("T3-01", "医薬品"), choice("T3-03", "再生")),
        "programme": (
            choice("cancer", "がんの研究"),
            choice("old", "古い事業", ended=date(2025, 3, 31), successor="cancer"),
            choice("done", "終わった事業", ended=date(2025, 3, 31)),
            choice("theirs", "ほかの府省の事業"),
        ),
        "domains": (choice("D1", "がん"), choice("D2", "難病")),
        "purpose": (choice("P1", "予防"),),
        "phase": (choice("F1", "基礎"),),
        "area": (choice("2-4", "データの利活用"),),
        "affirms": (),
    },
    payers={"theirs": "B3"},
    bodies={"B2": Text("乙省", "Second"), "B3": Text("丙省", "Third")},
)


PLAIN = template(KNOWN, TITLE)


def spoiled(change: Callable[[Any], None] | None = None, known: Known = KNOWN) -> bytes:
    """The template after `change(workbook)`."""
    data = PLAIN if known is KNOWN else template(known, TITLE)
    book = load_workbook(io.BytesIO(data))
    if change is not None:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_cells(**values: Any) -> bytes:
    """The template whose first line has other cells, by field."""

    def change(book: Any) -> None:
        for name, value in values.items():
            book[LINES_SHEET].cell(row=FIRST, column=AT[name]).value = value

    return spoiled(change)


def read(data: bytes, known: Known = KNOWN, name: str = "要求書.xlsx") -> Reading:
    return workbook_reading.read(data, name, known)


def found(reading: Reading) -> set[tuple[str, str]]:
    """(code, cell) of every finding."""
    return {
        (one.code, f"{one.place.column or ''}{one.place.line or ''}") for one in reading.findings
    }
