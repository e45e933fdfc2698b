"""Checks a plan of an assignment from the outside: limits, value, bound and gap, in plain numpy.

Imports nothing of the engine: fits are computed here once more, from their description in
docs/models/assignment.md, and the bound comes from the prices over all pairs, block by block.
Called by the benchmarks; the plan is only arrays to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

BLOCK: Final = 400
ROUND: Final = 9
SLACK: Final = 1e-9
AHEAD: Final = (1.0, 0.5, 0.25, 0.0)
DAYS: Final = 365.0
Rows = Callable[[int, int], Any]
"""Fits of the items from first up to last, shape (last - first, slots); -inf: no such pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a plan has to keep to; pairs have the shape (pairs, 2)."""

    need: Any
    upper: Any
    lower: Any = None
    conflicts: Any = field(default_factory=lambda: np.zeros((0, 2), dtype=np.int64))
    pins: Any = field(default_factory=lambda: np.zeros((0, 2), dtype=np.int64))
    forbids: Any = field(default_factory=lambda: np.zeros((0, 2), dtype=np.int64))
    yen: Any = None
    money: Any = None
    floor: float = 0.0
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is wrong with a plan (nothing, if it is sound), its value, a bound and the gap."""

    faults: tuple[str, ...]
    value: float
    bound: float
    gap: float


def check(
    rows: Rows, limits: Limits, pairs: Any, prices: Any, rates: Any = None, claimed: Any = None
) -> Verdict:
    """The verdict on the pairs (items, slots) of a plan and the prices that come with it."""
    pairs = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    items, slots = len(limits.need), len(limits.upper)
    faults = list(_faults(limits, pairs, items, slots))
    prices = np.asarray(prices, dtype=np.float64)
    rates = np.zeros(slots) if rates is None else np.asarray(rates, dtype=np.float64)
    if not (np.isfinite(prices).all() and np.isfinite(rates).all() and (rates >= 0).all()):
        faults.append("a price is not a number, or a rate is negative")
    if any("no such" in fault for fault in faults):
        return Verdict(faults=tuple(faults), value=np.nan, bound=np.nan, gap=np.inf)
    value, bound = 0.0, _dual(limits, prices, rates)
    for first, last, fits in _blocks(rows, items):
        own = pairs[(pairs[:, 0] >= first) & (pairs[:, 0] < last)]
        taken = fits[own[:, 0] - first, own[:, 1]]
        pinned = _holds(limits.pins, own, slots)
        if not np.isfinite(taken).all() or (taken[~pinned] < limits.floor - SLACK).any():
            faults.append(f"items {first} to {last}: a pair whose fit is below the floor")
        value += float(taken.sum())
        bound += _block(limits, fits, first, prices, rates)
    if claimed is not None and abs(value - claimed) > 1e-6 * max(1.0, abs(value)):
        faults.append(f"the plan says it is worth {claimed}, it is worth {value}")
    gap = (bound - value) / abs(bound) if bound else abs(value)
    if gap < -SLACK:
        faults.append(f"the value {value} is above the bound {bound}")
    return Verdict(faults=tuple(faults), value=value, bound=bound, gap=gap)


def worst_bound(rows: Rows, limits: Limits, weights: Any, prices: Any) -> float:
    """What the worst-off item can have at most: weights of items (sum 1), prices of places.

    The least of all scores is no more than their weighted sum, hence no more than what each item
    could gain for itself at these prices, and what all places cost. Raises ValueError for weights
    or prices that prove nothing.
    """
    weights, prices = np.asarray(weights, dtype=float), np.asarray(prices, dtype=float)
    sound = (weights >= 0).all() and (prices >= 0).all() and abs(weights.sum() - 1.0) < SLACK
    if not sound or weights[np.asarray(limits.need) == 0].any():
        raise ValueError("weights and prices that prove nothing")
    bound = float((prices * limits.upper).sum())
    loose = Limits(
        need=limits.need,
        upper=limits.upper,
        conflicts=limits.conflicts,
        forbids=limits.forbids,
        pins=limits.pins,
    )
    for first, last, fits in _blocks(rows, len(limits.need)):
        weighed = np.where(np.isfinite(fits), fits, 0.0) * weights[first:last, None]
        bound += _block(loose, weighed, first, prices, np.zeros(len(prices)))
    return bound


def best_of_all(rows: Rows, items: int, k: int) -> tuple[Any, Any]:
    """(the k-th best fit of every item, how many pairs are at least that good), all pairs seen."""
    limits, counts = [], []
    for _, _, fits in _blocks(rows, items):
        at = max(0, fits.shape[1] - k)
        limit = np.partition(fits, at, axis=1)[:, at]
        limits.append(limit)
        counts.append((fits >= limit[:, None]).sum(axis=1))
    return np.concatenate(limits), np.concatenate(counts)


def dense(scores: Any) -> Rows:
    """Rows of a matrix that is there as a whole."""
    return lambda first, last: np.array(scores[first:last], dtype=np.float64)


def fitted(items: Any, slots: Any, weights: Any) -> Rows:
    """Rows of the fit of items and slots, each component by its description."""
    from scipy.sparse import csr_array

    def matrix(text: Any, width: int) -> Any:
        return csr_array((text.weights, text.columns, text.starts), shape=(len(text), width))

    width = max(items.text.width, slots.text.width)
    own, theirs = matrix(items.text, width), matrix(slots.text, width).T.tocsr()

    def rows(first: int, last: int) -> Any:
        at = slice(first, last)
        text = (own[first:last] @ theirs).toarray()
        said = (
            (weights.text, text),
            (weights.phase, _phase(items.phase[at], slots)),
            (weights.modality, _modality(items.modality[at], slots)),
            (weights.domain, _domain(items.domains[at], slots)),
            (weights.window, _window(items.ends[at], slots)),
            (weights.budget, _budget(items.yen[at], slots)),
        )
        return sum(weight * component for weight, component in said).round(ROUND)

    return rows


def _phase(own: Any, slots: Any) -> Any:
    phase = own.astype(int)[:, None]
    first, last = slots.phase_from.astype(int), slots.phase_to.astype(int)
    steps = np.where(first >= 0, np.clip(first - phase, 0, len(AHEAD) - 1), 0)
    score = np.array(AHEAD)[steps]
    score[(last >= 0) & (phase > last)] = 0.0
    return np.where(phase < 0, 0.5, score)


def _modality(own: Any, slots: Any) -> Any:
    takes = slots.modalities[None, :]
    mine = np.uint64(1) << np.maximum(own, 0).astype(np.uint64)[:, None]
    score = np.where(own[:, None] < 0, 0.5, (takes & mine) != 0)
    return np.where(takes == 0, 1.0, score)


def _domain(own: Any, slots: Any) -> Any:
    takes, mine = slots.domains[None, :], own[:, None]
    score = np.bitwise_count(takes & mine) / np.maximum(np.bitwise_count(mine), 1)
    return np.where(takes == 0, 1.0, np.where(mine == 0, 0.5, score))


def _window(own: Any, slots: Any) -> Any:
    ends = own.astype(float)[:, None]
    opens, closes = slots.opens.astype(float), slots.closes.astype(float)
    late = np.where(closes > 0, np.maximum(ends - closes, 0.0), 0.0)
    gap = np.maximum(np.maximum(opens - ends, 0.0), late)
    score = np.maximum(0.0, 1.0 - gap / DAYS)
    return np.where((ends == 0) | ((opens == 0) & (closes == 0)), 0.5, score)


def _budget(own: Any, slots: Any) -> Any:
    mine, theirs = own.astype(float)[:, None], slots.yen.astype(float)
    known = (mine > 0) & (theirs > 0)
    ratio = np.minimum(mine, theirs) / np.maximum(np.maximum(mine, theirs), 1.0)
    return np.where(known, ratio, 0.5)


def _faults(limits: Limits, pairs: Any, items: int, slots: int) -> Iterator[str]:
    inside = (pairs >= 0).all(axis=1) & (pairs[:, 0] < items) & (pairs[:, 1] < slots)
    if not inside.all():
        yield f"no such item or slot: {pairs[~inside][:5].tolist()}"
        return
    if len(np.unique(pairs, axis=0)) != len(pairs):
        yield "a pair stands there twice"
    got = np.bincount(pairs[:, 0], minlength=items)
    used = np.bincount(pairs[:, 1], minlength=slots)
    more, fewer = np.flatnonzero(got > limits.need), np.flatnonzero(got < limits.need)
    if len(more):
        yield f"items with more than they need: {more[:5].tolist()}"
    if limits.whole and len(fewer):
        yield f"items with less than they need: {fewer[:5].tolist()}"
    over = np.flatnonzero(used > limits.upper)
    if len(over):
        yield f"slots above their upper limit: {over[:5].tolist()}"
    if limits.lower is not None and (used < limits.lower).any():
        yield f"slots below their lower limit: {np.flatnonzero(used < limits.lower)[:5].tolist()}"
    for name, barred in (("conflict", limits.conflicts), ("forbidden", limits.forbids)):
        met = _holds(barred, pairs, slots)
        if met.any():
            yield f"{name}: {pairs[met][:5].tolist()}"
    missing = ~_holds(pairs, np.asarray(limits.pins).reshape(-1, 2), slots)
    if missing.any():
        yield f"pinned pairs are missing: {np.asarray(limits.pins)[missing][:5].tolist()}"
    if limits.money is not None and limits.yen is not None:
        spent = np.bincount(pairs[:, 1], weights=limits.yen[pairs[:, 0]], minlength=slots)
        broke = np.flatnonzero((limits.money >= 0) & (spent > limits.money))
        if len(broke):
            yield f"slots that spend more than they have: {broke[:5].tolist()}"


def _holds(barred: Any, pairs: Any, slots: int) -> Any:
    """Which of `pairs` stand in `barred`."""
    listed = np.asarray(barred, dtype=np.int64).reshape(-1, 2)
    return np.isin(pairs @ np.array([slots, 1]), listed @ np.array([slots, 1]))


def _blocks(rows: Rows, items: int) -> Iterator[tuple[int, int, Any]]:
    for first in range(0, items, BLOCK):
        last = min(first + BLOCK, items)
        yield first, last, rows(first, last)


def _dual(limits: Limits, prices: Any, rates: Any) -> float:
    """What the slots' limits are worth at these prices."""
    lower = np.zeros(len(prices)) if limits.lower is None else limits.lower
    total = float(np.where(prices > 0, prices * limits.upper, prices * lower).sum())
    if limits.money is None:
        return total
    return total + float((rates * np.maximum(limits.money, 0)).sum())


def _block(limits: Limits, fits: Any, first: int, prices: Any, rates: Any) -> float:
    """The most that these items could be worth at these prices, each for itself."""
    last, slots = first + len(fits), fits.shape[1]
    allowed = fits >= limits.floor - SLACK
    for barred in (limits.conflicts, limits.forbids):
        own = _within(barred, first, last)
        allowed[own[:, 0] - first, own[:, 1]] = False
    bounded = np.zeros(slots, dtype=bool) if limits.money is None else limits.money >= 0
    yen = np.zeros(len(fits)) if limits.yen is None else limits.yen[first:last]
    reduced = fits - prices - np.where(bounded, rates, 0.0) * yen[:, None]
    need = np.array(limits.need[first:last], dtype=np.int64)
    pins = _within(limits.pins, first, last)
    total = float(reduced[pins[:, 0] - first, pins[:, 1]].sum())
    np.subtract.at(need, pins[:, 0] - first, 1)
    allowed[pins[:, 0] - first, pins[:, 1]] = False
    worth = np.where(allowed, reduced, -np.inf)
    if not limits.whole:
        worth = np.maximum(worth, 0.0)
    most = int(min(max(need.max(initial=0), 0), slots))
    if most == 0:
        return total
    best = -np.partition(-worth, most - 1, axis=1)[:, :most]
    best = -np.sort(-best, axis=1)
    return total + float(best[np.arange(most) < need[:, None]].sum())


def _within(pairs: Any, first: int, last: int) -> Any:
    listed = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    return listed[(listed[:, 0] >= first) & (listed[:, 0] < last)]
