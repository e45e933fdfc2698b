"""Levers: how they are written, what is refused, what they do to starts, gates and readings."""

from __future__ import annotations

import itertools
from types import SimpleNamespace

import numpy as np
import pytest

from ikkan.forecast import Pipeline
from ikkan.portfolio.steering import advice, drawing, messages, outlook, rules
from ikkan.portfolio.steering.rules import Gate, Levers, Move, NewCall, Programme
from ikkan.values.text import Text

pytestmark = pytest.mark.sqlite_only
MILLION = 1_000_000
PHASES = {"F1": Text("基礎", "Basic"), "F2": Text("応用", "Applied")}


def programme(code: str, starts: float = 2.0, yen: int = 100) -> Programme:
    return Programme(code=code, name=Text(code, code), phase="F1", starts=starts, yen=yen, active=3)


KNOWN = {"a": programme("a"), "b": programme("b", 1.0, 50), "c": programme("c", 0.0, 0)}
LEVERS = Levers(
    moves=(Move(source="a", target="b", yen=100),),
    gates=(Gate(phase="F2", points=-10, stay=80),),
    calls=(NewCall(programme="b", starts=3, years=2),),
)


def test_levers_survive_their_address_and_can_be_taken_off() -> None:
    assert rules.read(LEVERS.written()) == (LEVERS, [])
    assert LEVERS.without(1).gates == ()
    assert rules.findings(LEVERS, KNOWN, PHASES) == []
    told, wrong = rules.read([("move", "a~b"), ("gate", "F1~x~1"), ("else", "1~2~3")])
    assert not told
    assert [one.code for one in wrong] == ["lever.read"] * 3


def test_what_cannot_be_is_named_all_at_once() -> None:
    levers = Levers(
        moves=(
            Move(source="a", target="b", yen=150),
            Move(source="a", target="c", yen=60),
            Move(source="b", target="b", yen=0),
            Move(source="x", target="b", yen=1),
        ),
        gates=(Gate(phase="F9", points=0, stay=100), *[Gate(phase="F1", points=60, stay=100)] * 2),
        calls=(
            NewCall(programme="x", starts=1, years=1),
            NewCall(programme="a", starts=0, years=1),
        ),
    )
    found = rules.findings(levers, KNOWN, PHASES)
    assert {one.code for one in found} == {
        *("lever.over", "lever.cost", "lever.same", "lever.yen", "lever.programme"),
        *("lever.phase", "lever.gate", "lever.twice", "lever.call"),
    }
    assert all(messages.said(one).ja and messages.said(one).en for one in found)
    many = Levers(gates=tuple(Gate(phase=f"G{at}", points=0, stay=100) for at in range(13)))
    assert "lever.many" in {one.code for one in rules.findings(many, KNOWN, PHASES)}


def test_money_becomes_new_awards_at_what_one_costs() -> None:
    made = rules.starts(KNOWN, LEVERS, 3)
    assert made == {"a": [1.0] * 3, "b": [6.0, 6.0, 3.0], "c": [0.0] * 3}
    assert rules.extra_yen(KNOWN, LEVERS) == 150
    assert sum(rules.whole([0.4] * 10)) == 4
    assert rules.whole([1.5, 1.5]) == [2, 1]


def test_only_a_managed_indicator_with_a_target_is_met_or_missed() -> None:
    assert rules.reading("managed", 130.0, 0.9) == "likely"
    assert rules.reading("managed", 130.0, 0.5) == "open"
    assert rules.reading("managed", 130.0, 0.1) == "unlikely"
    assert rules.reading("observed", 130.0, 0.1) == ""
    assert rules.reading("managed", None, 0.1) == ""


def test_a_gate_changes_its_phase_alone() -> None:
    pipeline = Pipeline.of(tuple(PHASES), years=[2.0, 3.0], success=[0.4, 0.5])
    made = outlook.gated(pipeline, [Gate(phase="F1", points=20, stay=50)])
    assert np.allclose(made.success, [[0.6], [0.5]])
    assert (made.exits[0] > pipeline.exits[0]).all()
    assert np.array_equal(made.exits[1], pipeline.exits[1])
    assert outlook.gated(pipeline, []) is pipeline


def test_the_drawing_keeps_a_far_target_out() -> None:
    one = {"base": [[0, 0], [1, 1], [3, 4]], "scenario": [[0, 1], [1, 2], [3, 5]]}
    near = drawing.fan([2027, 2028], one | {"target": 10.0}, changed=True)
    far = drawing.fan([2027, 2028], one | {"target": 500.0}, changed=False)
    assert near.target_y is not None
    assert not near.target_above
    assert far.target_y is None
    assert far.target_above
    assert [mark.name for mark in far.marks] == ["base"]
    names = {mark.name: mark for mark in near.marks}
    assert set(names) == {"base", "scenario", "target"}
    assert names["scenario"].value == 2
    heights = sorted(mark.y for mark in near.marks)
    assert all(later - one_ >= 18 for one_, later in itertools.pairwise(heights))


@pytest.mark.parametrize(
    ("x", "advised", "more"), [(998, 1000, 0), (1004, 1000, 0), (940, 940, -60)]
)
def test_advice_closer_than_a_page_can_show_is_as_asked(x: int, advised: int, more: int) -> None:
    asked = advice.Asked(programme=KNOWN["a"], yen=1000 * MILLION, promised=0)
    plan = SimpleNamespace(x={"a": x * MILLION}, prices={"a": 0.0})
    row = advice._row(asked, plan)
    assert (row.advised, row.more) == (advised * MILLION, more * MILLION)
    assert (row.reason == messages.WHY_SAME) == (more == 0)
