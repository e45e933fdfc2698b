"""Evidence of each sort, shares, days, and the two ways of counting."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.outcomes import rules
from ikkan.outcomes.rules import FRACTIONAL, FULL, NewOutcome, Share

TODAY = date(2026, 11, 22)
BEGAN = {"A1": date(2024, 4, 1), "A2": date(2025, 4, 1)}


def outcome(**changes: object) -> NewOutcome:
    said = {
        "sort": "paper",
        "title_ja": "成果",
        "occurred_on": date(2026, 1, 10),
        "evidence": "doi:10.1038/s41586-020-2649-2",
        "shares": (Share(award="A1"),),
    }
    return NewOutcome(**{**said, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sort", "evidence"),
    [
        ("paper", "https://doi.org/10.1038/s41586-020-2649-2"),
        ("paper", "PMID: 32939066"),
        ("patent", "特願2024-012345"),
        ("patent", "特許第7123456号"),
        ("patent", "WO2024/012345"),
        ("licence", "実施許諾契約 令和7年3月31日"),
        ("licence", "2025-03-31 契約"),
        ("trial", "jRCT2031200001"),
        ("trial", "jRCTs031180001"),
        ("trial", "NCT01234567"),
        ("trial", "ＵＭＩＮ000012345"),
        ("approval", "30200AMX00001000"),
        ("approval", "https://www.pmda.go.jp/PmdaSearch/iyakuDetail/1"),
        ("listing", "保医発0131第1号"),
        ("other", "ガイドラインの第3章"),
    ],
)
def test_evidence_of_its_sort_is_taken(sort: str, evidence: str) -> None:
    assert rules.refused_evidence(sort, evidence) is None


@pytest.mark.parametrize(
    ("sort", "evidence"),
    [
        ("paper", "Nature 2020"),
        ("paper", "10.1038"),
        ("patent", "出願中"),
        ("licence", "契約した"),
        ("licence", "2025-13-45"),
        ("trial", "治験を始めた"),
        ("trial", "NCT123"),
        ("approval", "承認された"),
        ("listing", "2024年"),
        *((sort, "  ") for sort in rules.SORTS),
    ],
)
def test_evidence_of_another_form_is_refused_with_the_form_wanted(sort: str, evidence: str) -> None:
    words = rules.refused_evidence(sort, evidence)
    assert words is not None
    assert "書いてください" in words.ja
    assert "give" in words.en


def test_an_outcome_before_its_award_began_is_refused_with_rule_and_remedy() -> None:
    found = rules.refused(outcome(occurred_on=date(2024, 3, 31)), BEGAN, TODAY)
    assert len(found) == 1
    assert "2024-03-31" in found[0].ja
    assert "A1" in found[0].ja
    assert "前の課題を選んで" in found[0].ja
    assert "earlier award" in found[0].en
    assert rules.refused(outcome(occurred_on=date(2024, 4, 1)), BEGAN, TODAY) == ()


def test_every_finding_is_told_at_once() -> None:
    bad = outcome(
        sort="trial",
        title_ja=" ",
        occurred_on=date(2027, 1, 1),
        evidence="none",
        shares=(Share(award="A1"), Share(award="A2", share=Fraction(1, 2))),
    )
    assert len(rules.refused(bad, BEGAN, TODAY)) == 4
    assert len(rules.refused(outcome(sort="medal"), BEGAN, TODAY)) == 1


def test_shares_sum_to_at_most_one_and_name_an_award_once() -> None:
    half = Fraction(1, 2)
    assert rules.refused_shares([Share(award="A", share=half), Share(award="B", share=half)]) == ()
    assert rules.refused_shares([Share(award="A"), Share(award="B", share=Fraction(1, 9))])
    assert rules.refused_shares([Share(award="A", share=half), Share(award="A", share=half)])
    assert rules.refused_shares([Share(award="A", share=Fraction(0))])
    assert rules.refused_shares([Share(award="A", share=Fraction(-1))])


@pytest.mark.parametrize(
    ("written", "share"),
    [("1/2", Fraction(1, 2)), ("０.２５", Fraction(1, 4)), ("50%", Fraction(1, 2)), ("1", 1)],
)
def test_a_share_is_read_as_people_write_it(written: str, share: Fraction) -> None:
    assert rules.read_share(written) == share


@pytest.mark.parametrize("written", ["", "half", "1/0", "nan", "inf", "1//2", "1/99999999"])
def test_what_is_no_share_is_not_read(written: str) -> None:
    assert rules.read_share(written) is None


def test_full_and_fractional_counting_differ_and_orphans_count_in_neither() -> None:
    third = Fraction(1, 3)
    shares = [[Fraction(1)], [third, third], []]
    assert rules.counted(shares, FULL) == 2
    assert rules.counted(shares, FRACTIONAL) == Fraction(5, 3)


@given(st.lists(st.lists(st.fractions(0, 1).filter(bool), max_size=4), max_size=8))
def test_fractional_never_exceeds_full_where_shares_keep_the_rule(
    drawn: list[list[Fraction]],
) -> None:
    kept = [parts for parts in drawn if sum(parts) <= 1]
    assert rules.counted(kept, FRACTIONAL) <= rules.counted(kept, FULL)


@pytest.mark.parametrize("written", ["1e999999999", "1E9", "1_0", "-1/2", "1/0", "½e3", "1" * 400])
def test_a_share_is_only_what_people_write(written: str) -> None:
    assert rules.read_share(written) is None
