"""Two bands over the years and a line of the target: the geometry of an indicator's outlook.

Decides: scales and places; units of the view box; lines are named at their right ends, none over
another. Called by telling. Pure. Source: ui.md §7.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

WIDTH: Final = 420
HEIGHT: Final = 164
_LEFT, _RIGHT, _TOP, _FOOT = 40.0, 104.0, 12.0, 134.0
_FAR: Final = 6.0
_APART: Final = 18.0
BASE, SCENARIO, TARGET = "base", "scenario", "target"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The name of a line at its right end, and the number that it ends with."""

    name: str
    value: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fan:
    """Polygons of the two bands, lines of the medians, the target where it fits, names, ticks."""

    width: int
    height: int
    foot: float
    left: float
    right: float
    base_band: str
    base_line: str
    scenario_band: str
    scenario_line: str
    target_y: float | None
    target_above: bool
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]
    years: tuple[tuple[float, str], ...]


def fan(years: Sequence[int], one: Mapping[str, Any], *, changed: bool) -> Fan:
    """The drawing of one indicator of a payload; the scenario only where something is changed."""
    most = max(max(one["base"][2]), max(one["scenario"][2]), 1.0)
    target = one["target"]
    fits = target is not None and target <= _FAR * most
    top = max(most, target if fits else 0.0) * 1.08
    span = max(len(years) - 1, 1)

    def x(at: int) -> float:
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * at / span, 1)

    def y(value: float) -> float:
        return round(_FOOT - (_FOOT - _TOP) * value / top, 1)

    def line(values: Sequence[float]) -> str:
        return " ".join(f"{x(at)},{y(value)}" for at, value in enumerate(values))

    def band(series: Sequence[Sequence[float]]) -> str:
        back = [f"{x(at)},{y(series[0][at])}" for at in reversed(range(len(years)))]
        return f"{line(series[2])} {' '.join(back)}"

    ends = [(BASE, one["base"][1][-1])]
    ends += [(SCENARIO, one["scenario"][1][-1])] if changed else []
    ends += [(TARGET, target)] if fits else []
    every = 1 if len(years) <= 4 else 2 if len(years) <= 10 else 4
    return Fan(
        width=WIDTH,
        height=HEIGHT,
        foot=_FOOT,
        left=_LEFT,
        right=WIDTH - _RIGHT,
        base_band=band(one["base"]),
        base_line=line(one["base"][1]),
        scenario_band=band(one["scenario"]),
        scenario_line=line(one["scenario"][1]),
        target_y=y(target) if fits else None,
        target_above=target is not None and not fits,
        marks=_apart([Mark(name=name, value=value, y=y(value)) for name, value in ends]),
        ticks=tuple((y(value), f"{value:g}") for value in (0.0, _round(top / 2))),
        years=tuple((x(at), str(year)) for at, year in enumerate(years) if at % every == 0),
    )


def _apart(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Each far enough over the one below it, and none over the top: the rest move down."""
    made: list[Mark] = []
    room = _FOOT
    for mark in sorted(marks, key=lambda one: (-one.y, one.name)):
        made.append(replace(mark, y=round(min(mark.y, room), 1)))
        room = made[-1].y - _APART
    room = _TOP
    for place, mark in reversed(list(enumerate(made))):
        made[place] = replace(mark, y=max(mark.y, room))
        room = made[place].y + _APART
    return tuple(made)


def _round(value: float) -> float:
    """A number with one or two figures near the value."""
    size = 1.0
    while value / size >= 20:
        size *= 10
    return max(round(value / size) * size, 1.0)
