"""The first stage of a sound problem as arrays, in units of money.

Decides: how floors, commitments and least amounts become one lower bound. Called by: every step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from ikkan.optimize.allocation.problem import Problem
from ikkan.values.arrays import Floats, Indices

EXACT: Final = 2**50
"""Whole numbers up to here, and a few of them added, are exact as floats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStage:
    """P programmes: low ≤ x ≤ high, and x = 0 or x ≥ `least` where that is above 0 (then low = 0).

    Cap c: fewest[c] ≤ Σ x[members[c]] ≤ most[c]; Σ x ≤ total. Programme p has the direct slopes
    ``slopes[p]`` (worth per unit) over the widths ``widths[p]``, from 0 on.
    """

    low: Indices
    high: Indices
    least: Indices
    members: tuple[Indices, ...]
    most: Indices
    fewest: Indices
    total: int
    fund: int
    penalty: float
    widths: tuple[Indices, ...]
    slopes: tuple[Floats, ...]

    def direct(self, p: int, x: float) -> float:
        """f_p(x): worth of x units in programme p without any scenario."""
        used = np.clip(x - (np.cumsum(self.widths[p]) - self.widths[p]), 0, self.widths[p])
        return float(used @ self.slopes[p])

    def worth(self, x: Floats | Indices) -> float:
        """Σ_p f_p(x_p)."""
        return float(sum(self.direct(p, float(one)) for p, one in enumerate(x)))

    def slope(self, p: int, x: float) -> float:
        """Worth of one more unit in programme p, directly."""
        beyond = np.flatnonzero(np.cumsum(self.widths[p]) > x)
        return float(self.slopes[p][beyond[0]]) if len(beyond) else 0.0


def first_stage(problem: Problem) -> FirstStage:
    """The arrays of a problem that passed its check."""
    unit = problem.unit
    at = {one.code: p for p, one in enumerate(problem.programmes)}
    low = [max(one.floor, one.committed) for one in problem.programmes]
    low = [max(lo, one.least) if lo else 0 for lo, one in zip(low, problem.programmes, strict=True)]
    least = [0 if lo else one.least for lo, one in zip(low, problem.programmes, strict=True)]
    return FirstStage(
        low=_units(low, unit),
        high=_units([one.ceiling for one in problem.programmes], unit),
        least=_units(least, unit),
        members=tuple(np.array([at[code] for code in cap.members]) for cap in problem.caps),
        most=_units([cap.most for cap in problem.caps], unit),
        fewest=_units([cap.fewest for cap in problem.caps], unit),
        total=problem.total // unit,
        fund=problem.fund // unit,
        penalty=problem.penalty * unit,
        widths=tuple(_units([s.yen for s in one.steps], unit) for one in problem.programmes),
        slopes=tuple(
            np.array([s.worth / (s.yen // unit) for s in one.steps], dtype=np.float64)
            for one in problem.programmes
        ),
    )


def _units(yen: list[int], unit: int) -> Indices:
    return np.array([one // unit for one in yen], dtype=np.int64)
