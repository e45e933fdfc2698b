"""Sums of a sheet, keys under which sheets name one another, likeness of names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.budget.sheets import rules
from ikkan.budget.sheets.likeness import alike, pairs
from ikkan.budget.sheets.rules import APART, EITHER, NewBudget, Scale

MILLION = 1_000_000
ROUNDED = Scale(carried_out=EITHER, tolerance=MILLION)
EXACT = Scale(carried_out=APART, tolerance=0)


@pytest.mark.parametrize(
    ("amounts", "scale", "rest", "holds"),
    [
        ((100, 20, 10, 30, 0, 100), ROUNDED, 0, True),  # carried out, printed without a sign
        ((100, 20, 10, -30, 0, 100), ROUNDED, 0, True),  # and with one
        ((100, 0, 0, 0, 0, 101), ROUNDED, 1, True),  # rounding of the parts
        ((100, 0, 0, 0, 0, 102), ROUNDED, 2, False),
        ((100, None, None, None, None, 100), ROUNDED, 0, True),
        ((100, 0, 0, 30, 0, 100), EXACT, 0, True),  # what is carried out is no part of the total
        ((100, 0, 0, 0, 0, 99), EXACT, -1, False),
        ((100, 0, 0, 0, 0, None), EXACT, None, None),  # nothing printed, nothing checked
    ],
)
def test_parts_and_total(
    amounts: tuple[int | None, ...], scale: Scale, rest: int | None, holds: bool | None
) -> None:
    said = [None if one is None else one * MILLION for one in amounts]
    row = NewBudget(fiscal_year=2020, **dict(zip((*rules.PARTS, "total"), said, strict=True)))
    found = rules.gap(row, scale)
    assert found == (None if rest is None else rest * MILLION)
    assert rules.holds(found, scale) is holds


def test_a_sheet_without_budget_is_missing_not_sound() -> None:
    assert rules.finding([]) == rules.MISSING
    assert rules.finding([None, True]) == rules.SOUND
    assert rules.finding([True, False]) == rules.UNEQUAL


@pytest.mark.parametrize(
    ("year", "number", "key"),
    [
        (2018, "0036-2", "2018/見本省/0036-2"),
        (2018, "0141-0", "2018/見本省/0141"),
        (2018, "新３０-0001", "2018/見本省/新30-0001"),
        (2023, "2023-見本-22-0001", "2023/2023-見本-22-0001"),
        (2023, "2023-見本ー22-0001", "2023/2023-見本-22-0001"),
    ],
)
def test_one_key_for_every_way_of_writing_a_number(year: int, number: str, key: str) -> None:
    assert rules.sheet_key(year, "見本省", number) == key


def test_names_are_compared_without_brackets_and_width() -> None:
    assert rules.folded("ＡＢＣ（がん）・対策事業　") == rules.folded("abc がん対策事業")


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_symmetric_and_whole_for_the_same_name(one: str, other: str) -> None:
    left, right = pairs(one), pairs(other)
    assert alike(left, right) == alike(right, left)
    assert 0 <= alike(left, right) <= 1
    assert alike(left, left) == (1 if one else 0)
