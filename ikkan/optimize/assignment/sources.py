"""Where fits come from: items and slots, or a matrix of scores; both can score any pair.

Decides: how work is split over two threads (rows only, so the answer never depends on it).
Called by: solving. The kernel is `topk`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

import numpy as np

from ikkan.optimize.assignment import fit
from ikkan.optimize.assignment.problem import (
    SCALE,
    Asked,
    Best,
    Items,
    Pairs,
    Slots,
    Weights,
)
from ikkan.values.arrays import Floats

THREADS: Final = min(os.cpu_count() or 1, 8)
SPREAD: Final = 7919
"""Ties are looked at from another place for every item, so that lists do not all hold the same."""
SMALL: Final = 200_000
"""Below this many pairs one thread is faster than two."""
OPEN: Final = 1e9
"""A day no date comes near."""
NO_EDITS: Final = (np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0))


class Fitted:
    """Fits of items and slots, computed when asked."""

    unit = float(SCALE)

    def __init__(self, items: Items, slots: Slots, weights: Weights) -> None:
        from ikkan.optimize.assignment import topk

        self.items, self.slots = len(items), len(slots)
        self.by_weight = np.array(weights.values())
        self.text = (items.text.starts, items.text.columns, items.text.weights)
        shown = slots.text
        self.offered = (shown.starts, shown.columns, shown.weights)
        width = max(items.text.width, shown.width)
        self.postings = topk.transpose(shown.starts, shown.columns, shown.weights, width)
        phases, own = np.unique(items.phase, return_inverse=True)
        modalities, shared = np.unique(items.modality, return_inverse=True)
        self.marks = (own, shared, items.domains)
        self.shown = (items.ends.astype(np.float64), items.yen.astype(np.float64))
        by, rows, loads = self.postings
        self.often = topk.spread_out(by, rows, loads, self.slots)
        self.tables = (
            weights.phase * _scored(fit.phase, items, slots, phase=phases),
            weights.modality * _scored(fit.modality, items, slots, modality=modalities),
            *_domains(items, slots),
        )
        self.dates = _dates(slots, weights)
        order = np.lexsort((items.domains, items.modality, items.phase))
        self.rank = np.empty(self.items, dtype=np.int64)
        self.rank[order] = np.arange(self.items)

    def score(self, pairs: Pairs) -> Floats:
        """Fits of (item, slot) rows, in whole billionths."""
        from ikkan.optimize.assignment import single

        found: Floats = single.fits(
            pairs, self.text, self.offered, self.marks, self.shown, self.tables, self.dates,
            self.by_weight,
        )  # fmt: skip
        return found

    def best(self, asked: Asked) -> Best:
        """The best slots of some items; rows of one class are taken together."""
        from ikkan.optimize.assignment import topk

        order = np.argsort(self.rank[asked.rows], kind="stable")

        def run(part: tuple[int, int], *rest: Any) -> None:
            topk.fitted(
                part, asked.rows, order, self.text, self.postings, self.often, self.marks,
                self.shown, self.tables, self.dates, self.by_weight, *rest,
            )  # fmt: skip

        return _best(self, asked, run)


class Scored:
    """Scores of every pair, shape (n, m), in `unit` parts."""

    def __init__(self, scores: Floats, unit: float) -> None:
        self.scores, self.unit = scores, unit
        self.items, self.slots = scores.shape

    def score(self, pairs: Pairs) -> Floats:
        """Scores of (item, slot) rows, in whole parts."""
        return np.rint(self.scores[pairs[:, 0], pairs[:, 1]] * self.unit)

    def best(self, asked: Asked) -> Best:
        """The best slots of some items."""
        from ikkan.optimize.assignment import topk

        order = np.arange(len(asked.rows))

        def run(part: tuple[int, int], *rest: Any) -> None:
            topk.listed(part, asked.rows, order, self.scores, self.unit, *rest)

        return _best(self, asked, run)


def _best(source: Fitted | Scored, asked: Asked, run: Callable[..., None]) -> Best:
    rows, none = len(asked.rows), np.zeros(0)
    k = max(min(asked.k, source.slots), 1)
    made = Best(
        counts=np.zeros(rows, np.int64),
        columns=np.zeros((rows, k), np.int32),
        fits=np.zeros((rows, k)),
        cuts=np.full(rows, -np.inf),
    )
    edits = asked.edits
    rest = (
        k,
        asked.floor,
        np.full(rows, -np.inf) if asked.above is None else asked.above,
        none if asked.prices is None else asked.prices,
        np.zeros((2, 0)) if asked.rates is None else asked.rates,
        np.zeros(source.items) if asked.yen is None else asked.yen,
        (np.zeros(source.items + 1, np.int64), *NO_EDITS[1:]) if edits is None else edits,
        SPREAD if asked.spread else 0,
        made.counts,
        made.columns,
        made.fits,
        made.cuts,
    )
    in_parts(lambda part: run(part, *rest), rows, rows * source.slots)
    return made


def in_parts(run: Callable[[tuple[int, int]], Any], rows: int, work: int) -> list[Any]:
    """`run` on ranges of rows, side by side where the work is worth it; results in order."""
    count = THREADS if work >= SMALL else 1
    if count == 1 or rows < count:
        return [run((0, rows))]
    edges = np.linspace(0, rows, count * 4 + 1).astype(int).tolist()
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, pairwise(edges)))


def _scored(component: Any, items: Items, slots: Slots, **known: Any) -> Floats:
    """What every slot scores for each known value, (values, slots)."""
    values, count = len(*known.values()), len(slots)
    row, slot = np.divmod(np.arange(values * count), max(count, 1))
    made: Floats = component(replace(items, **known), slots, row, slot).reshape(values, count)
    return made


def _domains(items: Items, slots: Slots) -> tuple[Floats, Floats]:
    """Whether slots take a domain (1 where they take any), and what an item with none scores."""
    bits = int(np.bitwise_or.reduce(items.domains, initial=np.uint64(0))).bit_length()
    met = (slots.domains >> np.arange(bits, dtype=np.uint64)[:, None]) & np.uint64(1)
    free = slots.domains == 0
    return (met | free).astype(np.float64), np.where(free, 1.0, fit.UNKNOWN)


def _dates(slots: Slots, weights: Weights) -> tuple[Any, ...]:
    dated = (slots.opens > 0) | (slots.closes > 0)
    priced = slots.yen > 0
    return (
        np.where(slots.opens > 0, slots.opens, -OPEN).astype(np.float64),
        np.where(slots.closes > 0, slots.closes, OPEN).astype(np.float64),
        np.where(priced, slots.yen, 1).astype(np.float64),
        dated * weights.window,
        priced * weights.budget,
        np.stack((~dated * weights.window, ~priced * weights.budget)) * fit.UNKNOWN,
    )
