"""Kernel: the best use of lumps that may be paid in part, exactly, with prices, in one pass.

Decides: Q_s(x) and its right derivatives for every scenario. Called by: shaped, solving.

What can be paid in a scenario is a polymatroid: a set of lumps can be paid if what each programme
lacks adds up to no more than the fund. So the greedy rule is exact: take lumps by worth per unit,
pay each from its programme's own money, then from the fund. A unit of need that cannot be paid
costs the penalty, so a lump worth more than that per unit is always taken, and its money counts as
need. Source: J. Edmonds, Submodular functions, matroids, and certain polyhedra (1970).

The price of the fund is the worth per unit of the first lump that the fund could not pay to the
end. A programme that drew on the fund has the fund's price, another one the worth per unit of its
own first lump that it could not pay to the end; nothing waits: 0. These are right derivatives: what
one more unit is worth.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

from ikkan.values.arrays import Floats, Indices


@nb.njit(cache=True, nogil=True, error_model="numpy")
def run(
    first: Any, last: Any, ready: Any, x: Any, fund: Any, penalty: Any, slope: Any, found: Any
) -> float:
    """Scenarios first to last − 1 at the plan x: returns Σ weight · Q, adds Σ weight · price to
    slope (P,). Writes found = (values (S,), fund prices (S,), shortfalls (S,), draws (S,))."""
    weight, need, starts, programme, units, worth = ready
    values, fund_prices, shortfalls, draws = found
    count = len(x)
    own = np.empty(count)
    price = np.empty(count)
    drew = np.empty(count, np.bool_)
    is_open = np.empty(count, np.bool_)
    total = 0.0
    for s in range(first, last):
        for p in range(count):
            own[p] = x[p] - need[s, p]
            is_open[p] = True
            drew[p] = False
            price[p] = 0.0
        value = 0.0
        at, end = starts[s], starts[s + 1]
        while at < end and worth[at] >= penalty * units[at]:
            own[programme[at]] -= units[at]
            value += worth[at]
            at += 1
        lack = 0.0
        for p in range(count):
            if own[p] < 0.0:
                lack -= own[p]
                own[p] = 0.0
                drew[p] = True
        left = fund - lack
        short = 0.0
        fund_price = -1.0
        opened = count
        if left < 0.0:
            short = -left
            value -= penalty * short
            left = 0.0
            fund_price = penalty
            for p in range(count):
                if drew[p]:
                    price[p], is_open[p] = penalty, False
                    opened -= 1
        while at < end and opened > 0:
            p = programme[at]
            if is_open[p]:
                cost = units[at]
                if own[p] >= cost:
                    own[p] -= cost
                    value += worth[at]
                elif fund_price < 0.0 and left >= cost - own[p]:
                    left -= cost - own[p]
                    own[p] = 0.0
                    drew[p] = True
                    value += worth[at]
                else:
                    rate = worth[at] / cost
                    value += rate * own[p]
                    own[p] = 0.0
                    if fund_price < 0.0:
                        value += rate * left
                        left = 0.0
                        fund_price = rate
                        for q in range(count):
                            if drew[q]:
                                price[q], is_open[q] = rate, False
                                opened -= 1
                    if is_open[p]:
                        price[p], is_open[p] = rate, False
                        opened -= 1
            at += 1
        values[s] = value
        fund_prices[s] = max(fund_price, 0.0)
        shortfalls[s] = short
        draws[s] = fund - left
        total += weight[s] * value
        for p in range(count):
            slope[p] += weight[s] * price[p]
    return total


def plain(
    x: Floats, need: Indices, lumps: list[tuple[int, int, float]], fund: int, penalty: float
) -> float:
    """One scenario by its definition: the dual function at its best fund price.

    min over μ ≥ 0 of fund · μ + Σ_p min over λ ≤ min(μ, penalty) of
    (x_p − need_p) λ + Σ_{i in p} max(0, worth_i − units_i λ); it bends only where λ is the worth
    per unit of a lump, 0 or the penalty.
    """
    rates = sorted({0.0, penalty, *(worth / units for _, units, worth in lumps)})
    best = np.inf
    for mu in [one for one in rates if one <= penalty]:
        total = fund * mu
        for p in range(len(x)):
            mine = [(units, worth) for q, units, worth in lumps if q == p]
            total += min(
                (x[p] - need[p]) * price
                + sum(max(0.0, worth - units * price) for units, worth in mine)
                for price in rates
                if price <= mu
            )
        best = min(best, total)
    return float(best)
