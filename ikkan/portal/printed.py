"""A printed cell as the source prints it, in pieces that keep each number apart.

Decides: the exact text of a cell (main, the bracket of its parts, words around them).
Called by the page of a table, its downloads and its tests. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ikkan.plan.snapshot import CellView, FigureView

_BRACKETS: Final = {"seals": ("（", "）"), "plain": ("（", "）"), "angle": ("＜", "＞")}


@dataclass(frozen=True, slots=True)
class Piece:
    """Printed text; with `figure` it is a number that opens."""

    text: str
    figure: FigureView | None = None


def second_line(cell: CellView, seals: Mapping[str, str]) -> tuple[Piece, ...]:
    """The bracket under the main number; nothing where the cell has no parts."""
    if not cell.parts:
        return ()
    opening, closing = _BRACKETS[cell.parts_style]
    pieces = [Piece(opening)]
    for number, part in enumerate(cell.parts):
        if number:
            pieces.append(Piece(cell.separator))
        if cell.labels:
            pieces.append(Piece(cell.labels[number].ja))
        elif cell.parts_style == "seals" and part.ministry:
            pieces.append(Piece(seals.get(part.ministry, part.ministry)))
        pieces.append(Piece(part.printed, part))
    return (*pieces, Piece(closing))


def text(cell: CellView, seals: Mapping[str, str]) -> str:
    """The whole cell as one string."""
    return "".join(
        (
            cell.prefix.ja if cell.prefix else "",
            cell.main.printed if cell.main else "",
            *(piece.text for piece in second_line(cell, seals)),
            cell.suffix.ja if cell.suffix else "",
        )
    )
