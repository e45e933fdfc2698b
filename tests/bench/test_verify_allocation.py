"""The checker of allocations refuses every wrong plan; its bound is no lower than the optimum."""

from __future__ import annotations

import ast
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench import verify_allocation as verify
from bench.instances import funding, whole
from bench.verify_allocation import Multipliers

pytestmark = pytest.mark.sqlite_only

MADE = funding.Funding(
    floor=np.array([1, 0]),
    ceiling=np.array([9, 8]),
    committed=np.array([2, 0]),
    least=np.array([0, 3]),
    groups=((np.array([0, 1]), 11),),
    steps=(((4, 2.0),), ()),
    total=12,
    fund=2,
    penalty=3.0,
    weight=np.array([0.25, 0.75]),
    need=np.array([[3, 1], [2, 4]]),
    starts=np.array([0, 2, 4]),
    programme=np.array([0, 1, 1, 0], dtype=np.int32),
    yen=np.array([4, 3, 2, 5]),
    worth=np.array([6.0, 3.0, 5.0, 4.0]),
)
PRICES = Multipliers(fund=np.array([1.0, 1.2]), total=0.4, groups=np.array([0.3]))
BEST = np.array([5, 6])
TAKEN = np.array([True, False, True, False])


def everything() -> dict[tuple[int, int], tuple[float, Any]]:
    """The best value of all budgets, by trying every one and every choice of lumps."""
    found = {}
    for x in product(range(2, 10), [0, *range(3, 9)]):
        if sum(x) <= 11:
            tried = (
                (verify.paid(MADE, np.array(x), np.array(t)), t)
                for t in product((False, True), repeat=4)
            )
            found[x] = max(tried)
    return found


def test_the_bound_is_never_below_the_best_of_all_plans() -> None:
    best = max(value for value, _ in everything().values())
    rng = np.random.default_rng(0)
    for _ in range(50):
        prices = Multipliers(
            fund=rng.uniform(0, 3, size=2), total=rng.uniform(0, 2), groups=rng.uniform(0, 2, 1)
        )
        assert verify.bound(MADE, prices, whole=True) >= best - 1e-9
        assert (
            verify.bound(MADE, prices, whole=False) >= verify.bound(MADE, prices, whole=True) - 1e-9
        )


def test_a_sound_plan_has_its_value_and_no_fault() -> None:
    x, (value, taken) = max(everything().items(), key=lambda one: one[1][0])
    said = verify.check(MADE, np.array(x), PRICES, np.array(taken))
    assert said.faults == ()
    assert said.value == pytest.approx(value)
    assert said.bound >= value


@pytest.mark.parametrize("family", list(funding.FAMILIES))
def test_value_and_bound_meet_at_the_optimum_of_the_linear_programme(family: str) -> None:
    made = funding.FAMILIES[family](4, np.random.default_rng(5), 6)
    made = replace(made, least=np.zeros(6, dtype=np.int64))
    found = whole.linear(made, method="simplex")
    at = 1 + len(made.groups) + 6 + made.need.size
    prices = Multipliers(
        fund=np.clip(found.duals[at:] / made.weight, 0, made.penalty),
        total=max(float(found.duals[0]), 0.0),
        groups=np.maximum(found.duals[1 : 1 + len(made.groups)], 0.0),
    )
    said = verify.check(made, found.budgets, prices)
    assert said.faults == ()
    assert said.value == pytest.approx(found.value, rel=1e-9)
    assert said.bound == pytest.approx(found.value, rel=1e-9)


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("below a floor", {"budgets": np.array([1, 6])}),
        ("below a floor", {"budgets": np.array([5, 2])}),
        ("above a ceiling", {"budgets": np.array([10, 0])}),
        ("above the total", {"budgets": np.array([7, 6])}),
        ("group 0", {"budgets": np.array([6, 6])}),
        ("one finite number", {"budgets": np.array([5.0, np.nan])}),
        ("one finite number", {"budgets": np.array([5, 6, 0])}),
        ("one true or false", {"taken": TAKEN[:3]}),
        ("one true or false", {"taken": TAKEN.astype(float)}),
        ("not a number", {"prices": replace(PRICES, total=np.inf)}),
        ("above the penalty", {"prices": replace(PRICES, fund=np.array([1.0, 3.1]))}),
        ("above the penalty", {"prices": replace(PRICES, fund=np.array([-0.1, 1.0]))}),
        ("one for each scenario", {"prices": replace(PRICES, fund=np.array([1.0]))}),
        ("it is worth 99", {"claimed": (99.0, verify.bound(MADE, PRICES, whole=True))}),
        ("its bound is 1", {"claimed": (verify.paid(MADE, BEST, TAKEN), 1.0)}),
    ],
)
def test_what_is_wrong_is_said(said: str, given: dict[str, Any]) -> None:
    asked = {"budgets": BEST, "taken": TAKEN, "prices": PRICES, **given}
    verdict = verify.check(
        MADE, asked["budgets"], asked["prices"], asked["taken"], asked.get("claimed")
    )
    assert any(said in fault for fault in verdict.faults), verdict


def test_a_switched_programme_may_get_nothing() -> None:
    verdict = verify.check(MADE, np.array([9, 0]), PRICES, TAKEN)
    assert verdict.faults == ()


def test_a_solvers_word_is_no_excuse_where_prices_prove_the_optimum() -> None:
    """The gap counts what is proven; only least amounts leave prices short of it."""
    claimed = (verify.paid(MADE, BEST, TAKEN), 1.0)
    said = verify.check(MADE, BEST, PRICES, TAKEN, claimed, word=True)
    assert said.faults == ()
    assert said.bound > said.value
    free = replace(MADE, least=np.zeros(2, dtype=np.int64))
    wrong = verify.check(free, BEST, PRICES, TAKEN, claimed, word=True)
    assert any("its bound is 1" in fault for fault in wrong.faults)


def test_it_knows_nothing_of_the_engine() -> None:
    tree = ast.parse(Path(verify.__file__).read_text(encoding="utf-8"))
    names = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", None), *(one.name for one in node.names)]
    }
    assert not any(str(name).startswith("ikkan") for name in names)
