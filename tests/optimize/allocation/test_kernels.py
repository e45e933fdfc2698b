"""The kernels against their plain definitions, scenario by scenario."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikkan.optimize.allocation import checking, descent, functions, recourse, structured
from ikkan.optimize.allocation.ready import Ready, ready
from tests.optimize.allocation import worlds

pytestmark = pytest.mark.sqlite_only
SEEDS = st.integers(0, 10**6)


def prepared(seed: int, **size: Any) -> tuple[Any, Any, Ready, Any]:
    """A small year, its first stage, its sorted scenarios and amounts in whole units."""
    problem = worlds.year(seed, **size)
    stage = checking.sound(problem)
    x = np.random.default_rng(seed).integers(0, stage.high + 1)
    return problem, stage, ready(problem), x


def lumps(scenarios: Ready, s: int) -> list[tuple[int, int, float]]:
    """(programme, units, worth) of a scenario."""
    data = scenarios.sorted
    at = slice(int(data.starts[s]), int(data.starts[s + 1]))
    own = zip(data.programme[at], data.units[at], data.worth[at], strict=True)
    return [(int(p), int(units), float(worth)) for p, units, worth in own]


def best_whole(x: Any, need: Any, own: list[Any], fund: int, penalty: float) -> float:
    """Every choice of whole lumps."""
    found = -np.inf
    for chosen in itertools.product((False, True), repeat=len(own)):
        load = need.astype(float)
        for (p, units, _), taken in zip(own, chosen, strict=True):
            load[p] += units * taken
        worth = sum(one[2] for one, taken in zip(own, chosen, strict=True) if taken)
        lack = np.maximum(load - x, 0).sum()
        found = max(found, worth - penalty * max(lack - fund, 0.0))
    return float(found)


@settings(max_examples=25)
@given(SEEDS)
def test_lumps_are_in_the_order_of_their_worth_per_unit(seed: int) -> None:
    problem, _, scenarios, _ = prepared(seed)
    given_, data = problem.scenarios.lumps, scenarios.sorted
    for s in range(len(problem.scenarios)):
        at = slice(int(given_.starts[s]), int(given_.starts[s + 1]))
        rate = given_.worth[at] / (given_.yen[at] // problem.unit)
        order = np.argsort(-rate, kind="stable")
        assert scenarios.numbers[at].tolist() == order.tolist()
        assert data.worth[at].tolist() == given_.worth[at][order].tolist()
        assert data.programme[at].tolist() == given_.programme[at][order].tolist()


@settings(max_examples=40)
@given(SEEDS, st.booleans())
def test_value_and_prices_of_lumps_in_part_are_exact(seed: int, fraction: bool) -> None:
    _, stage, scenarios, whole = prepared(seed)
    x = whole + (np.random.default_rng(seed).random(len(whole)) if fraction else 0.0)
    data = scenarios.sorted
    trial = descent.tried(scenarios, stage, x.astype(np.float64))

    def plain(x: Any, s: int, fund: float) -> float:
        return recourse.plain(x, data.need[s], lumps(scenarios, s), fund, stage.penalty)

    step = 1 / 8
    for s in range(len(data.weight)):
        here = plain(x, s, stage.fund)
        assert trial.values[s] == pytest.approx(here, rel=1e-9, abs=1e-9)
        if not fraction:
            more = (plain(x, s, stage.fund + step) - here) / step
            assert trial.fund_prices[s] == pytest.approx(more, rel=1e-6, abs=1e-6)
    if not fraction:
        for p, slope in enumerate(trial.slopes):
            more = x + step * (np.arange(len(x)) == p)
            rise = sum(
                w * (plain(more, s, stage.fund) - plain(x, s, stage.fund)) / step
                for s, w in enumerate(data.weight)
            )
            assert slope == pytest.approx(rise, rel=1e-6, abs=1e-6)


@settings(max_examples=20)
@given(SEEDS)
def test_functions_lie_above_every_plan_and_touch_the_trial(seed: int) -> None:
    _, stage, scenarios, x = prepared(seed, least=True)
    places = functions.grid(stage)
    trial = descent.tried(scenarios, stage, x.astype(np.float64))
    made = functions.eased(scenarios, stage, places, trial.fund_prices)

    def said(at: Any) -> float:
        own = (float(made.values[places.offsets[p] + one]) for p, one in enumerate(at))
        return made.fund_price * stage.fund + sum(own)

    assert said(x) == pytest.approx(stage.worth(x) + trial.worth, rel=1e-9, abs=1e-9)
    for _ in range(5):
        other = np.random.default_rng(seed + 1).integers(0, stage.high + 1)
        worth = descent.tried(scenarios, stage, other.astype(np.float64)).worth
        assert said(other) >= stage.worth(other) + worth - 1e-6


@settings(max_examples=25)
@given(SEEDS, st.floats(0.0, 5.0))
def test_whole_lumps_of_one_programme_are_an_exact_knapsack(seed: int, price: float) -> None:
    _, stage, scenarios, _ = prepared(seed, programmes=2, scenarios=2, lumps=3)
    data, places = scenarios.sorted, functions.grid(stage)
    prices = np.full(len(data.weight), price)
    made = functions.whole(
        scenarios, stage, functions.eased(scenarios, stage, places, prices), stage.low, stage.high
    )
    charged = min(price, stage.penalty)
    for p in range(len(stage.low)):
        for x in range(int(stage.low[p]), int(stage.high[p]) + 1, 7):
            best = stage.direct(p, x)
            for s, weight in enumerate(data.weight):
                own = [(0, units, worth) for q, units, worth in lumps(scenarios, s) if q == p]
                need = data.need[s, p : p + 1]
                best += weight * best_whole(np.array([x]), need, own, 0, charged)
            assert made.values[places.offsets[p] + x] == pytest.approx(best, rel=1e-9, abs=1e-9)


@settings(max_examples=25)
@given(SEEDS)
def test_chosen_lumps_can_be_paid_and_are_nearly_the_best(seed: int) -> None:
    _, stage, scenarios, x = prepared(seed, programmes=3, scenarios=3, lumps=2)
    trial, used = structured.choose(scenarios, stage, x, 0.0)
    data = scenarios.sorted
    assert used.taken is not None
    for s in range(len(data.weight)):
        own = lumps(scenarios, s)
        best = best_whole(x, data.need[s], own, stage.fund, stage.penalty)
        taken = used.taken[int(data.starts[s]) : int(data.starts[s + 1])]
        load = data.need[s].astype(float)
        for (p, units, _), one in zip(own, taken, strict=True):
            load[p] += units * one
        lack = np.maximum(load - x, 0).sum()
        short = max(lack - stage.fund, 0.0)
        worth = sum(one[2] for one, there in zip(own, taken, strict=True) if there)
        assert used.values[s] == pytest.approx(worth - stage.penalty * short, rel=1e-9, abs=1e-9)
        assert used.shortfalls[s] == short
        assert used.draws[s] == min(lack, stage.fund)
        assert used.values[s] <= best + 1e-9 <= trial.values[s] + 2e-9
