"""What is refused: every bad input, all at once, in both languages, with the item."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ikkan.optimize import allocation
from ikkan.optimize.allocation import (
    Across,
    AllocationError,
    Cap,
    Changes,
    Package,
    Problem,
    Programme,
    SolverError,
    Step,
    solver,
)  # fmt: skip
from ikkan.optimize.allocation.rows import Rows
from tests.optimize.allocation import worlds

pytestmark = pytest.mark.sqlite_only
M = worlds.MILLION


def first(problem: Problem, **changed: Any) -> Problem:
    """The problem with another first programme."""
    return replace(
        problem, programmes=(replace(problem.programmes[0], **changed), *problem.programmes[1:])
    )


def scenario(problem: Problem, **changed: Any) -> Problem:
    return replace(problem, scenarios=replace(problem.scenarios, **changed))


def lump(problem: Problem, **changed: Any) -> Problem:
    return scenario(problem, lumps=replace(problem.scenarios.lumps, **changed))


def put(array: Any, value: Any) -> Any:
    changed = array.copy()
    changed.flat[0] = value
    return changed


BAD: dict[str, tuple[str, Callable[[Problem], Problem]]] = {
    "no programme": ("none", lambda p: replace(p, programmes=(), caps=())),
    "code twice": ("code", lambda p: replace(p, programmes=(*p.programmes, p.programmes[0]))),
    "unit": ("unit", lambda p: replace(p, unit=0)),
    "negative floor": ("yen", lambda p: first(p, floor=-M)),
    "half a unit": ("yen", lambda p: first(p, ceiling=M // 2)),
    "a fraction": ("yen", lambda p: first(p, floor=1.5)),
    "over-large": ("large", lambda p: first(p, ceiling=2**60 * M)),
    "floor above ceiling": ("bounds", lambda p: first(p, floor=900 * M)),
    "least above ceiling": ("least", lambda p: first(p, floor=0, committed=0, least=900 * M)),
    "step": ("step", lambda p: first(p, steps=(Step(0, 1.0),))),
    "step not a number": ("step", lambda p: first(p, steps=(Step(M, float("nan")),))),
    "rising worth": ("concave", lambda p: first(p, steps=(Step(M, 1.0), Step(M, 2.0)))),
    "total": ("yen", lambda p: replace(p, total=-M)),
    "penalty": ("penalty", lambda p: replace(p, penalty=float("nan"))),
    "cap of nobody": ("cap.empty", lambda p: replace(p, caps=(Cap("C", "", (), M),))),
    "cap of strangers": ("member", lambda p: replace(p, caps=(Cap("C", "", ("X",), M),))),
    "cap twice": ("member.twice", lambda p: replace(p, caps=(Cap("C", "", ("P0", "P0"), M),))),
    "cap reversed": ("cap", lambda p: replace(p, caps=(Cap("C", "", ("P0",), M, 2 * M),))),
    "no scenario": (
        "scenarios",
        lambda p: scenario(p, weight=np.zeros(0), need=np.zeros((0, 4), np.int64)),
    ),
    "shape": ("shape", lambda p: scenario(p, need=p.scenarios.need[:, 1:])),
    "starts": ("starts", lambda p: lump(p, starts=p.scenarios.lumps.starts[::-1])),
    "negative weight": ("weight", lambda p: scenario(p, weight=put(p.scenarios.weight, -1.0))),
    "weights": ("weights", lambda p: scenario(p, weight=p.scenarios.weight * 0.9)),
    "need": ("need", lambda p: scenario(p, need=put(p.scenarios.need, M // 3))),
    "lump of nobody": (
        "lump.programme",
        lambda p: lump(p, programme=put(p.scenarios.lumps.programme, 9)),
    ),
    "negative lump": ("lump.yen", lambda p: lump(p, yen=put(p.scenarios.lumps.yen, -M))),
    "lump of nan": ("lump.worth", lambda p: lump(p, worth=put(p.scenarios.lumps.worth, np.nan))),
    "lump codes": ("lump.code", lambda p: lump(p, code=("L",))),
    "package": ("package.sort", lambda p: replace(named(p), packages=(Package("K", ""),))),
    "package of strangers": (
        "member",
        lambda p: replace(named(p), packages=(Package("K", "", lumps=("X",)),)),
    ),
    "package below nothing": (
        "package.most",
        lambda p: replace(named(p), packages=(Package("K", "", programmes=("P0",), at_most=-1),)),
    ),
    "shares": ("across", lambda p: replace(named(p), across=(Across("L0", {"P0": 999 * M}),))),
    "lump twice": (
        "lump.twice",
        lambda p: replace(named(p, "L"), packages=(Package("K", "", lumps=("L",)),)),
    ),
}


def named(problem: Problem, name: str | None = None) -> Problem:
    """Every lump with a code."""
    count = len(problem.scenarios.lumps.yen)
    return lump(problem, code=tuple(name or f"L{i}" for i in range(count)))


@pytest.mark.parametrize("case", BAD)
def test_a_bad_problem_is_refused_with_its_item(case: str) -> None:
    sort, broken = BAD[case]
    problem = broken(worlds.year(3))
    found = allocation.check(problem)
    assert f"allocation.{sort}" in [one.code for one in found]
    for one in found:
        assert one.text.ja
        assert one.text.en
        assert "{" not in one.text.ja + one.text.en
    with pytest.raises(AllocationError) as refused:
        allocation.solve(problem)
    assert refused.value.findings == tuple(found)
    with pytest.raises(AllocationError):
        allocation.evaluate(problem, {})


def test_everything_is_found_at_once() -> None:
    problem = replace(first(worlds.year(3), floor=-M), total=-M, penalty=float("inf"))
    codes = {one.code for one in allocation.check(problem)}
    assert codes >= {"allocation.yen", "allocation.penalty"}
    assert {one.items for one in allocation.check(problem)} >= {("P0",), ("total",)}


def simple(*programmes: Programme, total: int, caps: tuple[Cap, ...] = ()) -> Problem:
    """Programmes without lumps."""
    year = worlds.year(1, programmes=len(programmes), lumps=0, scenarios=1)
    return replace(year, programmes=programmes, total=total, caps=caps)


def test_a_contradiction_names_the_smallest_set_of_rules() -> None:
    a, b, c = (Programme(code, f"事業{code}", 30 * M, 90 * M) for code in "ABC")
    caps = (Cap("J", "プロジェクト", ("A", "B"), 50 * M), Cap("K", "all", ("A", "B", "C"), 300 * M))
    (found,) = allocation.check(simple(a, b, c, total=400 * M, caps=caps))
    assert found.code == "allocation.infeasible"
    assert set(found.items) == {"A", "B", "J"}
    assert "30,000,000" in found.text.ja
    assert "50,000,000" in found.text.en
    (found,) = allocation.check(simple(a, b, c, total=80 * M))
    assert set(found.items) == {"A", "B", "C", "total"}
    little = replace(a, floor=0, least=60 * M)
    (found,) = allocation.check(
        simple(little, b, total=100 * M, caps=(Cap("F", "", ("A",), 50 * M, 10 * M),))
    )
    assert set(found.items) == {"A", "F"}
    assert allocation.check(simple(a, b, c, total=90 * M)) == []


def test_changes_amounts_limits_and_targets_are_checked() -> None:
    problem = worlds.year(3)
    plan = allocation.solve(problem)
    for changes, sort in (
        (Changes(floors={"X": M}), "changed"),
        (Changes(pins={"P0": 999 * M}), "infeasible"),
        (Changes(floors={"P0": 999 * M}), "bounds"),
        (Changes(total=-M), "yen"),
    ):
        with pytest.raises(AllocationError) as refused:
            allocation.resolve(plan, changes)
        assert refused.value.findings[0].code == f"allocation.{sort}"
    with pytest.raises(AllocationError) as refused:
        allocation.evaluate(problem, {"P0": M, "P1": 5, "X": M})
    assert {one.code for one in refused.value.findings} == {
        "allocation.amount", "allocation.amount.unknown", "allocation.yen",
    }  # fmt: skip
    for wrong in ({"limit": 0.0}, {"limit": float("nan")}, {"target": -1.0}, {"target": 2.0}):
        with pytest.raises(AllocationError):
            allocation.solve(problem, **wrong)


def test_a_solver_that_ends_without_an_answer_is_an_error() -> None:
    endless = Rows()
    endless.column(1.0)
    with pytest.raises(SolverError) as refused:
        solver.solve(endless.model(), "test")
    assert "test" in refused.value.text.en
    nothing = Rows()
    nothing.column(1.0, 0.0, 1.0)
    nothing.row({0: 1.0}, 2.0, 3.0)
    assert solver.solve(nothing.model(), "test") is None
