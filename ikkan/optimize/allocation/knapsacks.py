"""Kernel: what each programme alone can reach with whole lumps, once the fund has prices.

Decides: the functions Ψ_p of whole lumps in a window around a plan. Called by: wholes. As `tables`,
where φ_ps(a) is the best choice of whole lumps with own money a, more at m = min(μ_s, penalty) a
unit: the line that the price λ of the plan gives, less the least loss of `losses`.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

from ikkan.optimize.allocation.losses import grow


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
def broken(
    order: Any, begin: Any, end: Any, units: Any, worth: Any, own: Any, price: Any, cut: Any
) -> Any:
    """(λ, units taken, worth taken): lumps worth at least `price` per unit, then what own pays.

    Lumps before the place `cut` are taken too: it tells lumps of equal worth per unit apart.
    """
    taken, value = 0, 0.0
    for k in range(begin, end):
        at = order[k]
        size = units[at]
        rate = worth[at] / size
        if rate < price and at >= cut and taken + size > own:
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
    windows: Any,
    middle: Any,
    out: Any,
) -> None:
    """Add scenarios first to last − 1: out[offsets[j] + k] is Ψ_p(left[j] + k), from above.

    Window j looks at programme p = of[j] from left[j] on, offsets[j + 1] − offsets[j] units.
    """
    weight, need, starts, programme, units, worth = ready
    of, left, offsets = windows
    count = need.shape[1]
    longest, widest = 1, 1
    for s in range(first, last):
        longest = max(longest, starts[s + 1] - starts[s])
    for j in range(len(of)):
        widest = max(widest, offsets[j + 1] - offsets[j])
    order = np.empty(longest, np.int64)
    begins = np.empty(count + 1, np.int64)
    loss = np.empty(longest)
    step = np.empty(longest, np.int64)
    tables = np.empty((2, 2 * middle + 1))
    least = np.empty(widest)
    for s in range(first, last):
        price, w = min(fund_prices[s], penalty), weight[s]
        by_programme(s, starts, programme, count, begins, order)
        for j in range(len(of)):
            p, base = of[j], offsets[j]
            wide = offsets[j + 1] - base
            begin, end = begins[p], begins[p + 1]
            own = left[j] - need[s, p]
            rate, taken, value = broken(order, begin, end, units, worth, own + wide // 2, price, 0)
            straight = value + rate * (own - taken)
            if (rate >= price and own + wide - 1 <= taken) or (rate <= 0.0 and own >= taken):
                for k in range(wide):
                    out[base + k] += w * (straight + rate * k)
                continue
            inside = 0
            for k in range(begin, end):
                at = order[k]
                size = units[at]
                loss[k - begin] = abs(worth[at] - rate * size)
                step[k - begin] = -size if inside < taken else size
                inside += size
            place = own - taken + middle
            grow(
                loss, step, end - begin, place, place + wide - 1, rate, price - rate, 0.0, tables,
                least,
            )  # fmt: skip
            for k in range(wide):
                out[base + k] += w * (straight + rate * k - least[k])
