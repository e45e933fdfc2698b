"""Things that run over several years, each a span on one axis of years.

Decides: where each span begins and ends; a span without a printed end runs on open.
Called by the home page and the page of funds. Pure; percent across, so that the words beside the
spans keep their size. A span is a time, never an amount of one year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """First and last year, both inside; `last` None where no end is printed."""

    key: str
    first: int
    last: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A period drawn: its left edge and its width; `open` where it has no printed end."""

    key: str
    first: int
    last: int | None
    x: float
    width: float

    @property
    def open(self) -> bool:
        return self.last is None

    @property
    def years(self) -> str:
        """``2020–2027``; nothing behind the dash where no end is printed."""
        return f"{self.first}–" if self.last is None else f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year of the axis: its left edge and its middle."""

    year: int
    x: float
    middle: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanDrawing:
    """Spans in the order given, and the years they lie on."""

    spans: tuple[Span, ...]
    years: tuple[Year, ...]


def draw(periods: Sequence[Period]) -> SpanDrawing:
    """The drawing of `periods`. Raises ValueError where one ends before it begins."""
    for period in periods:
        if period.last is not None and period.last < period.first:
            raise ValueError(f"{period.key} ends before it begins")
    if not periods:
        return SpanDrawing(spans=(), years=())
    low = min(period.first for period in periods)
    high = max(period.last or period.first for period in periods)
    count = high - low + 1
    return SpanDrawing(
        spans=tuple(_span(period, low, high) for period in periods),
        years=tuple(
            Year(year=low + n, x=_share(n, count), middle=_share(n + 0.5, count))
            for n in range(count)
        ),
    )


def _span(period: Period, low: int, high: int) -> Span:
    count = high - low + 1
    end = high if period.last is None else period.last
    return Span(
        key=period.key,
        first=period.first,
        last=period.last,
        x=_share(period.first - low, count),
        width=_share(end - period.first + 1, count),
    )


def _share(part: float, whole: int) -> float:
    return round(100 * part / whole, 3)
