"""How high the worst-off item can stand at most: the dual of "raise the least", over all pairs.

Decides: the bound and what proves it. Called by: fair. For any weights w of items (sum 1) and any
prices p of slots, the least score is at most the weighted sum of all scores, hence at most what
every item could gain for itself at these prices, and the prices of all places. A list stands for
all pairs: what it leaves out is at most its cut. HiGHS only finds good weights and prices.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ikkan.optimize.assignment import ruled
from ikkan.optimize.assignment.plan import Plan
from ikkan.optimize.assignment.problem import Asked, Pairs
from ikkan.values.arrays import Csr, Floats, Indices

SLACK: Final = 1e-9
DEPTH: Final = 40
"""Candidates of an item beside those it needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """No plan gives the worst-off item more than `bound`: weights (n,), prices (m,)."""

    bound: float
    weights: Floats
    prices: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """What may still be decided: pins are taken out of needs and places, and count as `base`.

    `cuts[i]`: no pair outside row i of `fits` is worth more (−inf: there is none). `counted`: the
    items that take part in the worst, those that want anything.
    """

    fits: Csr
    cuts: Floats
    need: Indices
    lower: Indices
    upper: Indices
    base: Floats
    pins: Pairs
    counted: npt.NDArray[np.bool_]
    whole: bool
    unit: float

    plan: Plan

    def scores(self, pairs: Pairs) -> Floats:
        """What every item has in a plan, shape (n,)."""
        worth = ruled.worths(self.plan.sound, pairs) / self.unit
        made: Floats = np.bincount(pairs[:, 0], weights=worth, minlength=len(self.need))
        return made

    def free(self, pairs: Pairs) -> Pairs:
        """Those of the pairs that nobody pinned before."""
        by_key = np.array([len(self.upper), 1])
        return pairs[~np.isin(pairs @ by_key, self.pins @ by_key)]

    def lowest(self, count: int) -> Indices:
        """The items that could reach least if they were alone."""
        alone = self._gains(np.ones(len(self.need)), np.zeros(len(self.upper)))
        alone = np.where(self.counted, alone, np.inf)
        order: Indices = np.argsort(alone, kind="stable")[:count]
        return order[np.isfinite(alone[order])]

    def proof(self, items: Iterable[int]) -> Proof:
        """The best bound that these items prove."""
        chosen = np.array(sorted(items), dtype=np.int64)
        weights, prices = np.zeros(len(self.need)), np.zeros(len(self.upper))
        if not len(chosen):
            return Proof(bound=0.0, weights=weights, prices=prices)
        found = _duals(self, chosen)
        if found is None or found[0].sum() <= 0:
            weights[chosen] = 1.0 / len(chosen)
        else:
            weights[chosen], prices = found[0] / found[0].sum(), found[1] / found[0].sum()
        gains = self._gains(weights, prices)[chosen].sum()
        bound = float(gains + (prices * self.upper).sum())
        alone = self._gains(np.ones(len(self.need)), np.zeros(len(self.upper)))[chosen]
        if alone.min() <= bound:
            weights, prices = np.zeros(len(self.need)), np.zeros(len(self.upper))
            weights[chosen[int(alone.argmin())]] = 1.0
            bound = float(alone.min())
        return Proof(bound=bound, weights=weights, prices=prices)

    def _gains(self, weights: Floats, prices: Floats) -> Floats:
        """What each item could have at most at these prices, its weight included, shape (n,)."""
        rows = self.fits.rows()
        gain = np.maximum(self.fits.weights * weights[rows] - prices[self.fits.columns], 0.0)
        outside = np.where(np.isfinite(self.cuts), np.maximum(self.cuts, 0.0), 0.0) * weights
        most = int(self.need.max(initial=0))
        lengths = np.diff(self.fits.starts)
        table = np.zeros((len(self.need), int(lengths.max(initial=0)) + most))
        at = np.arange(len(rows)) - np.repeat(self.fits.starts[:-1], lengths)
        table[rows, at] = gain
        for extra in range(most):
            table[:, table.shape[1] - 1 - extra] = outside
        table = -np.sort(-table, axis=1)[:, :most]
        kept = np.arange(most) < self.need[:, None]
        made: Floats = (table * kept).sum(axis=1) + weights * self.base
        return made


def candidates(plan: Plan) -> Candidates:
    """The candidates of a plan's problem, by the source that can see all pairs."""
    sound = plan.sound
    count, width = len(sound.items), len(sound.slots)
    need = sound.need - np.bincount(sound.pins[:, 0], minlength=count)
    taken = np.bincount(sound.pins[:, 1], minlength=width)
    worth = ruled.worths(sound, sound.pins) / sound.unit
    fits, cuts = _listed(plan, int(need.max(initial=0)))
    return Candidates(
        fits=fits,
        cuts=cuts,
        need=need,
        lower=np.maximum(sound.lower - taken, 0),
        upper=np.minimum(sound.upper, count) - taken,
        base=np.bincount(sound.pins[:, 0], weights=worth, minlength=count),
        pins=sound.pins,
        counted=sound.need > 0,
        whole=sound.whole,
        unit=sound.unit,
        plan=plan,
    )


def _listed(plan: Plan, need: int) -> tuple[Csr, Floats]:
    sound, state = plan.sound, plan.state
    count, width = len(sound.items), len(sound.slots)
    if sound.source is None:
        raw = state.raw()
        rows = np.repeat(np.arange(count), np.diff(state.starts))
        kept = raw >= max(state.floor, 0)
        made = rows[kept], state.columns[kept], raw[kept] / state.unit
        return _csr(*made, count, width), np.full(count, -np.inf)
    asked = Asked(
        rows=np.arange(count),
        k=min(DEPTH + need, width),
        floor=float(state.floor),
        edits=ruled.edits(sound),
    )
    best = sound.source.best(asked)
    kept = np.arange(best.columns.shape[1]) < best.counts[:, None]
    rows = np.repeat(np.arange(count), best.counts)
    made = rows, best.columns[kept], best.fits[kept] / sound.unit
    extra = [(i, j) for i, j in sound.edits]
    if extra:
        made = _with_edits(plan, made, np.array(extra))
    return _csr(*made, count, width), best.cuts / sound.unit


def _with_edits(plan: Plan, made: Any, pairs: Pairs) -> Any:
    """Pairs whose fit a person set join the lists, where nothing else rules them out."""
    sound = plan.sound
    by_key = np.array([len(sound.slots), 1])
    closed = np.concatenate((sound.conflicts, sound.forbids, sound.pins))
    worth = ruled.worths(sound, pairs)
    lives = ~np.isin(pairs @ by_key, closed @ by_key) & (worth >= plan.state.floor)
    pairs, worth = pairs[lives], worth[lives]
    return (
        np.concatenate((made[0], pairs[:, 0])),
        np.concatenate((made[1], pairs[:, 1])),
        np.concatenate((made[2], worth / sound.unit)),
    )


def _csr(rows: Any, columns: Any, fits: Any, count: int, width: int) -> Csr:
    order = np.lexsort((columns, rows))
    starts = np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=count))))
    return Csr(starts.astype(np.int64), columns[order].astype(np.int32), fits[order], width)


def _duals(known: Candidates, chosen: Indices) -> tuple[Floats, Floats] | None:
    """Weights of the chosen items and prices of all slots from the linear programme."""
    import highspy

    part = known.fits.only(chosen)
    size, edges = len(chosen), len(part.columns)
    rows, slots = part.rows(), np.unique(part.columns)
    cuts = np.where(np.isfinite(known.cuts[chosen]), np.maximum(known.cuts[chosen], 0.0), 0.0)
    outside, level = edges + np.arange(size), edges + size
    of_slot = 2 * size + np.searchsorted(slots, part.columns)
    places = (
        (rows, np.arange(edges), part.weights),
        (np.arange(size), outside, cuts),
        (np.arange(size), np.full(size, level), np.full(size, -1.0)),
        (size + rows, np.arange(edges), np.ones(edges)),
        (size + np.arange(size), outside, np.ones(size)),
        (of_slot, np.arange(edges), np.ones(edges)),
    )
    row, column, value = (np.concatenate([one[at] for one in places]) for at in range(3))
    order = np.lexsort((row, column))
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = level + 1, 2 * size + len(slots)
    inf = highspy.kHighsInf
    model.col_cost_ = np.concatenate((np.zeros(level), [-1.0]))
    model.col_lower_ = np.concatenate((np.zeros(level), [-inf]))
    need = known.need[chosen].astype(np.float64)
    model.col_upper_ = np.concatenate((np.ones(edges), need, [inf]))
    free = np.full(size, -inf)
    model.row_lower_ = np.concatenate((-known.base[chosen], free, np.full(len(slots), -inf)))
    upper = known.upper[slots].astype(np.float64)
    model.row_upper_ = np.concatenate((np.full(size, inf), need, upper))
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    counts = np.bincount(column, minlength=level + 1)
    model.a_matrix_.start_ = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    model.a_matrix_.index_ = row[order].astype(np.int32)
    model.a_matrix_.value_ = value[order].astype(np.float64)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.passModel(model)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    duals = np.asarray(solver.getSolution().row_dual)
    prices = np.zeros(len(known.upper))
    prices[slots] = np.maximum(-duals[2 * size :], 0.0)
    return np.maximum(duals[:size], 0.0), prices
