"""What money changes: the pace of work and the odds of going on, year by year.

Decides: the response. Called by: simulating, feedback kernels' definitions, tests.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ikkan.forecast import said
from ikkan.forecast.faults import Fault
from ikkan.forecast.pipeline import Pipeline
from ikkan.forecast.starting import Budget
from ikkan.values.arrays import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A budget in arrays: yen (Y,), cost, speed and success by phase (P,), and the two limits."""

    yen: Floats
    cost: Floats
    speed: Floats
    success: Floats
    least: float
    most: float

    def ratio(self, year: int, active: Floats, starts: float) -> float:
        """Money over demand in a year; new starts are there for half of it. 1 without demand."""
        demand = sum((self.cost * active).tolist()) + self.cost[0] * starts * 0.5
        told = self.yen[year] / demand if demand > 0 else 1.0
        return min(max(told, self.least), self.most)

    def arrays(self) -> tuple[Floats, Floats, Floats, Floats, float, float]:
        """In the order of the kernels."""
        return self.yen, self.cost, self.speed, self.success, self.least, self.most

    def pace(self, ratio: float) -> Floats:
        """How fast work goes in each phase, (P,)."""
        return np.array([math.pow(ratio, power) for power in self.speed])

    def odds(self, ratio: float) -> Floats:
        """By what the odds of going on are multiplied, (P,)."""
        return np.array([math.pow(ratio, power) for power in self.success])


def lifted(success: Floats, odds: Floats) -> Floats:
    """Chances with their odds multiplied; 0 and 1 stay what they are."""
    return success * odds / (1 - success + success * odds)


def response(pipeline: Pipeline, budget: Budget, years: int) -> tuple[Response, list[Fault]]:
    """The budget in arrays, and what is wrong with it."""
    phases, faults = len(pipeline), []
    yen = np.asarray(budget.yen, dtype=np.float64)
    if yen.ndim != 1 or len(yen) < years:
        faults.append(said.fault("years", place="budget.yen", value=yen.size, needed=years))
    elif not (np.isfinite(yen).all() and (yen >= 0).all()):
        faults.append(said.fault("number", place="budget.yen", value=yen.min(), least=0))
    if len(pipeline.cost) != phases or not (pipeline.cost >= 0).all():
        faults.append(said.fault("missing", place="cost"))
    if not 0 < budget.least <= 1 <= budget.most < np.inf:
        value = f"{budget.least}–{budget.most}"
        faults.append(said.fault("limits", place="budget", value=value))
    told = {}
    for name in ("speed", "success"):
        given = np.asarray(getattr(budget, name), dtype=np.float64)
        if given.ndim > 1 or given.size not in (1, phases):
            needed = f"({phases},)"
            place = f"budget.{name}"
            faults.append(said.fault("shape", place=place, value=given.shape, needed=needed))
            given = np.zeros(1)
        elif not (np.isfinite(given).all() and (given >= 0).all()):
            faults.append(said.fault("number", place=f"budget.{name}", value=given.min(), least=0))
        told[name] = np.broadcast_to(given, (phases,)).copy()
    cost = pipeline.cost if len(pipeline.cost) == phases else np.zeros(phases)
    return (
        Response(yen=yen, cost=cost, least=budget.least, most=budget.most, **told),
        faults,
    )
