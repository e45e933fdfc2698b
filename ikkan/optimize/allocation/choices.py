"""Kernel: the few choices of whole lumps that cost a programme little, once money has its price.

Decides: what one programme could do in a scenario, and what it would lose. Called by: chosen.

At a price μ of the fund a programme with own money a has its best choice, and others near it. Every
choice is the set of lumps worth more than the price λ of its own money, with some lumps turned over
(see `losses`): turning costs their losses, money left over λ a unit, money bought beyond what the
price takes μ − λ a unit. Of the sets with the same sum of units the cheapest is kept; a set whose
losses alone exceed the best choice by more than is asked for is dropped. Source: G. Nemhauser and
Z. Ullmann, Discrete dynamic programming and capital allocation (1969).
"""

from __future__ import annotations

from typing import Any, Final

import numba as nb
import numpy as np

MOST: Final = 12
"""So many choices of a programme are kept, the cheapest."""
MANY: Final = 512
"""So many sums of lumps are told apart for a programme."""
STEPS: Final = 9
"""Steps that double, from one sum to MANY."""
DEEP: Final = 40


@nb.njit(cache=True, nogil=True, error_model="numpy")
def ordered(loss: Any, step: Any, item: Any, begin: Any, end: Any, most: Any) -> Any:
    """Bring the lumps that lose no more than `most` to the front, cheapest first; their number."""
    count = 0
    for k in range(begin, end):
        if loss[k] > most or (count == DEEP and loss[k] >= loss[begin + DEEP - 1]):
            continue
        cost, size, lump = loss[k], step[k], item[k]
        at = begin + count
        loss[k], step[k], item[k] = loss[at], step[at], item[at]
        while at > begin and loss[at - 1] > cost:
            loss[at], step[at], item[at] = loss[at - 1], step[at - 1], item[at - 1]
            at -= 1
        loss[at], step[at], item[at] = cost, size, lump
        count += 1
    return min(count, DEEP)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def lists() -> Any:
    """Room for the search of `listed`: sums, losses and lumps turned of two lists of sets."""
    return np.empty((2, MANY), np.int64), np.empty((2, MANY)), np.empty((2, MANY), np.int64)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def listed(
    loss: Any,
    step: Any,
    begin: Any,
    count: Any,
    own: Any,
    inside: Any,
    rate: Any,
    price: Any,
    within: Any,
    room: Any,
    costs: Any,
    draws: Any,
    masks: Any,
) -> Any:
    """Choices that cost at most `within` more than the best, which comes first; their number.

    `inside` units are taken before any lump is turned. Writes costs, draws and turned lumps (bits).
    Of equal cost nothing turned comes first, then the smallest draw, for any `within`; the other
    sums are looked at nearest first, in steps that double, so that of equal cost both small and
    large differences of the draw are kept.
    """
    sums, spent, bits = room
    sums[0, 0], spent[0, 0], bits[0, 0] = inside, 0.0, 0
    over = inside - own
    best = over * (price - rate) if over > 0 else -over * rate
    now, size = 0, 1
    for k in range(count):
        extra, by = loss[begin + k], step[begin + k]
        if extra > best + within or 2 * size > MANY:
            break
        then = 1 - now
        i, j, made = 0, 0, 0
        while i < size or j < size:
            if j >= size or (i < size and sums[now, i] < sums[now, j] + by):
                total, value, turned = sums[now, i], spent[now, i], bits[now, i]
                i += 1
            else:
                total, value = sums[now, j] + by, spent[now, j] + extra
                turned = bits[now, j] | (np.int64(1) << k)
                j += 1
            if value > best + within:
                continue
            if made > 0 and sums[then, made - 1] == total:
                if spent[then, made - 1] <= value:
                    continue
                made -= 1
            sums[then, made], spent[then, made], bits[then, made] = total, value, turned
            made += 1
            over = total - own
            best = min(best, value + (over * (price - rate) if over > 0 else -over * rate))
        now, size = then, made
    first, least, fewest = -1, best + within, 0
    for i in range(size):
        over = sums[now, i] - own
        cost = spent[now, i] + (over * (price - rate) if over > 0 else -over * rate)
        nearer = first >= 0 and sums[now, first] != inside and over < fewest
        if first < 0 or cost < least or (cost <= least and (sums[now, i] == inside or nearer)):
            first, least, fewest = i, cost, over
    costs[0], draws[0], masks[0] = least, max(fewest, 0), bits[now, first]
    found, nothing = 1, 0 if fewest <= 0 else -1
    for t in range(2 * STEPS + size):
        if t < 2 * STEPS:
            away = 1 << (t // 2)
            i = first + away if t % 2 else first - away
        else:
            i = t - 2 * STEPS
            away = abs(i - first)
            if away & (away - 1) == 0:
                continue
        if i < 0 or i >= size:
            continue
        over = sums[now, i] - own
        cost = spent[now, i] + (over * (price - rate) if over > 0 else -over * rate)
        if cost > best + within:
            continue
        at = found
        if over <= 0 and nothing >= 0:
            at = nothing if cost < costs[nothing] else -1
        elif found == MOST:
            at = 1
            for k in range(2, MOST):
                if costs[k] > costs[at]:
                    at = k
            if costs[at] <= cost:
                at = -1
        else:
            found += 1
        if at >= 0:
            costs[at], draws[at], masks[at] = cost, max(over, 0), bits[now, i]
            nothing = at if over <= 0 else (-1 if at == nothing else nothing)
    return found
