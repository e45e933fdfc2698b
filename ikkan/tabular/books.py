"""Tables in workbooks (XLSX, XLS): the visible sheets, their lines and their merged cells.

Decides: hidden sheets are no input; merged cells are told apart, because a heading over several
columns stands over each of them, while an amount over several rows must not be counted in each.
Called by: opening. calamine is loaded when a workbook is read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from ikkan.tabular.cells import Line, Lines, raw
from ikkan.values.errors import InputError
from ikkan.values.text import Text

_WIDEST: Final = 2_000


def sheets(path: Path, name: str) -> tuple[str, ...]:
    """The names of the visible sheets with cells. InputError: no workbook, or nothing in it."""
    from python_calamine import SheetVisibleEnum

    book = _book(path, name)
    seen = tuple(
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and str(sheet.typ).endswith("WorkSheet")
    )
    if not seen:
        raise InputError("tabular.no_sheet", _NO_SHEET.format(file=name))
    return seen


def lines(path: Path, sheet: str) -> Lines:
    """The lines of one sheet from its first; empty cells are None."""
    page = _book(path, path.name).get_sheet_by_name(sheet)
    for number, row in enumerate(page.to_python(skip_empty_area=False), start=1):
        yield Line(number, [None if value == "" else raw(value) for value in row])


def merged(path: Path, sheet: str, last: int) -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell hidden in a merged range down to line `last`: the cell that is shown for it.

    Cells are (line from 1, column from 0).
    """
    page = _book(path, path.name).get_sheet_by_name(sheet)
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for (top, left), (bottom, right) in page.merged_cell_ranges or ():
        if top >= last or right - left > _WIDEST:
            continue
        for row in range(top, min(bottom, last) + 1):
            for column in range(left, right + 1):
                found[row + 1, column] = (top + 1, left)
    return found


def _book(path: Path, name: str) -> Any:
    from python_calamine import CalamineError, load_workbook

    try:
        return load_workbook(str(path))
    except (CalamineError, OSError) as error:
        raise InputError("tabular.book", _NO_BOOK.format(file=name, reason=error)) from error


_NO_BOOK = Text(
    "「{file}」はブックとして読めません（{reason}）。パスワードを外し、XLSXで保存し直してください。",
    "{file} cannot be read as a workbook ({reason}); remove its password and save it as XLSX.",
)
_NO_SHEET = Text(
    "「{file}」に表示されているシートがありません。",
    "{file} has no visible sheet; make one visible.",
)
