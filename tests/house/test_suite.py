"""What makes a run of the suite a full one, and what it returns."""

from __future__ import annotations

import pytest

from house import suite

GOOD = {"sqlite": {"deselected": 0, "lost_workers": 0}}


@pytest.mark.parametrize(
    ("words", "passes", "codes", "full"),
    [
        ([], GOOD, {"sqlite": 0, "postgresql": 0}, True),
        ([], GOOD, {"sqlite": 0, "postgresql": suite.NO_TESTS}, True),
        (["-k", "yen"], GOOD, {"sqlite": 0, "postgresql": 0}, False),
        ([], GOOD, {"sqlite": 1, "postgresql": 0}, False),
        ([], GOOD, {"sqlite": 0, "postgresql": 1}, False),
        ([], {"sqlite": {"deselected": 3, "lost_workers": 0}}, {"sqlite": 0}, False),
        ([], {"sqlite": {"deselected": 0, "lost_workers": 1}}, {"sqlite": 0}, False),
        ([], {}, {"sqlite": 0}, False),
    ],
)
def test_only_a_whole_green_run_is_full(
    words: list[str], passes: dict[str, dict[str, int]], codes: dict[str, int], full: bool
) -> None:
    assert suite.is_full(words, passes, codes) is full


def test_no_test_at_all_fails_and_no_database_test_does_not() -> None:
    assert suite.verdict({"sqlite": suite.NO_TESTS}) != 0
    assert suite.verdict({"sqlite": 0, "postgresql": suite.NO_TESTS}) == 0
    assert suite.verdict({"sqlite": 0, "postgresql": 1}) == 1


def test_passes_are_merged_by_item() -> None:
    passes = {
        "sqlite": {"covered": {"S-001": ["a"]}, "shown": ["body:hq"]},
        "postgresql": {"covered": {"S-001": ["b"]}, "shown": []},
    }
    assert suite.merged(passes) == {"covered": {"S-001": ["a", "b"]}, "shown": ["body:hq"]}
