"""tables.toml: the printed tables, cell by cell, as codes of figures.

Decides: the keys of a printed table and whether its cells name figures the pack has.
Called by: the reader (form) and the checker (rows). Source: docs/pack-guide.md.
"""

from __future__ import annotations

from typing import Final

from ikkan.pack import cells
from ikkan.pack.folder import TABLES, Folder
from ikkan.pack.keys import Section, read
from ikkan.pack.model import Pack, Table, TableCell, TableRow
from ikkan.pack.note import found
from ikkan.values.finding import Finding
from ikkan.values.text import Text

GROUPS: Final = ("budget", "funds", "aims", "basis", "outcome")
LAYOUTS: Final = ("printed",)
PARTS_STYLES: Final = ("seals", "plain", "angle")
KEYS: Final = (
    *("code", "group", "title", "source", "unit", "basis", "year", "notes", "corner"),
    *("columns", "layout", "rows"),
)
ROW_KEYS: Final = ("head", "cells")
CELL_KEYS: Final = ("main", "parts", "parts_style", "separator", "labels", "prefix", "suffix")


def load(folder: Folder) -> tuple[Table, ...]:
    """The tables in their order; none where the pack has no tables.toml."""
    if TABLES not in folder.names:
        return ()
    start = len(folder.findings)
    top = read(folder, TABLES)
    if top is None:
        return ()
    tables: list[Table] = []
    for section in top.sections("table"):
        table = _table(section)
        if table is None:
            continue
        if any(table.code == other.code for other in tables):
            section.note("table.twice", "code", read=table.code)
        else:
            tables.append(table)
    top.close()
    folder.capped(start, TABLES)
    return tuple(tables)


def _table(section: Section) -> Table | None:
    code = section.parsed("code", cells.code, required=True)
    columns = section.labels("columns", empty=True)
    table = Table(
        code=code or "",
        group=section.choice("group", GROUPS, required=True) or GROUPS[0],
        title=section.label("title", required=True) or Text("", ""),
        source=section.parsed("source", cells.code, required=True) or "",
        unit=section.string("unit"),
        basis=section.parsed("basis", cells.code),
        year=section.integer("year"),
        notes=section.strings("notes"),
        corner=section.blank_label("corner"),
        columns=columns,
        layout=section.choice("layout", LAYOUTS, required=True) or LAYOUTS[0],
        rows=tuple(
            _row(row, len(columns), section.has("columns"))
            for row in section.sections("rows", required=True)
        ),
        place=section.place(),
    )
    section.close()
    return None if code is None else table


def _row(section: Section, width: int, counted: bool) -> TableRow:
    head = section.label("head", required=True)
    row = TableRow(
        head=head or Text("", ""),
        cells=tuple(_cell(cell) for cell in section.sections("cells", required=True)),
    )
    section.close()
    if counted and section.has("cells") and len(row.cells) != width:
        section.note("table.width", "cells", read=len(row.cells), expected=width)
    return row


def _cell(section: Section) -> TableCell:
    cell = TableCell(
        main=section.parsed("main", cells.code),
        parts=section.strings("parts"),
        parts_style=section.choice("parts_style", PARTS_STYLES) or PARTS_STYLES[0],
        separator=section.string("separator") or ",",
        labels=section.labels("labels") if section.has("labels") else (),
        prefix=section.affix("prefix"),
        suffix=section.affix("suffix"),
    )
    section.close()
    return cell


def check(pack: Pack) -> list[Finding]:
    """Whether every figure, source, basis and quotation that a table names is in the pack."""
    findings: list[Finding] = []
    for table in pack.tables:
        path = table.place.key or ""

        def ask(key: str, kind: str, code: str | None, path: str = path) -> None:
            if code and pack.find(kind, code) is None:
                place = Section({}, TABLES, path, []).place(key)
                findings.append(found("ref.dangling", place, read=code, kind=kind, near=[]))

        ask("source", "source", table.source)
        ask("basis", "basis", table.basis)
        for number, note in enumerate(table.notes, start=1):
            ask(f"notes[{number}]", "quotation", note)
        for high, row in enumerate(table.rows, start=1):
            for wide, cell in enumerate(row.cells, start=1):
                key = f"rows[{high}].cells[{wide}]"
                ask(f"{key}.main", "figure", cell.main)
                for number, part in enumerate(cell.parts, start=1):
                    ask(f"{key}.parts[{number}]", "figure", part)
    return findings
