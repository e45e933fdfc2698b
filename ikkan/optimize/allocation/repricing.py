"""Kernel: the fund price in each scenario that bounds whole lumps best at given amounts.

Decides: which of all prices proves most. Called by: structured.

At amounts x and a price μ a scenario is worth no more than L(μ) = fund · μ + Σ_p φ_p(μ), where
programme p chooses whole lumps for itself and buys what its own money does not cover at μ a unit.
L is convex in μ. The price of lumps paid in part is near its least place, not at it: the search
goes down from there by steps that double, then halves the piece that holds the least place.
"""

from __future__ import annotations

from typing import Any, Final

import numba as nb
import numpy as np

from ikkan.optimize.allocation.knapsacks import broken, by_programme
from ikkan.optimize.allocation.losses import grow

STEP: Final = 0.01
"""The first step, as a share of the price."""
WIDER: Final = 6
FINER: Final = 8


@nb.njit(cache=True, nogil=True, error_model="numpy")
def at_price(
    s: Any,
    ready: Any,
    x: Any,
    fund: Any,
    price: Any,
    order: Any,
    begins: Any,
    loss: Any,
    step: Any,
    tables: Any,
    least: Any,
) -> Any:
    """L(price) of scenario s, from above; its lumps lie in `order` by programme."""
    _, need, _, _, units, worth = ready
    total = fund * price
    for p in range(len(x)):
        begin, end = begins[p], begins[p + 1]
        own = x[p] - need[s, p]
        rate, taken, value = broken(order, begin, end, units, worth, own, price, 0)
        total += value + rate * (own - taken)
        if own == taken or rate <= 0.0:
            continue
        inside, n = 0, 0
        for k in range(begin, end):
            lump = order[k]
            size = units[lump]
            loss[n] = abs(worth[lump] - rate * size)
            step[n] = -size if inside < taken else size
            inside += size
            n += 1
        if rate >= price and own <= taken:
            continue
        place = own - taken + (tables.shape[1] - 1) // 2
        total -= grow(loss, step, n, place, place, rate, price - rate, 0.0, tables, least)
    return total


@nb.njit(cache=True, nogil=True, error_model="numpy")
def run(
    first: Any,
    last: Any,
    ready: Any,
    x: Any,
    fund: Any,
    penalty: Any,
    prices: Any,
    worths: Any,
    enough: Any,
    reach: Any,
) -> None:
    """Scenarios first to last − 1: move prices[s] to where the bound is least.

    worths (S,) are what chosen lumps reach; a bound within `enough` of that is left as it is.
    """
    _, _, starts, programme, _, _ = ready
    count = len(x)
    longest = 1
    for s in range(first, last):
        longest = max(longest, starts[s + 1] - starts[s])
    order = np.empty(longest, np.int64)
    begins = np.empty(count + 1, np.int64)
    loss = np.empty(longest)
    step = np.empty(longest, np.int64)
    tables = np.empty((2, 2 * reach + 1))
    least = np.empty(1)
    for s in range(first, last):
        by_programme(s, starts, programme, count, begins, order)
        middle = min(prices[s], penalty)
        here = at_price(s, ready, x, fund, middle, order, begins, loss, step, tables, least)
        if here - worths[s] <= enough or middle <= 0.0:
            continue
        width = STEP * middle
        low, high = max(middle - width, 0.0), min(middle + width, penalty)
        below = at_price(s, ready, x, fund, low, order, begins, loss, step, tables, least)
        above = at_price(s, ready, x, fund, high, order, begins, loss, step, tables, least)
        for _ in range(WIDER):
            if below >= here and above >= here:
                break
            width *= 2.0
            if above < here:
                low, below, middle, here = middle, here, high, above
                high = min(middle + width, penalty)
                above = at_price(s, ready, x, fund, high, order, begins, loss, step, tables, least)
            else:
                high, above, middle, here = middle, here, low, below
                low = max(middle - width, 0.0)
                below = at_price(s, ready, x, fund, low, order, begins, loss, step, tables, least)
        for _ in range(FINER):
            if here - worths[s] <= enough:
                break
            left = middle - low > high - middle
            tried = (low + middle) / 2.0 if left else (middle + high) / 2.0
            found = at_price(s, ready, x, fund, tried, order, begins, loss, step, tables, least)
            if found < here:
                if left:
                    high, above = middle, here
                else:
                    low, below = middle, here
                middle, here = tried, found
            elif left:
                low, below = tried, found
            else:
                high, above = tried, found
        prices[s] = middle
