"""What holds for every plan: money is conserved, nothing is overdrawn, prices are differences."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import verify_allocation as verify
from ikkan.optimize import allocation
from ikkan.optimize.allocation import Changes, Plan, Problem, checking, extensive
from tests.optimize.allocation import worlds

pytestmark = pytest.mark.sqlite_only

MILLION = worlds.MILLION
YEARS = st.builds(
    worlds.year,
    st.integers(0, 10_000),
    programmes=st.integers(2, 4),
    scenarios=st.integers(1, 4),
    lumps=st.integers(1, 4),
    least=st.booleans(),
    tight=st.sampled_from([0.45, 0.6, 0.9]),
).filter(lambda problem: not checking.check(problem))
LIMIT = settings(max_examples=5)


def arrays(problem: Problem) -> Any:
    """A problem as the checker reads it, in units."""
    every, unit, given_ = problem.programmes, problem.unit, problem.scenarios
    at = {one.code: p for p, one in enumerate(every)}
    return SimpleNamespace(
        **{
            name: np.array([getattr(one, name) // unit for one in every])
            for name in ("floor", "ceiling", "committed", "least")
        },
        groups=[
            (np.array([at[code] for code in cap.members]), cap.most // unit, cap.fewest // unit)
            for cap in problem.caps
        ],
        steps=[[(step.yen // unit, step.worth) for step in one.steps] for one in every],
        total=problem.total // unit,
        fund=problem.fund // unit,
        penalty=problem.penalty * unit,
        weight=given_.weight,
        need=given_.need // unit,
        starts=given_.lumps.starts,
        programme=given_.lumps.programme,
        yen=given_.lumps.yen // unit,
        worth=given_.lumps.worth,
    )


def units(plan: Plan) -> Any:
    """Its amounts in units, in the order of the programmes."""
    return np.array([plan.x[one.code] for one in plan.problem.programmes]) / plan.problem.unit


def judged(plan: Plan) -> verify.Verdict:
    """What the checker says of a plan."""
    proof, unit = plan.certificate, plan.problem.unit
    prices = verify.Multipliers(
        fund=proof.fund_prices * unit,
        total=proof.total_price * unit,
        groups=(proof.most_prices - proof.fewest_prices) * unit,
    )
    return verify.check(arrays(plan.problem), units(plan), prices, proof.taken)


@LIMIT
@given(YEARS)
def test_a_plan_keeps_every_rule_and_overdraws_nothing(problem: Problem) -> None:
    plan = allocation.solve(problem)
    made, said = arrays(problem), judged(plan)
    assert said.faults == ()
    assert said.value == pytest.approx(plan.value, rel=1e-9, abs=1e-9)
    assert plan.value <= plan.bound + 1e-9 * abs(plan.bound)
    x, taken = units(plan), plan.certificate.taken
    for s in range(len(made.weight)):
        own = slice(int(made.starts[s]), int(made.starts[s + 1]))
        used = np.bincount(made.programme[own], made.yen[own] * taken[own], minlength=len(x))
        lacks = np.maximum(used + made.need[s] - x, 0)
        drawn = min(lacks.sum(), made.fund)
        short = lacks.sum() - drawn
        spare = np.maximum(x - used - made.need[s], 0)
        assert x.sum() + drawn + short == pytest.approx(
            used.sum() + made.need[s].sum() + spare.sum()
        )
    said_by_hand = allocation.evaluate(problem, plan.x)
    assert said_by_hand.drawn <= problem.fund + 1e-6
    assert said_by_hand.shortfall >= 0


@LIMIT
@given(YEARS)
def test_lumps_in_part_reach_the_optimum_of_the_whole_problem(problem: Problem) -> None:
    plan = allocation.solve(problem, integer=False, target=1e-7)
    whole = extensive.solve(problem, checking.sound(problem), integer=False)
    assert whole is not None
    assert plan.bound >= whole.value - 1e-6 * abs(whole.value)
    assert plan.value <= whole.value + 1e-6 * abs(whole.value)
    assert plan.bound == pytest.approx(whole.value, rel=1e-5, abs=1e-6)


@LIMIT
@given(YEARS)
def test_whole_lumps_enclose_the_optimum_of_the_whole_problem(problem: Problem) -> None:
    plan = allocation.solve(problem)
    whole = extensive.solve(problem, checking.sound(problem), integer=True, gap=1e-6)
    assert whole is not None
    slack = 2e-6 * max(1.0, abs(whole.value))
    assert plan.bound >= whole.value - slack
    assert plan.value <= whole.bound + slack


@LIMIT
@given(YEARS)
def test_prices_are_differences_of_the_value(problem: Problem) -> None:
    plan = allocation.solve(problem)
    made, x = arrays(problem), units(plan)
    here = verify.shared(made, x)
    for p, one in enumerate(problem.programmes):
        step = np.eye(len(x))[p] / 8
        sides = verify.shared(made, x + step) - here, here - verify.shared(made, x - step)
        price = plan.prices[one.code] * problem.unit / 8
        assert min(sides) - 1e-6 <= price <= max(sides) + 1e-6
    more, less = (verify.shared(made, x, made.fund + by) for by in (0.125, -0.125))
    price = plan.fund_price * problem.unit / 8
    assert min(more - here, here - less) - 1e-6 <= price <= max(more - here, here - less) + 1e-6


@LIMIT
@given(YEARS, st.integers(1, 20))
def test_more_money_is_never_worth_less(problem: Problem, more: int) -> None:
    plan = allocation.solve(problem)
    for changes in (
        Changes(total=problem.total + more * MILLION),
        Changes(fund=problem.fund + more * MILLION),
    ):
        richer = allocation.resolve(plan, changes)
        assert richer.bound >= plan.value - 1e-6 * abs(plan.value)
        assert allocation.evaluate(richer.problem, plan.x).bound >= plan.value - 1e-6


@LIMIT
@given(YEARS)
def test_the_same_seed_gives_the_same_plan(problem: Problem) -> None:
    first, second = (allocation.solve(problem, seed=3) for _ in range(2))
    assert first.x == second.x
    assert (first.value, first.bound) == (second.value, second.bound)


@LIMIT
@given(YEARS, st.floats(0.25, 4.0))
def test_the_measure_of_worth_does_not_matter(problem: Problem, rate: float) -> None:
    plan = allocation.solve(problem, integer=False, target=1e-7)
    lumps = problem.scenarios.lumps
    other = replace(
        problem,
        penalty=problem.penalty * rate,
        programmes=tuple(
            replace(one, steps=tuple(replace(s, worth=s.worth * rate) for s in one.steps))
            for one in problem.programmes
        ),
        scenarios=replace(problem.scenarios, lumps=replace(lumps, worth=lumps.worth * rate)),
    )
    again = allocation.solve(other, integer=False, target=1e-7)
    assert again.bound == pytest.approx(plan.bound * rate, rel=1e-5, abs=1e-6)
