"""The line of a seed as a drawing: lanes over years, each event as precise as it is known.

Decides: where a mark stands and which shape it has (day or month a dot, year a capsule, from day to
day a bar, undated a dotted span), and where a line has no support. Pure; called by the page of a
seed. Source: ui.md §6 "Timeline".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ikkan.awards.rules import months_between
from ikkan.portfolio.seeds.rules import NONE, YEAR, When
from ikkan.values.ref import Ref
from ikkan.values.text import Text

PLAN, PROGRAMME, RESEARCH, MONEY, GATES, EXIT = (
    *("plan", "programme", "research"),
    *("money", "gates", "exit"),
)
LANES: Final = {
    PLAN: Text("計画", "Plan"),
    PROGRAMME: Text("事業", "Programme"),
    RESEARCH: Text("研究", "Research"),
    MONEY: Text("予算", "Money"),
    GATES: Text("ゲート", "Gates"),
    EXIT: Text("出口", "Exit"),
}
SPAN: Final = "span"
_ROW: Final = 22
_LEAST: Final = 1.4
"""Marks are at least so wide, in percent of the drawing."""
_MOST_TICKS: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something of a lane; `ground` says on what its date rests."""

    lane: str
    when: When
    label: Text
    ground: Text
    ref: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An event in the drawing: x and width in percent, y in pixels; `number` is its row below."""

    number: int
    shape: str
    x: str
    width: str
    middle: str
    y: int
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Months of a line without support, between the end of one award and the next."""

    months: int
    after: Ref
    before: Ref
    ended_on: date
    began_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One lane of the drawing."""

    code: str
    label: Text
    height: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A year of the axis."""

    year: int
    x: str
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The drawing and its events in order, each with the number that its mark bears."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    events: tuple[tuple[int, Event], ...]


def draw(events: Iterable[Event]) -> Timeline:
    """All lanes, also those without any event."""
    ordered = sorted(events, key=_order)
    numbered = tuple(enumerate(ordered, start=1))
    days = [day for one in ordered for day in (one.when.first, one.when.last) if day is not None]
    first = min(days).year if days else 0
    last = max(days).year if days else 0
    axis = _Axis(date(first, 1, 1), date(last + 1, 1, 1)) if days else None
    return Timeline(
        lanes=tuple(_lane(code, numbered, axis) for code in LANES),
        ticks=_ticks(first, last, axis) if axis else (),
        events=numbered,
    )


def gaps(spans: Sequence[tuple[Ref, date, date]]) -> tuple[Gap, ...]:
    """Where a month or more lies between all that ran and what came next; in order of the days."""
    ordered = sorted(spans, key=lambda one: (one[1], one[2], str(one[0])))
    found: list[Gap] = []
    if not ordered:
        return ()
    held, _, until = ordered[0]
    for ref, began, ended in ordered[1:]:
        months = months_between(until, began)
        if began > until and months:
            found.append(Gap(months=months, after=held, before=ref, ended_on=until, began_on=began))
        if ended > until:
            held, until = ref, ended
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    after: date

    def at(self, day: date) -> float:
        whole = (self.after - self.first).days
        return 100 * min(max((day - self.first).days, 0), whole) / whole


def _order(event: Event) -> tuple[bool, date, int, str]:
    first = event.when.first or event.when.last
    return (first is None, first or date.max, list(LANES).index(event.lane), event.label.en)


def _lane(code: str, events: Sequence[tuple[int, Event]], axis: _Axis | None) -> Lane:
    marks: list[Mark] = []
    free: list[float] = []
    for number, one in events:
        if one.lane != code:
            continue
        left, right = _ends(one.when, axis)
        row = next((at for at, end in enumerate(free) if end <= left), len(free))
        free[row : row + 1] = [right + _LEAST]
        marks.append(
            Mark(
                number=number,
                shape=_shape(one.when),
                x=f"{left:.2f}",
                width=f"{right - left:.2f}",
                middle=f"{(left + right) / 2:.2f}",
                y=row * _ROW + _ROW // 2,
                label=one.label,
            )
        )
    return Lane(code=code, label=LANES[code], height=max(1, len(free)) * _ROW, marks=tuple(marks))


def _ends(when: When, axis: _Axis | None) -> tuple[float, float]:
    if axis is None or when.precision == NONE:
        return 0.0, 100.0
    left = axis.at(when.first) if when.first else 0.0
    right = axis.at(when.last) if when.last else 100.0
    short = _LEAST - (right - left)
    if short > 0:
        left = min(max(0.0, left - short / 2), 100.0 - _LEAST)
        right = left + _LEAST
    return left, right


def _shape(when: When) -> str:
    if when.precision in (NONE, YEAR, SPAN):
        return when.precision
    return "dot"


def _ticks(first: int, last: int, axis: _Axis) -> tuple[Tick, ...]:
    step = 1 + (last - first) // _MOST_TICKS
    return tuple(
        Tick(
            year=year,
            x=f"{axis.at(date(year, 1, 1)):.2f}",
            named=(year - first) % step == 0,
        )
        for year in range(first, last + 1)
    )
