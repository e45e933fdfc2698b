"""Check digits and the rules on conflicts of interest, without a database."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.parties import messages, prefectures, rules
from ikkan.parties.rules import Conflict, ConflictRule, Party, Tied, TieSort

DAY = date(2026, 4, 1)
DECIDER = Party(person="P1", organisation="O1")
SUBJECT = Party(person="P2", organisation="O2")
PUBLISHED = ["7000012050002", "9010005023796", "5010005007398", "3130005005532"]


def tied(sort: TieSort, person: str, other: str = "", organisation: str = "", **days) -> Tied:
    dates = {"valid_from": date(2020, 4, 1)} | days
    return Tied(
        code="T1", sort=sort, person=person, other=other, organisation=organisation, **dates
    )


@pytest.mark.parametrize("number", PUBLISHED)
def test_published_corporate_numbers_are_right(number: str) -> None:
    assert rules.is_corporate_number(number)
    assert rules.check_digit(number[1:]) == int(number[0])


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 11), st.integers(1, 8))
def test_one_wrong_digit_is_found_unless_nine_apart(base: str, at: int, step: int) -> None:
    number = f"{rules.check_digit(base)}{base}"
    assert rules.is_corporate_number(number)
    wrong = (int(base[at]) + step) % 10
    changed = f"{number[0]}{base[:at]}{wrong}{base[at + 1 :]}"
    alike = (wrong - int(base[at])) * (1 + (11 - at) % 2) % 9 == 0
    assert rules.is_corporate_number(changed) is alike


@pytest.mark.parametrize("number", ["", "701", "0000012050002", "70000120500020", "７" * 13])
def test_what_is_no_corporate_number(number: str) -> None:
    assert not rules.is_corporate_number(number)


def test_a_check_digit_needs_twelve_digits() -> None:
    with pytest.raises(ValueError, match="twelve"):
        rules.check_digit("12")


def test_numbers_are_read_as_people_write_them() -> None:
    assert rules.digits("７０００－０１２０ ５０００２") == "7000012050002"
    assert rules.is_researcher_number("12345678")
    assert not rules.is_researcher_number("1234567")


def test_prefectures_are_read_by_code_and_by_name() -> None:
    assert len(prefectures.PREFECTURES) == 47
    read = [prefectures.code_of(text) for text in ("13", "東京都", " tokyo ", "", "沖縄県", "江戸")]
    assert read == ["13", "13", "13", "", "47", None]


@pytest.mark.parametrize(
    ("ties", "subject", "rule"),
    [
        ([], SUBJECT, None),
        ([], Party(person="P1", organisation="O2"), ConflictRule.SAME_PERSON),
        ([], Party(person="P2", organisation="O1"), ConflictRule.SAME_ORGANISATION),
        ([], Party(organisation="O1"), ConflictRule.SAME_ORGANISATION),
        ([tied(TieSort.FAMILY, "P1", "P2")], SUBJECT, ConflictRule.FAMILY),
        ([tied(TieSort.FAMILY, "P2", "P1")], SUBJECT, ConflictRule.FAMILY),
        ([tied(TieSort.FAMILY, "P1", "P3")], SUBJECT, None),
        ([tied(TieSort.COAUTHOR, "P2", "P1")], SUBJECT, ConflictRule.COAUTHOR),
        ([tied(TieSort.ADVISOR, "P1", "P2")], SUBJECT, ConflictRule.ADVISOR),
        ([tied(TieSort.ADVISOR, "P1", organisation="O2")], SUBJECT, ConflictRule.ADVISOR),
        ([tied(TieSort.SHAREHOLDING, "P1", organisation="O2")], SUBJECT, ConflictRule.SHAREHOLDING),
        ([tied(TieSort.SHAREHOLDING, "P2", organisation="O1")], SUBJECT, None),
        ([tied(TieSort.EMPLOYMENT, "P1", organisation="O2")], SUBJECT, ConflictRule.EMPLOYMENT),
        ([tied(TieSort.EMPLOYMENT, "P2", organisation="O1")], SUBJECT, ConflictRule.EMPLOYMENT),
        ([tied(TieSort.OTHER, "P1", "P2")], SUBJECT, None),
        (
            [tied(TieSort.COAUTHOR, "P1", "P2"), tied(TieSort.FAMILY, "P2", "P1")],
            SUBJECT,
            ConflictRule.FAMILY,
        ),
    ],
)
def test_which_rule_fires(ties: list[Tied], subject: Party, rule: ConflictRule | None) -> None:
    found = rules.conflict(DECIDER, subject, ties, DAY)
    assert (found.rule if found else None) is rule


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "fires"),
    [
        (date(2026, 4, 1), None, True),
        (date(2026, 4, 2), None, False),
        (date(2020, 4, 1), date(2026, 4, 1), True),
        (date(2020, 4, 1), date(2026, 3, 31), False),
    ],
)
def test_a_tie_counts_from_its_first_to_its_last_day(
    valid_from: date, valid_to: date | None, fires: bool
) -> None:
    tie = tied(TieSort.COAUTHOR, "P1", "P2", valid_from=valid_from, valid_to=valid_to)
    assert bool(rules.conflict(DECIDER, SUBJECT, [tie], DAY)) is fires


def test_nobody_without_organisation_shares_one() -> None:
    assert rules.conflict(Party(person="P1"), Party(person="P2"), [], DAY) is None


def test_the_words_name_rule_fact_and_remedy() -> None:
    tie = tied(TieSort.SHAREHOLDING, "P1", organisation="O2")
    found = rules.conflict(DECIDER, SUBJECT, [tie], DAY)
    assert found == Conflict(
        rule=ConflictRule.SHAREHOLDING, decider=DECIDER, subject=SUBJECT, tie=tie
    )
    words = messages.words_of(found)
    assert "parties.conflict.shareholding" in words.ja
    assert "T1" in words.en
    assert "頼む" in words.ja
    assert set(messages.CONFLICTS) == set(ConflictRule)
    assert set(messages.TIE_SORTS) == {sort.value for sort in TieSort}
