"""Answers in units become plans and outcomes in yen.

Decides: what a plan says of itself: prices, what binds, and the proof. Called by: solving.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ikkan.optimize.allocation import checking
from ikkan.optimize.allocation.arrays import FirstStage
from ikkan.optimize.allocation.certificate import Certificate
from ikkan.optimize.allocation.faults import Finding
from ikkan.optimize.allocation.plan import Outcome, Plan
from ikkan.optimize.allocation.problem import Problem
from ikkan.values.arrays import Floats, Indices

if TYPE_CHECKING:
    from ikkan.optimize.allocation import scenario
    from ikkan.optimize.allocation.descent import Trial
    from ikkan.optimize.allocation.general import General
    from ikkan.optimize.allocation.ready import Ready
    from ikkan.optimize.allocation.structured import Answer, Used


class Making(NamedTuple):
    """What is being solved, and since when."""

    problem: Problem
    stage: FirstStage
    integer: bool
    seed: int
    target: float
    began: float


def gap(value: float, bound: float) -> float:
    """(bound − value) / |bound|, never below 0."""
    return max(0.0, bound - value) / max(abs(bound), 1e-300)


def from_structured(made: Making, scenarios: Ready, answer: Answer) -> Plan:
    """The plan of the structured path."""
    best, weight = answer.best, scenarios.sorted.weight
    return _plan(
        made,
        answer.used.x,
        value=answer.used.value,
        bound=max(answer.bound, answer.used.value),
        slopes=answer.trial.slopes,
        fund_price=float(weight @ answer.trial.fund_prices),
        total_price=best.total_price,
        cap_prices=best.cap_prices,
        limit_hit=answer.limit_hit,
        path="structured",
        certificate=_proof(made, scenarios, answer),
        state=(scenarios, answer),
    )


def _proof(made: Making, scenarios: Ready, answer: Answer) -> Certificate:
    unit, best, stage = made.problem.unit, answer.best, made.stage
    charged = np.full(len(stage.low), best.total_price)
    for price, members in zip(best.cap_prices, stage.members, strict=True):
        charged[members] += price
    bounds = answer.function.most(stage, charged)
    most, fewest = np.maximum(best.cap_prices, 0.0), np.maximum(-best.cap_prices, 0.0)
    said = (
        best.total_price * stage.total
        + float(most @ stage.most - fewest @ stage.fewest)
        + stage.fund * answer.function.fund_price
        + float(bounds.sum())
    )
    taken = answer.used.taken
    if taken is not None:
        taken = _as_given(scenarios, taken)
    return Certificate(
        sort="lagrangian" if said <= answer.bound + 1e-9 * abs(answer.bound) else "solver",
        total_price=best.total_price / unit,
        most_prices=most / unit,
        fewest_prices=fewest / unit,
        fund_prices=answer.function.fund_prices / unit,
        programme_bounds=bounds,
        taken=taken,
    )


def _as_given(scenarios: Ready, marks: Any) -> Any:
    from ikkan.optimize.allocation import ordering

    given, starts = np.empty_like(marks), scenarios.sorted.starts
    scenarios.each(
        lambda _, first, last: ordering.restored(
            first, last, starts, scenarios.numbers, marks, given
        )
    )
    return given


def from_general(made: Making, found: General, reasons: tuple[Finding, ...]) -> Plan:
    """The plan of the general path; its bound is the solver's word."""
    weight = made.problem.scenarios.weight
    prices = found.eased.prices
    caps = np.asarray(found.cap_prices, dtype=np.float64)
    unit = made.problem.unit
    certificate = Certificate(
        sort="solver",
        total_price=found.total_price / unit,
        most_prices=np.maximum(caps, 0.0) / unit,
        fewest_prices=np.maximum(-caps, 0.0) / unit,
        fund_prices=np.asarray(prices.fund) / unit,
        programme_bounds=np.zeros(0),
        taken=np.asarray(found.used.taken) > 0.5 if made.integer else None,
    )
    return _plan(
        made,
        found.x,
        value=found.value,
        bound=max(found.bound, found.value),
        slopes=weight @ prices.slopes,
        fund_price=float(weight @ prices.fund),
        total_price=found.total_price,
        cap_prices=caps,
        limit_hit=found.limit_hit,
        path="general",
        certificate=certificate,
        reasons=reasons,
    )


def _plan(
    made: Making,
    x: Floats | Indices,
    *,
    value: float,
    bound: float,
    slopes: Floats,
    fund_price: float,
    total_price: float,
    cap_prices: Floats,
    limit_hit: bool,
    path: Any,
    certificate: Certificate,
    reasons: tuple[Finding, ...] = (),
    state: Any = None,
) -> Plan:
    problem, unit = made.problem, made.problem.unit
    codes = [one.code for one in problem.programmes]
    yen = np.floor(np.asarray(x, dtype=np.float64) * unit + 1e-3).astype(np.int64)
    apart = gap(value, bound)
    return Plan(
        x={code: int(one) for code, one in zip(codes, yen, strict=True)},
        value=value,
        bound=bound,
        gap=apart,
        prices=_prices(made, x, slopes),
        fund_price=fund_price / unit,
        total_price=total_price / unit,
        cap_prices={
            cap.code: float(price) / unit
            for cap, price in zip(problem.caps, cap_prices, strict=True)
        },
        binding=_binding(made, x),
        status="limit" if limit_hit else "optimal" if apart <= made.target else "gap",
        path=path,
        scenarios=len(problem.scenarios),
        seconds=time.perf_counter() - made.began,
        seed=made.seed,
        target=made.target,
        integer=made.integer,
        limit_hit=limit_hit,
        certificate=certificate,
        problem=problem,
        reasons=reasons,
        state=state,
    )


def _prices(made: Making, x: Floats | Indices, slopes: Floats) -> dict[str, float]:
    return {
        one.code: float(made.stage.slope(p, float(x[p])) + slopes[p]) / made.problem.unit
        for p, one in enumerate(made.problem.programmes)
    }


def _binding(made: Making, x: Floats | Indices) -> tuple[str, ...]:
    """Programmes at a bound, caps at a side, and the total, in the order of the problem."""
    problem, stage = made.problem, made.stage
    at = [
        one.code
        for p, one in enumerate(problem.programmes)
        if min(abs(x[p] - stage.low[p]), abs(x[p] - stage.high[p])) < 1e-6
    ]
    for cap, members, most, fewest in zip(
        problem.caps, stage.members, stage.most, stage.fewest, strict=True
    ):
        together = float(x[members].sum())
        if together > most - 1e-6 or (fewest > 0 and together < fewest + 1e-6):
            at.append(cap.code)
    return (*at, "total") if x.sum() > stage.total - 1e-6 else tuple(at)


def outcome(made: Making, trial: Trial, used: Used) -> Outcome:
    """What amounts are worth on the structured path."""
    weight = made.problem.scenarios.weight
    bound = used.direct + trial.worth
    return _outcome(
        made, used.x, used.value, bound, used.direct, used.shortfalls, used.draws, trial.slopes,
        float(weight @ trial.fund_prices), used.values,
    )  # fmt: skip


def outcome_of_general(
    made: Making, x: Indices, eased: scenario.Answer, used: scenario.Answer
) -> Outcome:
    """What amounts are worth on the general path."""
    weight, direct = made.problem.scenarios.weight, made.stage.worth(x)
    value = direct + float(weight @ used.values)
    bound = direct + float(weight @ used.bounds)
    prices = eased.prices
    return _outcome(
        made, x, value, bound, direct, used.short, used.drawn, weight @ prices.slopes,
        float(weight @ prices.fund), used.values,
    )  # fmt: skip


def _outcome(
    made: Making,
    x: Floats | Indices,
    value: float,
    bound: float,
    direct: float,
    short: Floats,
    drawn: Floats,
    slopes: Floats,
    fund_price: float,
    values: Floats,
) -> Outcome:
    weight, unit = made.problem.scenarios.weight, made.problem.unit
    return Outcome(
        value=value,
        bound=max(bound, value),
        gap=gap(value, bound),
        direct=direct,
        shortfall=float(weight @ short) * unit,
        drawn=float(weight @ drawn) * unit,
        prices=_prices(made, x, slopes),
        fund_price=fund_price / unit,
        broken=tuple(checking.broken(made.problem, made.stage, x)),
        scenario_values=values,
    )
