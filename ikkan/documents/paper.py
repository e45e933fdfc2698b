"""An official paper in one language: chapters of exhibits, each with its rule of counting.

Decides: the parts and their order, alike in HTML, PDF and XLSX, and how a value is written.
Called by the data book and everything that prints its paper. Pure. Source: ui.md §8 "Print".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

Value = str | int | Decimal | None
MISSING: Final = "—"
_MINUS: Final = "−"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The heading of a column; numbers stand at the right."""

    text: str
    numeric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; `strong` for a total."""

    cells: tuple[Value, ...]
    strong: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The cells as they are printed."""
        return tuple(written(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed row; cells with their headings."""

    cells: tuple[tuple[Head, str], ...]
    strong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table; `missing` says in words what the dash stands for, where one is printed.

    Raises ValueError when a row has another number of cells than there are headings.
    """

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    unit: str = ""
    missing: str = ""

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row.cells) != len(self.heads):
                raise ValueError(f"row {number}: {len(row.cells)} cells, {len(self.heads)} heads")

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows as they are printed, each cell with its heading."""
        return tuple(
            Line(cells=tuple(zip(self.heads, row.words, strict=True)), strong=row.strong)
            for row in self.rows
        )

    @property
    def has_gap(self) -> bool:
        """Whether a cell is empty."""
        return any(cell is None for row in self.rows for cell in row.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A chart as SVG, with the sentence that says what it shows."""

    svg: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One table with its chart; `absent` stands in its place where nothing is known.

    `rule` is the rule of counting, `other` the title in the other language. Raises ValueError
    unless there is either a table or the words that say why there is none.
    """

    number: str
    title: str
    other: str
    rule: str
    grid: Grid | None = None
    drawing: Drawing | None = None
    absent: str = ""
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.grid is None) != bool(self.absent):
            raise ValueError(f"exhibit {self.number} has neither a table nor words, or both")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Exhibits of one subject."""

    number: int
    title: str
    exhibits: tuple[Exhibit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The fixed words of a paper in its language."""

    rule: str
    sources: str
    unit: str
    contents: str
    chart: str
    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The whole paper; `mark` is printed on every page, `stamp` is the date of its files."""

    language: str
    other_language: str
    title: str
    author: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    foot: str
    words: Words
    chapters: tuple[Chapter, ...]
    stamp: datetime
    mark: str = ""

    @property
    def exhibits(self) -> Iterator[Exhibit]:
        """Every exhibit in order."""
        return (exhibit for chapter in self.chapters for exhibit in chapter.exhibits)


def written(value: Value) -> str:
    """A value as printed: thousands by comma, − for minus, a dash for nothing."""
    if value is None:
        return MISSING
    if isinstance(value, str):
        return value
    return f"{value:,}".replace("-", _MINUS)
