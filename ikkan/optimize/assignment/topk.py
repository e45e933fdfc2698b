"""Kernel: the best slots of an item by fit less price, every slot looked at, no matrix stored.

Decides: the same numbers as `fit.pairs` and the order of `topk_plain`, its definitions in numpy.
Called by: sources. Source: inverted postings (Manning, Raghavan, Schütze 2008, ch. 7); items of one
class (phase, modality, domains) share a row, so the inner loop adds the window and the budget only.
Fits are whole billionths in float64: sums and ties are exact.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

BLOCK = 32
UNIT = 1e9


@nb.njit(cache=True, nogil=True, error_model="numpy")
def transpose(starts: Any, columns: Any, weights: Any, width: Any) -> Any:
    """The same weights by column: starts (width + 1,), rows, weights."""
    by = np.zeros(width + 1, np.int64)
    for at in range(len(columns)):
        by[columns[at] + 1] += 1
    for column in range(width):
        by[column + 1] += by[column]
    free = by.copy()
    rows = np.empty(len(columns), np.int32)
    turned = np.empty(len(columns), np.float64)
    for row in range(len(starts) - 1):
        for at in range(starts[row], starts[row + 1]):
            to = free[columns[at]]
            free[columns[at]] += 1
            rows[to] = row
            turned[to] = weights[at]
    return by, rows, turned


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _class_row(
    phase: Any, modality: Any, domains: Any, slots: Any, weights: Any, ahead: Any, out: Any
) -> Any:
    first, last, taken_modalities, taken_domains = slots
    owned = _bits(domains)
    for j in range(len(out)):
        score = 0.5
        if phase >= 0:
            step = first[j] - phase if first[j] > phase else 0
            score = ahead[step] if step < len(ahead) else 0.0
            if last[j] >= 0 and phase > last[j]:
                score = 0.0
        total = weights[1] * score
        score = 1.0
        if taken_modalities[j] != 0:
            score = 0.5
            if modality >= 0:
                score = float((taken_modalities[j] >> np.uint64(modality)) & np.uint64(1))
        total += weights[2] * score
        score = 1.0
        if taken_domains[j] != 0:
            score = 0.5
            if owned > 0:
                score = _bits(taken_domains[j] & domains) / owned
        out[j] = total + weights[3] * score


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _bits(mask: Any) -> Any:
    x = np.uint64(mask)
    x = x - ((x >> np.uint64(1)) & np.uint64(0x5555555555555555))
    x = (x & np.uint64(0x3333333333333333)) + ((x >> np.uint64(2)) & np.uint64(0x3333333333333333))
    x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((x * np.uint64(0x0101010101010101)) >> np.uint64(56))


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _dated_row(ends: Any, yen: Any, dates: Any, weights: Any, base: Any, out: Any) -> Any:
    """The row of the class with the window and the budget added; 0 is unknown."""
    opens, closes, offered, by_days, by_yen, silent = dates
    if ends > 0:
        for j in range(len(out)):
            late, early = ends - closes[j], opens[j] - ends
            gap = late if late > early else early
            near = 1.0 - (gap if gap > 0.0 else 0.0) / 365.0
            out[j] = base[j] + silent[0, j] + by_days[j] * (near if near > 0.0 else 0.0)
    else:
        for j in range(len(out)):
            out[j] = base[j] + 0.5 * weights[4]
    if yen > 0:
        for j in range(len(out)):
            low = yen if yen < offered[j] else offered[j]
            high = yen if yen > offered[j] else offered[j]
            out[j] += silent[1, j] + by_yen[j] * (low / high)
    else:
        for j in range(len(out)):
            out[j] += 0.5 * weights[5]


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _keep(
    values: Any, row: Any, k: Any, least: Any, columns: Any, kept: Any, found: Any, first: Any
) -> Any:
    """Insert what is above `found[k − 1]`; descending, ties in the order of the columns from
    block `first` on."""
    count = 0
    bar = least
    blocks = (len(values) + BLOCK - 1) // BLOCK
    for block in range(blocks):
        start = (block + first) % blocks * BLOCK
        stop = min(start + BLOCK, len(values))
        above = 0
        for j in range(start, stop):
            above += values[j] > bar
        if above == 0:
            continue
        for j in range(start, stop):
            value = values[j]
            if value > bar:
                at = count if count < k else k - 1
                while at > 0 and found[at - 1] < value:
                    found[at] = found[at - 1]
                    columns[row, at] = columns[row, at - 1]
                    at -= 1
                found[at] = value
                columns[row, at] = j
                if count < k:
                    count += 1
                if count == k:
                    bar = found[k - 1]
    for at in range(count):
        kept[row, at] = found[at]
    return count


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _select(
    fits: Any,
    row: Any,
    item: Any,
    k: Any,
    floor: Any,
    above: Any,
    prices: Any,
    rates: Any,
    yen: Any,
    edits: Any,
    work: Any,
    columns: Any,
    kept: Any,
    found: Any,
    first: Any,
) -> Any:
    """Edit, price and keep the best of one row; returns (count, cut)."""
    edit_starts, edit_columns, edit_values = edits
    for at in range(edit_starts[item], edit_starts[item + 1]):
        fits[edit_columns[at]] = edit_values[at]
    if len(prices) == 0:
        count = _keep(fits, row, k, max(floor - 1.0, above), columns, kept, found, first)
    else:
        for j in range(len(fits)):
            work[j] = fits[j] - prices[j] if fits[j] >= floor else -np.inf
        if rates.shape[1]:
            for j in range(len(fits)):
                work[j] = np.ceil(work[j] - rates[0, j] * yen) if yen <= rates[1, j] else -np.inf
        count = _keep(work, row, k, above, columns, kept, found, first)
        for at in range(count):
            kept[row, at] = fits[columns[row, at]]
    return count, (found[k - 1] if count == k else above)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def fitted(
    part: Any,
    rows: Any,
    order: Any,
    text: Any,
    postings: Any,
    marks: Any,
    shown: Any,
    slots: Any,
    dates: Any,
    weights: Any,
    ahead: Any,
    k: Any,
    floor: Any,
    above: Any,
    prices: Any,
    rates: Any,
    money: Any,
    edits: Any,
    spread: Any,
    counts: Any,
    columns: Any,
    kept: Any,
    cuts: Any,
) -> Any:
    """The best of `rows[order[at]]` for `at` in `part`; results go to the place `order[at]`.

    text and postings: (starts, columns, weights); marks: phase, modality, domains; shown: ends and
    yen of items; slots: phases, modalities, domains; dates: opens, closes, yen, what a met date or
    amount counts, what a silent one counts.
    """
    starts, terms, heavy = text
    by, holders, loads = postings
    phase, modality, domains = marks
    ends, yen = shown
    size = len(dates[0])
    base, fits, work = np.empty(size), np.empty(size), np.empty(size)
    found = np.empty(k)
    last = -1
    for place in range(part[0], part[1]):
        row = order[place]
        i = rows[row]
        if (
            last < 0
            or phase[i] != phase[last]
            or modality[i] != modality[last]
            or domains[i] != domains[last]
        ):
            _class_row(phase[i], modality[i], domains[i], slots, weights, ahead, base)
            last = i
        _dated_row(ends[i], yen[i], dates, weights, base, fits)
        for at in range(starts[i], starts[i + 1]):
            scaled = weights[0] * heavy[at]
            term = terms[at]
            for to in range(by[term], by[term + 1]):
                fits[holders[to]] += scaled * loads[to]
        for j in range(size):
            fits[j] = np.rint(fits[j] * UNIT)
        counts[row], cuts[row] = _select(
            fits, row, i, k, floor, above[row], prices, rates, money[i], edits, work, columns, kept,
            found, spread * i,
        )  # fmt: skip


@nb.njit(cache=True, nogil=True, error_model="numpy")
def listed(
    part: Any,
    rows: Any,
    order: Any,
    scores: Any,
    unit: Any,
    k: Any,
    floor: Any,
    above: Any,
    prices: Any,
    rates: Any,
    money: Any,
    edits: Any,
    spread: Any,
    counts: Any,
    columns: Any,
    kept: Any,
    cuts: Any,
) -> Any:
    """The same where the scores of every pair are given, shape (n, m)."""
    size = scores.shape[1]
    fits, work, found = np.empty(size), np.empty(size), np.empty(k)
    for place in range(part[0], part[1]):
        row = order[place]
        i = rows[row]
        for j in range(size):
            fits[j] = np.rint(scores[i, j] * unit)
        counts[row], cuts[row] = _select(
            fits, row, i, k, floor, above[row], prices, rates, money[i], edits, work, columns, kept,
            found, spread * i,
        )  # fmt: skip


@nb.njit(cache=True, nogil=True, error_model="numpy")
def soundness(part: Any, scores: Any) -> Any:
    """(a score is NaN, infinite or negative, the largest score) of some rows of (n, m)."""
    wrong = 0
    largest = 0.0
    for i in range(part[0], part[1]):
        for j in range(scores.shape[1]):
            value = scores[i, j]
            wrong += not (value >= 0.0 and value < np.inf)
            largest = value if value > largest else largest
    return wrong, largest


def topk_plain(values: Any, k: Any, least: float = -np.inf) -> Any:
    """Positions of the `k` largest values above `least`, ties in order: what `_keep` keeps."""
    order = np.argsort(-values, kind="stable")
    return order[values[order] > least][:k]
