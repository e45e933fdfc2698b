"""The strongest simple peers: dense fits by scikit-learn and numpy, plans by OR-tools and scipy.

Called by the benchmarks; the engine never is. Whole numbers of millionths go into OR-tools.
"""

from __future__ import annotations

import time
from importlib.metadata import version
from typing import Any, Final, NamedTuple

import numpy as np

SCALE: Final = 1_000_000
DAYS: Final = 365.0


class Peer(NamedTuple):
    """The value of the plan a peer found, and its seconds for fits and for the plan."""

    value: float
    fitting: float
    planning: float

    @property
    def seconds(self) -> float:
        """Both together."""
        return self.fitting + self.planning


def named(*packages: str) -> str:
    """``ortools 9.15, …`` as installed here."""
    return ", ".join(f"{one} {version(one)}" for one in packages)


def dense_fits(items: Any, slots: Any, weights: Any) -> Any:
    """Every fit at once, (n, m): what one writes first with scikit-learn and numpy."""
    from scipy.sparse import csr_array
    from sklearn.metrics.pairwise import linear_kernel

    width = max(items.text.width, slots.text.width)
    left, right = (
        csr_array((text.weights, text.columns, text.starts), shape=(len(text), width))
        for text in (items.text, slots.text)
    )
    fits = np.asarray(linear_kernel(left, right, dense_output=True)) * weights.text
    fits += weights.phase * _phase_table(slots)[:, items.phase].T
    fits += weights.modality * _modality_table(slots)[:, items.modality].T
    known = np.maximum(np.bitwise_count(items.domains), 1)
    if weights.domain and (slots.domains != 0).any():
        common = np.bitwise_count(items.domains[:, None] & slots.domains[None, :])
        shares = common / known[:, None]
        shares[items.domains == 0] = 0.5
        shares[:, slots.domains == 0] = 1.0
        fits += weights.domain * shares
    ends, opens, closes = (a.astype(np.float64) for a in (items.ends, slots.opens, slots.closes))
    late = np.where(closes > 0, ends[:, None] - closes, 0.0)
    gaps = np.maximum(np.maximum(opens - ends[:, None], late), 0.0)
    windows = np.maximum(1.0 - gaps / DAYS, 0.0)
    windows[ends == 0] = 0.5
    windows[:, (opens == 0) & (closes == 0)] = 0.5
    fits += weights.window * windows
    yen, offered = items.yen.astype(np.float64), slots.yen.astype(np.float64)
    ratio = np.minimum(yen[:, None], offered) / np.maximum(np.maximum(yen[:, None], offered), 1.0)
    ratio[yen == 0] = 0.5
    ratio[:, offered == 0] = 0.5
    fits += weights.budget * ratio
    return fits


def flow(fits: Any, need: Any, upper: Any, barred: Any = None, scale: int = SCALE) -> float:
    """The optimal value by OR-tools' min-cost flow; an item may get less than it needs."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    items, slots = fits.shape
    allowed = np.isfinite(fits)
    if barred is not None and len(barred):
        allowed[barred[:, 0], barred[:, 1]] = False
    i, j = np.nonzero(allowed)
    costs = np.rint(fits[i, j] * scale).astype(np.int64)
    sink = items + slots
    solver = SimpleMinCostFlow()
    one = np.ones(len(i), dtype=np.int64)
    solver.add_arcs_with_capacity_and_unit_cost(i, items + j, one, -costs)
    ends = np.full(slots, sink)
    solver.add_arcs_with_capacity_and_unit_cost(
        items + np.arange(slots), ends, np.asarray(upper, dtype=np.int64), np.zeros(slots, np.int64)
    )
    wanted = np.asarray(need, dtype=np.int64)
    solver.add_arcs_with_capacity_and_unit_cost(
        np.arange(items), np.full(items, sink), wanted, np.zeros(items, np.int64)
    )
    solver.set_nodes_supplies(np.arange(items), wanted)
    solver.set_node_supply(sink, -int(wanted.sum()))
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"OR-tools says {status}")
    return -solver.optimal_cost() / scale


def ortools(items: Any, slots: Any, weights: Any, barred: Any = None) -> Peer:
    """Fits, then OR-tools over all pairs."""
    began = time.perf_counter()
    fits = dense_fits(items, slots, weights)
    middle = time.perf_counter()
    value = flow(fits, items.need, slots.upper, barred)
    return Peer(value, middle - began, time.perf_counter() - middle)


def scipy_plan(items: Any, slots: Any, weights: Any) -> Peer:
    """Fits, then scipy's assignment with every place a column; one place an item."""
    from scipy.optimize import linear_sum_assignment

    began = time.perf_counter()
    fits = dense_fits(items, slots, weights)
    middle = time.perf_counter()
    places = np.repeat(np.arange(len(slots)), np.minimum(slots.upper, len(items)))
    rows, columns = linear_sum_assignment(fits[:, places], maximize=True)
    value = float(fits[rows, places[columns]].sum())
    return Peer(value, middle - began, time.perf_counter() - middle)


def most_matched(usable: Any, upper: Any) -> int:
    """How many items at most can have a usable slot, one each, by scipy's matching."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    places = np.repeat(np.arange(usable.shape[1]), np.minimum(upper, usable.shape[0]))
    matched = maximum_bipartite_matching(csr_array(usable[:, places]), perm_type="column")
    return int((matched >= 0).sum())


def _phase_table(slots: Any) -> Any:
    """Slots by phase of an item."""
    first, last = slots.phase_from.astype(int)[:, None], slots.phase_to.astype(int)[:, None]
    phase = np.arange(16)[None, :]
    steps = np.where(first >= 0, np.clip(first - phase, 0, 3), 0)
    score = np.array((1.0, 0.5, 0.25, 0.0))[steps]
    score[(last >= 0) & (phase > last)] = 0.0
    return score


def _modality_table(slots: Any) -> Any:
    """Slots by modality of an item."""
    bits = (slots.modalities[:, None] >> np.arange(64, dtype=np.uint64)) & np.uint64(1)
    return np.where(slots.modalities[:, None] == 0, 1.0, bits.astype(np.float64))
