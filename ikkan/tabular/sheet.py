"""A table to hand out: typed cells under headings, with the notes that belong to it.

Decides: which types a cell may have and what a spreadsheet must not take for a formula.
Called by: portal's downloads, `ikkan export`. Source: OWASP, "CSV Injection".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

Cell = str | int | Decimal | date | bool | None
_SIGNS: Final = ("+", "-", "＋", "－")
_FORMULA: Final = (*_SIGNS, "=", "@", "\t", "\r", "＝", "＠")
_FORBIDDEN: Final = frozenset(chr(n) for n in range(32)) - {"\t", "\n", "\r"}
_NUMBERS: Final = frozenset("0123456789,.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its heading, and for numbers the format of a workbook (such as "#,##0.0")."""

    head: str
    number_format: str | None = None
    width: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A titled table; `notes` (sources, as-of, pack version) follow on a sheet of their own.

    `lead` are lines that a workbook shows above the headings; a CSV, being one table, has none.

    Raises ValueError when a row has another number of cells than there are columns.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number}: {len(row)} cells, {len(self.columns)} columns")

    @classmethod
    def of(
        cls,
        title: str,
        heads: Iterable[str | Column],
        rows: Iterable[Iterable[Cell]],
        notes: Iterable[str] = (),
        lead: Iterable[str] = (),
    ) -> Sheet:
        """A sheet from plain lists; a heading may be a word or a Column."""
        columns = tuple(head if isinstance(head, Column) else Column(head=head) for head in heads)
        return cls(
            title=title,
            columns=columns,
            rows=tuple(tuple(row) for row in rows),
            notes=tuple(notes),
            lead=tuple(lead),
        )


def harmless(text: str) -> str:
    """`text` as a spreadsheet shows it and never runs it: a quote before what begins a formula.

    A printed number with a sign (＋０．１％, -3) stays as it is: it holds nothing but a number.
    """
    clean = "".join(character for character in text if character not in _FORBIDDEN)
    if clean.startswith(_FORMULA) and not (clean.startswith(_SIGNS) and _number(clean[1:])):
        return f"'{clean}"
    return clean


def plain(cell: Cell) -> str:
    """A cell as text: digits without separators, ISO dates, 1 and 0, nothing for None."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, (datetime, date)):
        return cell.isoformat()
    return str(cell) if isinstance(cell, int) else harmless(cell)


def _number(text: str) -> bool:
    bare = text.translate(_NARROW).removesuffix("%")
    while bare and bare[-1].isalpha() and not bare[-1].isascii():
        bare = bare[:-1]
    return bool(bare) and set(bare) <= _NUMBERS


_NARROW: Final = str.maketrans("０１２３４５６７８９，．％", "0123456789,.%")
