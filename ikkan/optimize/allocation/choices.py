"""Kernel: the few choices of whole lumps that cost a programme little, once money has its price.

Decides: what one programme could do in a scenario, and what it would lose. Called by: chosen.

At a price μ of the fund a programme with own money a has its best choice, and others near it. Every
choice is the set of lumps worth more than the price λ of its own money, with some lumps turned over
(see `losses`): turning costs their losses, money left over λ a unit, money bought beyond what the
price takes μ − λ a unit. Sets of lumps are searched in the order of their losses; a branch ends
where its losses alone exceed the best choice by more than is asked for.
"""

from __future__ import annotations

from typing import Any, Final

import numba as nb
import numpy as np

MOST: Final = 12
"""So many choices of a programme are kept, the cheapest."""
LOOKED: Final = 600
"""So many sets of lumps are looked at for a programme."""
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
    costs: Any,
    draws: Any,
    masks: Any,
) -> Any:
    """Choices that cost at most `within` more than the best, which comes first; their number.

    `inside` units are taken before any lump is turned. Writes costs, draws and turned lumps (bits).
    """
    place = np.empty(DEEP + 1, np.int64)
    spent = np.empty(DEEP + 1)
    sums = np.empty(DEEP + 1, np.int64)
    bits = np.empty(DEEP + 1, np.int64)
    place[0], spent[0], sums[0], bits[0] = 0, 0.0, inside, 0
    depth, found, looked, best = 0, 0, 0, 1e300
    fresh = True
    while depth >= 0:
        if fresh:
            looked += 1
            over = sums[depth] - own
            cost = spent[depth] + (over * (price - rate) if over > 0 else -over * rate)
            if cost < best:
                best = cost
            if cost <= best + within:
                at = found
                if found == MOST:
                    at = 0
                    for k in range(1, MOST):
                        if costs[k] > costs[at]:
                            at = k
                    if costs[at] <= cost:
                        at = -1
                else:
                    found += 1
                if at >= 0:
                    costs[at], draws[at], masks[at] = cost, max(over, 0), bits[depth]
            fresh = False
        k = place[depth]
        if k >= count or looked >= LOOKED or spent[depth] + loss[begin + k] > best + within:
            depth -= 1
            continue
        place[depth] = k + 1
        place[depth + 1] = k + 1
        spent[depth + 1] = spent[depth] + loss[begin + k]
        sums[depth + 1] = sums[depth] + step[begin + k]
        bits[depth + 1] = bits[depth] | (np.int64(1) << k)
        depth += 1
        fresh = True
    kept = 0
    for k in range(found):
        if costs[k] <= best + within:
            costs[kept], draws[kept], masks[kept] = costs[k], draws[k], masks[k]
            kept += 1
    for k in range(kept):
        if costs[k] < costs[0]:
            costs[0], costs[k] = costs[k], costs[0]
            draws[0], draws[k] = draws[k], draws[0]
            masks[0], masks[k] = masks[k], masks[0]
    return kept
