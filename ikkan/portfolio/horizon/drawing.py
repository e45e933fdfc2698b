"""Columns of yearly counts as boxes of a drawing; pure.

Decides: the geometry. The year that is not over is drawn hollow. Called by showing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

YEARS: Final = 15
WIDTH: Final = 720
_STEP: Final = WIDTH / YEARS
_BOX: Final = 30.0
_TOP: Final = 22.0
_HIGH: Final = 130.0
_FOOT: Final = 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One year: the box, and where its number and its year stand."""

    year: int
    count: int
    x: float
    y: float
    width: float
    height: float
    middle: float
    above: float
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Columns of one scale that begins at 0."""

    width: int
    height: float
    foot: float
    label_y: float
    columns: tuple[Column, ...]


def draw(counts: Mapping[int, int], this_year: int) -> Drawing | None:
    """The last fifteen years up to this one; None where nothing is told of them."""
    years = range(this_year - YEARS + 1, this_year + 1)
    most = max((counts.get(year, 0) for year in years), default=0)
    if not most:
        return None
    foot, columns = _TOP + _HIGH, []
    for place, year in enumerate(years):
        count = counts.get(year, 0)
        height = round(_HIGH * count / most, 1)
        x = round(place * _STEP + (_STEP - _BOX) / 2, 1)
        columns.append(
            Column(
                year=year,
                count=count,
                x=x,
                y=round(foot - height, 1),
                width=_BOX,
                height=height,
                middle=round(x + _BOX / 2, 1),
                above=round(foot - height - 6, 1),
                open=year == this_year,
            )
        )
    return Drawing(
        width=WIDTH,
        height=foot + _FOOT,
        foot=foot,
        label_y=foot + 17,
        columns=tuple(columns),
    )
