"""How fast a topic grows, said only as far as the counts allow; pure.

Decides: whether there is enough to say anything, the yearly change and its 95 % interval. A
log-linear rate of counts is fitted by maximum likelihood (Poisson); where the counts scatter more
than chance allows, the interval is widened by that measure (quasi-Poisson). The year that is not
over takes no part. Source: P. McCullagh, J. A. Nelder, Generalized Linear Models (1989), §6.2.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

YEARS: Final = 10
LEAST_YEARS: Final = 4
LEAST_COUNT: Final = 20
_WIDE: Final = 1.96
_STEPS: Final = 50
_FAR: Final = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """The change from year to year and its interval, as shares (0.1 is 10 % more each year).

    `few`: too little to say it; the numbers are then None.
    """

    years: tuple[int, ...]
    count: int
    few: bool
    rate: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def direction(self) -> str:
        """few, up, down, or unclear where the interval holds no change."""
        if self.few or self.low is None or self.high is None:
            return "few"
        if self.low > 0:
            return "up"
        return "down" if self.high < 0 else "unclear"


def window(counts: Mapping[int, int], this_year: int) -> tuple[int, ...]:
    """The whole years that are compared: the last ten, from the first that has anything."""
    told = [year for year, count in counts.items() if count and year < this_year]
    if not told:
        return ()
    return tuple(range(max(min(told), this_year - YEARS), this_year))


def growth(
    counts: Mapping[int, int], this_year: int, of: Mapping[int, int] | None = None
) -> Growth:
    """Of the counts, or of their share in all items `of` the same years."""
    years = window(counts, this_year)
    if of is not None:
        years = tuple(year for year in years if of.get(year, 0) > 0)
    values = [counts.get(year, 0) for year in years]
    total = sum(values)
    if len(years) < LEAST_YEARS or total < LEAST_COUNT:
        return Growth(years=years, count=total, few=True)
    exposures = [float(of[year]) if of is not None else 1.0 for year in years]
    slope, error = _fit([float(year - years[0]) for year in years], values, exposures)
    if error is None:
        return Growth(years=years, count=total, few=True)
    return Growth(
        years=years,
        count=total,
        few=False,
        rate=math.expm1(slope),
        low=math.expm1(slope - _WIDE * error),
        high=math.expm1(min(slope + _WIDE * error, _FAR)),
    )


def _fit(
    at: Sequence[float], values: Sequence[int], exposures: Sequence[float]
) -> tuple[float, float | None]:
    """Slope of the log rate and its standard error; None where there is no answer."""
    middle = sum(at) / len(at)
    steps = [one - middle for one in at]
    level, slope = math.log(sum(values) / sum(exposures)), 0.0
    for _ in range(_STEPS):
        means = _means(level, slope, steps, exposures)
        left = sum(value - mean for value, mean in zip(values, means, strict=True))
        tilt = sum(
            (value - mean) * step for value, mean, step in zip(values, means, steps, strict=True)
        )
        a = sum(means)
        b = sum(mean * step for mean, step in zip(means, steps, strict=True))
        c = sum(mean * step * step for mean, step in zip(means, steps, strict=True))
        whole = a * c - b * b
        if whole <= 0:
            return slope, None
        more_level, more_slope = (c * left - b * tilt) / whole, (a * tilt - b * left) / whole
        level += max(-1.0, min(1.0, more_level))
        slope += max(-1.0, min(1.0, more_slope))
        if abs(more_level) + abs(more_slope) < 1e-10:
            break
    if abs(slope) > _FAR:
        return slope, None
    means = _means(level, slope, steps, exposures)
    a = sum(means)
    b = sum(mean * step for mean, step in zip(means, steps, strict=True))
    c = sum(mean * step * step for mean, step in zip(means, steps, strict=True))
    scatter = sum(
        (value - mean) ** 2 / mean for value, mean in zip(values, means, strict=True) if mean > 0
    )
    wider = max(1.0, scatter / (len(values) - 2))
    return slope, math.sqrt(wider * a / (a * c - b * b))


def _means(
    level: float, slope: float, steps: Sequence[float], exposures: Sequence[float]
) -> list[float]:
    return [
        exposure * math.exp(level + slope * step)
        for step, exposure in zip(steps, exposures, strict=True)
    ]
