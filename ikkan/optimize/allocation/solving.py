"""Solve, re-solve and evaluate: the checked problem goes to a path, its answer becomes a plan.

Decides: which path runs and how amounts return to whole yen. Called by: portfolio, the command
line, benchmarks.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

import numpy as np

from ikkan.optimize.allocation import checking, detect, general, planned, structured
from ikkan.optimize.allocation.descent import tried
from ikkan.optimize.allocation.faults import AllocationError
from ikkan.optimize.allocation.plan import Outcome, Plan
from ikkan.optimize.allocation.problem import Changes, Problem
from ikkan.optimize.allocation.ready import ready
from ikkan.optimize.allocation.solver import INFINITY
from ikkan.optimize.allocation.warm import again

TARGET = 5e-5


def solve(
    problem: Problem,
    *,
    integer: bool = True,
    seed: int = 0,
    limit: float | None = None,
    target: float = TARGET,
) -> Plan:
    """The plan with the largest expected worth, with a proof of how near the best it is.

    `integer`: lumps are paid whole or not at all, amounts are whole units. `limit` is in seconds:
    when it is reached the plan is the best so far, its gap proven all the same. The same problem
    gives the same plan; `seed` is kept with it as the name of the scenarios it was made for. Raises
    AllocationError with every finding, SolverError where the solver gives no answer.
    """
    began = time.perf_counter()
    checking.limits(limit, target)
    stage = checking.sound(problem)
    made = planned.Making(problem, stage, integer, seed, target, began)
    reasons = detect.breaking(problem)
    if reasons:
        found = general.solve(problem, stage, integer=integer, limit=limit, target=target)
        return planned.from_general(made, found, reasons)
    until = INFINITY if limit is None else began + limit
    scenarios = ready(problem)
    answer = structured.solve(scenarios, stage, integer=integer, target=target, until=until)
    return planned.from_structured(made, scenarios, answer)


def resolve(plan: Plan, changes: Changes, *, limit: float | None = None) -> Plan:
    """The plan after a person's changes, from where it stands. Raises as `solve` does."""
    began = time.perf_counter()
    found = checking.changed(plan.problem, changes)
    if found:
        raise AllocationError(found)
    checking.limits(limit, plan.target)
    problem = changes.of(plan.problem)
    if plan.state is None:
        return solve(problem, integer=plan.integer, seed=plan.seed, limit=limit, target=plan.target)
    stage = checking.sound(problem, known=True)
    made = planned.Making(problem, stage, plan.integer, plan.seed, plan.target, began)
    until = INFINITY if limit is None else began + limit
    scenarios, before = plan.state
    answer = again(scenarios, stage, before, integer=plan.integer, target=plan.target, until=until)
    return planned.from_structured(made, scenarios, answer)


def evaluate(problem: Problem, x: Mapping[str, int], *, integer: bool = True) -> Outcome:
    """What a person's amounts are worth on the same scenarios.

    A plan that breaks floors, caps or the total has a worth too; the outcome says what it breaks.
    With `integer` amounts are whole units. Raises AllocationError where one is missing or is not.
    """
    stage = checking.sound(problem)
    found = checking.amounts(problem, x, unit=problem.unit if integer else 1)
    if found:
        raise AllocationError(found)
    units = np.array([x[one.code] / problem.unit for one in problem.programmes])
    made = planned.Making(problem, stage, integer, 0, TARGET, time.perf_counter())
    if detect.breaking(problem):
        whole = np.rint(units).astype(np.int64)
        eased, used = general.evaluate(problem, stage, whole, integer=integer)
        return planned.outcome_of_general(made, whole, eased, used)
    scenarios = ready(problem)
    if not integer:
        trial = tried(scenarios, stage, units)
        used_ = structured.carried(scenarios, stage, trial)
    else:
        whole = np.rint(units).astype(np.int64)
        trial, used_ = structured.choose(scenarios, stage, whole, 0.0)
    return planned.outcome(made, trial, used_)
