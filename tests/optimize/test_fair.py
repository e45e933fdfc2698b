"""The fair plan: never below the plain one, never above its bound, which all pairs confirm."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from bench import verify
from bench.instances import families, real
from ikkan.optimize import assignment
from ikkan.optimize.assignment import Problem
from ikkan.optimize.assignment.fair import FairPlan

pytestmark = pytest.mark.sqlite_only


def fair(problem: Problem) -> FairPlan:
    made = assignment.solve(problem, fair=True)
    assert isinstance(made, FairPlan)
    return made


def scores_of(fits: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    return np.bincount(pairs[:, 0], weights=fits[pairs[:, 0], pairs[:, 1]], minlength=len(fits))


@pytest.mark.parametrize("need", [1, 2])
def test_against_every_plan_of_small_problems(need: int) -> None:
    chance = np.random.default_rng(11 + need)
    for _ in range(6):
        fits = chance.random((3, 4)).round(3)
        upper = np.array([2, 2, 1, 2])
        best = 0.0
        for chosen in product((0, 1), repeat=12):
            taken = np.reshape(chosen, (3, 4))
            if (taken.sum(axis=0) <= upper).all() and (taken.sum(axis=1) <= need).all():
                best = max(best, float((fits * taken).sum(axis=1).min()))
        made = fair(Problem(scores=fits, need=np.full(3, need), upper=upper))
        assert made.worst <= best + 1e-9 <= made.worst_bound + 2e-9
        assert made.worst == pytest.approx(scores_of(fits, made.pairs).min())
        assert made.worst >= 0.9 * best


def test_reviewers_of_overfull_subjects() -> None:
    chance = np.random.default_rng(5)
    pool = families.reviewers(120, 140, chance)
    barred = families.conflicts(120, 140, 0.01, chance)
    lists = assignment.candidates(pool.items, pool.slots)
    problem = Problem(lists=lists, conflicts=barred)
    plain, made = assignment.solve(problem), fair(problem)
    rows = verify.fitted(pool.items, pool.slots, assignment.Weights())
    limits = verify.Limits(need=pool.items.need, upper=pool.slots.upper, conflicts=barred)
    assert (
        verify.check(rows, limits, made.pairs, plain.slot_prices, claimed=made.value).faults == ()
    )
    fits = rows(0, 120)
    assert made.worst == pytest.approx(scores_of(fits, made.pairs).min())
    assert made.worst >= scores_of(fits, plain.pairs).min()
    bound = verify.worst_bound(rows, limits, made.proof.weights, made.proof.prices)
    assert bound == pytest.approx(made.worst_bound)
    assert made.worst >= 0.95 * made.worst_bound
    again = fair(problem)
    assert again.pairs.tolist() == made.pairs.tolist()


def test_pins_stay_and_money_is_kept() -> None:
    fits = np.array([[0.9, 0.2, 0.1], [0.8, 0.3, 0.2], [0.7, 0.4, 0.6]])
    given = {"need": np.ones(3, dtype=int), "upper": np.array([1, 2, 1])}
    made = fair(Problem(scores=fits, pins=[(2, 1)], **given))
    assert (2, 1) in set(map(tuple, made.pairs.tolist()))
    poor = Problem(scores=fits, yen=[5, 9, 5], money=[5, -1, -1], **given)
    paid = fair(poor)
    assert (
        verify.check(
            verify.dense(fits),
            verify.Limits(**given, yen=np.array([5, 9, 5]), money=np.array([5, -1, -1])),
            paid.pairs,
            np.zeros(3),
        ).faults
        == ()
    )


def test_too_few_places_leave_somebody_with_nothing_and_that_is_proven() -> None:
    made = fair(Problem(scores=np.ones((3, 1)), upper=[2]))
    assert made.worst == 0.0
    assert made.worst_bound < 0.6


@pytest.mark.shared
def test_real_conferences_keep_their_total() -> None:
    for one in real.conferences():
        made = fair(
            Problem(scores=one.scores, need=one.need, upper=one.upper, conflicts=one.conflicts)
        )
        assert made.worst == pytest.approx(made.worst_bound)
        assert made.value >= 0.99 * one.optimum
