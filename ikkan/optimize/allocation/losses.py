"""Kernel: what whole lumps lose against lumps that may be paid in part, exactly, by small steps.

Decides: the least loss of every sum of lumps near the money at hand. Called by: knapsacks, chosen.

Let money have the price λ. Taking every lump worth more than λ per unit and no other is best; a
lump that is turned over (left out, or taken in) loses units · |worth per unit − λ|. Any choice is
such a set of turned lumps, so the choices are searched from the smallest loss on: `grow` adds one
lump more to the table of least losses by the sum of units, and stops as soon as the next lump alone
would lose more than what is already reached. What has not been looked at loses at least as much as
that next lump: the table is exact up to there, and a proof beyond it. Source: the core of a
knapsack, D. Pisinger, An expanding-core algorithm for the exact 0-1 knapsack problem (1995).
"""

from __future__ import annotations

from typing import Any, Final

import numba as nb

MOST: Final = 48
"""A table grows by no more lumps than this."""
LOOK: Final = 4
"""After so many lumps it is looked at whether more are needed."""
FAR: Final = 1e300


@nb.njit(cache=True, nogil=True, error_model="numpy")
def smallest(loss: Any, count: Any, done: Any) -> Any:
    """Bring the smallest of loss[done:count] to the place `done`; returns where it was."""
    at = done
    for i in range(done + 1, count):
        if loss[i] < loss[at]:
            at = i
    return at


@nb.njit(cache=True, nogil=True, error_model="numpy")
def turned(old: Any, new: Any, low: Any, high: Any, step: Any, loss: Any) -> None:
    """new = the least losses when a lump of `step` units (negative: left out) may be turned.

    old is known from low to high; new is written over the wider range.
    """
    first, last = low + min(step, 0), high + max(step, 0)
    for o in range(first, last + 1):
        new[o] = FAR
    for o in range(low, high + 1):
        new[o] = old[o]
    for o in range(low + step, high + step + 1):
        other = old[o - step] + loss
        new[o] = other if other < new[o] else new[o]


@nb.njit(cache=True, nogil=True, error_model="numpy")
def spread(
    table: Any, low: Any, high: Any, first: Any, last: Any, slack: Any, over: Any, out: Any
) -> Any:
    """out[i] = least loss with money first + i: unused money loses `slack`, missing `over` a unit.

    `table` holds losses by sum from low to high, its middle stands for the sum 0 of turned lumps;
    first and last count the same way. Returns the largest of them.
    """
    best = FAR
    at = low
    while at <= high and at <= first:
        best = min(best + slack, table[at])
        at += 1
    if at <= first and best < FAR:
        best += slack * (first + 1 - at)
    out[0] = best
    for a in range(first + 1, last + 1):
        best += slack
        if low <= a <= high and table[a] < best:
            best = table[a]
        out[a - first] = best
    best = FAR
    at = high
    while at >= low and at >= last:
        best = min(best + over, table[at])
        at -= 1
    if at >= last and best < FAR:
        best += over * (at - last + 1)
    worst = 0.0
    for a in range(last, first - 1, -1):
        if a < last:
            best += over
        if low <= a <= high and table[a] < best:
            best = table[a]
        if best < out[a - first]:
            out[a - first] = best
        worst = max(worst, out[a - first])
    return worst


@nb.njit(cache=True, nogil=True, error_model="numpy")
def grow(
    loss: Any,
    step: Any,
    count: Any,
    first: Any,
    last: Any,
    slack: Any,
    over: Any,
    enough: Any,
    tables: Any,
    out: Any,
) -> Any:
    """Least losses with money first to last into out; the middle is what the price takes.

    loss and step (count lumps) are put in order as far as they are used. Each out[i] is exact or
    cut off at a value that no choice can beat; returns the largest. Stops early at `enough`.
    """
    old, new = tables[0], tables[1]
    middle = (len(old) - 1) // 2
    low = high = middle
    old[middle] = 0.0
    worst, known = spread(old, low, high, first, last, slack, over, out), 0
    for done in range(count):
        if worst <= enough:
            return worst
        at = smallest(loss, count, done)
        loss[done], loss[at] = loss[at], loss[done]
        step[done], step[at] = step[at], step[done]
        size = step[done]
        full = done == MOST or low + min(size, 0) < 0 or high + max(size, 0) > 2 * middle
        if (loss[done] >= worst or full) and known < done:
            worst, known = spread(old, low, high, first, last, slack, over, out), done
        if loss[done] >= worst:
            return worst
        if full:
            for i in range(last - first + 1):
                out[i] = min(out[i], loss[done])
            return loss[done]
        turned(old, new, low, high, size, loss[done])
        low, high = low + min(size, 0), high + max(size, 0)
        old, new = new, old
        if done % LOOK == LOOK - 1:
            worst, known = spread(old, low, high, first, last, slack, over, out), done + 1
    return spread(old, low, high, first, last, slack, over, out)
