"""A changed plan is worth what a plan made anew is worth."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ikkan.optimize import assignment
from ikkan.optimize.assignment import AssignmentError, Changes, Problem, resolve, solve
from tests.optimize import worlds

pytestmark = pytest.mark.sqlite_only


def change(rng: np.random.Generator, plan: Any, items: int, slots: int) -> Changes:
    """One thing a person may do."""
    pair = (int(rng.integers(items)), int(rng.integers(slots)))
    problem, kind = plan.problem, rng.integers(0, 7)
    if kind == 0:
        return Changes(pins=[pair])
    if kind == 1:
        return Changes(forbids=[pair])
    if kind == 2 and len(problem.pins):
        return Changes(unpins=problem.pins[:1])
    if kind == 3 and len(problem.forbids):
        return Changes(allows=problem.forbids[:1])
    if kind == 4:
        return Changes(upper={pair[1]: int(rng.integers(0, 5))})
    if kind == 5:
        return Changes(lower={pair[1]: int(rng.integers(0, 2))})
    return Changes(fits={pair: float(rng.random().__round__(3))})


@pytest.mark.parametrize("name", worlds.FAMILIES)
@pytest.mark.parametrize("whole", [False, True])
def test_any_series_of_changes_gives_the_cold_value(name: str, whole: bool) -> None:
    rng = np.random.default_rng(11)
    scores, upper = worlds.family(rng, name, 14, 8)
    plan = solve(Problem(scores=scores, upper=upper + 1, whole=whole))
    done = 0
    for _ in range(25):
        asked = change(rng, plan, 14, 8)
        try:
            plan = resolve(plan, asked)
        except AssignmentError:
            continue
        done += 1
        cold = solve(plan.problem)
        assert plan.value == pytest.approx(cold.value, abs=1e-9)
        assert plan.gap == 0.0
        assert plan.path[0] == "warm"
    assert done > 8


def test_changes_of_lists_are_proven_over_every_pair() -> None:
    rng = np.random.default_rng(4)
    items, slots = worlds.described(rng, 50, 25)
    plan = solve(Problem(lists=assignment.candidates(items, slots, k=2)))
    for pair in plan.pairs[:6]:
        plan = resolve(plan, Changes(forbids=[pair]))
        assert plan.gap == 0.0
    again = solve(replace(plan.problem, lists=assignment.candidates(items, slots, k=25)))
    assert plan.value == pytest.approx(again.value, abs=1e-9)


def test_the_old_plan_stays_what_it_was() -> None:
    scores = np.array([[0.9, 0.5], [0.8, 0.7]])
    plan = solve(Problem(scores=scores, upper=[1, 1]))
    before = plan.pairs.copy()
    forced = resolve(plan, Changes(pins=[(0, 1)]))
    assert forced.value == pytest.approx(1.3)
    assert resolve(forced, Changes(unpins=[(0, 1)])).value == plan.value
    assert (plan.pairs == before).all()


def test_a_change_that_undoes_nothing_or_contradicts_is_refused_with_all_faults() -> None:
    plan = solve(
        Problem(
            scores=np.array([[0.9, 0.5], [0.8, 0.7]]),
            upper=[1, 1],
            conflicts=[(1, 1)],
            item_codes=("A", "B"),
            slot_codes=("S", "T"),
        )
    )
    with pytest.raises(AssignmentError) as refused:
        resolve(plan, Changes(unpins=[(0, 0)], allows=[(0, 1)], fits={(1, 0): float("nan")}))
    assert len(refused.value.findings) == 3
    with pytest.raises(AssignmentError, match="conflict") as refused:
        resolve(plan, Changes(pins=[(1, 1)]))
    assert (refused.value.findings[0].items, refused.value.findings[0].slots) == (("B",), ("T",))
    with pytest.raises(AssignmentError, match="takes only"):
        resolve(plan, Changes(pins=[(0, 0), (1, 0)]))
