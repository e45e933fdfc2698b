"""Kernel: sparse forward auction in whole parts; a start for `paths`, which finishes exactly.

Decides: prices at which every item holds, within `eps`, its best slots, or the bids ran out.
Called by: state. Source: D. P. Bertsekas, The auction algorithm (1988); Bertsekas and Castañón,
The auction algorithm for the transportation problem (1989): the places of a slot are similar
objects, the slot's price is its lowest accepted bid once it is full, and 0 before.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np


@nb.njit(cache=True, nogil=True, error_model="numpy")
def run(
    starts: Any,
    columns: Any,
    fits: Any,
    used: Any,
    need: Any,
    have: Any,
    upper: Any,
    load: Any,
    prices: Any,
    stay: Any,
    eps: Any,
    order: Any,
    most: Any,
) -> Any:
    """Bid until nobody wants more or `most` bids were made; returns the number of bids.

    Item i looks at edges starts[i] to starts[i + 1]; `used` marks those it holds, from an earlier
    run or this one. An item whose list offers less than stay[i] waits for a longer list. Writes
    used, have, load and prices. A slot's bids form a heap.
    """
    slots = len(upper)
    first = np.zeros(slots + 1, np.int64)
    for at in range(len(columns)):
        first[columns[at] + 1] += 1
    for j in range(slots):
        first[j + 1] = first[j] + min(first[j + 1], max(upper[j], 0))
    bids = np.empty(first[slots], np.int64)
    edges = np.empty(first[slots], np.int64)
    owner = np.empty(len(columns), np.int32)
    for i in range(len(need)):
        for at in range(starts[i], starts[i + 1]):
            owner[at] = i
    for j in range(slots):
        load[j] = 0
    for at in range(len(columns)):
        if used[at]:
            j = columns[at]
            bids[first[j] + load[j]], edges[first[j] + load[j]] = prices[j], at
            load[j] += 1
    queue = order.copy()
    waits = np.ones(len(need), np.bool_)
    top = len(queue)
    made = 0
    while top > 0 and made < most:
        top -= 1
        i = queue[top]
        waits[i] = False
        while have[i] < need[i] and made < most:
            best, second, chosen = stay[i], stay[i], -1
            for at in range(starts[i], starts[i + 1]):
                value = fits[at] - prices[columns[at]]
                if used[at] or upper[columns[at]] == 0:
                    continue
                if value > best or (value == best and chosen < 0):
                    second, best, chosen = best, value, at
                elif value > second:
                    second = value
            if chosen < 0:
                break
            made += 1
            j = columns[chosen]
            bid = prices[j] + best - second + eps
            size = min(upper[j], first[j + 1] - first[j])
            used[chosen] = True
            have[i] += 1
            low = first[j]
            if load[j] < size:
                at = load[j]
                load[j] += 1
                while at > 0 and bids[low + (at - 1) // 2] > bid:
                    above = (at - 1) // 2
                    bids[low + at], edges[low + at] = bids[low + above], edges[low + above]
                    at = above
            else:
                gone = edges[low]
                used[gone] = False
                loser = owner[gone]
                have[loser] -= 1
                if not waits[loser]:
                    waits[loser] = True
                    queue[top] = loser
                    top += 1
                at = 0
                while True:
                    below = 2 * at + 1
                    if below >= size:
                        break
                    if below + 1 < size and bids[low + below + 1] < bids[low + below]:
                        below += 1
                    if bids[low + below] >= bid:
                        break
                    bids[low + at], edges[low + at] = bids[low + below], edges[low + below]
                    at = below
            bids[low + at], edges[low + at] = bid, chosen
            if load[j] == upper[j]:
                prices[j] = bids[low]
    return made
