"""Plans of the structured path: proven, deterministic, the same after changes as solved anew."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikkan.optimize import allocation
from ikkan.optimize.allocation import Changes, Plan, Problem, checking, extensive
from tests.optimize.allocation import worlds

pytestmark = pytest.mark.sqlite_only
M = worlds.MILLION
SEEDS = st.integers(0, 10**6)


def encloses(plan: Plan, value: float, bound: float) -> None:
    """The optimum between `value` and `bound` lies between the plan and its bound."""
    slack = 1e-6 * max(1.0, abs(bound))
    assert plan.value <= bound + slack
    assert plan.bound >= value - slack


@settings(max_examples=10)
@given(SEEDS, st.booleans())
def test_value_and_bound_enclose_the_optimum_of_the_whole_problem(seed: int, least: bool) -> None:
    problem = worlds.year(seed, programmes=3, scenarios=3, lumps=3, least=least)
    whole = extensive.solve(problem, checking.sound(problem), integer=True, gap=1e-7)
    assert whole is not None
    plan = allocation.solve(problem)
    encloses(plan, whole.value, whole.bound)
    assert plan.path == "structured"
    if not least:
        eased = extensive.solve(problem, checking.sound(problem), integer=False)
        assert eased is not None
        part = allocation.solve(problem, integer=False, target=1e-7)
        assert part.value == pytest.approx(eased.value, rel=1e-6)
        assert part.bound == pytest.approx(eased.value, rel=1e-6)


def test_many_scenarios_are_proven_to_the_target() -> None:
    problem = worlds.year(5, programmes=12, scenarios=60, lumps=20, tight=0.6)
    plan = allocation.solve(problem, target=1e-3)
    assert plan.status == "optimal"
    assert plan.gap <= 1e-3
    assert not plan.limit_hit
    assert "total" in plan.binding
    assert plan.certificate.sort == "lagrangian"


def test_a_change_is_solved_from_where_the_plan_stands_and_worth_what_a_new_plan_is() -> None:
    problem = worlds.year(5, programmes=12, scenarios=60, lumps=20, tight=0.6)
    plan = allocation.solve(problem, target=1e-3)
    more = plan.x["P1"] + 20 * M
    for changes in (
        Changes(floors={"P1": more}),
        Changes(ceilings={"P2": plan.x["P2"] - 20 * M}),
        Changes(pins={"P3": plan.x["P3"] - 10 * M}, floors={"P1": more}),
        Changes(total=problem.total - 100 * M),
        Changes(fund=problem.fund + 50 * M),
        Changes(ceilings={"P1": problem.programmes[1].ceiling * 2}),
    ):
        warm = allocation.resolve(plan, changes)
        cold = allocation.solve(changes.of(problem), target=1e-3)
        encloses(warm, cold.value, cold.bound)
        encloses(cold, warm.value, warm.bound)
        assert warm.gap <= 1e-3
        for code, yen in (changes.floors | changes.pins).items():
            assert warm.x[code] >= yen
        part = allocation.solve(problem, integer=False)
        again = allocation.resolve(part, changes)
        anew = allocation.solve(changes.of(problem), integer=False)
        assert again.value == pytest.approx(anew.value, rel=1e-6)


def test_changes_follow_changes() -> None:
    problem = worlds.year(7, programmes=6, scenarios=20, lumps=10)
    plan = allocation.solve(problem, target=1e-2)
    pinned = allocation.resolve(plan, Changes(pins={"P0": plan.x["P0"] + 5 * M}))
    both = allocation.resolve(pinned, Changes(pins={"P1": plan.x["P1"] - 5 * M}))
    assert both.x["P0"] == plan.x["P0"] + 5 * M
    assert both.x["P1"] == plan.x["P1"] - 5 * M
    encloses(both, both.value, plan.bound)


def test_the_time_limit_gives_the_best_plan_so_far_with_its_gap() -> None:
    problem = worlds.year(5, programmes=12, scenarios=40, lumps=20)
    plan = allocation.solve(problem, limit=1e-6, target=0.0)
    assert plan.limit_hit
    assert plan.status == "limit"
    assert 0 < plan.gap < 0.2
    x = np.array(list(plan.x.values()))
    assert checking.broken(problem, checking.sound(problem), x // M) == []


def test_a_persons_plan_is_valued_on_the_same_scenarios() -> None:
    problem = worlds.year(5)
    plan = allocation.solve(problem)
    same = allocation.evaluate(problem, plan.x)
    assert same.value == pytest.approx(plan.value, rel=1e-2)
    assert same.prices == pytest.approx(plan.prices)
    nothing = allocation.evaluate(problem, dict.fromkeys(plan.x, 0))
    assert nothing.value < plan.value
    assert nothing.direct == 0
    assert nothing.shortfall > 0
    assert nothing.drawn <= problem.fund


def test_prices_are_what_one_more_unit_is_worth() -> None:
    problem = worlds.year(11, programmes=4, scenarios=6, lumps=5)
    plan = allocation.solve(problem)

    def worth(extra: Changes | None, **more: int) -> float:
        x = {code: yen + more.get(code, 0) for code, yen in plan.x.items()}
        asked: Problem = extra.of(problem) if extra else problem
        return allocation.evaluate(asked, x, integer=False).value

    here = worth(None)
    for code, price in plan.prices.items():
        assert (worth(None, **{code: M}) - here) / M == pytest.approx(price, rel=1e-6, abs=1e-15)
    fund = worth(Changes(fund=problem.fund + M))
    assert (fund - here) / M == pytest.approx(plan.fund_price, rel=1e-6, abs=1e-15)


def test_prices_of_the_total_and_of_caps_lie_between_the_differences() -> None:
    problem = worlds.year(11, programmes=4, scenarios=6, lumps=5, tight=0.5)
    plan = allocation.solve(problem, integer=False, target=1e-7)
    assert plan.total_price > 0
    sides = [
        allocation.solve(
            Changes(total=problem.total + step * M).of(problem), integer=False, target=1e-7
        ).value
        for step in (1, -1)
    ]
    slack = 1e-5
    assert (sides[0] - plan.value) - slack <= plan.total_price * M
    assert plan.total_price * M <= (plan.value - sides[1]) + slack


def test_degenerate_years_have_plans() -> None:
    bare = worlds.year(2, lumps=0)
    assert allocation.solve(bare).gap <= 1e-9
    still = worlds.year(2, tight=0.6)
    penniless = Changes(fund=0).of(still)
    assert allocation.solve(penniless).fund_price > 0
    rich = Changes(fund=10**6 * M).of(still)
    plan = allocation.solve(rich)
    assert plan.fund_price == 0
    assert plan.gap <= 1e-9
