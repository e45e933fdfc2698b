"""Sheets as one workbook (XLSX): bold headings that stay in sight, typed cells, a sheet of notes.

Called by: portal's downloads, `ikkan export`. openpyxl is loaded when a workbook is made, never on
the web start path. Numbers are written as numbers; a workbook keeps about 15 digits of them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from ikkan.tabular.sheet import Cell, Sheet, harmless, plain

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTES: Final = "出典・注記 Notes"
LONGEST_CELL: Final = 32_767
LONGEST_TITLE: Final = 31
SAFE_DIGITS: Final = 15
_WIDTHS: Final = (8, 48)
_TITLE: Final = re.compile(r"[\[\]:*?/\\]")


def xlsx_bytes(sheets: Sequence[Sheet]) -> bytes:
    """The whole file; the notes of all sheets stand on the last one. Needs at least one sheet."""
    from openpyxl import Workbook

    if not sheets:
        raise ValueError("a workbook needs a sheet")
    book = Workbook(write_only=True)
    titles: set[str] = set()
    for sheet in sheets:
        _write(book, sheet, _title(sheet.title, titles))
    notes = [(sheet.title, note) for sheet in sheets for note in sheet.notes]
    if notes:
        _write(book, Sheet.of(NOTES, ["表 Table", "注記 Note"], notes), _title(NOTES, titles))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(book: Workbook, sheet: Sheet, title: str) -> None:
    page = book.create_sheet(title)
    page.freeze_panes = f"A{len(sheet.lead) + 2}"
    for position, width in enumerate(_column_widths(sheet), start=1):
        page.column_dimensions[_letter(position)].width = width
    for line in sheet.lead:
        page.append([_cell(page, line, None)])
    page.append([_heading(page, column.head) for column in sheet.columns])
    formats = [column.number_format for column in sheet.columns]
    for row in sheet.rows:
        page.append(
            [_cell(page, cell, format_) for cell, format_ in zip(row, formats, strict=True)]
        )


def _heading(page: WriteOnlyWorksheet, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = WriteOnlyCell(page, value=harmless(text))
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="ECEFF3")
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _cell(page: WriteOnlyWorksheet, value: Cell, number_format: str | None) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if value is None:
        return None
    if isinstance(value, str) or _too_long(value):
        cell = WriteOnlyCell(page, value=plain(value)[:LONGEST_CELL])
        cell.data_type = "s"
        return cell
    if isinstance(value, bool):
        value = int(value)
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
    made: Any = WriteOnlyCell(page)
    made.value = value
    if isinstance(value, Decimal) and number_format is None:
        places = max(0, -int(value.as_tuple().exponent))
        number_format = "#,##0" + (f".{'0' * places}" if places else "")
    if number_format is not None:
        made.number_format = number_format
    return made


def _too_long(value: Cell) -> bool:
    return isinstance(value, (int, Decimal)) and len(str(abs(value))) > SAFE_DIGITS


def _column_widths(sheet: Sheet) -> Iterable[int]:
    least, most = _WIDTHS
    for position, column in enumerate(sheet.columns):
        texts = [column.head, *(plain(row[position]) for row in sheet.rows[:200])]
        seen = max(sum(2 if ord(c) > 0x2E7F else 1 for c in text[:most]) for text in texts)
        yield column.width or min(most, max(least, seen + 2))


def _title(text: str, taken: set[str]) -> str:
    bare = _TITLE.sub(" ", text).strip(" '")[:LONGEST_TITLE] or "Sheet"
    title, number = bare, 2
    while title.lower() in taken:
        mark = f" {number}"
        title, number = bare[: LONGEST_TITLE - len(mark)] + mark, number + 1
    taken.add(title.lower())
    return title


def _letter(position: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(position))
