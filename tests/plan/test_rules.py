"""The rule of design §3, case by case, and what it must never do."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.plan import rules
from ikkan.plan.rules import Identity, Verdict
from ikkan.values.errors import InputError
from ikkan.values.figure import Figure


def figure(code: str, value: str, rounding: str = "1", unit: str = "億円", **given: bool) -> Figure:
    return Figure(
        code=code,
        printed=value,
        value=Decimal(value),
        unit=unit,
        rounding=Decimal(rounding),
        **given,
    )


def judged(rule: str, left: str, right: str, *figures: Figure) -> rules.Judgement:
    identity = Identity(
        code="K", rule=f"identity.{rule}", left=rules.signed(left), right=rules.signed(right)
    )
    return rules.judge(identity, {each.code: each for each in figures})


def verdict(rule: str, left: str, right: str, *figures: Figure) -> Verdict:
    return judged(rule, left, right, *figures).verdict


def test_parts_that_sum_to_the_print_hold() -> None:
    parts = [figure("a", "584"), figure("b", "473"), figure("c", "177"), figure("t", "1234")]
    found = judged("sum", "+a +b +c", "+t", *parts)
    assert found.verdict is Verdict.HOLDS
    assert found.arithmetic == "584 + 473 + 177 = 1,234 = 1,234"
    assert found.difference == 0


def test_finer_parts_rounded_to_the_printed_digit_hold() -> None:
    parts = [figure("a", "4.6", "0.1"), figure("b", "28.1", "0.1"), figure("t", "33")]
    found = judged("sum", "+a +b", "+t", *parts)
    assert found.verdict is Verdict.HOLDS
    assert found.arithmetic == "4.6 + 28.1 = 32.7 ≈ 33"


def test_half_a_digit_is_rounded_up() -> None:
    assert verdict("sum", "+a", "+t", figure("a", "2.5", "0.1"), figure("t", "3")) is Verdict.HOLDS


def test_a_sum_off_by_one_is_within_the_rounding_of_its_parts() -> None:
    parts = [figure("a", "557"), figure("b", "476"), figure("c", "169"), figure("t", "1201")]
    found = judged("sum", "+a +b +c", "+t", *parts)
    assert found.verdict is Verdict.WITHIN_ROUNDING
    assert (found.left, found.right, found.difference) == (1202, 1201, 1)
    assert found.left_interval.meets(found.right_interval)


def test_a_sum_off_by_more_than_rounding_contradicts() -> None:
    parts = [figure("a", "557"), figure("b", "476"), figure("t", "1035")]
    assert verdict("sum", "+a +b", "+t", *parts) is Verdict.CONTRADICTION


def test_intervals_that_only_touch_do_not_meet() -> None:
    """[1.5, 2.5) and [2.5, 3.5): nothing lies in both."""
    assert verdict("same", "+a", "+b", figure("a", "2"), figure("b", "3")) is Verdict.CONTRADICTION


def test_same_compares_every_print_with_the_first() -> None:
    prints = [figure("a", "175"), figure("b", "175"), figure("c", "176")]
    assert verdict("same", "+a +b", "", *prints) is Verdict.HOLDS
    found = judged("same", "+a +b +c", "", *prints)
    assert found.verdict is Verdict.CONTRADICTION
    assert [one.verdict for one in found.comparisons] == [Verdict.HOLDS, Verdict.CONTRADICTION]
    assert found.decisive is found.comparisons[1]


def test_a_printed_rate_is_compared_with_what_unrounded_amounts_allow() -> None:
    new, old = figure("new", "1261"), figure("old", "1259")
    rate = figure("rate", "0.1", "0.1", "%")
    found = judged("rate", "+new -old", "+rate", new, old, rate)
    assert found.verdict is Verdict.WITHIN_ROUNDING
    assert found.arithmetic == "(1,261 − 1,259) ÷ 1,259 × 100 = 0.159 ≠ 0.1"
    other = figure("rate", "5.4", "0.1", "%")
    pair = figure("new", "835"), figure("old", "792")
    assert verdict("rate", "+new -old", "+rate", *pair, other) is Verdict.HOLDS


def test_a_part_is_at_most_its_whole() -> None:
    whole = figure("t", "32.5", "0.1")
    assert verdict("at_most", "+a", "+t", figure("a", "32.5", "0.1"), whole) is Verdict.HOLDS
    near = verdict("at_most", "+a", "+t", figure("a", "32.6", "0.1"), whole)
    assert near is Verdict.CONTRADICTION, "32.55 and below 32.55 share nothing"
    coarse = verdict("at_most", "+a", "+t", figure("a", "33"), whole)
    assert coarse is Verdict.WITHIN_ROUNDING
    assert verdict("at_most", "+a", "+t", figure("a", "40"), whole) is Verdict.CONTRADICTION


@pytest.mark.parametrize(
    ("years", "expected"), [("8", Verdict.HOLDS), ("6", Verdict.CONTRADICTION)]
)
def test_years_of_a_span_are_counted_exactly(years: str, expected: Verdict) -> None:
    spans = (
        figure("first", "2020", unit="年度", exact=True),
        figure("last", "2027", unit="年度", exact=True),
        figure("years", years, unit="年間", exact=True),
    )
    assert verdict("span", "+last -first", "+years", *spans) is expected


def test_no_identity_is_declared_and_judges_nothing() -> None:
    found = judged("none", "+a", "+b", figure("a", "104"), figure("b", "515"))
    assert found.verdict is Verdict.NO_IDENTITY
    assert found.decisive is None
    assert [term.code for term in found.terms] == ["a", "b"]


@pytest.mark.parametrize(
    ("rule", "left", "right", "code"),
    [
        ("sum", "+a", "+rough", "identity.approximate"),
        ("sum", "+a", "+people", "identity.unit"),
        ("sum", "+a", "", "identity.shape"),
        ("same", "+a", "", "identity.shape"),
        ("same", "+a -b", "", "identity.shape"),
        ("rate", "+a +b", "+b", "identity.shape"),
        ("span", "+a", "+b", "identity.shape"),
        ("sum", "+a +nothing", "+b", "identity.figure"),
    ],
)
def test_what_may_not_be_judged_is_refused_with_its_code(
    rule: str, left: str, right: str, code: str
) -> None:
    known = (
        figure("a", "1"),
        figure("b", "1"),
        figure("rough", "1", approximate=True),
        figure("people", "1", unit="人"),
    )
    with pytest.raises(InputError) as refused:
        judged(rule, left, right, *known)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("value", "rounding", "exact"),
    [("0", "1", True), ("0", "1", False), ("0.5", "1", False), ("-0.5", "1", False)],
)
def test_no_rate_is_computed_from_what_may_be_zero(value: str, rounding: str, exact: bool) -> None:
    known = {
        "new": figure("new", "10"),
        "old": figure("old", value, rounding, exact=exact),
        "rate": figure("rate", "5", "0.1", "%"),
    }
    identity = Identity(
        code="K", rule=rules.RATE, left=rules.signed("+new -old"), right=rules.signed("+rate")
    )
    assert [one.code for one in rules.unfit(identity, known)] == ["identity.zero"]
    with pytest.raises(InputError):
        rules.judge(identity, known)
    below = {**known, "old": figure("old", "-2")}
    assert rules.unfit(identity, below) == ()
    rules.judge(identity, below)


def test_bases_never_mix_unless_one_is_comparable() -> None:
    assert rules.mixed_bases(["as_published", "recast_fy2021"]) == (
        "as_published",
        "recast_fy2021",
    )
    initial = {"initial_fy2021"}
    assert rules.mixed_bases(["recast_fy2021", "initial_fy2021"])
    assert rules.mixed_bases(["recast_fy2021", "initial_fy2021"], initial) == ()
    assert rules.mixed_bases(["as_published", "initial_fy2021", "as_published"], initial) == ()
    assert rules.mixed_bases(["as_published", "initial_fy2021", "recast_fy2021"], initial)
    identity = Identity(code="K", rule=rules.SUM, left=rules.signed("+a"), right=rules.signed("+b"))
    figures = {code: figure(code, "1") for code in "ab"}
    mixed = {"a": "as_published", "b": "recast_fy2021"}
    assert [one.code for one in rules.unfit(identity, figures, mixed)] == ["identity.basis"]
    free = Identity(code="K", rule=rules.NONE, left=identity.left, right=identity.right)
    assert rules.unfit(free, figures, mixed) == ()


def test_the_worst_of_several_verdicts_marks_a_figure() -> None:
    assert rules.worst([Verdict.HOLDS, Verdict.CONTRADICTION]) is Verdict.CONTRADICTION
    assert rules.worst([]) is None


amounts = st.integers(min_value=-99_999, max_value=99_999)


@given(st.lists(amounts, min_size=1, max_size=8), st.sampled_from(["1", "0.1", "0.01"]))
def test_a_total_printed_from_its_own_parts_holds(parts: list[int], rounding: str) -> None:
    unit = Decimal(rounding)
    figures = [figure(f"p{n}", str(part * unit), rounding) for n, part in enumerate(parts)]
    total = figure("t", str(sum(parts) * unit), rounding)
    left = " ".join(f"+{each.code}" for each in figures)
    assert verdict("sum", left, "+t", *figures, total) is Verdict.HOLDS


@given(
    st.lists(st.decimals(min_value=-9999, max_value=9999, places=3), min_size=1, max_size=8),
    st.sampled_from(["1", "0.1"]),
)
def test_rounding_alone_never_contradicts(true: list[Decimal], rounding: str) -> None:
    """Parts and total rounded from the same unrounded numbers: holds or within rounding."""
    unit = Decimal(rounding)

    def printed(value: Decimal) -> str:
        return str((value / unit).quantize(Decimal(1), "ROUND_HALF_UP") * unit)

    figures = [figure(f"p{n}", printed(value), rounding) for n, value in enumerate(true)]
    total = figure("t", printed(sum(true, start=Decimal(0))), rounding)
    left = " ".join(f"+{each.code}" for each in figures)
    assert verdict("sum", left, "+t", *figures, total) is not Verdict.CONTRADICTION


@given(st.lists(amounts, min_size=1, max_size=8), st.sampled_from([-10, 10]), st.data())
def test_a_moved_cell_of_one_precision_contradicts(
    parts: list[int], step: int, data: st.DataObject
) -> None:
    """Up to eight parts move their sum by less than five; ten units cannot hide in that."""
    moved = data.draw(st.integers(0, len(parts) - 1))
    total = figure("t", str(sum(parts)))
    parts[moved] += step
    figures = [figure(f"p{n}", str(part)) for n, part in enumerate(parts)]
    left = " ".join(f"+{each.code}" for each in figures)
    assert verdict("sum", left, "+t", *figures, total) is Verdict.CONTRADICTION
