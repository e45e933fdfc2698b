"""Rules over several lumps or programmes: found, said, and solved to HiGHS's own optimum."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ikkan.optimize import allocation
from ikkan.optimize.allocation import (
    Across,
    AllocationError,
    Package,
    Problem,
    checking,
    detect,
    extensive,
    general,
)
from tests.optimize.allocation import worlds

pytestmark = pytest.mark.sqlite_only

MILLION = worlds.MILLION
LUMPS = Package("K1", "one of three lumps", lumps=("L2", "L3", "L5"), at_most=1)
CHOICE = Package("K2", "one of two programmes", programmes=("P1", "P3"), at_most=1)
SHARED = Across("L1", {"P0": 5 * MILLION, "P2": 7 * MILLION})


def named(seed: int, **given: object) -> Problem:
    """A small year whose lumps have names; L1 is 12 million, P1 and P3 may be left out."""
    made = worlds.year(seed, **{"scenarios": 3, "lumps": 2, **given})  # type: ignore[arg-type]
    free = tuple(
        replace(one, floor=0, committed=0) if one.code in CHOICE.programmes else one
        for one in made.programmes
    )
    lumps = made.scenarios.lumps
    of = np.repeat(np.arange(len(made.scenarios)), np.diff(lumps.starts))
    code = tuple(f"L{i - int(lumps.starts[s])}" for i, s in enumerate(of))
    yen = np.where([one == "L1" for one in code], 12 * MILLION, lumps.yen)
    scenarios = replace(made.scenarios, lumps=replace(lumps, code=code, yen=yen))
    return replace(made, programmes=free, scenarios=scenarios)


def ruled(seed: int, **given: object) -> Problem:
    """The same with all three kinds of rules."""
    return replace(named(seed, **given), packages=(LUMPS, CHOICE), across=(SHARED,))


@pytest.mark.parametrize(
    ("codes", "rules"),
    [
        ((), {}),
        (("K1",), {"packages": (LUMPS,)}),
        (("K2",), {"packages": (CHOICE,)}),
        (("L1",), {"across": (SHARED,)}),
        (("K1", "K2", "L1"), {"packages": (LUMPS, CHOICE), "across": (SHARED,)}),
        ((), {"packages": (replace(CHOICE, at_most=2),)}),
        ((), {"packages": (replace(LUMPS, at_most=3),)}),
        ((), {"packages": (replace(LUMPS, lumps=("L2",)),)}),
    ],
)
def test_rules_that_can_bind_break_the_structure(
    codes: tuple[str, ...], rules: dict[str, object]
) -> None:
    found = detect.breaking(replace(named(1, lumps=6), **rules))  # type: ignore[arg-type]
    assert tuple(one.items[0] for one in found) == codes
    assert all(one.text.ja and one.items[0] in one.text.en for one in found)


@pytest.mark.parametrize("integer", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_the_optimum_is_that_of_the_whole_problem(seed: int, integer: bool) -> None:
    problem = ruled(seed, least=seed % 2 == 1)
    stage = checking.sound(problem)
    whole = extensive.solve(problem, stage, integer=integer)
    found = general.solve(problem, stage, integer=integer, limit=None, target=1e-4)
    assert whole is not None
    slack = 1e-6 * abs(whole.value)
    assert found.bound >= whole.value - slack
    assert found.value <= whole.value + slack
    assert found.value >= whole.value * (1 - (1e-4 if integer else 2e-3))
    assert not found.limit_hit
    assert not checking.broken(problem, stage, found.x)
    assert min(found.x[1], found.x[3]) == 0


def test_a_plan_says_its_path_and_why() -> None:
    plan = allocation.solve(ruled(2))
    assert plan.path == "general"
    assert {one.items[0] for one in plan.reasons} == {"K1", "K2", "L1"}
    assert plan.gap <= 5e-5
    assert allocation.solve(named(2)).path == "structured"
    again = allocation.evaluate(plan.problem, plan.x)
    assert again.value == pytest.approx(plan.value)


def test_large_problems_go_scenario_by_scenario(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(general, "SMALL", 0)
    problem = ruled(3, least=False)
    stage = checking.sound(problem)
    found = general.solve(problem, stage, integer=True, limit=None, target=5e-5)
    whole = extensive.solve(problem, stage, integer=True)
    assert whole is not None
    assert found.value - 1e-6 <= whole.value <= found.bound + 1e-6


def test_time_that_runs_out_leaves_a_plan_and_a_bound() -> None:
    problem = ruled(5, scenarios=30, lumps=6)
    stage = checking.sound(problem)
    found = general.solve(problem, stage, integer=True, limit=1e-6, target=1e-9)
    assert found.limit_hit
    assert found.bound >= found.value
    assert not checking.broken(problem, stage, found.x)


def test_packages_that_leave_no_plan_are_named() -> None:
    made = named(1)
    forced = tuple(replace(one, floor=MILLION) for one in made.programmes)
    problem = replace(made, programmes=forced, packages=(replace(CHOICE, at_most=0),))
    with pytest.raises(AllocationError) as refused:
        allocation.solve(problem)
    assert refused.value.findings[0].items == ("K2",)
