"""Kernel: what each programme alone can reach once the fund has a price in every scenario.

Decides: the functions Ψ_p whose sum lies above the expected worth. Called by: functions.

With fund prices μ_s the scenarios fall apart: Q_s(x) ≤ fund · μ_s + Σ_p φ_ps(x_p − need_ps), where
a programme buys what its own money does not cover at m = min(μ_s, penalty) a unit. For lumps that
may be paid in part φ_ps is concave: its slope at own money a is m up to the sum of the lumps worth
more than m per unit, then the worth per unit of the lump that a reaches. So the kinks of
Ψ_p(x) = Σ_s weight_s φ_ps(x − need_ps) lie at whole units, and Ψ_p is known by its value and slope
at one place and its bends from there on. On a grid wider than a unit a kink counts at the next
place of the grid: the function only grows, and stays above.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np


@nb.njit(cache=True, nogil=True, error_model="numpy")
def run(
    first: Any,
    last: Any,
    ready: Any,
    fund_prices: Any,
    penalty: Any,
    grid: Any,
    value: Any,
    slope: Any,
    bends: Any,
) -> None:
    """Add scenarios first to last − 1: Ψ_p at left[p], the slope after it, and its later falls.

    bends[offsets[p] + k] is the fall of the slope at left[p] + k · width[p], k ≥ 1.
    """
    weight, need, starts, programme, units, worth = ready
    left, width, offsets = grid
    count = len(left)
    reach = np.empty(count, np.int64)
    before = np.empty(count)
    for s in range(first, last):
        price, w = min(fund_prices[s], penalty), weight[s]
        for p in range(count):
            reach[p] = need[s, p] - left[p]
            before[p] = price
            value[p] -= w * price * max(reach[p], 0)
            slope[p] += w * price
        for at in range(starts[s], starts[s + 1]):
            p = programme[at]
            size = units[at]
            rate = worth[at] / size
            if rate >= price:
                value[p] += w * (worth[at] - price * (max(reach[p] + size, 0) - max(reach[p], 0)))
                reach[p] += size
                continue
            if reach[p] <= 0:
                slope[p] -= w * (before[p] - rate)
                value[p] += w * rate * min(-reach[p], size)
            else:
                place = -(-reach[p] // width[p])
                if place >= offsets[p + 1] - offsets[p]:
                    continue
                bends[offsets[p] + place] += w * (before[p] - rate)
            before[p] = rate
            reach[p] += size
        for p in range(count):
            place = -(-reach[p] // width[p])
            if reach[p] <= 0:
                slope[p] -= w * before[p]
            elif place < offsets[p + 1] - offsets[p]:
                bends[offsets[p] + place] += w * before[p]


@nb.njit(cache=True, nogil=True, error_model="numpy")
def summed(grid: Any, value: Any, slope: Any, bends: Any, out: Any) -> None:
    """Values at every place of the grid from the value at the left, the slope and its falls."""
    left, width, offsets = grid
    for p in range(len(left)):
        now, step = value[p], slope[p] * width[p]
        out[offsets[p]] = now
        for k in range(offsets[p] + 1, offsets[p + 1]):
            now += step
            step -= bends[k] * width[p]
            out[k] = now


@nb.njit(cache=True, nogil=True, error_model="numpy")
def hull(begin: Any, end: Any, values: Any, after: Any) -> None:
    """The upper concave envelope over the places begin[p] to end[p] of every programme.

    after[k] is the corner that follows corner k, −1 where k is none; the last names itself.
    """
    stack = np.empty(len(values), np.int64)
    after[:] = -1
    for p in range(len(begin)):
        top = 0
        for k in range(begin[p], end[p] + 1):
            while top >= 2:
                a, b = stack[top - 2], stack[top - 1]
                if (values[b] - values[a]) * (k - b) > (values[k] - values[b]) * (b - a):
                    break
                top -= 1
            stack[top] = k
            top += 1
        for j in range(top - 1):
            after[stack[j]] = stack[j + 1]
        after[stack[top - 1]] = stack[top - 1]
