"""Ticks and positions on one axis of numbers.

Decides: how a range of printed numbers is laid on a drawing. Called by intervals, columns, bars.
Coordinates are rounded to a tenth of a pixel; no Django, no colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

_STEPS: Final = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A number on the axis and where it stands."""

    at: float
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """`low`..`high` laid on `start`..`start + length`; a negative length runs upwards."""

    low: Decimal
    high: Decimal
    start: float
    length: float

    def at(self, value: Decimal) -> float:
        """The coordinate of `value`."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + float(share) * self.length, 1)

    def ticks(self, step: Decimal) -> tuple[Tick, ...]:
        """A tick at every multiple of `step` within the range."""
        first = (self.low / step).to_integral_value(ROUND_CEILING)
        last = (self.high / step).to_integral_value(ROUND_FLOOR)
        return tuple(
            Tick(at=self.at(step * number), value=_short(step * number))
            for number in range(int(first), int(last) + 1)
        )


def step(low: Decimal, high: Decimal, most: int) -> Decimal:
    """The smallest of 1, 2, 5 × a power of ten that cuts the range into at most `most` pieces."""
    span = high - low
    if span <= 0:
        return Decimal(1)
    power = Decimal(1).scaleb((span / most).adjusted())
    return next(factor * power for factor in _STEPS if span / (factor * power) <= most)


def around(low: Decimal, high: Decimal, unit: Decimal) -> tuple[Decimal, Decimal]:
    """The range widened to whole multiples of `unit`."""
    return (
        (low / unit).to_integral_value(ROUND_FLOOR) * unit,
        (high / unit).to_integral_value(ROUND_CEILING) * unit,
    )


def _short(value: Decimal) -> Decimal:
    """Without the zeros behind the point that multiplying made, and never with an exponent."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
