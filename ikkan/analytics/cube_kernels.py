"""Kernels of the cube: add rows to cells, add members up, share cells out; each in one pass.

Called by: cube, cube_view, for cubes that are large. `cube_plain` says the same in numpy and is
their test oracle. Source: performance §4; largest remainders after A. Hamilton (1791).
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np


@nb.njit(cache=True, nogil=True)
def add(yen: Any, number: Any, block: Any, strides: Any, values: Any, counts: Any) -> None:
    """Adds rows to the cells they belong to; see cube_plain.add."""
    axes, rows = block.shape
    at = np.zeros(rows, np.int64)
    for a in range(axes):
        if strides[a]:
            for n in range(rows):
                at[n] += block[a, n] * strides[a]
    for n in range(rows):
        yen[at[n]] += values[n]
        number[at[n]] += counts[n]


@nb.njit(cache=True, nogil=True)
def fold(cells: Any, members: Any) -> Any:
    """Σ over the chosen members of the middle axis; see cube_plain.fold."""
    outer, _, inner = cells.shape
    out = np.zeros((outer, inner), np.int64)
    if inner == 1:
        for o in range(outer):
            sum_ = 0
            for at in range(len(members)):
                sum_ += cells[o, members[at], 0]
            out[o, 0] = sum_
        return out
    for o in range(outer):
        for at in range(len(members)):
            k = members[at]
            for i in range(inner):
                out[o, i] += cells[o, k, i]
    return out


@nb.njit(cache=True, nogil=True, error_model="numpy")
def split(cells: Any, starts: Any, targets: Any, tops: Any, bottoms: Any, width: Any) -> Any:
    """Every cell shared out by largest remainders; see cube_plain.split.

    Exact in doubles while cells stay below 2^52 and bottoms below 2^26: quotients are guessed by
    multiplication and corrected by one, a row of cells at a time.
    """
    periods, outer, members, inner = cells.shape
    out = np.zeros((periods, outer, width, inner), np.int64)
    most = 1
    for row in range(periods * members):
        most = max(most, starts[row + 1] - starts[row])
    whole, left, over, rank = np.empty((4, inner))
    rest = np.empty((most, inner))
    for t in range(periods):
        for o in range(outer):
            for k in range(members):
                row = t * members + k
                first, last, bottom = starts[row], starts[row + 1], float(bottoms[row])
                source = cells[t, o, k]
                if bottom == 1.0:
                    for e in range(first, last):
                        into = out[t, o, targets[e]]
                        for i in range(inner):
                            into[i] += source[i]
                    continue
                part = 1.0 / bottom
                for i in range(inner):
                    value = float(source[i])
                    down = np.floor(value * part)
                    remainder = value - down * bottom
                    wrong = (1.0 if remainder >= bottom else 0.0) - (
                        1.0 if remainder < 0.0 else 0.0
                    )
                    whole[i] = down + wrong
                    left[i] = remainder - wrong * bottom
                    over[i] = left[i]
                for e in range(first, last):
                    top, mine, into = float(tops[e]), rest[e - first], out[t, o, targets[e]]
                    for i in range(inner):
                        share = left[i] * top
                        down = np.floor(share * part)
                        remainder = share - down * bottom
                        wrong = (1.0 if remainder >= bottom else 0.0) - (
                            1.0 if remainder < 0.0 else 0.0
                        )
                        down += wrong
                        mine[i] = remainder - wrong * bottom
                        over[i] -= down
                        into[i] += np.int64(whole[i] * top + down)
                for e in range(last - first):
                    mine, into = rest[e], out[t, o, targets[first + e]]
                    rank[:] = 0.0
                    for f in range(e):
                        other = rest[f]
                        for i in range(inner):
                            rank[i] += 1.0 if other[i] >= mine[i] else 0.0
                    for f in range(e + 1, last - first):
                        other = rest[f]
                        for i in range(inner):
                            rank[i] += 1.0 if other[i] > mine[i] else 0.0
                    for i in range(inner):
                        into[i] += 1 if rank[i] < over[i] else 0
    return out
