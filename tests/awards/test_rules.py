"""Rules of awards without a database: years, room for a payment, lineage."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.awards import messages, rules
from ikkan.pack import schema
from ikkan.values.errors import InputError


def refused(code: str, text: str = "") -> pytest.RaisesExc[InputError]:
    return pytest.RaisesExc(
        InputError, check=lambda error: error.code == code and text in error.text.en
    )


def test_the_years_of_an_award_follow_the_start_of_the_fiscal_year() -> None:
    assert list(rules.years_of(date(2026, 3, 31), date(2026, 4, 1), 4)) == [2025, 2026]
    assert list(rules.years_of(date(2026, 3, 31), date(2026, 4, 1), 1)) == [2026]


def test_an_end_before_the_beginning_is_refused() -> None:
    with refused("awards.days"):
        rules.demand_days(date(2026, 4, 2), date(2026, 4, 1))
    with refused("awards.too_long"):
        rules.demand_days(date(1990, 4, 1), date(2026, 4, 1))


@pytest.mark.parametrize(
    ("year", "yen", "code"),
    [
        (2025, 1, "awards.year_outside"),
        (2026, -1, "awards.amount"),
        (2026, 10**16, "awards.amount"),
    ],
)
def test_an_amount_outside_is_refused(year: int, yen: int, code: str) -> None:
    with refused(code):
        rules.demand_amounts({year: yen}, range(2026, 2028))


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(-5, 10**9))
def test_paid_never_goes_beyond_what_was_decided(decided: int, paid: int, yen: int) -> None:
    if 0 < yen <= decided - paid:
        rules.demand_room("A", 2026, yen, decided=decided, paid=paid)
        return
    with refused("awards.pay_nothing" if yen <= 0 else "awards.paid_beyond"):
        rules.demand_room("A", 2026, yen, decided=decided, paid=paid)


def test_beyond_says_what_is_left() -> None:
    with refused("awards.paid_beyond", "(1,000 left)"):
        rules.demand_room("A", 2026, 1_001, decided=3_000, paid=2_000)


@pytest.mark.parametrize(
    "new", [[("A", "A")], [("A", "C")], [("D", "E"), ("E", "D")], [("A", "D"), ("D", "C")]]
)
def test_a_circle_is_refused(new: list[tuple[str, str]]) -> None:
    before = [("B", "A"), ("C", "B")]  # C continues B continues A
    with refused("awards.circle"):
        rules.demand_no_circle(before, new)


def test_merges_and_splits_are_no_circle() -> None:
    rules.demand_no_circle([("B", "A"), ("C", "A")], [("D", "B"), ("D", "C"), ("D", "A")])


def test_every_modality_of_the_schema_has_a_word() -> None:
    options = schema.load().kinds["gate"].column("modality").options
    assert set(options) == set(messages.MODALITY_LABELS)
