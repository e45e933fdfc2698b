"""Kernel: the best slots of an item by fit less price, every slot looked at, no matrix stored.

Decides: the same numbers as `fit.pairs` and the order of `topk_plain`, its definitions in numpy.
Called by: sources. Source: inverted postings (Manning, Raghavan, Schütze 2008, ch. 7). Here words
of many slots stand as full rows, added four at a time, and items of one class (phase, modality,
domains) share a row. Fits are whole billionths in float64: sums and ties are exact.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

BLOCK = 32
UNIT = 1e9
OFTEN = 8
"""A word that at least one slot in so many uses gets a full row."""
LANES = 4
"""For the k best, this times k lanes of a row are looked through for a first bar."""


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
def spread_out(by: Any, rows: Any, weights: Any, size: Any) -> Any:
    """Full rows of the columns that many rows hold: (the row of each column or −1, the rows)."""
    place = np.full(len(by) - 1, -1, np.int32)
    count = 0
    for column in range(len(place)):
        if (by[column + 1] - by[column]) * OFTEN >= size and by[column + 1] > by[column]:
            place[column] = count
            count += 1
    full = np.zeros((count, size))
    for column in range(len(place)):
        if place[column] >= 0:
            for at in range(by[column], by[column + 1]):
                full[place[column], rows[at]] += weights[at]
    return place, full


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _class_row(domains: Any, met: Any, silent: Any, weight: Any, base: Any, out: Any) -> Any:
    """What phase and modality count (`base`), with the share of the item's domains added."""
    owned = 0
    out[:] = 0.0
    for bit in range(len(met)):
        if (domains >> np.uint64(bit)) & np.uint64(1):
            owned += 1
            taken = met[bit]
            for j in range(len(out)):
                out[j] += taken[j]
    if owned == 0:
        for j in range(len(out)):
            out[j] = base[j] + weight * silent[j]
    else:
        for j in range(len(out)):
            out[j] = base[j] + weight * (out[j] / owned)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _dated_row(ends: Any, yen: Any, dates: Any, weights: Any, base: Any, out: Any) -> Any:
    """The row of the class with the window and the budget added; 0 is unknown."""
    opens, closes, offered, by_days, by_yen, silent = dates
    if weights[4] == 0.0:
        out[:] = base
    elif ends > 0:
        for j in range(len(out)):
            late, early = ends - closes[j], opens[j] - ends
            gap = late if late > early else early
            near = 1.0 - (gap if gap > 0.0 else 0.0) / 365.0
            out[j] = base[j] + silent[0, j] + by_days[j] * (near if near > 0.0 else 0.0)
    else:
        for j in range(len(out)):
            out[j] = base[j] + 0.5 * weights[4]
    if weights[5] == 0.0:
        return
    if yen > 0:
        for j in range(len(out)):
            low = yen if yen < offered[j] else offered[j]
            high = yen if yen > offered[j] else offered[j]
            out[j] += silent[1, j] + by_yen[j] * (low / high)
    else:
        for j in range(len(out)):
            out[j] += 0.5 * weights[5]


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _add_text(terms: Any, heavy: Any, weight: Any, postings: Any, often: Any, out: Any) -> Any:
    """The cosine with every slot added: words of many slots first, then the others."""
    by, holders, loads = postings
    place, full = often
    scaled = np.empty(4)
    chosen = np.empty(4, np.int64)
    count = 0
    for at in range(len(terms)):
        if place[terms[at]] >= 0:
            scaled[count], chosen[count] = weight * heavy[at], place[terms[at]]
            count += 1
            if count == 4:
                one, two, three, four = scaled
                first, second = full[chosen[0]], full[chosen[1]]
                third, fourth = full[chosen[2]], full[chosen[3]]
                for j in range(len(out)):
                    out[j] = (
                        out[j] + one * first[j] + two * second[j]
                        + three * third[j] + four * fourth[j]
                    )  # fmt: skip
                count = 0
    for at in range(count):
        single = full[chosen[at]]
        for j in range(len(out)):
            out[j] += scaled[at] * single[j]
    for at in range(len(terms)):
        if place[terms[at]] < 0:
            own = weight * heavy[at]
            for to in range(by[terms[at]], by[terms[at] + 1]):
                out[holders[to]] += own * loads[to]


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _bar(values: Any, k: Any, found: Any, lanes: Any) -> Any:
    """Something below at least `k` of the values: the k-th largest of the lanes' largest."""
    width = len(lanes)
    lanes[:] = values[:width]
    for start in range(width, len(values) - width + 1, width):
        for lane in range(width):
            value = values[start + lane]
            lanes[lane] = value if value > lanes[lane] else lanes[lane]
    count = 0
    for lane in range(width):
        value = lanes[lane]
        if count < k or value > found[k - 1]:
            at = count if count < k else k - 1
            while at > 0 and found[at - 1] < value:
                found[at] = found[at - 1]
                at -= 1
            found[at] = value
            if count < k:
                count += 1
    return np.nextafter(found[k - 1], -np.inf)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _keep(
    values: Any,
    row: Any,
    k: Any,
    least: Any,
    columns: Any,
    kept: Any,
    found: Any,
    lanes: Any,
    first: Any,
) -> Any:
    """Insert what is above `found[k − 1]`; descending, ties in the order of the columns from
    block `first` on."""
    count = 0
    bar = max(least, _bar(values, k, found, lanes)) if len(lanes) else least
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
    lanes: Any,
    first: Any,
) -> Any:
    """Edit, price and keep the best of one row; returns (count, cut)."""
    edit_starts, edit_columns, edit_values = edits
    for at in range(edit_starts[item], edit_starts[item + 1]):
        fits[edit_columns[at]] = edit_values[at]
    if len(prices) == 0:
        count = _keep(fits, row, k, max(floor - 1.0, above), columns, kept, found, lanes, first)
    else:
        for j in range(len(fits)):
            work[j] = fits[j] - prices[j] if fits[j] >= floor else -np.inf
        if rates.shape[1]:
            for j in range(len(fits)):
                work[j] = np.ceil(work[j] - rates[0, j] * yen) if yen <= rates[1, j] else -np.inf
        count = _keep(work, row, k, above, columns, kept, found, lanes, first)
        for at in range(count):
            kept[row, at] = fits[columns[row, at]]
    return count, (found[k - 1] if count == k else above)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _space(size: Any, k: Any) -> Any:
    """Rows of work: three of a fit a slot, the best, and the lanes (none where they are few)."""
    lanes = np.empty(LANES * k if 4 * LANES * k <= size else 0)
    return np.empty(size), np.empty(size), np.empty(size), np.empty(k), lanes


@nb.njit(cache=True, nogil=True, error_model="numpy")
def fitted(
    part: Any,
    rows: Any,
    order: Any,
    text: Any,
    postings: Any,
    often: Any,
    marks: Any,
    shown: Any,
    tables: Any,
    dates: Any,
    weights: Any,
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

    text: (starts, columns, weights); postings: the same by word; often: full rows of some words;
    marks: rows of phase and of modality in the tables, domains; shown: ends and yen of items;
    tables: what slots count by phase and by modality, whether they take a domain, what none scores;
    dates: opens, closes, yen, what a met date or amount counts, what a silent one counts.
    """
    starts, terms, heavy = text
    phase, modality, domains = marks
    ends, yen = shown
    by_phase, by_modality, met, silent = tables
    size = len(dates[0])
    base, fits, work, found, lanes = _space(size, k)
    plain = np.empty(size)
    last = -1
    for place in range(part[0], part[1]):
        row = order[place]
        i = rows[row]
        other = last < 0 or phase[i] != phase[last] or modality[i] != modality[last]
        if other:
            own, shared = by_phase[phase[i]], by_modality[modality[i]]
            for j in range(size):
                plain[j] = own[j] + shared[j]
        if weights[3] == 0.0:
            _dated_row(ends[i], yen[i], dates, weights, plain, fits)
        else:
            if other or domains[i] != domains[last]:
                _class_row(domains[i], met, silent, weights[3], plain, base)
            _dated_row(ends[i], yen[i], dates, weights, base, fits)
        last = i
        own_terms, own_heavy = terms[starts[i] : starts[i + 1]], heavy[starts[i] : starts[i + 1]]
        _add_text(own_terms, own_heavy, weights[0], postings, often, fits)
        for j in range(size):
            fits[j] = np.rint(fits[j] * UNIT)
        counts[row], cuts[row] = _select(
            fits, row, i, k, floor, above[row], prices, rates, money[i], edits, work, columns, kept,
            found, lanes, spread * i,
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
    _, fits, work, found, lanes = _space(size, k)
    for place in range(part[0], part[1]):
        row = order[place]
        i = rows[row]
        for j in range(size):
            fits[j] = np.rint(scores[i, j] * unit)
        counts[row], cuts[row] = _select(
            fits, row, i, k, floor, above[row], prices, rates, money[i], edits, work, columns, kept,
            found, lanes, spread * i,
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
