"""Solve, re-solve and evaluate: the checked problem goes to a path, its answer becomes a plan.

Decides: which path runs and how amounts return to whole yen. Called by: portfolio, the command
line, benchmarks.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

import numpy as np

from ikkan.optimize.allocation import checking, extensive
from ikkan.optimize.allocation.arrays import FirstStage
from ikkan.optimize.allocation.certificate import unproven
from ikkan.optimize.allocation.faults import AllocationError
from ikkan.optimize.allocation.plan import Outcome, Plan
from ikkan.optimize.allocation.problem import Changes, Problem
from ikkan.values.arrays import Indices

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
    when it is reached the plan is the best so far, its gap proven all the same. Raises
    AllocationError with every finding, SolverError where the solver gives no answer.
    """
    began = time.perf_counter()
    checking.limits(limit, target)
    stage = checking.sound(problem)
    whole = extensive.solve(problem, stage, integer=integer, limit=limit, gap=target / 2)
    if whole is None:
        raise AllocationError([])
    x = np.rint(whole.x).astype(np.int64)
    outcome = _outcome(problem, stage, x, integer=integer)
    unit = problem.unit
    eased = extensive.solve(problem, stage, integer=False)
    codes = [one.code for one in problem.programmes]
    value = outcome.value if integer else whole.value
    return Plan(
        x={code: int(one) * unit for code, one in zip(codes, x, strict=True)},
        value=value,
        bound=whole.bound,
        gap=max(0.0, (whole.bound - value) / max(abs(whole.bound), 1e-300)),
        prices=outcome.prices,
        fund_price=outcome.fund_price,
        total_price=eased.total_price / unit if eased else 0.0,
        cap_prices={
            cap.code: float(price) / unit
            for cap, price in zip(problem.caps, eased.cap_prices if eased else (), strict=True)
        },
        binding=_binding(problem, stage, x),
        status="limit" if whole.limit_hit else "optimal",
        path="structured",
        scenarios=len(problem.scenarios),
        seconds=time.perf_counter() - began,
        seed=seed,
        integer=integer,
        limit_hit=whole.limit_hit,
        certificate=unproven(len(problem.caps)),
        problem=problem,
    )


def resolve(plan: Plan, changes: Changes, *, limit: float | None = None) -> Plan:
    """The plan after a person's changes, from where it stands. Raises as `solve` does."""
    found = checking.changed(plan.problem, changes)
    if found:
        raise AllocationError(found)
    return solve(changes.of(plan.problem), integer=plan.integer, seed=plan.seed, limit=limit)


def evaluate(problem: Problem, x: Mapping[str, int], *, integer: bool = True) -> Outcome:
    """What a person's amounts are worth on the same scenarios.

    Floors, caps and the total are not asked for here: a plan that breaks them has a worth too.
    Raises AllocationError where an amount is missing or no whole number of units.
    """
    stage = checking.sound(problem)
    found = checking.amounts(problem, x)
    if found:
        raise AllocationError(found)
    units = np.array([x[one.code] // problem.unit for one in problem.programmes], dtype=np.int64)
    return _outcome(problem, stage, units, integer=integer)


def _outcome(problem: Problem, stage: FirstStage, x: Indices, *, integer: bool) -> Outcome:
    free = FirstStage(
        low=np.zeros_like(x), high=x, least=np.zeros_like(x), members=(), most=stage.most[:0],
        fewest=stage.fewest[:0], total=int(x.sum()), fund=stage.fund, penalty=stage.penalty,
        widths=stage.widths, slopes=stage.slopes,
    )  # fmt: skip
    eased = extensive.solve(problem, free, integer=False, fixed=x)
    used = extensive.solve(problem, free, integer=True, fixed=x) if integer else eased
    if used is None or eased is None:
        raise AllocationError([])
    direct = stage.worth(x)
    weight = problem.scenarios.weight
    unit = problem.unit
    prices = [(stage.slope(p, float(x[p])) + float(eased.prices[p])) / unit for p in range(len(x))]
    return Outcome(
        value=used.value,
        bound=eased.value,
        gap=max(0.0, (eased.value - used.value) / max(abs(eased.value), 1e-300)),
        direct=direct,
        shortfall=float(weight @ used.short.sum(axis=1)) * unit,
        drawn=float(weight @ used.drawn.sum(axis=1)) * unit,
        prices={one.code: price for one, price in zip(problem.programmes, prices, strict=True)},
        fund_price=float(eased.fund_prices.sum()) / unit,
        scenario_values=np.full(len(weight), used.value - direct),
    )


def _binding(problem: Problem, stage: FirstStage, x: Indices) -> tuple[str, ...]:
    held = [
        one.code
        for p, one in enumerate(problem.programmes)
        if x[p] == stage.low[p] or x[p] == stage.high[p]
    ]
    held += [
        cap.code
        for c, cap in enumerate(problem.caps)
        if int(x[stage.members[c]].sum()) in (int(stage.most[c]), int(stage.fewest[c]))
    ]
    return (*held, "total") if int(x.sum()) == stage.total else tuple(held)
