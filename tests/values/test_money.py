"""Yen are whole, exact and conserved."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.values.errors import UnitError
from ikkan.values.money import Rounding, Unit, Yen

AMOUNTS = st.integers(min_value=-(10**18), max_value=10**18)
PARTS = st.fractions(min_value=0, max_value=9, max_denominator=999)
WEIGHTS = st.lists(PARTS, min_size=1, max_size=8).filter(any)


def test_yen_add_and_compare() -> None:
    assert Yen(3) + Yen(4) - Yen(5) == Yen(2)
    assert -Yen(3) < Yen(0) < Yen(1) * 2 == 2 * Yen(1)
    assert Yen.total([]) == Yen(0)
    assert Yen.total(Yen(n) for n in range(5)) == Yen(10)
    assert (str(Yen(1_234_567)), str(Yen(-5))) == ("¥1,234,567", "-¥5")


@pytest.mark.parametrize("amount", [1.0, True, "1", Decimal(1), None])
def test_yen_are_made_of_whole_numbers_only(amount: Any) -> None:
    with pytest.raises(TypeError):
        Yen(amount)


@pytest.mark.parametrize("other", [1.5, Decimal(1), Fraction(1, 2), True, Yen(1)])
def test_yen_are_multiplied_by_whole_numbers_only(other: Any) -> None:
    with pytest.raises(TypeError):
        Yen(2) * other


@pytest.mark.parametrize("other", [1, 1.0, Decimal(1)])
def test_yen_add_to_yen_only(other: Any) -> None:
    with pytest.raises(TypeError):
        Yen(2) + other
    with pytest.raises(TypeError):
        Yen(2) - other


@pytest.mark.parametrize(
    ("amount", "part", "half_up", "down", "up"),
    [
        (5, Fraction(1, 2), 3, 2, 3),
        (-5, Fraction(1, 2), -3, -2, -3),
        (5, Fraction(-1, 2), -3, -2, -3),
        (10, Fraction(1, 3), 3, 3, 4),
        (10, Fraction(0), 0, 0, 0),
        (0, Fraction(1, 3), 0, 0, 0),
        (7, Fraction(2), 14, 14, 14),
    ],
)
def test_a_share_is_rounded_as_said(
    amount: int, part: Fraction, half_up: int, down: int, up: int
) -> None:
    assert Yen(amount).share(part) == Yen(half_up)
    assert Yen(amount).share(part, rounding=Rounding.DOWN) == Yen(down)
    assert Yen(amount).share(part, rounding=Rounding.UP) == Yen(up)


def test_a_share_by_a_float_is_refused() -> None:
    part: Any = 0.1
    with pytest.raises(TypeError):
        Yen(10).share(part)
    with pytest.raises(TypeError):
        Yen.split(Yen(10), [part])


def test_split_gives_the_odd_yen_to_the_larger_remainder_then_the_earlier_weight() -> None:
    third = Fraction(1, 3)
    assert Yen.split(Yen(100), [third] * 3) == (Yen(34), Yen(33), Yen(33))
    assert Yen.split(Yen(10), [Fraction(1), Fraction(3), Fraction(2)]) == (Yen(2), Yen(5), Yen(3))
    assert Yen.split(Yen(-100), [third] * 3) == (Yen(-34), Yen(-33), Yen(-33))
    assert Yen.split(Yen(1), [Fraction(0), Fraction(1)]) == (Yen(0), Yen(1))


@pytest.mark.parametrize(
    "weights", [[], [Fraction(0)], [Fraction(1), Fraction(-1, 2)], [Fraction(-1)]]
)
def test_split_without_usable_weights_is_refused(weights: list[Fraction]) -> None:
    with pytest.raises(UnitError):
        Yen.split(Yen(10), weights)


@given(AMOUNTS, WEIGHTS)
def test_split_conserves_the_total_and_stays_within_one_yen(
    amount: int, weights: list[Fraction]
) -> None:
    parts = Yen.split(Yen(amount), weights)
    assert Yen.total(parts) == Yen(amount)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.amount - amount * weight / sum(weights)) < 1
        assert weight or part == Yen(0)


@given(AMOUNTS, st.fractions(min_value=-2, max_value=2))
def test_a_share_is_at_most_half_a_yen_off(amount: int, part: Fraction) -> None:
    assert abs(Yen(amount).share(part).amount - amount * part) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("value", "unit", "yen"),
    [
        ("1261", Unit.OKU, 126_100_000_000),
        ("3.8", Unit.OKU, 380_000_000),
        ("-0.5", Unit.THOUSAND, -500),
        ("8920860", Unit.THOUSAND, 8_920_860_000),
        ("12.3", Unit.MILLION, 12_300_000),
        ("1", Unit.TEN_THOUSAND, 10_000),
        ("0.2", Unit.CHO, 200_000_000_000),
    ],
)
def test_amounts_in_printed_units(value: str, unit: Unit, yen: int) -> None:
    assert Yen.from_unit(Decimal(value), unit) == Yen(yen)
    assert Yen(yen).in_unit(unit) == Decimal(value)


@given(AMOUNTS, st.sampled_from(Unit))
def test_units_lose_nothing(amount: int, unit: Unit) -> None:
    assert Yen.from_unit(Yen(amount).in_unit(unit), unit) == Yen(amount)


@pytest.mark.parametrize("value", ["0.5", "NaN", "Infinity", "0.00000000000000000000000000000001"])
def test_parts_of_a_yen_and_what_is_no_number_are_refused(value: str) -> None:
    with pytest.raises(UnitError):
        Yen.from_unit(Decimal(value), Unit.YEN)


@pytest.mark.parametrize("value", [0.5, "1", True, None])
def test_amounts_come_as_decimals(value: Any) -> None:
    with pytest.raises(TypeError):
        Yen.from_unit(value, Unit.OKU)


def test_units_are_found_by_their_symbol() -> None:
    assert all(Unit.of(unit.symbol) is unit for unit in Unit)
    assert Unit.OKU.factor == 100_000_000
    with pytest.raises(UnitError, match="億円"):
        Unit.of("ドル")
