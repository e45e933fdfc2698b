"""Where two rounded numbers may lie, drawn as two bars over one axis.

Decides: the geometry of the interval drawing beside an identity that rounding explains (ui.md §6).
Called by the pages of figures and checks. Pure; units are pixels of the view box.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ikkan.documents import scales
from ikkan.values.interval import Interval

WIDTH: Final = 380
HEIGHT: Final = 66
_MARGIN: Final = 16
_BAR: Final = 12
_TOPS: Final = (4, 22)
_AXIS: Final = 42
_LABEL: Final = 7.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One interval: its box, and where its label begins (`anchor` as SVG's text-anchor)."""

    x: float
    y: float
    width: float
    height: float
    text_x: float
    text_y: float
    anchor: str
    inside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalDrawing:
    """The print above, the sum below, the axis under both."""

    width: int
    height: int
    axis_y: float
    axis_from: float
    axis_to: float
    ticks: tuple[scales.Tick, ...]
    print_bar: Bar
    sum_bar: Bar


def draw(
    print_: Interval, sum_: Interval, *, print_label: int = 9, sum_label: int = 11
) -> IntervalDrawing:
    """The drawing; the label lengths are in full-width characters and keep words off the edges."""
    low, high = min(print_.low, sum_.low), max(print_.high, sum_.high)
    unit = scales.step(low, high, 6)
    low, high = scales.around(low, high, unit)
    if low == high:
        low, high = low - unit, high + unit
    scale = scales.Scale(low=low, high=high, start=_MARGIN, length=WIDTH - 2 * _MARGIN)
    return IntervalDrawing(
        width=WIDTH,
        height=HEIGHT,
        axis_y=_AXIS,
        axis_from=_MARGIN - 8,
        axis_to=WIDTH - _MARGIN + 8,
        ticks=scale.ticks(unit),
        print_bar=_bar(print_, scale, _TOPS[0], print_label),
        sum_bar=_bar(sum_, scale, _TOPS[1], sum_label),
    )


def _bar(interval: Interval, scale: scales.Scale, top: float, label: int) -> Bar:
    left, right = scale.at(interval.low), scale.at(interval.high)
    width = max(right - left, 3.0)
    need = label * _LABEL * 1.75
    if right + 6 + need <= WIDTH:
        anchor, text_x, inside = "start", right + 6, False
    elif left - 6 - need >= 0:
        anchor, text_x, inside = "end", left - 6, False
    else:
        anchor, text_x, inside = "middle", round((left + right) / 2, 1), True
    return Bar(
        x=left,
        y=top,
        width=round(width, 1),
        height=_BAR,
        text_x=text_x,
        text_y=top + _BAR - 2,
        anchor=anchor,
        inside=inside,
    )
