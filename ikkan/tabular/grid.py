"""The cells of a guarded workbook with their formulas, merges and hidden rows and columns.

Decides: what stands in a cell as it was typed; never computes a formula, resolves no entity and
follows no link. Called by: readers of uploaded workbooks. Source: ECMA-376 part 1, §18.3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from xml.parsers import expat

from ikkan.tabular.guarded import MOST_INDEX, MOST_UNPACKED, Damaged, Package, opened

MOST_CELLS: Final = 200_000
MOST_STRINGS: Final = 200_000
LONGEST: Final = 32_767
MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
MOST_MERGED: Final = 500
MOST_HIDDEN: Final = 20_000
MOST_SHEETS: Final = 500
_REF: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_NUMBER: Final = re.compile(r"[+-]?[0-9]{0,40}\.?[0-9]{0,40}([eE][+-]?[0-9]{1,3})?", re.ASCII)
_DAY_FORMATS: Final = frozenset({*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)})
_DAY_SIGNS: Final = re.compile(r"[ymdhsYMDHSge]")
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a cell holds: `sort` is text, number, day, flag or error; `value` as it was typed.

    `formula` is None where none stands; a formula that was never computed has an empty `value`.
    """

    value: str
    sort: str = "text"
    formula: str | None = None

    @property
    def blank(self) -> bool:
        """Nothing but white space stands there."""
        return not self.value.strip() and self.formula is None

    @property
    def number(self) -> Decimal | None:
        """The number as a sheet shows it (15 digits); None for any other cell."""
        if self.sort != "number":
            return None
        try:
            value = Decimal(self.value)
        except InvalidOperation:
            return None
        return Decimal(f"{value:.15g}") if value.is_finite() else None


@dataclass(slots=True, kw_only=True)
class Page:
    """One sheet: cells by (row, column), both from 1; `shows` gives merged cells their source."""

    name: str
    hidden: bool = False
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    cut: bool = False

    @property
    def rows(self) -> list[int]:
        """Numbers of the rows with cells."""
        return sorted({row for row, _ in self.cells})

    def merged_at(self, row: int) -> list[tuple[int, int, int, int]]:
        """Merged ranges (top, left, bottom, right) that take part in a row."""
        return [one for one in self.merged if one[0] <= row <= one[2]]

    @property
    def width(self) -> int:
        """The last column with a cell."""
        return max((column for _, column in self.cells), default=0)


def read(data: bytes) -> tuple[Page, ...]:
    """The sheets of an examined workbook in their order, charts aside. Raises Damaged."""
    with opened(data) as package:
        try:
            return _pages(package)
        except (expat.ExpatError, UnicodeError, OverflowError) as error:
            raise Damaged from error


def letter(column: int) -> str:
    """A column as sheets name it: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _pages(package: Package) -> tuple[Page, ...]:
    book = _Book()
    _parse(package, "xl/workbook.xml", book, MOST_INDEX)
    links = _Links()
    _parse(package, "xl/_rels/workbook.xml.rels", links, MOST_INDEX)
    strings, styles = _Strings(), _Styles()
    _parse(package, links.of_type("sharedStrings", "xl/sharedStrings.xml"), strings)
    _parse(package, links.of_type("styles", "xl/styles.xml"), styles, MOST_INDEX)
    made, room = [], [MOST_CELLS]
    for name, state, link in book.sheets:
        kind, target = links.found.get(link, ("", ""))
        if kind != "worksheet":
            continue
        page = Page(name=name, hidden=state not in ("", "visible"))
        _parse(package, target, _Sheet(page, strings.texts, styles.days, room))
        made.append(page)
    if not made:
        raise Damaged
    return tuple(made)


class _Handler:
    """Reads one part; names come without their namespaces."""

    def start(self, name: str, said: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, piece: str) -> None:
        """Characters of the element."""


def _parse(package: Package, part: str, handler: _Handler, most: int = MOST_UNPACKED) -> None:
    parser: Any = expat.ParserCreate(namespace_separator="|")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, said: handler.start(
        name.rpartition("|")[2], {key.rpartition("|")[2]: value for key, value in said.items()}
    )
    parser.EndElementHandler = lambda name: handler.end(name.rpartition("|")[2])
    parser.CharacterDataHandler = handler.text
    fed = False
    for piece in package.chunks(part, most):
        fed = True
        parser.Parse(piece, False)
    if fed:
        parser.Parse(b"", True)


def _refuse(*_: object) -> None:
    """Workbooks declare no document type; entities come only with one."""
    raise Damaged


class _Book(_Handler):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []

    def start(self, name: str, said: Mapping[str, str]) -> None:
        if name == "sheet" and "id" in said:
            if len(self.sheets) >= MOST_SHEETS:
                raise Damaged
            self.sheets.append((said.get("name", "")[:100], said.get("state", ""), said["id"]))


class _Links(_Handler):
    def __init__(self) -> None:
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, said: Mapping[str, str]) -> None:
        if name == "Relationship":
            target = said.get("Target", "")
            whole = target[1:] if target.startswith("/") else f"xl/{target}"
            kind = said.get("Type", "").rpartition("/")[2]
            self.found[said.get("Id", "")] = (kind, whole)

    def of_type(self, kind: str, otherwise: str) -> str:
        """The part of that kind."""
        return next((part for sort, part in self.found.values() if sort == kind), otherwise)


class _Strings(_Handler):
    """Shared strings; readings above the text (phonetic) are left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._in_text = self._in_reading = False

    def start(self, name: str, said: Mapping[str, str]) -> None:
        if name == "si":
            self._parts = []
        self._in_reading = self._in_reading or name == "rPh"
        self._in_text = name == "t" and not self._in_reading

    def end(self, name: str) -> None:
        if name == "rPh":
            self._in_reading = False
        if name == "t":
            self._in_text = False
        if name == "si":
            if len(self.texts) >= MOST_STRINGS:
                raise Damaged
            self.texts.append("".join(self._parts)[:LONGEST])

    def text(self, piece: str) -> None:
        if self._in_text:
            self._parts.append(piece)


class _Styles(_Handler):
    """Which styles of cells show days and times."""

    def __init__(self) -> None:
        self.days: list[bool] = []
        self._custom: dict[str, bool] = {}
        self._inside = False

    def start(self, name: str, said: Mapping[str, str]) -> None:
        if name == "numFmt":
            bare = _QUOTED.sub("", said.get("formatCode", ""))
            self._custom[said.get("numFmtId", "")] = bool(_DAY_SIGNS.search(bare))
        if name == "cellXfs":
            self._inside = True
        if name == "xf" and self._inside:
            number = said.get("numFmtId", "0")
            known = number.isascii() and number.isdigit() and int(number[:6]) in _DAY_FORMATS
            self.days.append(self._custom.get(number, known))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False


class _Sheet(_Handler):
    def __init__(self, page: Page, strings: list[str], days: list[bool], room: list[int]) -> None:
        self._page, self._strings, self._days, self._room = page, strings, days, room
        self._row = self._column = 0
        self._sort = self._style = ""
        self._formula: list[str] | None = None
        self._value: list[str] = []
        self._taking: list[str] | None = None
        self._in_reading = False

    def start(self, name: str, said: Mapping[str, str]) -> None:
        if name == "row":
            self._row = _whole(said.get("r"), self._row + 1, MOST_ROWS)
            self._column = 0
            if said.get("hidden") in ("1", "true") and len(self._page.hidden_rows) < MOST_HIDDEN:
                self._page.hidden_rows.add(self._row)
        elif name == "c":
            place = _place(said.get("r", ""))
            self._column = place[1] if place else self._column + 1
            self._row = place[0] if place else self._row
            self._sort, self._style = said.get("t", ""), said.get("s", "")
            self._formula, self._value = None, []
        elif name == "f":
            self._formula = self._taking = []
        elif name == "v" or (name == "t" and not self._in_reading):
            self._taking = self._value
        elif name == "rPh":
            self._in_reading = True
        elif name == "col" and said.get("hidden") in ("1", "true"):
            self._hide(said)
        elif name == "mergeCell":
            self._merge(said.get("ref", ""))

    def end(self, name: str) -> None:
        if name in ("f", "v", "t"):
            self._taking = None
        elif name == "rPh":
            self._in_reading = False
        elif name == "c":
            self._keep()

    def text(self, piece: str) -> None:
        if self._taking is not None:
            self._taking.append(piece)

    def _hide(self, said: Mapping[str, str]) -> None:
        if len(self._page.hidden_columns) < MOST_HIDDEN:
            least = _whole(said.get("min"), 1, MOST_COLUMNS)
            last = _whole(said.get("max"), least, MOST_COLUMNS)
            self._page.hidden_columns.append((least, last))

    def _merge(self, said: str) -> None:
        first, _, last = said.partition(":")
        top, bottom = _place(first), _place(last or first)
        if top and bottom and len(self._page.merged) < MOST_MERGED:
            self._page.merged.append((*top, *bottom))

    def _keep(self) -> None:
        typed = "".join(self._value)[:LONGEST]
        formula = None if self._formula is None else "".join(self._formula)[:LONGEST]
        if (not typed and formula is None) or not 0 < self._column <= MOST_COLUMNS:
            return
        self._room[0] -= 1
        if self._room[0] < 0:
            self._page.cut = True
            return
        sort, value = self._told(typed)
        self._page.cells[self._row, self._column] = Cell(value=value, sort=sort, formula=formula)

    def _told(self, typed: str) -> tuple[str, str]:
        if self._sort == "s":
            number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else -1
            known = 0 <= number < len(self._strings)
            return ("text", self._strings[number]) if known else ("error", "#REF!")
        if self._sort in ("inlineStr", "str"):
            return "text", typed
        if self._sort in ("b", "e", "d"):
            return {"b": "flag", "e": "error", "d": "day"}[self._sort], typed
        if typed and not (_NUMBER.fullmatch(typed.strip()) and any(map(str.isdigit, typed))):
            return "text", typed
        style = int(self._style) if self._style.isascii() and self._style.isdigit() else 0
        day = style < len(self._days) and self._days[style]
        return ("day" if day and typed else "number"), typed.strip()


def _place(said: str) -> tuple[int, int] | None:
    match = _REF.fullmatch(said.replace("$", ""))
    if match is None:
        return None
    column = 0
    for sign in match[1]:
        column = column * 26 + ord(sign) - ord("A") + 1
    row = int(match[2])
    return (row, column) if 0 < row <= MOST_ROWS and column <= MOST_COLUMNS else None


def _whole(said: str | None, otherwise: int, most: int) -> int:
    if said is None or not (said.isascii() and said.isdigit() and len(said) < 9):
        return min(otherwise, most)
    return min(max(int(said), 1), most)


def within(page: Page, row: int, column: int) -> bool:
    """Whether the cell lies in a hidden row or column."""
    return row in page.hidden_rows or any(a <= column <= b for a, b in page.hidden_columns)
