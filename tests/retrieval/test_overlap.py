"""Near-duplicates: the join gives what the definition gives, pair by pair, whatever the texts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikkan.retrieval import overlap, overlap_plain, shingles

pytestmark = pytest.mark.sqlite_only

WORDS = (
    *("がん", "ガン", "ｶﾞﾝ", "免疫療法", "の", "に関する", "研究", "㌢", "𠮷野", "５年", "ＡＢＣ"),
    *("novel", "Therapy", "therapy", "caf\u00e9", "cafe\u0301", "ＣＡＲ-T", "1,261", "İ", "ß", ""),
)
TEXTS = st.lists(
    st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join) | st.text(max_size=12), max_size=9
)


def listed(found: overlap.Near) -> list[tuple[int, int, float]]:
    return list(zip(found.left.tolist(), found.right.tolist(), found.scores.tolist(), strict=True))


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from((0.05, 0.3, 0.5, 0.8, 1.0)))
def test_every_pair_and_no_other(texts: list[str], least: float) -> None:
    assert listed(overlap.near(texts, least)) == overlap_plain.near(texts, least)


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from((0.05, 0.5, 0.8)))
def test_new_against_known(known: list[str], new: list[str], least: float) -> None:
    found = overlap.Known(known, least).near(new)
    assert listed(found) == overlap_plain.near_known(new, known, least)


def test_edited_copies_among_many() -> None:
    chance = np.random.default_rng(7)
    words = np.array([f"w{number}" for number in range(400)])
    rows = [list(chance.choice(words, size=chance.integers(3, 40))) for _ in range(150)]
    rows += [list(rows[chance.integers(150)]) for _ in range(100)]
    for row in rows[150:]:
        row[chance.integers(len(row))] = str(chance.choice(words))
    texts = [" ".join(row) for row in rows]
    for least in (0.2, 0.6, 0.8, 1.0):
        found = listed(overlap.near(texts, least))
        assert found == overlap_plain.near(texts, least)
        assert found or least == 1.0


def test_one_text_many_times_makes_every_pair() -> None:
    found = overlap.near(["the same words in every copy"] * 300, 1.0)
    assert len(found) == 300 * 299 // 2
    assert set(found.scores.tolist()) == {1.0}


def test_spellings_of_one_word_are_one() -> None:
    sets = shingles.of_texts(
        ["ガン ゲノム 医療", "ｶﾞﾝ ｹﾞﾉﾑ 医療", "ＡＢＣ x y", "abc X Y", "a_b", "a b"]
    )
    rows = np.split(sets.hashes, sets.starts[1:-1])
    assert [rows[at].tolist() == rows[at + 1].tolist() for at in (0, 2, 4)] == [True] * 3


def test_texts_without_words_are_near_nothing() -> None:
    assert len(overlap.near(["", "…", "", "  "], 0.01)) == 0
    assert len(overlap.near([], 0.5)) == 0
    assert len(overlap.Known([], 0.5).near(["one two three"])) == 0


def test_chunks_do_not_change_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["がん免疫療法の研究", "", "x" * 50, "one two three four", "㌢"] * 8
    whole = shingles.of_texts(texts)
    monkeypatch.setattr(shingles, "CHUNK", 20)
    parts = shingles.of_texts(texts)
    assert whole.starts.tolist() == parts.starts.tolist()
    assert whole.hashes.tolist() == parts.hashes.tolist()


@pytest.mark.parametrize("least", [0.0, -0.5, 1.5, float("nan")])
def test_a_threshold_that_says_nothing_is_refused(least: float) -> None:
    with pytest.raises(ValueError, match="least"):
        overlap.near(["one"], least)
