"""Values given or counted, days in order, digits kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from ikkan.evaluation import rules
from ikkan.evaluation.rules import NewActual, NewFinding, NewResponse
from ikkan.values.ref import Ref
from ikkan.values.text import Text

TODAY = date(2026, 11, 22)
FIRST_DAY = date(2025, 4, 1)
ROLES = {"ministry_officer": Text("府省", "Ministry")}


def actual(**changes: Any) -> NewActual:
    said: dict[str, Any] = {"indicator": "i", "fiscal_year": 2025, "sort": "paper"}
    return NewActual(**(said | changes))


def test_a_value_is_counted_here_or_given_with_its_basis() -> None:
    assert rules.refused_actual(actual(), FIRST_DAY, TODAY) == ()
    given = actual(sort="", value=Decimal(3), note="年次報告")
    assert rules.refused_actual(given, FIRST_DAY, TODAY) == ()
    for wrong in (
        actual(value=Decimal(3), note="x"),
        actual(sort=""),
        actual(sort="", value=Decimal(3)),
        actual(sort="", value=Decimal(0), note=" "),
        actual(sort="", value=Decimal("0.00001"), note="x"),
        actual(sort="", value=Decimal("NaN"), note="x"),
        actual(sort="", value=Decimal(10**12), note="x"),
    ):
        assert len(rules.refused_actual(wrong, FIRST_DAY, TODAY)) == 1
    assert len(rules.refused_actual(actual(), date(2027, 4, 1), TODAY)) == 1


@pytest.mark.parametrize(
    ("counted", "kept"),
    [(Fraction(7, 3), "2.3333"), (Fraction(2), "2.0000"), (Fraction(1, 8), "0.1250")],
)
def test_a_count_is_kept_to_four_decimals(counted: Fraction, kept: str) -> None:
    assert str(rules.as_decimal(counted)) == kept


def test_a_finding_is_about_a_value_an_award_or_an_outcome() -> None:
    good = NewFinding(about=Ref("awards.award", "A"), text_ja="遅れ", found_on=TODAY)
    assert rules.refused_finding(good, TODAY) == ()
    bad = NewFinding(about=Ref("term", "T"), text_ja=" ", found_on=date(2026, 11, 23))
    assert len(rules.refused_finding(bad, TODAY)) == 3


def test_a_response_has_words_a_role_and_a_day_after_the_finding() -> None:
    good = NewResponse(finding="F", text_ja="改める", owner_role="ministry_officer", due_on=TODAY)
    assert rules.refused_response(good, TODAY, ROLES) == []
    bad = NewResponse(finding="F", text_ja="", owner_role="king", due_on=date(2026, 1, 1))
    assert len(rules.refused_response(bad, TODAY, ROLES)) == 3
    assert rules.refused_done(TODAY, TODAY, TODAY) is None
    assert rules.refused_done(date(2026, 11, 23), TODAY, TODAY) is not None
    assert rules.refused_done(date(2026, 11, 21), TODAY, TODAY) is not None
