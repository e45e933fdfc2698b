"""Kernel: whole lumps for given amounts, scenario by scenario: a plan that can be carried out.

Decides: which lumps are paid, and the worth, shortfall and draw that follow. Called by: wholes.

The prices of lumps paid in part (`recourse`) split a scenario. A programme with money of its own
left over solves its own knapsack and may buy a little more from the fund. Programmes that draw on
the fund share one knapsack: their own money and what is left of the fund. Both are searched by
least loss (`losses`) and read back; then what was counted in common is counted truly, a lump is
given back where the fund does not suffice, and lumps that still fit are taken.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

from ikkan.optimize.allocation.knapsacks import broken, by_programme
from ikkan.optimize.allocation.losses import FAR, smallest, turned

TURNS = 24
"""No more lumps than this are turned over in one knapsack."""


@nb.njit(cache=True, nogil=True, error_model="numpy")
def search(
    loss: Any,
    step: Any,
    item: Any,
    count: Any,
    own: Any,
    slack: Any,
    over: Any,
    enough: Any,
    tables: Any,
    taken: Any,
) -> Any:
    """Turn lumps in `taken` so that money `own` (the middle: what the price takes) loses least.

    loss, step and item (count lumps) are put in order as far as used; tables has a row for every
    lump that may be turned. Returns the sum of the units turned.
    """
    middle = (tables.shape[1] - 1) // 2
    low = high = middle
    tables[0, middle] = 0.0
    rows = 0
    best, place = FAR, middle
    for done in range(count + 1):
        start = best
        for o in range(low, high + 1):
            rest = slack * (own - o) if o <= own else over * (o - own)
            if tables[rows, o] + rest < best:
                best, place = tables[rows, o] + rest, o
        if best < start:
            found = rows
        if done == count or best <= enough or rows == TURNS:
            break
        at = smallest(loss, count, done)
        loss[done], loss[at] = loss[at], loss[done]
        step[done], step[at] = step[at], step[done]
        item[done], item[at] = item[at], item[done]
        size = step[done]
        if loss[done] >= best:
            break
        wide_low, wide_high = low + min(size, 0), high + max(size, 0)
        if wide_low < 0 or wide_high > 2 * middle:
            break
        turned(tables[rows], tables[rows + 1], low, high, size, loss[done])
        low, high = wide_low, wide_high
        rows += 1
    o = place
    for row in range(rows, found, -1):
        low, high = low - min(step[row - 1], 0), high - max(step[row - 1], 0)
    for row in range(found, 0, -1):
        low, high = low - min(step[row - 1], 0), high - max(step[row - 1], 0)
        if o < low or o > high or tables[row, o] < tables[row - 1, o]:
            taken[item[row - 1]] = not taken[item[row - 1]]
            o -= step[row - 1]
    return place - middle


@nb.njit(cache=True, nogil=True, error_model="numpy")
def run(
    first: Any,
    last: Any,
    ready: Any,
    x: Any,
    fund: Any,
    penalty: Any,
    enough: Any,
    fund_prices: Any,
    middle: Any,
    taken: Any,
    found: Any,
) -> Any:
    """Scenarios first to last − 1 at the amounts x: returns Σ weight · worth, marks `taken` lumps.

    `enough`: a loss per scenario that is not worth a search. Writes found as `recourse.run` does.
    """
    weight, need, starts, programme, units, worth = ready
    values, prices, shortfalls, draws = found
    count = len(x)
    longest = 1
    for s in range(first, last):
        longest = max(longest, starts[s + 1] - starts[s])
    order = np.empty(longest, np.int64)
    begins = np.empty(count + 1, np.int64)
    loss = np.empty(longest)
    step = np.empty(longest, np.int64)
    item = np.empty(longest, np.int64)
    tables = np.empty((TURNS + 1, 2 * middle + 1))
    own = np.empty(count, np.int64)
    shares = np.empty(count, np.bool_)
    room = np.empty(count, np.int64)
    total = 0.0
    for s in range(first, last):
        price = min(fund_prices[s], penalty)
        by_programme(s, starts, programme, count, begins, order)
        pool = fund
        common = 0
        for p in range(count):
            own[p] = x[p] - need[s, p]
            begin, end = begins[p], begins[p + 1]
            rate, inside, _ = broken(order, begin, end, units, worth, own[p], price)
            shares[p] = inside > own[p]
            n, sum_units = 0, 0
            for k in range(begin, end):
                at = order[k]
                taken[at] = sum_units < inside
                sum_units += units[at]
                loss[n] = abs(worth[at] - rate * units[at])
                step[n] = -units[at] if taken[at] else units[at]
                item[n] = at
                n += 1
            if shares[p]:
                pool += own[p]
                common += inside
            elif rate > 0.0:
                place = own[p] - inside + middle
                limit = enough / count
                sum_turned = search(
                    loss,
                    step,
                    item,
                    n,
                    place,
                    rate,
                    price - rate + 1e-9 * price,
                    limit,
                    tables,
                    taken,
                )
                pool -= max(inside + sum_turned - own[p], 0)
        if price > 0.0:
            for p in range(count):
                room[p] = -own[p]
                for k in range(begins[p], begins[p + 1]):
                    room[p] += units[order[k]] if taken[order[k]] else 0
            at = starts[s + 1] - 1
            while common > pool and at >= starts[s]:
                p = programme[at]
                if shares[p] and taken[at] and units[at] <= room[p]:
                    taken[at] = False
                    room[p] -= units[at]
                    common -= units[at]
                    price = min(max(worth[at] / units[at], price), penalty)
                at -= 1
            at = starts[s]
            while common < pool and at < starts[s + 1]:
                p = programme[at]
                if shares[p] and not taken[at] and worth[at] < price * units[at]:
                    if common + units[at] > pool:
                        price = worth[at] / units[at]
                        break
                    taken[at] = True
                    room[p] += units[at]
                    common += units[at]
                at += 1
            n = 0
            for p in range(count):
                if not shares[p]:
                    continue
                for k in range(begins[p + 1] - 1, begins[p] - 1, -1):
                    at = order[k]
                    if taken[at]:
                        if units[at] > room[p]:
                            continue
                        room[p] -= units[at]
                    loss[n] = abs(worth[at] - price * units[at])
                    step[n] = -units[at] if taken[at] else units[at]
                    item[n] = at
                    n += 1
            place = pool - common + middle
            search(loss, step, item, n, place, price, penalty - price, enough, tables, taken)
        value = 0.0
        for at in range(starts[s], starts[s + 1]):
            if taken[at]:
                own[programme[at]] -= units[at]
                value += worth[at]
        lack = 0
        for p in range(count):
            lack -= min(own[p], 0)
        short = lack - fund
        while short > 0:
            back, cheapest = -1, penalty * short
            for at in range(starts[s], starts[s + 1]):
                freed = min(units[at], max(-own[programme[at]], 0))
                if taken[at] and freed >= 1:
                    cost = worth[at] + penalty * max(short - freed, 0)
                    if cost < cheapest:
                        back, cheapest = at, cost
            if back < 0:
                break
            p = programme[back]
            short -= min(units[back], max(-own[p], 0))
            lack -= min(units[back], max(-own[p], 0))
            own[p] += units[back]
            value -= worth[back]
            taken[back] = False
        left = max(fund - lack, 0)
        for at in range(starts[s], starts[s + 1]):
            p = programme[at]
            asks = units[at] - max(own[p], 0)
            if not taken[at] and asks <= left:
                taken[at] = True
                value += worth[at]
                left -= max(asks, 0)
                own[p] -= units[at]
        short = max(short, 0)
        values[s] = value - penalty * short
        prices[s] = price
        shortfalls[s] = short
        draws[s] = fund - left
        total += weight[s] * values[s]
    return total
