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
NEAR: Final = 1e-2
NODES: Final = 50
SLOW: Final = ("mip_heuristic_run_root_reduced_cost", "mip_heuristic_run_rins")
"""Searches of HiGHS that took most of its time here and found nothing better."""


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
    items that take part in the worst, those that want anything. `money` is what slots have left, −1
    without a limit.
    """

    fits: Csr
    cuts: Floats
    need: Indices
    lower: Indices
    upper: Indices
    base: Floats
    pins: Pairs
    yen: Indices
    money: Indices
    counted: npt.NDArray[np.bool_]
    whole: bool

    def scores(self, pairs: Pairs, fits: Floats) -> Floats:
        """What every item has in a plan, shape (n,)."""
        return _summed(pairs[:, 0], fits, len(self.need))

    def free(self, pairs: Pairs) -> Pairs:
        """Those of the pairs that nobody pinned before."""
        kept: Pairs = pairs[~ruled.among(pairs, self.pins, len(self.upper))]
        return kept

    def alone(self) -> Floats:
        """What every item could have if it were the only one, shape (n,); inf if not counted."""
        gains = self._gains(np.ones(len(self.need)), np.zeros(len(self.upper)))
        return np.where(self.counted, gains, np.inf)

    def simple(self) -> Proof:
        """The bound that the one item proves that can reach least."""
        alone, weights = self.alone(), np.zeros(len(self.need))
        if not self.counted.any():
            return Proof(bound=0.0, weights=weights, prices=np.zeros(len(self.upper)))
        least = int(alone.argmin())
        weights[least] = 1.0
        return Proof(bound=float(alone[least]), weights=weights, prices=np.zeros(len(self.upper)))

    def proof(self, chosen: Indices) -> Proof:
        """The bound that these items prove together."""
        found = _duals(self, chosen) if len(chosen) else None
        if found is None or found[0].sum() <= 0:
            return self.simple()
        weights, prices = np.zeros(len(self.need)), found[1] / found[0].sum()
        weights[chosen] = found[0] / found[0].sum()
        gains = self._gains(weights, prices)[chosen].sum()
        bound = float(gains + (prices * self.upper).sum())
        return min(self.simple(), Proof(bound=bound, weights=weights, prices=prices), key=_bound)

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


def _summed(rows: Indices, values: Floats, count: int) -> Floats:
    return np.bincount(rows, weights=values, minlength=count).astype(np.float64)


def _bound(proof: Proof) -> float:
    return proof.bound


def candidates(plan: Plan) -> Candidates:
    """The candidates of a plan's problem, by the source that can see all pairs."""
    sound = plan.sound
    count, width = len(sound.items), len(sound.slots)
    need = sound.need - np.bincount(sound.pins[:, 0], minlength=count)
    taken = np.bincount(sound.pins[:, 1], minlength=width)
    worth = ruled.worths(sound, sound.pins) / sound.unit
    spent = np.bincount(sound.pins[:, 1], weights=sound.yen[sound.pins[:, 0]], minlength=width)
    fits, cuts = _listed(plan, int(need.max(initial=0)))
    return Candidates(
        fits=fits,
        cuts=cuts,
        need=need,
        lower=np.maximum(sound.lower - taken, 0),
        upper=np.minimum(sound.upper, count) - taken,
        base=_summed(sound.pins[:, 0], worth, count),
        pins=sound.pins,
        counted=sound.need > 0,
        whole=sound.whole,
        yen=sound.yen,
        money=np.where(sound.money >= 0, sound.money - spent.astype(np.int64), -1),
    )


def _listed(plan: Plan, need: int) -> tuple[Csr, Floats]:
    sound, state = plan.sound, plan.state
    count, width = len(sound.items), len(sound.slots)
    if sound.source is None:
        raw = state.raw()
        rows = np.repeat(np.arange(count), np.diff(state.starts))
        kept = raw >= max(state.floor, 0)
        stored = rows[kept], state.columns[kept], raw[kept] / state.unit
        return _csr(stored, count, width), np.full(count, -np.inf)
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
    return _csr(made, count, width), best.cuts / sound.unit


def _with_edits(plan: Plan, made: Any, pairs: Pairs) -> Any:
    """Pairs whose fit a person set join the lists, where nothing else rules them out."""
    sound = plan.sound
    closed = np.concatenate((sound.conflicts, sound.forbids, sound.pins))
    worth = ruled.worths(sound, pairs)
    lives = ~ruled.among(pairs, closed, len(sound.slots)) & (worth >= plan.state.floor)
    pairs, worth = pairs[lives], worth[lives]
    return (
        np.concatenate((made[0], pairs[:, 0])),
        np.concatenate((made[1], pairs[:, 1])),
        np.concatenate((made[2], worth / sound.unit)),
    )


def _csr(made: tuple[Any, Any, Any], count: int, width: int) -> Csr:
    rows, columns, fits = made
    order = np.lexsort((columns, rows))
    starts = np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=count))))
    return Csr(starts.astype(np.int64), columns[order].astype(np.int32), fits[order], width)


def _duals(known: Candidates, chosen: Indices) -> tuple[Floats, Floats] | None:
    """Weights of the chosen items and prices of all slots from the linear programme."""
    part = known.fits.only(chosen)
    size, edges = len(chosen), len(part.columns)
    rows, slots = part.rows(), np.unique(part.columns)
    cuts = np.where(np.isfinite(known.cuts[chosen]), np.maximum(known.cuts[chosen], 0.0), 0.0)
    outside, level = edges + np.arange(size), edges + size
    need = known.need[chosen].astype(np.float64)
    free, open_ = np.full(size, -np.inf), np.full(size, np.inf)
    solver = solved(
        cost=np.concatenate((np.zeros(level), [-1.0])),
        most=np.concatenate((np.ones(edges), need, [np.inf])),
        rows=(
            np.concatenate((-known.base[chosen], free, np.full(len(slots), -np.inf))),
            np.concatenate((open_, need, known.upper[slots].astype(np.float64))),
        ),
        entries=(
            (rows, np.arange(edges), part.weights),
            (np.arange(size), outside, cuts),
            (np.arange(size), np.full(size, level), np.full(size, -1.0)),
            (size + rows, np.arange(edges), np.ones(edges)),
            (size + np.arange(size), outside, np.ones(size)),
            (2 * size + np.searchsorted(slots, part.columns), np.arange(edges), np.ones(edges)),
        ),
    )
    if solver is None:
        return None
    duals = np.asarray(solver.getSolution().row_dual)
    prices = np.zeros(len(known.upper))
    prices[slots] = np.maximum(-duals[2 * size :], 0.0)
    return np.maximum(duals[:size], 0.0), prices


def solved(
    *,
    cost: Floats,
    most: Floats,
    rows: tuple[Floats, Floats],
    entries: Iterable[tuple[Any, Any, Any]],
    whole: bool = False,
) -> Any:
    """HiGHS with the least cost over 0 <= x <= most, or None where it found nothing.

    `rows` are lower and upper limits, `entries` (row, column, value) arrays; `whole`: x in whole
    numbers, and within NEAR of the best is enough; it stops at NODES, never by the clock.
    """
    import highspy

    row, column, value = (np.concatenate(one) for one in zip(*entries, strict=True))
    order = np.lexsort((row, column))
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(cost), len(rows[0])
    model.col_cost_, model.col_lower_, model.col_upper_ = cost, np.zeros(len(cost)), most
    model.row_lower_, model.row_upper_ = rows
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    counts = np.bincount(column, minlength=len(cost))
    model.a_matrix_.start_ = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    model.a_matrix_.index_ = row[order].astype(np.int32)
    model.a_matrix_.value_ = value[order].astype(np.float64)
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(cost)
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", NEAR)
    solver.setOptionValue("mip_max_nodes", NODES)
    for slow in SLOW:
        solver.setOptionValue(slow, False)
    solver.passModel(model)
    solver.run()
    found = solver.getSolution().value_valid if whole else False
    optimal = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return solver if found or optimal else None
