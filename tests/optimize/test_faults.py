"""Bad input is refused with every fault and the name of the item, in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ikkan.optimize.assignment import AssignmentError, Problem, Weights, candidates, solve
from ikkan.values.arrays import ArrayError, Csr
from tests.optimize import worlds

pytestmark = pytest.mark.sqlite_only
SCORES = np.array([[0.9, 0.5], [0.8, 0.7], [0.1, 0.2]])


def refused(**given: Any) -> list[str]:
    """Codes of the faults of a problem on three items and two slots."""
    sound = {"scores": SCORES, "upper": [2, 2], "item_codes": ("A", "B", "C")}
    with pytest.raises(AssignmentError) as error:
        solve(Problem(**{**sound, "slot_codes": ("S", "T"), **given}))
    for fault in error.value.findings:
        assert fault.text.ja
        assert fault.text.en
    return [fault.code.removeprefix("assignment.") for fault in error.value.findings]


@pytest.mark.parametrize("value", [float("nan"), -0.1, float("inf")])
def test_a_score_that_is_no_score_names_the_pair(value: float) -> None:
    scores = SCORES.copy()
    scores[1, 0] = value
    with pytest.raises(AssignmentError) as error:
        solve(Problem(scores=scores, upper=[2, 2], item_codes=("A", "B", "C")))
    assert error.value.findings[0].items == ("B",)


def test_every_fault_is_told_at_once() -> None:
    found = refused(
        item_codes=("A", "A", "C"),
        slot_codes=("S", "S"),
        need=[1, -1, 1.5],
        upper=[1, 1, 1],
        money=[-2, 5],
        conflicts=[(9, 0)],
        floor=float("nan"),
    )
    assert found == [
        "item.twice", "slot.twice", "need", "need", "shape", "money", "pair", "floor",
    ]  # fmt: skip


def test_contradictory_pins_are_named() -> None:
    assert refused(pins=[(0, 0), (0, 1)]) == ["pin.need"]
    assert refused(pins=[(0, 0), (1, 0), (2, 0)]) == ["pin.upper"]
    assert refused(pins=[(0, 0)], forbids=[(0, 0)], conflicts=[(0, 0)]) == [
        "pin.conflicts",
        "pin.forbids",
    ]
    assert refused(pins=[(0, 0), (0, 0)], need=[2, 1, 1]) == ["pin.twice"]
    assert refused(pins=[(0, 0)], yen=[9, 1, 1], money=[8, -1]) == ["pin.money"]


def test_capacity_below_demand_and_bounds_are_refused() -> None:
    assert refused(upper=[1, 1], whole=True) == ["capacity"]
    assert refused(lower=[2, 0], upper=[1, 2]) == ["bounds"]
    assert refused(lower=[2, 2]) == ["lower.sum"]
    assert refused(whole=True, money=[5, 5], yen=[1, 1, 1]) == ["whole.money"]
    assert refused(upper=None) == ["missing"]
    assert refused(scores=None) == ["given"]
    assert refused(scores=np.zeros(3)) == ["scores.shape"]
    assert refused(edits={(0, 0): -1.0, (7, 0): 0.5}) == ["fit", "pair"]


def test_a_pin_without_a_score_is_refused() -> None:
    scores = Csr(np.array([0, 1]), np.array([0]), np.array([0.5]), 2)
    with pytest.raises(AssignmentError, match="no score"):
        solve(Problem(scores=scores, upper=[1, 1], pins=[(0, 1)]))


def test_descriptions_are_checked() -> None:
    items, slots = worlds.described(np.random.default_rng(1), 4, 3)
    with pytest.raises(AssignmentError) as error:
        candidates(replace(items, phase=items.phase[:2]), slots, Weights(text=0.9), 0)
    codes = [fault.code for fault in error.value.findings]
    assert codes == ["assignment.weights", "assignment.k", "assignment.shape"]
    late = replace(slots, opens=np.array([800000] * 3, np.int32), closes=slots.opens * 0 + 1)
    with pytest.raises(AssignmentError, match="closes before"):
        candidates(items, late)


def test_matrices_are_checked_when_they_are_made() -> None:
    with pytest.raises(ArrayError, match="Rows 0"):
        Csr(np.array([0, 2]), np.array([1, 1]), np.array([0.5, 0.5]), 2)
    with pytest.raises(ArrayError, match="together"):
        Csr(np.array([0, 3]), np.array([1, 1]), np.array([0.5, 0.5]), 2)
    with pytest.raises(ArrayError, match="Rows 1"):
        Csr(np.array([0, 0, 1]), np.array([5]), np.array([0.5]), 2)
