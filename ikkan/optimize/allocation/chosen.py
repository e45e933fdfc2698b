"""Kernel: whole lumps for given amounts, scenario by scenario: a plan that can be carried out.

Decides: which lumps are paid, and the worth, shortfall and draw that follow. Called by: structured.

With a price of the fund every programme has a best choice and a few others near it (`choices`). The
price is moved until the best choices draw about as much as the fund holds. Then some programmes
take another choice, so that the fund is used to the end at the least loss: a knapsack over what the
draws differ by, programme by programme, those that lose least first, until the next one alone would
lose more than what is left to gain.
"""

from __future__ import annotations

from typing import Any, Final

import numba as nb
import numpy as np

from ikkan.optimize.allocation.choices import MOST, listed, lists, ordered
from ikkan.optimize.allocation.knapsacks import broken, by_programme
from ikkan.optimize.allocation.losses import FAR

WITHIN: Final = 0.15
"""Choices are near the best if they lose less than this share of a usual lump's worth."""
FIRST: Final = 0.1
"""This share of them is looked at first; mostly the others would lose more than is left."""
ABOVE: Final = 1.0 + 1e-9
"""Among lumps of equal worth per unit the price is a hair above them: small draws come first."""
PART: Final = 3
"""One of so many programmes is asked for other choices first; mostly that is enough."""
MOVES: Final = 10
WIDE: Final = 1024
"""Draws may differ by so many units on the way."""


@nb.njit(cache=True, nogil=True, error_model="numpy")
def offered(
    s: Any,
    ready: Any,
    x: Any,
    price: Any,
    cut: Any,
    within: Any,
    every: Any,
    order: Any,
    begins: Any,
    work: Any,
    offers: Any,
) -> Any:
    """The choices of every programme at a price; returns what the best ones draw together.

    With `every` above 1 only one of so many programmes is looked at again. Lumps are listed from
    where the money ends outwards, those left out and those taken in turn.
    """
    _, need, _, _, units, worth = ready
    loss, step, item, inside_of, lists_of = work
    counts, costs, draws, masks = offers
    together = 0
    for p in range(len(x)):
        if (p + s) % every != 0:
            continue
        begin, end = begins[p], begins[p + 1]
        own = x[p] - need[s, p]
        rate, inside, _ = broken(order, begin, end, units, worth, own, price, cut)
        over = inside - own
        start = over * (price - rate) if over > 0 else -over * rate
        inside_of[p] = inside
        if start <= 0.0 and within <= 0.0:
            counts[p], costs[p, 0], draws[p, 0], masks[p, 0] = 1, 0.0, max(over, 0), 0
            together += draws[p, 0]
            continue
        outside, sum_units = begin, 0
        while outside < end and sum_units < inside:
            sum_units += units[order[outside]]
            outside += 1
        within_it = outside - 1
        for k in range(begin, end):
            out = outside < end and (within_it < begin or (k - begin) % 2 == 0)
            at = order[outside] if out else order[within_it]
            loss[k] = abs(worth[at] - rate * units[at])
            step[k] = units[at] if out else -units[at]
            item[k] = at
            if out:
                outside += 1
            else:
                within_it -= 1
        few = ordered(loss, step, item, begin, end, start + within)
        counts[p] = listed(
            loss, step, begin, few, own, inside, rate, price, within, lists_of, costs[p], draws[p],
            masks[p],
        )  # fmt: skip
        together += draws[p, 0]
    return together


@nb.njit(cache=True, nogil=True, error_model="numpy")
def behind(price: Any, start: Any, end: Any, units: Any, worth: Any) -> Any:
    """The place of the first lump that is worth less than `price` per unit."""
    while start < end:
        middle = (start + end) // 2
        if worth[middle] / units[middle] >= price:
            start = middle + 1
        else:
            end = middle
    return start


@nb.njit(cache=True, nogil=True, error_model="numpy")
def filled(
    room: Any,
    price: Any,
    over: Any,
    enough: Any,
    offers: Any,
    sequence: Any,
    tables: Any,
    which: Any,
    picks: Any,
) -> Any:
    """Pick a choice of every programme: least loss, draws no more than `room` above the best ones.

    Money left loses `price` a unit, money missing `over`. Row r of `tables` holds the least loss by
    the sum of differences when r programmes may take another choice, `which` says which one.
    Returns what is lost.
    """
    counts, costs, draws, _ = offers
    count = len(counts)
    picks[:] = 0
    nearest = np.empty(count)
    for p in range(count):
        sequence[p], nearest[p] = p, FAR
        for k in range(1, counts[p]):
            if draws[p, k] != draws[p, 0]:
                nearest[p] = min(nearest[p], costs[p, k] - costs[p, 0])
    middle = WIDE + max(-room, 0)
    goal, last = middle + room, 2 * WIDE + abs(room)
    low = high = middle
    tables[0, middle] = 0.0
    best = price * room if room >= 0 else -over * room
    place, rows, found = middle, 0, 0
    while rows < count and best > enough:
        at = rows
        for j in range(rows + 1, count):
            if nearest[sequence[j]] < nearest[sequence[at]]:
                at = j
        sequence[rows], sequence[at] = sequence[at], sequence[rows]
        p = sequence[rows]
        if nearest[p] >= best:
            break
        old, new, pick = tables[rows], tables[rows + 1], which[rows + 1]
        wide_low, wide_high = low, high
        for k in range(1, counts[p]):
            if costs[p, k] - costs[p, 0] < best:
                by = draws[p, k] - draws[p, 0]
                wide_low, wide_high = min(wide_low, low + by), max(wide_high, high + by)
        wide_low, wide_high = max(wide_low, 0), min(wide_high, last)
        for o in range(wide_low, wide_high + 1):
            new[o] = old[o] if low <= o <= high else FAR
            pick[o] = 0
        for k in range(1, counts[p]):
            by, extra = draws[p, k] - draws[p, 0], costs[p, k] - costs[p, 0]
            if extra >= best or by == 0:
                continue
            for o in range(max(low + by, wide_low), min(high + by, wide_high) + 1):
                if old[o - by] + extra < new[o]:
                    new[o] = old[o - by] + extra
                    pick[o] = k
        low, high = wide_low, wide_high
        rows += 1
        for o in range(low, high + 1):
            rest = goal - o
            total = new[o] + (price * rest if rest >= 0 else -over * rest)
            if total < best:
                best, place, found = total, o, rows
    for row in range(found, 0, -1):
        p, k = sequence[row - 1], which[row, place]
        picks[p] = k
        place -= draws[p, k] - draws[p, 0]
    return best


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
    taken: Any,
    found: Any,
) -> Any:
    """Scenarios first to last − 1 at the amounts x: returns Σ weight · worth, marks `taken` lumps.

    `enough`: a loss per scenario that is not worth a search. Writes found as `recourse.run` does,
    with the prices that were used.
    """
    weight, need, starts, programme, units, worth = ready
    values, prices, shortfalls, draws = found
    count = len(x)
    longest = 1
    for s in range(first, last):
        longest = max(longest, starts[s + 1] - starts[s])
    order = np.empty(longest, np.int64)
    begins = np.empty(count + 1, np.int64)
    work = (
        np.empty(longest), np.empty(longest, np.int64), np.empty(longest, np.int64),
        np.empty(count, np.int64), lists(),
    )  # fmt: skip
    offers = (
        np.empty(count, np.int64), np.empty((count, MOST)), np.empty((count, MOST), np.int64),
        np.empty((count, MOST), np.int64),
    )  # fmt: skip
    sequence = np.empty(count, np.int64)
    picks = np.empty(count, np.int64)
    tables = np.empty((count + 1, 1))
    which = np.empty((count + 1, 1), np.int8)
    own = np.empty(count, np.int64)
    total = 0.0
    for s in range(first, last):
        start, end = starts[s], starts[s + 1]
        by_programme(s, starts, programme, count, begins, order)
        usual, worths = 1.0, 0.0
        for at in range(start, end):
            usual += units[at]
            worths += worth[at]
        usual /= max(end - start, 1)
        price, cut = min(fund_prices[s], penalty), 0
        drawn = offered(s, ready, x, price, cut, 0.0, 1, order, begins, work, offers)
        low, high, share = -1.0, -1.0, 0.01
        for _ in range(MOVES):
            near = fund - drawn
            settled = (near >= 0 and price <= 0.0) or (near <= 0 and price >= penalty)
            if settled or -usual <= near <= 2 * usual:
                break
            if near > 0:
                high = price
            else:
                low = price
            if low < 0.0:
                price = max(price * (1.0 - share), 0.0) if share < 1.0 else 0.0
                share *= 2.0
            elif high < 0.0:
                price = min(price * (1.0 + share) + 1e-12, penalty)
                share *= 2.0
            else:
                price = (low + high) / 2.0
            drawn = offered(s, ready, x, price, cut, 0.0, 1, order, begins, work, offers)
        room = fund - drawn
        if not -usual <= room <= 2 * usual and low >= 0.0 and high >= 0.0:
            first_at = behind(high, start, end, units, worth)
            last_at = behind(low, start, end, units, worth)
            while last_at - first_at > 1:
                cut = (first_at + last_at) // 2
                price = min(worth[cut] / units[cut] * ABOVE, penalty)
                drawn = offered(s, ready, x, price, cut, 0.0, 1, order, begins, work, offers)
                if -usual <= fund - drawn <= 2 * usual:
                    break
                if drawn < fund:
                    first_at = cut
                else:
                    last_at = cut
            room = fund - drawn
        if room < -usual and price < penalty and high >= 0.0:
            price, cut = high, 0
            drawn = offered(s, ready, x, price, cut, 0.0, 1, order, begins, work, offers)
            room = fund - drawn
        picks[:] = 0
        lost = price * room if room >= 0 else (price - penalty) * room
        most = min(WITHIN * worths / max(end - start, 1), lost)
        near_by, every = most * FIRST, PART
        while lost > enough and most > 0.0:
            offered(s, ready, x, price, cut, near_by, every, order, begins, work, offers)
            room = fund - offers[2][:, 0].sum()
            wide = 2 * WIDE + abs(room) + 1
            if tables.shape[1] < wide:
                tables = np.empty((count + 1, wide))
                which = np.empty((count + 1, wide), np.int8)
            lost = filled(
                room, price, penalty - price, enough, offers, sequence, tables, which, picks
            )
            if every == 1 and (lost <= near_by or near_by >= most):
                break
            near_by, every = near_by if every > 1 else min(near_by / FIRST, most), 1
        for p in range(count):
            own[p] = x[p] - need[s, p]
            sum_units = 0
            for k in range(begins[p], begins[p + 1]):
                taken[order[k]] = sum_units < work[3][p]
                sum_units += units[order[k]]
            mask = offers[3][p, picks[p]]
            k = begins[p]
            while mask > 0:
                if mask & 1:
                    taken[work[2][k]] = not taken[work[2][k]]
                mask >>= 1
                k += 1
        value, lack = 0.0, 0
        for at in range(start, end):
            if taken[at]:
                own[programme[at]] -= units[at]
                value += worth[at]
        for p in range(count):
            lack -= min(own[p], 0)
        left, short = max(fund - lack, 0), max(lack - fund, 0)
        for at in range(start, end):
            p = programme[at]
            asks = max(units[at] - max(own[p], 0), 0)
            if not taken[at] and asks <= left:
                taken[at] = True
                value += worth[at]
                left -= asks
                own[p] -= units[at]
        values[s] = value - penalty * short
        shortfalls[s], draws[s], prices[s] = short, fund - left, price
        total += weight[s] * values[s]
    return total
