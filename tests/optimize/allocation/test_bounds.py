"""The interval on the true gap holds it, and bad samples are refused."""

from __future__ import annotations

import numpy as np
import pytest

from ikkan.optimize import allocation
from ikkan.optimize.allocation import (
    AllocationError,
    Lumps,
    Problem,
    Programme,
    Scenarios,
    bounds,
)

pytestmark = pytest.mark.sqlite_only

MILLION = 1_000_000


def drawn(size: int, seed: int) -> Scenarios:
    """Either programme wants 3 or 6 million with equal chance; that is all there is to know."""
    rng = np.random.default_rng(seed)
    wants = rng.integers(1, 3, size=(size, 2)) * 3
    return Scenarios(
        weight=np.full(size, 1.0 / size),
        need=np.zeros((size, 2), dtype=np.int64),
        lumps=Lumps(
            starts=np.arange(0, 2 * size + 1, 2),
            programme=np.tile(np.array([0, 1], dtype=np.int32), size),
            yen=wants.ravel() * MILLION,
            worth=(wants * np.array([1.0, 1.1])).ravel(),
        ),
    )


def year(scenarios: Scenarios) -> Problem:
    return Problem(
        programmes=tuple(Programme(f"P{p}", f"programme {p}", 0, 9 * MILLION) for p in range(2)),
        total=9 * MILLION,
        fund=0,
        penalty=3.0 / MILLION,
        scenarios=scenarios,
    )


def truth(first: int, second: int) -> float:
    """What budgets are worth for the true chances."""
    return sum(
        0.25 * ((first >= a) * a * 1.0 + (second >= b) * b * 1.1) for a in (3, 6) for b in (3, 6)
    )


BEST = max(truth(first, 9 - first) for first in range(10))


@pytest.mark.parametrize(("first", "second"), [(0, 9), (3, 6), (6, 3), (0, 0)])
def test_the_true_gap_and_value_lie_inside(first: int, second: int) -> None:
    problem = year(drawn(20, 1))
    plan = allocation.solve(problem)
    pins = {"P0": first * MILLION, "P1": second * MILLION}
    pinned = allocation.resolve(plan, allocation.Changes(pins=pins))
    said = bounds.interval(
        lambda seed: drawn(25, seed), with_problem(pinned, problem), replications=6, size=25
    )
    gap = BEST - truth(first, second)
    assert said.low <= gap + 1e-9 <= said.high + 1e-6
    assert said.value_low <= truth(first, second) <= said.value_high
    assert said.solved == 6
    assert said.low > 0 or first + second > 0


def with_problem(plan: allocation.Plan, problem: Problem) -> allocation.Plan:
    """The pinned plan as one of the free problem."""
    from dataclasses import replace

    return replace(plan, problem=problem)


def test_quantiles_are_those_of_the_tables() -> None:
    for freedom, said in ((1, 12.7062), (2, 4.3027), (5, 2.5706), (10, 2.2281), (29, 2.0452)):
        assert bounds.quantile(0.975, freedom) == pytest.approx(said, abs=5e-5)


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("replications", {"replications": 1}),
        ("empty", {"size": 0}),
        ("level", {"level": 1.0}),
        ("size", {"size": 7}),
    ],
)
def test_samples_that_are_none_are_refused(said: str, given: dict[str, float]) -> None:
    plan = allocation.solve(year(drawn(5, 1)))
    asked = {"replications": 2, "size": 5, **given}
    with pytest.raises(AllocationError) as refused:
        bounds.interval(lambda seed: drawn(5, seed), plan, **asked)  # type: ignore[arg-type]
    assert refused.value.code == f"allocation.interval.{said}"
