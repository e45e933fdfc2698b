"""Columns over years: stacked parts of a printed total, or one band of columns for each part.

Decides: the geometry of a series chart. Stacked only where every year has its printed total
(ui.md §7), else bands with one common scale. Called by the pages of printed tables. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from ikkan.documents import scales

WIDTH: Final = 940
LEFT: Final = 176
_RIGHT: Final = 24
_TOP: Final = 26
_STACK: Final = 260
_BAND: Final = 72
_GAP: Final = 22
_FOOT: Final = 26
_FILL: Final = 0.52
_THINNEST: Final = 1.2
_SPOKEN: Final = 13.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One part through the years; None where nothing is printed."""

    key: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One value as a box; `label_y` is None where the box is too thin to hold its number."""

    key: str
    year: int
    value: Decimal
    x: float
    y: float
    width: float
    height: float
    middle: float
    label_y: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A word or number at a place."""

    key: str
    x: float
    y: float
    value: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChart:
    """Boxes, totals above them, names of the parts at the left, years at the foot."""

    width: int
    height: float
    stacked: bool
    pieces: tuple[Piece, ...]
    totals: tuple[Label, ...]
    names: tuple[Label, ...]
    years: tuple[Label, ...]
    lines: tuple[float, ...]
    left: float = LEFT - 8
    right: float = WIDTH - _RIGHT


def stacked(
    years: Sequence[int], parts: Sequence[Series], totals: Sequence[Decimal]
) -> ColumnChart:
    """Parts on top of each other, first at the foot; the number above is the printed total."""
    top = max(
        *totals,
        *(_sum(series.values[place] for series in parts) for place in range(len(years))),
    )
    foot = float(_TOP + _STACK)
    scale = scales.Scale(low=Decimal(0), high=top, start=foot, length=-_STACK)
    pieces: list[Piece] = []
    heads: list[Label] = []
    for place, year in enumerate(years):
        x, width = _column(place, len(years))
        below = Decimal(0)
        for series in parts:
            value = series.values[place]
            if value is None:
                continue
            pieces.append(_piece(series.key, year, value, scale, below, x, width))
            below += value
        heads.append(
            Label(
                key=str(year),
                x=round(x + width / 2, 1),
                y=round(scale.at(below) - 8, 1),
                value=totals[place],
            )
        )
    names = tuple(
        Label(key=piece.key, x=LEFT - 16, y=round(piece.y + piece.height / 2 + 4.5, 1))
        for piece in _spread([piece for piece in pieces if piece.year == years[-1]])
    )
    return ColumnChart(
        width=WIDTH,
        height=foot + _FOOT,
        stacked=True,
        pieces=tuple(pieces),
        totals=tuple(heads),
        names=names,
        years=_feet(years, foot),
        lines=(foot,),
    )


def banded(years: Sequence[int], parts: Sequence[Series]) -> ColumnChart:
    """One band of columns for each part, all on one scale from zero; nothing is added up."""
    top = max(value for series in parts for value in series.values if value is not None)
    pieces: list[Piece] = []
    names: list[Label] = []
    lines: list[float] = []
    foot = float(_TOP)
    for series in parts:
        foot += _BAND
        scale = scales.Scale(low=Decimal(0), high=top, start=foot, length=-_BAND)
        lines.append(foot)
        names.append(Label(key=series.key, x=LEFT - 16, y=foot - 16))
        for place, year in enumerate(years):
            value = series.values[place]
            if value is not None:
                x, width = _column(place, len(years))
                pieces.append(_piece(series.key, year, value, scale, Decimal(0), x, width))
        foot += _GAP
    foot -= _GAP
    heads = tuple(
        Label(key=piece.key, x=piece.middle, y=round(piece.y - 5, 1), value=piece.value)
        for piece in pieces
    )
    bare = tuple(replace(piece, label_y=None) for piece in pieces)
    return ColumnChart(
        width=WIDTH,
        height=foot + _FOOT,
        stacked=False,
        pieces=bare,
        totals=heads,
        names=tuple(names),
        years=_feet(years, foot),
        lines=tuple(lines),
    )


def _column(place: int, count: int) -> tuple[float, float]:
    room = (WIDTH - LEFT - _RIGHT) / count
    return round(LEFT + room * (place + (1 - _FILL) / 2), 1), round(room * _FILL, 1)


def _piece(
    key: str, year: int, value: Decimal, scale: scales.Scale, below: Decimal, x: float, width: float
) -> Piece:
    top, bottom = scale.at(below + value), scale.at(below)
    height = max(round(bottom - top, 1), _THINNEST)
    return Piece(
        key=key,
        year=year,
        value=value,
        x=x,
        y=round(bottom - height, 1),
        width=width,
        height=height,
        middle=round(x + width / 2, 1),
        label_y=round(bottom - height / 2 + 4.5, 1) if height >= _SPOKEN else None,
    )


def _spread(pieces: list[Piece]) -> list[Piece]:
    """The same pieces, moved up where their names would touch."""
    spread: list[Piece] = []
    above = float("inf")
    for piece in pieces:
        middle = min(piece.y + piece.height / 2, above - 19)
        spread.append(replace(piece, y=middle, height=0, label_y=None))
        above = middle
    return spread


def _feet(years: Sequence[int], foot: float) -> tuple[Label, ...]:
    found = []
    for place, year in enumerate(years):
        x, width = _column(place, len(years))
        found.append(Label(key=str(year), x=round(x + width / 2, 1), y=foot + 18))
    return tuple(found)


def _sum(values: Iterable[Decimal | None]) -> Decimal:
    return sum((value for value in values if value is not None), start=Decimal(0))
