"""Kernel: what each programme alone can reach with whole lumps, once the fund has prices.

Decides: the functions Ψ_p of whole lumps in a window around a plan. Called by: wholes. As `tables`,
where φ_ps(a) is the best choice of whole lumps with own money a, more at m = min(μ_s, penalty) a
unit: the line that the price λ of the plan gives, less the least loss of `losses`.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

from ikkan.optimize.allocation.losses import REACH, grow


@nb.njit(cache=True, nogil=True, error_model="numpy")
def by_programme(s: Any, starts: Any, programme: Any, count: Any, first: Any, order: Any) -> None:
    """The lumps of scenario s by programme, best first: order[first[p]] to order[first[p + 1]]."""
    first[:] = 0
    for at in range(starts[s], starts[s + 1]):
        first[programme[at] + 1] += 1
    for p in range(count):
        first[p + 1] += first[p]
    for at in range(starts[s], starts[s + 1]):
        p = programme[at]
        order[first[p]] = at
        first[p] += 1
    for p in range(count, 0, -1):
        first[p] = first[p - 1]
    first[0] = 0


@nb.njit(cache=True, nogil=True, error_model="numpy")
def broken(order: Any, begin: Any, end: Any, units: Any, worth: Any, own: Any, price: Any) -> Any:
    """(λ, units taken, worth taken): lumps worth at least `price` per unit, then what own pays."""
    taken, value = 0, 0.0
    for k in range(begin, end):
        at = order[k]
        size = units[at]
        rate = worth[at] / size
        if rate < price and taken + size > own:
            return (price if taken > own else rate), taken, value
        taken += size
        value += worth[at]
    return (price if taken > own else 0.0), taken, value


@nb.njit(cache=True, nogil=True, error_model="numpy")
def run(
    first: Any,
    last: Any,
    ready: Any,
    fund_prices: Any,
    penalty: Any,
    centre: Any,
    left: Any,
    offsets: Any,
    out: Any,
) -> None:
    """Add scenarios first to last − 1: out[offsets[p] + k] is Ψ_p(left[p] + k), from above."""
    weight, need, starts, programme, units, worth = ready
    count = len(centre)
    longest = 0
    for s in range(first, last):
        longest = max(longest, starts[s + 1] - starts[s])
    order = np.empty(longest, np.int64)
    begins = np.empty(count + 1, np.int64)
    loss = np.empty(longest)
    step = np.empty(longest, np.int64)
    tables = np.empty((2, 2 * REACH + 1))
    widest = 0
    for p in range(count):
        widest = max(widest, offsets[p + 1] - offsets[p])
    least = np.empty(widest)
    for s in range(first, last):
        price, w = min(fund_prices[s], penalty), weight[s]
        by_programme(s, starts, programme, count, begins, order)
        for p in range(count):
            wide = offsets[p + 1] - offsets[p]
            if wide == 0:
                continue
            begin, end = begins[p], begins[p + 1]
            rate, taken, value = broken(
                order, begin, end, units, worth, centre[p] - need[s, p], price
            )
            own = left[p] - need[s, p]
            straight = value + rate * (own - taken)
            base = offsets[p]
            if (rate >= price and own + wide - 1 <= taken) or (rate <= 0.0 and own >= taken):
                for k in range(wide):
                    out[base + k] += w * (straight + rate * k)
                continue
            n = 0
            inside = 0
            for k in range(begin, end):
                at = order[k]
                size = units[at]
                loss[n] = abs(worth[at] - rate * size)
                step[n] = -size if inside < taken else size
                inside += size
                n += 1
            place = own - taken + REACH
            grow(loss, step, n, place, place + wide - 1, rate, price - rate, 0.0, tables, least)
            for k in range(wide):
                out[base + k] += w * (straight + rate * k - least[k])
