"""What is said of growth, of words and of personal data; rules alone."""

from __future__ import annotations

import pytest

from ikkan.portfolio.horizon import drawing, rules, wording
from ikkan.portfolio.horizon.growth import growth
from ikkan.portfolio.horizon.rules import Score
from ikkan.values.text import Text

NOW = 2026


def counted(*counts: int) -> dict[int, int]:
    """Counts of the years that end with the last whole one."""
    return {NOW - len(counts) + place: count for place, count in enumerate(counts)}


def test_steady_growth_is_found_with_its_interval() -> None:
    found = growth(counted(*(round(20 * 1.2**year) for year in range(10))), NOW)
    assert found.rate is not None
    assert found.low is not None
    assert found.high is not None
    assert 0.17 < found.rate < 0.23
    assert 0 < found.low < found.rate < found.high
    assert found.direction == "up"
    assert growth(counted(*(round(200 * 0.8**y) for y in range(8))), NOW).direction == "down"


def test_too_little_or_too_scattered_says_nothing() -> None:
    assert growth({}, NOW).direction == "few"
    assert growth(counted(9, 9), NOW).few
    assert growth(counted(1, 2, 3, 4), NOW).few
    assert growth(counted(10, 10, 10, 10, 10), NOW).direction == "unclear"
    wild = growth(counted(3, 30, 2, 40, 5, 60, 7, 1, 90, 4), NOW)
    calm = growth(counted(24, 24, 24, 24, 24, 24, 24, 24, 24, 26), NOW)
    assert wild.high is not None
    assert wild.low is not None
    assert calm.high is not None
    assert calm.low is not None
    assert wild.high - wild.low > 3 * (calm.high - calm.low)


def test_the_open_year_takes_no_part_and_the_share_is_of_all_items() -> None:
    counts = counted(10, 10, 10, 10, 10)
    assert growth(counts | {NOW: 500}, NOW).rate == pytest.approx(0, abs=1e-9)
    every = counted(100, 110, 121, 133, 146)
    shrinking = growth(counts, NOW, every)
    assert shrinking.rate == pytest.approx(1 / 1.1 - 1, abs=0.01)


def test_columns_end_with_the_open_year() -> None:
    drawn = drawing.draw({NOW - 1: 10, NOW: 5}, NOW)
    assert drawn is not None
    assert (drawn.columns[-1].open, drawn.columns[-2].open) == (True, False)
    assert drawn.columns[-2].height == 2 * drawn.columns[-1].height
    assert drawing.draw({1990: 4}, NOW) is None


def test_phrases_are_widened_by_the_pack_and_found_in_their_order() -> None:
    words = wording.words_of("感染症ワクチンの開発", "Development of vaccines", "")
    assert wording.needle("ワクチン") in words
    assert wording.needle("vaccine") in words
    assert wording.needle("開発ワクチン") not in words
    assert wording.needle("の") == ""
    wide = wording.widened([["がん"], ["mRNA"]], [["がん", "癌", "cancer"]])
    assert wide == [["がん", "癌", "cancer"], ["mRNA"]] or set(wide[0]) == {"がん", "癌", "cancer"}


def test_what_points_to_a_person_is_seen() -> None:
    assert rules.personal("taro@example.jp へ")
    assert rules.personal("電話 03-1234-5678")
    assert not rules.personal("NCT04277585 と 2026-10-01、R01AA000001")


def test_lines_that_are_typed() -> None:
    assert rules.groups_of("ワクチン、vaccine\n\nmRNA") == (("ワクチン", "vaccine"), ("mRNA",))
    criteria = rules.criteria_of("必要性｜Need｜2\n実現性")
    assert criteria == ((Text("必要性", "Need"), 2), (Text("実現性", "実現性"), 1))
    scores = rules.scores_of("必要性｜4｜患者が多い\n実現性|９９\n")
    assert [(one.name.ja, one.score) for one in scores] == [("必要性", 4), ("実現性", 0)]
    said = list(rules.refused_scores(scores, ["必要性", "新しさ"]))
    assert len(said) == 2
    twice = [Score(name=Text("必要性", "Need"), score=3)] * 2
    assert any("twice" in one.en for one in rules.refused_scores(twice, []))
    assert [one.en for one in rules.refused_criteria(())]
