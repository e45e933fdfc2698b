"""Figures and their intervals; the arithmetic never loses a possible value."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ikkan.values import printed
from ikkan.values.errors import InputError, UnitError
from ikkan.values.figure import Figure, Interval

D = Decimal
NUMBERS = st.decimals(min_value=-10_000, max_value=10_000, places=3)


@st.composite
def members(draw: st.DrawFn) -> tuple[Interval, Decimal]:
    """An interval and a number in it, often at an end."""
    low, high = sorted([draw(NUMBERS), draw(NUMBERS)])
    interval = Interval(low, high, draw(st.booleans()), draw(st.booleans()))
    inside = draw(st.one_of(st.sampled_from([low, high]), st.decimals(low, high, places=4)))
    assume(interval.contains(inside))
    return interval, inside


def test_an_interval_is_closed_below_and_open_above() -> None:
    interval = Interval(D("1260.5"), D("1261.5"))
    assert D("1260.5") in interval
    assert D("1261.4999") in interval
    assert D("1261.5") not in interval
    assert "1261" not in interval


def test_equal_ends_are_a_point() -> None:
    point = Interval.point(D(5))
    assert point == Interval(D(5), D(5), False, False)
    assert D(5) in point
    assert point.meets(point)


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        (Interval(D(0), D(1)), Interval(D(1), D(2)), False),
        (Interval(D(0), D(1), closed_high=True), Interval(D(1), D(2)), True),
        (Interval(D(0), D(1)), Interval(D("0.999"), D(2)), True),
        (Interval(D(0), D(1)), Interval.point(D(1)), False),
        (Interval(D(0), D(1)), Interval.point(D(0)), True),
        (Interval(D(0), D(3)), Interval(D(1), D(2)), True),
        (Interval(D(0), D(1)), Interval(D(5), D(6)), False),
    ],
)
def test_intervals_meet_or_not(one: Interval, other: Interval, meets: bool) -> None:
    assert one.meets(other) is meets
    assert other.meets(one) is meets


@pytest.mark.parametrize(("low", "high"), [("2", "1"), ("NaN", "1"), ("0", "Infinity")])
def test_impossible_ends_are_refused(low: str, high: str) -> None:
    with pytest.raises((InputError, ArithmeticError)):
        Interval(D(low), D(high))


def test_the_sum_of_a_table_of_2014() -> None:
    parts = [Interval.rounded(D(n), D(1)) for n in (557, 476, 169)]
    assert Interval.total(parts) == Interval(D("1200.5"), D("1203.5"))
    assert Interval.total(parts).meets(Interval.rounded(D(1201), D(1)))
    assert not Interval.total(parts).meets(Interval.rounded(D(1199), D(1)))
    assert Interval.total([]) == Interval.point(D(0))


@given(members(), members())
def test_sums_and_differences_hold_every_case(
    one: tuple[Interval, Decimal], other: tuple[Interval, Decimal]
) -> None:
    (x_in, x), (y_in, y) = one, other
    assert (x_in + y_in).contains(x + y)
    assert (x_in - y_in).contains(x - y)
    assert (-x_in).contains(-x)


@given(members(), NUMBERS)
def test_scaling_holds_every_case(one: tuple[Interval, Decimal], factor: Decimal) -> None:
    interval, x = one
    assert interval.scale(factor).contains(x * factor)


@given(members(), members())
def test_ratios_hold_every_case(
    one: tuple[Interval, Decimal], other: tuple[Interval, Decimal]
) -> None:
    (x_in, x), (y_in, y) = one, other
    assume(y_in.low > 0 or y_in.high < 0)
    ratio, exact = x_in.over(y_in), Fraction(x) / Fraction(y)
    assert Fraction(ratio.low) <= exact <= Fraction(ratio.high)
    assert ratio.closed_low or exact != Fraction(ratio.low)
    assert ratio.closed_high or exact != Fraction(ratio.high)


def test_a_ratio_by_what_may_be_zero_is_refused() -> None:
    with pytest.raises(InputError):
        Interval.point(D(1)).over(Interval(D(0), D(1)))


@given(
    st.decimals(min_value=-10_000, max_value=10_000, places=4),
    st.sampled_from([D(1), D("0.1"), D("0.01"), D(10)]),
)
def test_a_number_lies_in_the_interval_of_its_print(true: Decimal, rounding: Decimal) -> None:
    value = (true / rounding).quantize(D(1), ROUND_HALF_UP) * rounding
    assert Interval.rounded(value, rounding).contains(true)
    assert not Interval.rounded(value + rounding, rounding).contains(true)
    assert not Interval.rounded(value - rounding, rounding).contains(true)


def test_the_closed_end_is_the_one_away_from_zero_before_rounding() -> None:
    assert Interval.rounded(D(3), D(1)) == Interval(D("2.5"), D("3.5"), True, False)
    assert Interval.rounded(D(-3), D(1)) == Interval(D("-3.5"), D("-2.5"), False, True)
    assert Interval.rounded(D(0), D(1)) == Interval(D("-0.5"), D("0.5"), False, False)


def test_a_figure_of_a_print() -> None:
    figure = Figure.of("fy2021.amed", printed.parse("１，２６１億円"))
    assert (figure.text, figure.value, figure.unit) == ("１，２６１億円", 1261, "億円")
    assert figure.interval == Interval(D("1260.5"), D("1261.5"))


def test_a_figure_printed_to_the_man_is_narrow() -> None:
    figure = Figure.of("aspire.a", printed.parse("3億8,000万円"))
    assert figure.interval == Interval(D("3.79995"), D("3.80005"))


def test_a_count_of_years_is_exact() -> None:
    figure = Figure.of("fund.years", printed.parse("5年間"), exact=True)
    assert figure.interval == Interval.point(D(5))


def test_an_approximate_figure_has_no_interval() -> None:
    figure = Figure.of("scale", printed.parse("約2500億円/年"))
    assert figure.approximate
    assert figure.interval is None


def test_a_figure_without_unit_is_refused() -> None:
    with pytest.raises(UnitError):
        Figure.of("x", printed.parse("557"))


def test_a_figure_that_differs_from_its_print_is_refused() -> None:
    shown = printed.parse("3億円")
    with pytest.raises(UnitError):
        Figure(code="x", printed=shown, value=D(3), unit="千円", rounding=D(1))
    with pytest.raises(InputError):
        Figure(code="x", printed=shown, value=D(4), unit="億円", rounding=D(1))
    with pytest.raises(InputError):
        Figure(code="x", printed=shown, value=D(3), unit="億円", rounding=D(1), approximate=True)


@pytest.mark.parametrize(("value", "rounding"), [("NaN", "1"), ("3", "0"), ("3", "-1")])
def test_a_figure_needs_a_value_and_a_rounding(value: str, rounding: str) -> None:
    with pytest.raises(InputError):
        Figure(code="x", printed="?", value=D(value), unit="億円", rounding=D(rounding))


def test_a_figure_may_keep_a_bare_text() -> None:
    figure = Figure(code="x", printed="三億円", value=D(3), unit="億円", rounding=D(1))
    assert figure.text == "三億円"
