"""Kernel: candidate edges by item: built, edited, merged, and what they prove.

Decides: the bound of a plan (`bound`), of which `bound_plain` is the definition in numpy.
Called by: state. Source: duality of linear programmes; a list is exact, so what it leaves out is
bounded by its last entry.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

DEAD = -np.int64(2**61)
FAR = np.int64(2**62)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def rows_of(pairs: Any, values: Any, count: Any) -> Any:
    """Single pairs by item: (starts, columns, values)."""
    starts = np.zeros(count + 1, np.int64)
    for at in range(len(pairs)):
        starts[pairs[at, 0] + 1] += 1
    for i in range(count):
        starts[i + 1] += starts[i]
    free = starts.copy()
    columns, kept = np.empty(len(pairs), np.int32), np.empty(len(pairs))
    for at in range(len(pairs)):
        i = pairs[at, 0]
        columns[free[i]] = pairs[at, 1]
        kept[free[i]] = values[at]
        free[i] += 1
    return starts, columns, kept


@nb.njit(cache=True, nogil=True, error_model="numpy")
def merged(
    starts: Any,
    columns: Any,
    fits: Any,
    used: Any,
    rows: Any,
    counts: Any,
    new_columns: Any,
    new_fits: Any,
    floor: Any,
    slots: Any,
) -> Any:
    """Edges with those of some `rows` added where they are new; at least `floor` (starts, …)."""
    count = len(starts) - 1
    stamp = np.full(slots, -1, np.int32)
    place = np.full(count, -1, np.int32)
    for row in range(len(rows)):
        place[rows[row]] = row
    size = len(columns)
    for row in range(len(rows)):
        size += counts[row]
    out = np.zeros(count + 1, np.int64)
    out_columns, out_fits = np.empty(size, np.int32), np.empty(size, np.int64)
    out_used = np.zeros(size, np.bool_)
    to = 0
    for i in range(count):
        for at in range(starts[i], starts[i + 1]):
            stamp[columns[at]] = i
            out_columns[to], out_fits[to], out_used[to] = columns[at], fits[at], used[at]
            to += 1
        row = place[i]
        if row >= 0:
            for at in range(counts[row]):
                j = new_columns[row, at]
                if stamp[j] != i and new_fits[row, at] >= floor:
                    out_columns[to], out_fits[to] = j, np.int64(new_fits[row, at])
                    to += 1
        out[i + 1] = to
    return out, out_columns, out_fits, out_used


@nb.njit(cache=True, nogil=True, error_model="numpy")
def edited(
    starts: Any, columns: Any, fits: Any, used: Any, edits: Any, floor: Any, slots: Any
) -> Any:
    """Edges with single fits replaced; what falls below `floor` is left out (starts, …).

    A pair that may not be used stays as a dead edge: it may be allowed again."""
    edit_starts, edit_columns, edit_values = edits
    count = len(starts) - 1
    stamp = np.full(slots, -1, np.int32)
    value = np.zeros(slots)
    out = np.zeros(count + 1, np.int64)
    out_columns, out_fits = np.empty_like(columns), np.empty_like(fits)
    out_used = np.zeros(len(columns), np.bool_)
    to = 0
    for i in range(count):
        for at in range(edit_starts[i], edit_starts[i + 1]):
            stamp[edit_columns[at]] = i
            value[edit_columns[at]] = edit_values[at]
        for at in range(starts[i], starts[i + 1]):
            j = columns[at]
            fit = fits[at]
            if stamp[j] == i:
                fit = DEAD if value[j] == -np.inf else np.int64(value[j])
            if fit >= floor or fit == DEAD:
                out_columns[to], out_fits[to], out_used[to] = j, fit, used[at]
                to += 1
        out[i + 1] = to
    return out, out_columns, out_fits, out_used


@nb.njit(cache=True, nogil=True, error_model="numpy")
def bound(
    starts: Any, columns: Any, fits: Any, need: Any, prices: Any, outside: Any, stay: Any
) -> Any:
    """What all items can gain at these prices, where a pair outside item i's list gains at most
    ``outside[i]``: the sum of the `need` best of each, none below `stay`."""
    total = 0
    most = 1
    for i in range(len(need)):
        most = max(most, need[i])
    top = np.empty(most, np.int64)
    for i in range(len(need)):
        size = need[i]
        if size == 0:
            continue
        low = max(stay, outside[i])
        for spot in range(size):
            top[spot] = low
        for at in range(starts[i], starts[i + 1]):
            value = fits[at] - prices[columns[at]]
            if value > top[size - 1]:
                spot = size - 1
                while spot > 0 and top[spot - 1] < value:
                    top[spot] = top[spot - 1]
                    spot -= 1
                top[spot] = value
        for spot in range(size):
            total += top[spot]
    return total


@nb.njit(cache=True, nogil=True, error_model="numpy")
def standing(items: Any, graph: Any, used: Any, need: Any, have: Any, stay: Any, stood: Any) -> Any:
    """Write for some items: the least reduced value held, or `stay`; the best not held; where that
    is; the sum of what is held. graph: (starts, columns, fits, prices)."""
    starts, columns, fits, prices = graph
    least, other, where, sums = stood
    for i in items:
        low, high, best, total = FAR, DEAD // 2, np.int64(-1), np.int64(0)
        for at in range(starts[i], starts[i + 1]):
            value = fits[at] - prices[columns[at]]
            if used[at]:
                low = min(low, value)
                total += value
            elif value > high:
                high, best = value, np.int64(at)
        least[i] = low if have[i] >= need[i] else stay
        other[i] = high if best >= 0 else -FAR
        where[i], sums[i] = best, total


@nb.njit(cache=True, nogil=True, error_model="numpy")
def moved(items: Any, placed: Any, priced: Any, owner: Any, by: Any, edges: Any, most: Any) -> Any:
    """Items whose standing is not what it was: some `items`, the owners of the edges `placed`, and
    whoever has an edge to the slots `priced`, some more than once; all `most` if as many."""
    size = len(items) + len(placed)
    for j in priced:
        size += by[j + 1] - by[j]
    if size >= most:
        return np.arange(most)
    found = np.empty(size, np.int64)
    found[: len(items)] = items
    to = len(items)
    for at in placed:
        found[to] = owner[at]
        to += 1
    for j in priced:
        for spot in range(by[j], by[j + 1]):
            found[to] = owner[edges[spot]]
            to += 1
    return found


@nb.njit(cache=True, nogil=True, error_model="numpy")
def gained(stood: Any, need: Any, have: Any, outside: Any, stay: Any, graph: Any) -> Any:
    """What all items can gain, as `bound` says, without a second look at lists whose best are
    held; graph: (starts, columns, fits, prices)."""
    least, other, _, sums = stood
    starts, columns, fits, prices = graph
    total = 0
    for i in range(len(need)):
        if need[i] == 0:
            continue
        low = max(stay, outside[i])
        if have[i] == need[i] and least[i] >= other[i] and least[i] >= low:
            total += sums[i]
        else:
            own = starts[i : i + 2] - starts[i]
            at = slice(starts[i], starts[i + 1])
            total += bound(
                own, columns[at], fits[at], need[i : i + 1], prices, outside[i : i + 1], stay
            )
    return total


def bound_plain(fits: Any, need: Any, prices: Any, stay: Any) -> Any:
    """The same from every fit (n, m), −inf where a pair may not be used."""
    total = 0.0
    for row, wanted in zip(fits, need, strict=True):
        gains = np.sort(np.maximum(row - prices, stay))[::-1][:wanted]
        total += gains.sum() + stay * (wanted - len(gains))
    return total


@nb.njit(cache=True, nogil=True, error_model="numpy")
def among(pairs: Any, others: Any) -> Any:
    """Which of few pairs are among the others, shape (pairs,)."""
    found = np.zeros(len(pairs), np.bool_)
    for at in range(len(others)):
        for row in range(len(pairs)):
            if others[at, 0] == pairs[row, 0] and others[at, 1] == pairs[row, 1]:
                found[row] = True
    return found


@nb.njit(cache=True, nogil=True, error_model="numpy")
def find(starts: Any, columns: Any, pairs: Any) -> Any:
    """The edge of each (item, slot) pair, −1 where it is on no list."""
    found = np.full(len(pairs), -1, np.int64)
    for row in range(len(pairs)):
        i = pairs[row, 0]
        for at in range(starts[i], starts[i + 1]):
            if columns[at] == pairs[row, 1]:
                found[row] = at
    return found


@nb.njit(cache=True, nogil=True, error_model="numpy")
def columns_of(starts: Any, columns: Any, slots: Any) -> Any:
    """(owner of each edge, start of each slot, edges by slot)."""
    owner = np.empty(len(columns), np.int32)
    by = np.zeros(slots + 1, np.int64)
    for i in range(len(starts) - 1):
        for at in range(starts[i], starts[i + 1]):
            owner[at] = i
            by[columns[at] + 1] += 1
    for j in range(slots):
        by[j + 1] += by[j]
    free = by.copy()
    edges = np.empty(len(columns), np.int32)
    for at in range(len(columns)):
        edges[free[columns[at]]] = at
        free[columns[at]] += 1
    return owner, by, edges
