"""Where the headings of an uploaded request workbook stand, and what its stamp says.

Decides: the sheet and row that name the most columns; which rows add up others. Called by
workbook_reading.
"""

from __future__ import annotations

import difflib
from typing import Final

from ikkan.budget.requests.workbook import COLUMNS, HEADER_ROW, LINES_SHEET, STAMPED, Column, bare
from ikkan.budget.requests.workbook_cells import NO_CELL
from ikkan.tabular.grid import Cell, Page

LOOKED_AT: Final = 60
"""The headings stand within this many rows."""
MOST_COLUMNS: Final = 200
MOST_SHEETS: Final = 50
LEAST: Final = 3
"""Headings that a row must name to be theirs, a name or an amount among them."""
LIKE: Final = 0.6
"""From this likeness on a heading is taken for a renamed one."""
_TOTAL: Final = frozenset({"計", "合計", "小計", "総計", "計total", "total", "subtotal", "sum"})
_TOTAL_ENDS: Final = ("小計", "合計", "総計", " 計", "\u3000計", " total", " subtotal")


def best(pages: tuple[Page, ...]) -> tuple[Page | None, int, dict[int, Column]]:
    """The sheet and row that name the most columns; the template's own sheet and row first."""
    best: tuple[int, bool, bool, Page | None, int, dict[int, Column]] = (
        0,
        False,
        False,
        None,
        0,
        {},
    )
    for page in pages[:MOST_SHEETS]:
        if page.hidden:
            continue
        width = min(page.width, MOST_COLUMNS)
        for row in [one for one in page.rows if one <= LOOKED_AT]:
            placed = _placed(page, row, width)
            score = len({column.field for column in placed.values()})
            own = page.name.strip() == LINES_SHEET
            rank = (score, own, row == HEADER_ROW)
            if score >= LEAST and _own(placed) and rank > best[:3]:
                best = (*rank, page, row, placed)
    return best[3], best[4], best[5]


def _placed(page: Page, row: int, width: int) -> dict[int, Column]:
    found = {}
    for position in range(1, width + 1):
        cell = page.cells.get((row, position))
        if cell is None or cell.sort != "text" or len(cell.value) > 200:
            continue
        words = bare(cell.value)
        column = next((one for one in COLUMNS if words in _WORDS[one.field]), None)
        if column is not None:
            found[position] = column
    return found


_WORDS: Final = {column.field: column.words for column in COLUMNS}


def _own(placed: dict[int, Column]) -> bool:
    return any(column.field in ("name_ja", "request_yen") for column in placed.values())


def likeness(word: str, said: str) -> float:
    if said and min(len(word), len(said)) >= 3 and (word.startswith(said) or said.startswith(word)):
        return 0.9
    return difflib.SequenceMatcher(None, word, said[:80]).ratio()


def is_total(cells: dict[str, Cell]) -> bool:
    """A row that adds up others: called so, and with no cost class of its own."""
    if not cells.get("cost_class", NO_CELL).blank:
        return False
    for name in ("code", "name_ja"):
        said = cells.get(name, NO_CELL).value
        if bare(said) in _TOTAL or said.strip().casefold().endswith(_TOTAL_ENDS):
            return True
    return False


def stamp_of(pages: tuple[Page, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for page in pages[:MOST_SHEETS]:
        for row in [one for one in page.rows if one <= LOOKED_AT]:
            name = _STAMP_WORDS.get(bare(page.cells.get((row, 1), NO_CELL).value[:200]))
            value = page.cells.get((row, 2), NO_CELL).value.strip()[:100]
            if name and value:
                found.setdefault(name, value)
    return found


_STAMP_WORDS: Final = {
    bare(words): name
    for name, label in STAMPED.items()
    for words in (label.ja, label.en, f"{label.ja} {label.en}")
}
