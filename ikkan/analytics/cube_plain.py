"""The three operations of the cube as numpy says them; what `cube_kernels` does in one pass.

Decides: what the kernels must give, yen for yen (their test oracle), and small cubes, for which
compiled code is not worth its loading. Called by: cube, cube_view.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def add(yen: Any, number: Any, block: Any, strides: Any, values: Any, counts: Any) -> None:
    """Adds rows to the cells they belong to; writes `yen` and `number`, shape (cells,).

    Row n stands at Σ over axes a of block[a, n] · strides[a]; several rows may share a cell.
    """
    at = strides @ block
    np.add.at(yen, at, values)
    np.add.at(number, at, counts)


def fold(cells: Any, members: Any) -> Any:
    """Σ over the chosen members of the middle axis: (o, k, i) → (o, i)."""
    return cells[:, members, :].sum(axis=1)


def split(cells: Any, starts: Any, targets: Any, tops: Any, bottoms: Any, width: int) -> Any:
    """Every cell shared out among targets, whole units: (t, o, k, i) → (t, o, width, i).

    Member k in period t is row r = t·K + k: entries starts[r] to starts[r + 1] say which targets
    get tops[e] / bottoms[r] of it. Parts are rounded down; what is left over goes, one unit each,
    to the largest remainders, the first of equal ones first.
    """
    periods, outer, members, inner = cells.shape
    out = np.zeros((periods, outer, width, inner), dtype=np.int64)
    for row in range(periods * members):
        period, member = divmod(row, members)
        value = cells[period, :, member, :]
        entries = slice(starts[row], starts[row + 1])
        to, top, bottom = targets[entries], tops[entries], bottoms[row]
        whole, rest = np.divmod(value, bottom)
        share = top[:, None, None]
        parts = whole * share + rest * share // bottom
        remainders = rest * share % bottom
        over = remainders.sum(axis=0) // bottom
        rank = np.argsort(np.argsort(-remainders, axis=0, kind="stable"), axis=0, kind="stable")
        parts += rank < over
        for place, part in zip(to, parts, strict=True):
            out[period, :, place, :] += part
    return out
