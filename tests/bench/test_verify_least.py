"""The checker's mixed model: its bound is the best of all amounts, with nothing or a least one."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from bench import verify_allocation as verify
from bench import verify_least
from bench.instances import funded, funding
from ikkan.optimize import allocation

pytestmark = pytest.mark.sqlite_only


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_is_the_best_of_all_amounts(seed: int) -> None:
    """Concave functions on whole numbers: the best amounts are whole, so they can all be tried."""
    rng = np.random.default_rng(seed)
    parts = []
    for p in range(4):
        grid = np.arange(3 + p, 12)
        worth = np.cumsum(np.sort(rng.uniform(0, 5, size=len(grid)))[::-1])
        parts.append(verify_least.Part(grid, worth, float(rng.uniform(0, 6)) if p % 2 else None))
    groups = [(np.array([0, 1]), 12, 4), (np.array([1, 2, 3]), 20, 0)]
    choices = [list(zip(part.grid, part.worth, strict=True)) for part in parts]
    for part, choice in zip(parts, choices, strict=True):
        choice += [(0, part.nothing)] if part.nothing is not None else []
    best = max(
        sum(worth for _, worth in chosen)
        for chosen in product(*choices)
        if sum(x for x, _ in chosen) <= 25
        and all(low <= sum(chosen[p][0] for p in of) <= high for of, high, low in groups)
    )
    found = verify_least.most(parts, 25, groups, -np.inf)
    assert found == pytest.approx(best, rel=1e-7)


def test_a_plan_with_least_amounts_is_proven_and_a_smaller_bound_is_not_believed() -> None:
    made = funding.switched(6, np.random.default_rng(3), 9)
    plan = allocation.solve(funded.problem(made))
    said = funded.judged(made, plan)
    assert said.faults == ()
    assert said.gap <= 1e-3
    below = (plan.value, plan.value * (1 - 1e-4))
    taken = np.asarray(plan.certificate.taken, dtype=np.bool_)
    wrong = verify.check(made, funded.budgets(plan), funded.prices(plan), taken, claimed=below)
    assert any("the plan says its bound" in fault for fault in wrong.faults)
