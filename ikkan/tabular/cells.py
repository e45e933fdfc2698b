"""The cells that files hold, before a mapping gives them a meaning; lines with their numbers.

Decides: when a cell is blank and how a cell reads as text. Called by: every reader of tabular.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

Raw = str | int | float | bool | Decimal | date | datetime | None
SHOWN: Final = 60
_DIGITS_OF_A_SHEET: Final = 15


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table; `number` counts from 1 in the file (sheet), as people see it."""

    number: int
    cells: Sequence[Raw]


Lines = Iterator[Line]


def raw(value: object) -> Raw:
    """What an engine read, as a cell: lists and other structures become their text."""
    if isinstance(value, time):
        return value.isoformat()
    if value is None or isinstance(value, (str, int, float, bool, Decimal, date)):
        return value
    return str(value)


def text(cell: Raw) -> str:
    """The cell as text: whole floats without a point, dates in ISO form, nothing for None."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return f"{exact(cell):f}" if cell == cell and abs(cell) != float("inf") else str(cell)
    if isinstance(cell, datetime):
        whole = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return cell.date().isoformat() if whole else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def exact(cell: float) -> Decimal:
    """A float as the number that was typed: a sheet keeps 15 digits. The float must be finite."""
    value = Decimal(f"{cell:.{_DIGITS_OF_A_SHEET}g}")
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def blank(cell: Raw) -> bool:
    """Nothing, or nothing but white space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def bare(cell: Raw) -> str:
    """The cell for comparing: NFKC, lower case, without white space."""
    folded = unicodedata.normalize("NFKC", text(cell))
    return "".join(folded.split()).casefold()


def shown(cell: Raw) -> str:
    """The start of a cell as a message may quote it."""
    said = " ".join(text(cell).split())
    return said if len(said) <= SHOWN else f"{said[:SHOWN]}…"
