"""What a proposal is worth, how its money is cut, and what an edit contradicts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikkan.optimize import allocation
from ikkan.pack import loader
from ikkan.portfolio.studio import building, effects, engine, messages, rules
from ikkan.portfolio.studio.effects import Past
from ikkan.portfolio.studio.rules import Ask, Edit, Edits, Formula, ValueModel
from ikkan.values.text import Text

M = rules.UNIT
MODEL = ValueModel(
    code="targets",
    edition="1",
    name=Text("目標", "Targets"),
    formula=Formula.BOTH,
    weights={"licences": Fraction(1, 130), "trials": Fraction(1, 60)},
)
ASK = Ask(
    code="PROP-1",
    title=Text("提案", "Proposal"),
    sort="discretion",
    case="a",
    project="T3-P1",
    programme="p",
    ministry="m",
    target="",
    yen=600 * M,
    least=200 * M,
    score=8.0,
    expected={"licences": 2.0, "trials": 1.0},
    probability=0.5,
)
scores = st.floats(0, 10)
shares = st.floats(0, 1)


@settings(max_examples=40)
@given(
    score=scores, probability=shares, licences=st.floats(0, 50), formula=st.sampled_from(Formula)
)
def test_worth_is_the_product_that_the_rule_names(
    score: float, probability: float, licences: float, formula: Formula
) -> None:
    model = replace(MODEL, formula=formula)
    ask = replace(ASK, score=score, probability=probability, expected={"licences": licences})
    taken = {
        Formula.BOTH: score / 10 * probability,
        Formula.PROBABILITY: probability,
        Formula.SCORE: score / 10,
    }[formula]
    assert rules.worth(model, ask) == pytest.approx(taken * licences * rules.POINTS / 130)
    assert rules.worth(model, ask) <= rules.worth_if(model, ask) + 1e-6
    assert rules.like(model, rules.worth(model, ask)) == pytest.approx(taken * licences)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "B", "C"]),
            st.sampled_from([Edit.PIN, Edit.FLOOR, Edit.FORBID, Edit.FREE]),
            st.integers(0, 5_000),
        ),
        max_size=8,
    )
)
def test_edits_come_back_from_an_address_as_they_were(said: list[tuple[str, Edit, int]]) -> None:
    edits = Edits()
    for code, edit, million in said:
        edits = edits.changed(edit, code, million * M)
    back, found = rules.read_edits(edits.written())
    assert back == edits
    assert not found
    assert len({code for code, _, _ in edits.each()}) == len(edits.each())


def test_what_cannot_be_read_or_cannot_be_is_found_and_nothing_is_guessed() -> None:
    _, found = rules.read_edits(["A~pin~-5", "A~melt~5", "nonsense", "A~pin~１"])
    assert [one.code for one in found] == ["studio.edit"] * 4
    edits = Edits(pins={"PROP-1": 700 * M, "PROP-9": M}, floors={})
    codes = [one.code for one in rules.edit_findings([ASK], edits, 500 * M)]
    assert codes == ["studio.above", "studio.unknown", "studio.over_pot"]
    below = rules.edit_findings([ASK], Edits(floors={"PROP-1": 100 * M}), 500 * M)
    assert [one.code for one in below] == ["studio.below"]
    assert not rules.edit_findings([ASK], Edits(forbids=frozenset({"PROP-1"})), 0)


def test_a_model_without_edition_or_weight_and_a_wrong_rule_are_named() -> None:
    bad = replace(MODEL, edition=" ", formula="x", weights={})
    codes = [one.code for one in rules.model_findings(bad)]
    assert codes == ["value.no_edition", "value.unknown_rule", "value.no_weight"]
    assert "targets" in messages.said(rules.model_findings(bad)[0]).en
    assert not rules.model_findings(MODEL)
    negative = replace(MODEL, weights={"licences": Fraction(-1, 2)})
    assert [one.code for one in rules.model_findings(negative)] == ["value.bad_weight"]


def test_proposals_that_cannot_be_planned_are_found_all_at_once() -> None:
    bad = [
        replace(ASK, code="A", yen=5),
        replace(ASK, code="B", score=11.0),
        replace(ASK, code="C", expected={}),
        replace(ASK, code="D", probability=float("nan")),
        replace(ASK, code="E", expected={"trials": -1.0}),
        replace(ASK, code="F", yen=100 * M, least=200 * M),
    ]
    codes = [one.code for one in rules.ask_findings(bad, [MODEL])]
    assert codes == [
        *("studio.amount", "studio.score", "studio.no_effect"),
        *("studio.probability", "studio.expected", "studio.amount"),
    ]
    assert all(messages.said(one) for one in rules.ask_findings(bad, [MODEL]))


def test_the_weights_of_the_pack_are_one_over_the_printed_targets(pack_dir: Path) -> None:
    pack = loader.load(pack_dir)
    figures = {row.code: row for row in pack.rows["figure"]}
    assert pack.rows["value_model"]
    for row in pack.rows["value_weight"]:
        target = figures[row.data["figure"]].data["value"]
        assert row.data["weight"] == Fraction(1) / Fraction(target)


def test_scenarios_hold_what_goes_well_and_their_mean_is_the_worth() -> None:
    asks = [ASK, replace(ASK, code="PROP-2", yen=100 * M, least=0, probability=0.25)]
    goes = np.array([[True, True], [True, False], [False, False], [False, False]])
    made = building.scenarios(asks, MODEL, goes)
    assert made.lumps.starts.tolist() == [0, 2, 3, 3, 3]
    mean = made.lumps.worth.sum() / 4
    assert mean == pytest.approx(rules.worth(MODEL, asks[0]) + rules.worth(MODEL, asks[1]))
    certain = building.scenarios(asks, replace(MODEL, formula=Formula.SCORE), goes)
    assert len(certain.lumps.yen) == 8
    never = building.scenarios(asks, MODEL, np.zeros((4, 2), dtype=bool))
    assert never.lumps.worth.sum() / 4 == pytest.approx(mean)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 9 * M), st.integers(0, 3 * M)), min_size=1, max_size=6),
)
def test_whole_amounts_keep_the_sum_the_ceilings_and_the_unit(said: list[tuple[int, int]]) -> None:
    x = {str(at): yen for at, (yen, _) in enumerate(said)}
    ceilings = {str(at): -(-(yen + room) // M) * M for at, (yen, room) in enumerate(said)}
    found = rules.whole_amounts(x, ceilings)
    assert all(yen % M == 0 and abs(yen - x[code]) < M for code, yen in found.items())
    assert all(yen <= ceilings[code] for code, yen in found.items())
    assert sum(found.values()) <= sum(x.values()) + len(x) * M // 1_000
    assert rules.whole_amounts({"A": 7_499 * M + M - 1}, {"A": 9_000 * M}) == {"A": 7_500 * M}


def test_effects_grow_with_money_from_the_same_chances() -> None:
    goes = np.random.default_rng(1).random((500, 1)) < 0.5
    full, half, none = ({"PROP-1": part * 300 * M} for part in (2, 1, 0))
    pasts = {"licences": Past(years=((2024, 3), (2025, 5))), "trials": Past()}
    more, less = effects.effects([ASK], goes, (full, half), pasts, seed=3)
    assert more.none is not None
    assert more.none.low <= more.none.mid <= more.none.high
    assert more.engine.mid >= more.human.mid >= more.none.mid
    assert more.more.high <= 0
    assert less.none is None
    assert less.engine.high >= less.human.high >= 0
    (same,) = effects.effects([ASK], goes, (none, none), {"licences": Past()}, seed=3)
    assert (same.engine.high, same.more.low, same.more.high) == (0, 0, 0)


def test_where_the_proof_falls_short_an_easier_problem_bounds_the_plan() -> None:
    asks = [
        replace(ASK, code=f"PROP-{at}", yen=yen * M, least=yen * M // 2, probability=0.4 + at / 10)
        for at, yen in enumerate((300, 500, 700, 900))
    ]
    goes = np.random.default_rng(2).random((40, 4)) < [one.probability for one in asks]
    pot = building.Pot(yen=1_150 * M, reserve=200 * M)
    plan = allocation.solve(building.problem(asks, pot, MODEL, goes), integer=False)
    loose = replace(plan, bound=plan.value * 1.2, gap=1 / 6, status="gap")
    found = engine.proven(loose)
    least = {one.code: one.least for one in asks}
    assert found.value <= found.bound < loose.bound
    assert found.gap == pytest.approx((found.bound - found.value) / found.bound)
    assert found.certificate.sort == "lagrangian"
    assert all(not yen or yen >= least[code] for code, yen in found.x.items())
    sound = replace(plan, status="optimal")
    assert engine.proven(sound).bound == plan.bound
