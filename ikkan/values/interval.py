"""Intervals of exact decimals, open or closed at each end.

Decides: what sums, differences and ratios of rounded numbers may be; ends that cannot be written
exactly are moved outwards. Called by: figure (which re-exports it), plan.
Source: interval arithmetic with outward rounding (IEEE 1788), 50 digits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Final

from ikkan.values.errors import InputError
from ikkan.values.text import Text

_DOWN: Final = Context(prec=50, rounding=ROUND_FLOOR)
_UP: Final = Context(prec=50, rounding=ROUND_CEILING)
_HALF: Final = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Interval:
    """[low, high), or the point when ``low == high``; other ends by the two flags.

    Operations never lose a possible value: for x in X and y in Y, x + y is in X + Y.
    Raises InputError when high < low or an end is not finite.
    """

    low: Decimal
    high: Decimal
    closed_low: bool = True
    closed_high: bool = False

    def __post_init__(self) -> None:
        if not (self.low.is_finite() and self.high.is_finite()) or self.high < self.low:
            raise InputError("interval.ends", _ENDS.format(low=self.low, high=self.high))
        if self.low == self.high:
            object.__setattr__(self, "closed_low", True)
            object.__setattr__(self, "closed_high", True)

    @classmethod
    def point(cls, value: Decimal) -> Interval:
        """Exactly `value`."""
        return cls(value, value)

    @classmethod
    def rounded(cls, value: Decimal, rounding: Decimal) -> Interval:
        """What rounds to `value` by ROUND_HALF_UP (half away from zero) in steps of `rounding`.

        Above zero [value - r/2, value + r/2), below zero (value - r/2, value + r/2], and about a
        printed zero both ends are open.
        """
        half = rounding * _HALF
        return cls(
            _DOWN.subtract(value, half),
            _UP.add(value, half),
            closed_low=value > 0,
            closed_high=value < 0,
        )

    @classmethod
    def total(cls, parts: Iterable[Interval]) -> Interval:
        """The sum; the point 0 of nothing."""
        return sum(parts, start=cls.point(Decimal(0)))

    def __contains__(self, value: object) -> bool:
        return isinstance(value, Decimal) and self.contains(value)

    def contains(self, value: Decimal) -> bool:
        """Whether `value` is possible."""
        above = value > self.low or (self.closed_low and value == self.low)
        below = value < self.high or (self.closed_high and value == self.high)
        return above and below

    def meets(self, other: Interval) -> bool:
        """Whether some value is possible in both."""
        return not (_before(self, other) or _before(other, self))

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            _DOWN.add(self.low, other.low),
            _UP.add(self.high, other.high),
            self.closed_low and other.closed_low,
            self.closed_high and other.closed_high,
        )

    def __neg__(self) -> Interval:
        return Interval(
            self.high.copy_negate(), self.low.copy_negate(), self.closed_high, self.closed_low
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def scale(self, factor: Decimal) -> Interval:
        """Every value times `factor`; by zero it is the point 0."""
        if factor < 0:
            return -self.scale(-factor)
        return Interval(
            _DOWN.multiply(self.low, factor),
            _UP.multiply(self.high, factor),
            self.closed_low,
            self.closed_high,
        )

    def over(self, other: Interval) -> Interval:
        """Every quotient. Raises InputError when zero lies in or at an end of `other`."""
        if other.low <= 0 <= other.high:
            raise InputError("interval.zero", _ZERO)
        tops = ((self.low, self.closed_low), (self.high, self.closed_high))
        bottoms = ((other.low, other.closed_low), (other.high, other.closed_high))
        corners = [
            (top, bottom, on_top and (on_bottom or top == 0))
            for top, on_top in tops
            for bottom, on_bottom in bottoms
        ]
        lows = [(_DOWN.divide(top, bottom), closed) for top, bottom, closed in corners]
        highs = [(_UP.divide(top, bottom), closed) for top, bottom, closed in corners]
        low, high = min(lows)[0], max(highs)[0]
        return Interval(low, high, (low, True) in lows, (high, True) in highs)


def _before(one: Interval, other: Interval) -> bool:
    """Whether all of `one` lies below all of `other`."""
    touching = one.closed_high and other.closed_low
    return one.high < other.low or (one.high == other.low and not touching)


_ENDS = Text(
    "区間の端{low}と{high}が正しくありません。",
    "The ends {low} and {high} make no interval.",
)
_ZERO = Text(
    "0を含みうる数で割ることはできません。",
    "Cannot divide by a number that may be zero.",
)
