"""A separable function above the expected worth: a sum over programmes, touching it at one plan.

Decides: grids of amounts, envelopes, and the lines by which a linear model knows them. Called by:
master, descent, structured.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from ikkan.optimize.allocation.arrays import FirstStage
from ikkan.optimize.allocation.ready import Ready
from ikkan.values.arrays import Floats, Indices

NARROW: Final = 16
EVEN: Final = 3
AROUND: Final = np.array([0, *(sign * 4**k for k in range(7) for sign in (-1, 1))])
"""A model knows a function by so many lines even in slope, and by lines so far from its trial."""
PLACES: Final = 1 << 19
"""Amounts are looked at in no more places than about this, all programmes together."""


class Grid(NamedTuple):
    """Programme p is looked at in the places offsets[p] to offsets[p + 1]: left + k · width.

    `direct` is f_p at every place.
    """

    left: Indices
    width: Indices
    offsets: Indices
    direct: Floats

    def places(self) -> tuple[Indices, Indices, Indices]:
        """As the kernels take them."""
        return self.left, self.width, self.offsets

    def last(self) -> Indices:
        """The largest amount of every programme that is looked at."""
        return np.asarray(self.left + self.width * (np.diff(self.offsets) - 1))


def grid(stage: FirstStage) -> Grid:
    """From nothing to the ceilings, unit by unit where that is not too many places."""
    width = np.full_like(stage.high, max(-(-int(stage.high.sum()) // PLACES), 1))
    places = -(-stage.high // width) + 1
    offsets = np.concatenate(([0], np.cumsum(places))).astype(np.int64)
    direct = np.zeros(int(offsets[-1]))
    for p, (widths, slopes) in enumerate(zip(stage.widths, stage.slopes, strict=True)):
        if len(widths):
            ends = np.concatenate(([0], np.cumsum(widths)))
            worth = np.concatenate(([0.0], np.cumsum(widths * slopes)))
            direct[offsets[p] : offsets[p + 1]] = np.interp(
                width[p] * np.arange(places[p]), ends, worth
            )
    return Grid(np.zeros_like(stage.low), width, offsets, direct)


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """fund · fund_price + Σ_p U_p(x_p), U_p given by its `values` at the places of a grid.

    `fund_prices` (S,) made it; the direct worth f_p is part of U_p. Between and beyond the places a
    line through two corners of the envelope counts, which lies above U_p.
    """

    grid: Grid
    fund_price: float
    fund_prices: Floats
    values: Floats

    def envelope(self, low: Indices, high: Indices) -> Envelope:
        """The smallest concave functions above U_p(x) for low_p ≤ x ≤ high_p."""
        from ikkan.optimize.allocation import tables

        left, width, offsets = self.grid.places()
        begin = np.minimum((low - left) // width + offsets[:-1], offsets[1:] - 1)
        end = np.clip(-(-(high - left) // width) + offsets[:-1], begin, offsets[1:] - 1)
        after = np.empty(len(self.values), np.int64)
        tables.hull(begin, end, self.values, after)
        corner = np.flatnonzero(after >= 0)
        of = np.searchsorted(offsets, corner, side="right") - 1
        pieces = (after[corner] != corner) | (begin[of] == end[of])
        corner, of = corner[pieces], of[pieces]
        then = after[corner]
        place = (left[of] + width[of] * (corner - offsets[of])).astype(np.float64)
        wide = (width[of] * (then - corner)).astype(np.float64)
        slope = (self.values[then] - self.values[corner]) / np.maximum(wide, 1.0)
        return Envelope(
            of=self,
            starts=np.searchsorted(of, np.arange(len(left) + 1)),
            programme=of,
            corner=corner,
            place=place,
            wide=wide,
            at_zero=self.values[corner] - slope * place,
            slope=slope,
        )

    def most(self, stage: FirstStage, charged: Floats) -> Floats:
        """The most that each programme reaches when it pays `charged` per unit of its amount."""
        left, width, offsets = self.grid.places()
        lower = np.maximum(stage.low, stage.least)
        found = np.empty(len(left))
        for p, (low, high) in enumerate(zip(lower, stage.high, strict=True)):
            first, last = (low - left[p]) // width[p], -(-(high - left[p]) // width[p])
            at = np.arange(first, min(last, offsets[p + 1] - offsets[p] - 1) + 1)
            values = self.values[offsets[p] + at] - charged[p] * (left[p] + width[p] * at)
            found[p] = values.max(initial=-np.inf)
            if stage.least[p]:
                found[p] = max(found[p], self.values[offsets[p]])
        return found


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Envelope:
    """The pieces of the envelope of a function: starts[p] to starts[p + 1] belong to programme p.

    Piece i begins at the amount place[i], which is place corner[i] of the grid, is wide[i] wide,
    and lies on at_zero[i] + slope[i] · x.
    """

    of: Function
    starts: Indices
    programme: Indices
    corner: Indices
    place: Floats
    wide: Floats
    at_zero: Floats
    slope: Floats

    def pieces(self, at: Floats) -> Indices:
        """The piece over at[p] of every programme; at may be (P,) or (P, k)."""
        left, width, offsets = (one.reshape(-1, *(1,) * (at.ndim - 1)) for one in self._places())
        found = np.searchsorted(self.corner, offsets + (at - left) / width, side="right") - 1
        return self._within(found)

    def chosen(self, near: Floats) -> Indices:
        """Some pieces, even in slope, and others the denser the nearer to x."""
        first, last = self.starts[:-1], self.starts[1:] - 1
        range_ = np.maximum(self.slope[first] - self.slope[last], 1e-300)[self.programme]
        share = (self.slope[first][self.programme] - self.slope) / range_
        wanted = 2 * np.arange(len(first))[:, None] + np.linspace(0.0, 1.0, EVEN)
        even = self._within(np.searchsorted(2 * self.programme + share, wanted))
        close = self.pieces(near[:, None] + AROUND)
        return np.unique(np.concatenate((even.ravel(), close.ravel())))

    def _places(self) -> tuple[Indices, Indices, Indices]:
        left, width, offsets = self.of.grid.places()
        return left, width, offsets[:-1]

    def _within(self, found: Indices) -> Indices:
        shape = (-1, *(1,) * (found.ndim - 1))
        first, last = self.starts[:-1].reshape(shape), self.starts[1:].reshape(shape) - 1
        return np.asarray(np.clip(found, first, last))


def eased(scenarios: Ready, stage: FirstStage, places: Grid, fund_prices: Floats) -> Function:
    """The function of these fund prices for lumps that may be paid in part."""
    from ikkan.optimize.allocation import tables

    data, groups, count = tuple(scenarios.sorted), len(scenarios.groups), len(places.left)
    value, slope = np.zeros((groups, count)), np.zeros((groups, count))
    bends = np.zeros((groups, int(places.offsets[-1])))
    scenarios.each(
        lambda g, first, last: tables.run(
            first, last, data, fund_prices, stage.penalty, places.places(), value[g], slope[g],
            bends[g],
        )
    )  # fmt: skip
    values = np.empty(bends.shape[1])
    tables.summed(places.places(), value.sum(axis=0), slope.sum(axis=0), bends.sum(axis=0), values)
    values += places.direct
    return Function(places, float(scenarios.sorted.weight @ fund_prices), fund_prices, values)


def whole(
    scenarios: Ready, stage: FirstStage, base: Function, begin: Indices, end: Indices
) -> Function:
    """`base` with whole lumps for the amounts begin[p] to end[p]: lower there, and still above.

    A range is looked at in windows no wider than two usual lumps, each with a price of its own.
    """
    from ikkan.optimize.allocation import knapsacks

    left, width, offsets = base.grid.places()
    wide = np.where(width == 1, np.maximum(end - begin + 1, 0), 0)
    most = np.maximum(2 * scenarios.usual, NARROW)
    pieces = -(-wide // most)
    of = np.repeat(np.arange(len(left)), pieces)
    number = np.arange(len(of)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    first = begin[of] + number * most[of]
    size = np.minimum(most[of], end[of] + 1 - first)
    own = np.concatenate(([0], np.cumsum(size))).astype(np.int64)
    windows, middle = (of, first, own), scenarios.reach
    data, prices = tuple(scenarios.sorted), base.fund_prices
    out = np.zeros((len(scenarios.groups), int(own[-1])))
    scenarios.each(
        lambda g, one, other: knapsacks.run(
            one, other, data, prices, stage.penalty, windows, middle, out[g]
        )
    )
    places = np.arange(own[-1]) + np.repeat(offsets[of] + first - left[of] - own[:-1], size)
    values = base.values.copy()
    found = out.sum(axis=0) + base.grid.direct[places]
    values[places] = np.minimum(values[places], found)
    return Function(base.grid, base.fund_price, prices, values)
