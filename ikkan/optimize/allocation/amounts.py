"""Whole units: fractions of amounts are settled so that every rule still holds.

Decides: which programme gets the units that fractions leave over. Called by: structured.
"""

from __future__ import annotations

import numpy as np

from ikkan.optimize.allocation import solver
from ikkan.optimize.allocation.arrays import FirstStage
from ikkan.optimize.allocation.functions import Function
from ikkan.optimize.allocation.rows import first_rows
from ikkan.values.arrays import Floats, Indices

NEAR = 1e-6
STEPS = 64
"""So many units at once are tried when what is left over is handed out."""


def settled(stage: FirstStage, x: Floats, function: Function) -> Indices:
    """Whole units near x that keep the rules and are worth most under `function`."""
    down = np.maximum(np.floor(x + NEAR).astype(np.int64), stage.low)
    down = np.where(down < stage.least, 0, down)
    handed = _handed_out(stage, down, function)
    return handed if kept(stage, handed) else _nearest(stage, x)


def kept(stage: FirstStage, x: Floats | Indices) -> bool:
    """Whether every rule of the first stage holds."""
    sums = [float(x[members].sum()) for members in stage.members]
    inside = all(
        low - NEAR <= one <= high + NEAR
        for one, low, high in zip(sums, stage.fewest, stage.most, strict=True)
    )
    bounds = (x >= stage.low - NEAR) & (x <= stage.high + NEAR)
    bounds &= (x <= NEAR) | (x >= stage.least - NEAR)
    return inside and bool(bounds.all()) and float(x.sum()) <= stage.total + NEAR


def room(stage: FirstStage, x: Indices) -> Indices:
    """How much more each programme may get, the others as they are."""
    free = np.minimum(stage.high - x, stage.total - int(x.sum()))
    for members, most in zip(stage.members, stage.most, strict=True):
        free[members] = np.minimum(free[members], int(most) - int(x[members].sum()))
    return np.asarray(np.maximum(free, 0))


def _handed_out(stage: FirstStage, x: Indices, function: Function) -> Indices:
    """Give what is left to whom it is worth most, a few units at a time."""
    left, width, offsets = function.grid.places()
    x = x.copy()
    while True:
        free = room(stage, x)
        best, chosen, size = 0.0, -1, 0
        for p in np.flatnonzero((free > 0) & (width == 1) & ((x > 0) | (stage.least == 0))):
            at = int(offsets[p] + x[p] - left[p])
            most = min(int(free[p]), STEPS, int(offsets[p + 1]) - 1 - at)
            if most <= 0:
                continue
            gains = (function.values[at + 1 : at + 1 + most] - function.values[at]) / np.arange(
                1, most + 1
            )
            k = int(np.argmax(gains))
            if gains[k] > best:
                best, chosen, size = float(gains[k]), int(p), k + 1
        if chosen < 0:
            return x
        x[chosen] += size


def _nearest(stage: FirstStage, x: Floats) -> Indices:
    """Whole units that keep the rules, as near to x as such units are."""
    rows, _ = first_rows(stage, whole=True, direct=False)
    for p, one in enumerate(x):
        off = rows.column(-1.0)
        rows.row({p: 1.0, off: -1.0}, -solver.INFINITY, float(one))
        rows.row({p: 1.0, off: 1.0}, float(one), solver.INFINITY)
    found = solver.solve(rows.model(), "whole units", gap=0.01)
    if found is None or found.value is None:
        raise solver.unsolved("infeasible", "whole units")
    return np.rint(found.z[: len(x)]).astype(np.int64)
