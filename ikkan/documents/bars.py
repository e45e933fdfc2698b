"""Horizontal bars from zero, one for each named thing, its number behind the bar.

Decides: the geometry of the bars beside a table of projects or packages (ui.md §7).
Called by the pages of printed tables. Pure; the number drawn is the printed one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ikkan.documents import scales

WIDTH: Final = 620
ROW: Final = 32
_BAR: Final = 16
_BEHIND: Final = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar; `index` counts from zero in the order given."""

    index: int
    value: Decimal
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Bars of one unit on one scale."""

    width: int
    height: int
    bars: tuple[Bar, ...]


def draw(values: Sequence[Decimal]) -> BarChart:
    """The bars of `values`, none of which is below zero."""
    top = max(values, default=Decimal(0)) or Decimal(1)
    scale = scales.Scale(low=Decimal(0), high=top, start=0, length=WIDTH - _BEHIND)
    return BarChart(
        width=WIDTH,
        height=ROW * len(values),
        bars=tuple(
            Bar(
                index=index,
                value=value,
                y=index * ROW + (ROW - _BAR) / 2,
                width=scale.at(value),
                height=_BAR,
            )
            for index, value in enumerate(values)
        ),
    )
