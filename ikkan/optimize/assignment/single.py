"""Kernel: the fit of single pairs, from the tables of `topk`; `fit.pairs` is its definition.

Decides: nothing of its own. Called by: sources. A person's change asks for a pair or two, and the
plan after it is due at once.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

UNIT = 1e9


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _cosine(left: Any, a: Any, right: Any, b: Any) -> Any:
    """The product of two rows of words, each word once in a row."""
    starts, terms, heavy = left
    others, found, known = right
    total = 0.0
    for at in range(starts[a], starts[a + 1]):
        for to in range(others[b], others[b + 1]):
            if terms[at] == found[to]:
                total += heavy[at] * known[to]
    return total


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _domain(owned: Any, met: Any, silent: Any, j: Any) -> Any:
    """The share of the item's domains that the slot takes, or what an item with none scores."""
    count, total = 0, 0.0
    for bit in range(len(met)):
        if (owned >> np.uint64(bit)) & np.uint64(1):
            count += 1
            total += met[bit, j]
    return total / count if count else silent[j]


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _dated(ends: Any, yen: Any, dates: Any, weights: Any, j: Any) -> Any:
    """Window and budget, weighted; 0 is unknown."""
    opens, closes, offered, by_days, by_yen, silent = dates
    window, budget = 0.5 * weights[4], 0.5 * weights[5]
    if ends > 0:
        gap = max(ends - closes[j], opens[j] - ends, 0.0)
        window = silent[0, j] + by_days[j] * max(1.0 - gap / 365.0, 0.0)
    if yen > 0:
        budget = silent[1, j] + by_yen[j] * (min(yen, offered[j]) / max(yen, offered[j]))
    return window + budget


@nb.njit(cache=True, nogil=True, error_model="numpy")
def fits(
    pairs: Any, text: Any, shown: Any, marks: Any, told: Any, tables: Any, dates: Any, weights: Any
) -> Any:
    """Fits of (item, slot) rows in whole billionths; text and shown: words of items and of slots,
    the others as in `topk.fitted`."""
    phase, modality, domains = marks
    ends, yen = told
    by_phase, by_modality, met, silent = tables
    out = np.empty(len(pairs))
    for row in range(len(pairs)):
        i, j = pairs[row, 0], pairs[row, 1]
        total = weights[0] * _cosine(text, i, shown, j) if weights[0] else 0.0
        total += by_phase[phase[i], j] + by_modality[modality[i], j]
        if weights[3]:
            total += weights[3] * _domain(domains[i], met, silent, j)
        total += _dated(ends[i], yen[i], dates, weights, j)
        out[row] = np.rint(total * UNIT)
    return out
