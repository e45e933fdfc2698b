"""Plans against an independent solver, their proof in plain numpy, and what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ikkan.optimize import assignment
from ikkan.optimize.assignment import Infeasible, Problem, Reason, Weights, fit, solve
from ikkan.values.arrays import Csr
from tests.optimize import worlds

pytestmark = pytest.mark.sqlite_only


def proven(plan: Any, scores: Any, usable: Any, need: Any, upper: Any) -> bool:
    """Whether prices alone prove the value: capacity at its price, each item its best gains."""
    gains = np.where(usable, scores - plan.slot_prices, -np.inf)
    best = np.sort(np.maximum(gains, 0.0), axis=1)[:, ::-1]
    bound = (upper * plan.slot_prices).sum()
    bound += sum(row[:wanted].sum() for row, wanted in zip(best, need, strict=True))
    return bool(abs(bound - plan.value) < 1e-7 * max(1.0, plan.value))


@pytest.mark.parametrize("name", worlds.FAMILIES)
def test_every_family_reaches_the_optimum(name: str) -> None:
    for seed in range(4):
        rng = np.random.default_rng(seed)
        items, slots = int(rng.integers(2, 25)), int(rng.integers(2, 15))
        scores, upper = worlds.family(rng, name, items, slots)
        need = rng.integers(0, 3, items)
        conflicts = np.argwhere(rng.random(scores.shape) < 0.1)
        usable = np.ones(scores.shape, bool)
        usable[tuple(conflicts.T)] = False
        usable[:, upper == 0] = False
        plan = solve(Problem(scores=scores, need=need, upper=upper, conflicts=conflicts))
        known = worlds.best(scores, need, np.zeros(slots), upper, usable=usable)
        assert known is not None
        assert abs(plan.value - known) < 1e-6
        assert plan.exact
        assert plan.gap == 0.0
        assert proven(plan, scores, usable, need, upper)
        assert not {tuple(pair) for pair in plan.pairs} & {tuple(pair) for pair in conflicts}
        assert len(np.unique(plan.pairs, axis=0)) == len(plan.pairs)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_short_lists_are_widened_until_the_optimum(k: int) -> None:
    for seed in range(4):
        rng = np.random.default_rng(seed)
        items, slots = worlds.described(rng, 40, 20)
        every = fit.dense(items, slots, Weights())
        plan = solve(Problem(lists=assignment.candidates(items, slots, k=k)))
        known = worlds.best(every, items.need, slots.lower, slots.upper)
        assert known is not None
        assert abs(plan.value - known) < 1e-6
        assert proven(plan, every, np.ones(every.shape, bool), items.need, slots.upper)


def test_everybody_is_placed_where_that_is_asked() -> None:
    scores = np.array([[10.0, 0.0], [9.9, 9.8]])
    free = solve(Problem(scores=np.array([[1.0, 0.0], [10.0, 0.0]]), upper=[1, 1], floor=0.5))
    assert free.value == 10.0
    whole = solve(Problem(scores=scores, upper=[1, 1], whole=True))
    assert whole.value == 19.8
    csr = Csr(np.array([0, 1, 3]), np.array([0, 0, 1]), np.array([1.0, 10.0, 1.0]), 2)
    assert solve(Problem(scores=csr, upper=[1, 1])).value == 10.0
    assert solve(Problem(scores=csr, upper=[1, 1], whole=True)).value == 2.0


def test_lower_bounds_are_met_and_what_cannot_be_is_explained() -> None:
    scores = np.array([[1.0, 0.2], [1.0, 0.4], [1.0, 0.3]])
    plan = solve(Problem(scores=scores, lower=[0, 1], upper=[3, 3]))
    assert plan.value == pytest.approx(2.4)
    with pytest.raises(Infeasible, match="slot 1") as refused:
        solve(Problem(scores=scores, lower=[0, 2], upper=[3, 3], forbids=[(0, 1), (1, 1)]))
    assert refused.value.findings[0].slots == ("slot 1",)
    with pytest.raises(Infeasible, match="item 0"):
        solve(Problem(scores=scores, upper=[3, 3], conflicts=[(0, 0), (0, 1)], whole=True))


def test_pins_stand_and_the_rest_is_the_best_beside_them() -> None:
    rng = np.random.default_rng(1)
    scores = rng.random((8, 5)).round(6)
    pins, forbids = [(0, int(scores[0].argmin())), (3, 1)], [(4, int(scores[4].argmax()))]
    upper = np.full(5, 2)
    plan = solve(Problem(scores=scores, upper=upper, pins=pins, forbids=forbids))
    usable = np.ones(scores.shape, bool)
    usable[forbids[0]] = False
    known = worlds.best(scores, np.ones(8), np.zeros(5), upper, usable=usable, forced=pins)
    assert plan.value == pytest.approx(known)
    assert {tuple(pair) for pair in plan.pairs[plan.pinned].tolist()} == set(pins)


def test_money_is_kept_and_the_gap_is_proven() -> None:
    for seed in range(5):
        rng = np.random.default_rng(seed)
        scores = rng.random((20, 4)).round(6)
        yen = rng.integers(1, 9, 20) * 10**7
        money = np.array([10**8, 15 * 10**7, -1, 5 * 10**7])
        upper = np.full(4, 6)
        plan = solve(Problem(scores=scores, upper=upper, yen=yen, money=money))
        known = worlds.best(scores, np.ones(20), np.zeros(4), upper, yen=yen, money=money)
        assert known is not None
        assert plan.value <= known + 1e-6 <= plan.bound + 2e-6
        assert plan.gap < 0.1
        spent = np.zeros(4, np.int64)
        np.add.at(spent, plan.pairs[:, 1], yen[plan.pairs[:, 0]])
        assert (spent[money >= 0] <= money[money >= 0]).all()
        assert plan.path[-1] == "money"


def test_what_is_missing_has_its_reason_and_what_is_next_its_cost() -> None:
    scores = np.array([[0.9, 0.8], [0.7, 0.1], [0.6, 0.1], [0.0, 0.0]])
    plan = solve(
        Problem(
            scores=scores,
            upper=[1, 1],
            conflicts=[(2, 0)],
            floor=0.05,
            item_codes=("A", "B", "C", "D"),
            slot_codes=("S", "T"),
        )
    )
    assert {tuple(pair) for pair in plan.pairs.tolist()} == {(0, 1), (1, 0)}
    assert plan.unmatched[2].reason is Reason.PRICE
    assert plan.unmatched[3].reason is Reason.NO_CANDIDATE
    assert list(plan.unmatched) == [2, 3]
    assert plan.next_best[0].slot == 0
    assert plan.next_best[0].cost >= 0
    assert plan.slot_prices.max() > 0
    alone = solve(Problem(scores=np.array([[0.5]]), upper=[1], conflicts=[(0, 0)]))
    assert alone.unmatched[0].reason is Reason.CONFLICT
    ruled = solve(Problem(scores=np.array([[0.5]]), upper=[1], forbids=[(0, 0)]))
    assert ruled.unmatched[0].reason is Reason.FORBIDDEN


def test_the_same_seed_gives_the_same_plan_and_no_seed_another_value() -> None:
    scores, upper = worlds.family(np.random.default_rng(5), "ties", 30, 12)
    plans = [solve(Problem(scores=scores, upper=upper), seed=seed) for seed in (1, 1, 2, 3)]
    assert (plans[0].pairs == plans[1].pairs).all()
    assert len({plan.value for plan in plans}) == 1


def test_a_time_limit_gives_a_plan_and_a_bound_that_hold() -> None:
    rng = np.random.default_rng(2)
    scores = rng.random((60, 30))
    upper = np.full(30, 2)
    known = worlds.best(scores, np.ones(60), np.zeros(30), upper)
    plan = solve(Problem(scores=scores, upper=upper), limit=1e-9)
    assert plan.limit_hit
    assert known is not None
    assert plan.value <= known + 1e-6
    assert plan.bound >= known - 1e-6
    assert (np.bincount(plan.pairs[:, 1], minlength=30) <= upper).all()


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "load", "optimum"),
    [
        ("preflib1", 7, 124.75),
        ("preflib2", 8, 141.5),
        ("preflib3", 6, 454.25),
        ("query", 6, 133.25),
    ],
)
def test_published_optima_come_out(shared: Path, name: str, load: int, optimum: float) -> None:
    with np.load(shared / "data" / "assignment_bench" / "sjecmen" / f"{name}.npz") as read:
        scores, mask = read["similarity_matrix"].T, read["mask_matrix"].T
    problem = Problem(
        scores=np.ascontiguousarray(scores),
        need=np.full(len(scores), 3),
        upper=np.full(scores.shape[1], load),
        conflicts=np.argwhere(mask > 0),
        whole=True,
    )
    plan = solve(problem, exact=True)
    assert plan.value == plan.bound == optimum
    assert (np.bincount(plan.pairs[:, 0]) == 3).all()
