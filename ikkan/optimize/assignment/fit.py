"""The fit of an item and a slot: six components from 0 to 1 and their weighted sum, in numpy.

Decides: what the fit means; `topk` computes the same numbers fast and is tested against this.
Called by: explanations, tests, the command line. Source: performance §2; docs/models/assignment.md.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from ikkan.optimize.assignment.problem import Items, Pairs, Parts, Slots, Weights
from ikkan.values.arrays import Csr, Floats

DIGITS: Final = 9
UNKNOWN: Final = 0.5
"""What a component says where the item or the slot is silent."""
AHEAD: Final = (1.0, 0.5, 0.25)
"""The phase score where a slot begins 0, 1 or 2 phases after the item's; 0 beyond, and before."""
DAYS: Final = 365.0
"""After a gap of this many days the window score is 0; between, it falls in a straight line."""


def phase(items: Items, slots: Slots, i: Pairs, j: Pairs) -> Floats:
    """1 where the slot takes the item's phase, less for a later phase, 0 for an earlier one."""
    own = items.phase[i].astype(np.int64)
    first, last = slots.phase_from[j].astype(np.int64), slots.phase_to[j].astype(np.int64)
    ahead = np.where((first >= 0) & (own < first), first - own, 0)
    table = np.array([*AHEAD, 0.0])
    score = table[np.minimum(ahead, len(AHEAD))]
    score = np.where((last >= 0) & (own > last), 0.0, score)
    return np.where(own < 0, UNKNOWN, score)


def modality(items: Items, slots: Slots, i: Pairs, j: Pairs) -> Floats:
    """1 where the slot takes the item's modality, else 0."""
    own, taken = items.modality[i].astype(np.int64), slots.modalities[j]
    bit = (taken >> np.maximum(own, 0).astype(np.uint64)) & np.uint64(1)
    score = np.where(own < 0, UNKNOWN, bit.astype(np.float64))
    return np.where(taken == 0, 1.0, score)


def domain(items: Items, slots: Slots, i: Pairs, j: Pairs) -> Floats:
    """The share of the item's domains that the slot takes."""
    own, taken = items.domains[i], slots.domains[j]
    common = np.bitwise_count(own & taken).astype(np.float64)
    score = common / np.maximum(np.bitwise_count(own), 1)
    return np.where(taken == 0, 1.0, np.where(own == 0, UNKNOWN, score))


def window(items: Items, slots: Slots, i: Pairs, j: Pairs) -> Floats:
    """1 where the item ends while the slot is open; falls with the days nothing would pay for."""
    ends = items.ends[i].astype(np.float64)
    opens, closes = slots.opens[j].astype(np.float64), slots.closes[j].astype(np.float64)
    late = np.where(closes > 0, ends - closes, 0.0)
    gap = np.maximum(np.maximum(opens - ends, late), 0.0)
    score = np.maximum(1.0 - gap / DAYS, 0.0)
    return np.where((ends == 0) | ((opens == 0) & (closes == 0)), UNKNOWN, score)


def budget(items: Items, slots: Slots, i: Pairs, j: Pairs) -> Floats:
    """The smaller of the two yearly amounts over the larger."""
    own, offered = items.yen[i].astype(np.float64), slots.yen[j].astype(np.float64)
    larger = np.maximum(np.maximum(own, offered), 1.0)
    known = (own > 0) & (offered > 0)
    return np.where(known, np.minimum(own, offered) / larger, UNKNOWN)


def text(items: Items, slots: Slots, i: Pairs, j: Pairs) -> Floats:
    """The cosine of the two texts, whose weights have the length 1."""
    return np.array(
        [_dot(items.text, int(a), slots.text, int(b)) for a, b in zip(i, j, strict=True)],
        dtype=np.float64,
    )


COMPONENTS: Final = (text, phase, modality, domain, window, budget)


def pairs(items: Items, slots: Slots, weights: Weights, asked: Pairs) -> Floats:
    """Fits of (item, slot) rows, rounded to nine digits; shape (pairs,)."""
    i, j = asked[:, 0], asked[:, 1]
    total = np.zeros(len(asked))
    for weight, component in zip(weights.values(), COMPONENTS, strict=True):
        if weight:
            total += weight * component(items, slots, i, j)
    return total.round(DIGITS)


def fit_parts(items: Items, slots: Slots, item: int, slot: int, weights: Weights) -> Parts:
    """The six components of one pair and their weighted sum."""
    i, j = np.array([item]), np.array([slot])
    said = [float(component(items, slots, i, j)[0]) for component in COMPONENTS]
    total = float(pairs(items, slots, weights, np.array([[item, slot]]))[0])
    return Parts(
        text=said[0],
        phase=said[1],
        modality=said[2],
        domain=said[3],
        window=said[4],
        budget=said[5],
        total=total,
    )


def dense(items: Items, slots: Slots, weights: Weights) -> Floats:
    """Every fit, shape (n, m): for tests and small cases only."""
    count = len(slots)
    every = np.stack(np.divmod(np.arange(len(items) * count), max(count, 1)), axis=1)
    return pairs(items, slots, weights, every).reshape(len(items), count)


def _dot(left: Csr, a: int, right: Csr, b: int) -> float:
    (columns, weights), (others, known) = left.row(a), right.row(b)
    _, here, there = np.intersect1d(columns, others, assume_unique=True, return_indices=True)
    return float(weights[here] @ known[there])
