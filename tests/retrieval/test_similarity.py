"""The exact cosine of tf-idf weights: against a plain computation, ties, bounds, languages."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.retrieval import similarity
from ikkan.retrieval.similarity import NOBODY

LETTERS = st.lists(st.sampled_from("abcdef"), max_size=8)
TEXTS = st.lists(LETTERS, min_size=1, max_size=12)


def cosine(texts: Sequence[Sequence[str]], one: int, other: int) -> float:
    """The same by dictionaries, as the book writes it."""
    count = len(texts)
    frequency = Counter(term for text in texts for term in set(text))

    def weights(text: Sequence[str]) -> dict[str, float]:
        found = {
            term: (1 + math.log(times)) * (1 + math.log((1 + count) / (1 + frequency[term])))
            for term, times in Counter(text).items()
        }
        length = math.sqrt(sum(value**2 for value in found.values()))
        return {term: value / length for term, value in found.items()}

    left, right = weights(texts[one]), weights(texts[other])
    return sum(value * right.get(term, 0.0) for term, value in left.items())


@given(texts=TEXTS, count=st.integers(1, 5))
def test_the_best_are_those_of_the_plain_computation(texts: list[list[str]], count: int) -> None:
    matrix = similarity.weigh(texts)
    (best,) = similarity.nearest(matrix, matrix, count)
    for query in range(len(texts)):
        scores = [round(cosine(texts, query, at), 9) for at in range(len(texts))]
        expected = sorted(range(len(texts)), key=lambda at: (-scores[at], at))
        expected = [at for at in expected if scores[at] > 0][:count]
        found = [int(at) for at in best.targets[query] if at != NOBODY]
        assert [scores[at] for at in found] == pytest.approx([scores[at] for at in expected])
        assert best.scores[query][: len(found)] == pytest.approx([scores[at] for at in expected])
        for at in range(len(texts)):
            assert similarity.score(matrix, query, at) == pytest.approx(scores[at], abs=1e-8)


@given(texts=TEXTS)
def test_every_row_has_length_one_or_is_empty(texts: list[list[str]]) -> None:
    matrix = similarity.weigh(texts)
    for number, text in enumerate(texts):
        columns, weights = matrix.row(number)
        assert [matrix.terms[one] for one in columns] == sorted(set(text))
        assert float((weights**2).sum()) == pytest.approx(1.0 if text else 0.0)


def test_equal_scores_stand_in_the_order_of_the_targets() -> None:
    texts = [["x", "y"], ["x"], ["z"], ["x"], ["x"], ["x"]]
    matrix = similarity.weigh(texts)
    (best,) = similarity.nearest(matrix.only([0]), matrix.only([5, 4, 3, 1]), 3)
    assert best.targets.tolist() == [[0, 1, 2]]
    assert len(set(best.scores[0])) == 1


def test_batches_do_not_change_what_is_found() -> None:
    rng = np.random.default_rng(7)
    texts = [[f"w{n}" for n in rng.integers(0, 90, 6)] for _ in range(similarity.BATCH + 40)]
    matrix = similarity.weigh(texts)
    batches = list(similarity.nearest(matrix, matrix, 4, least=0.3))
    assert [batch.first for batch in batches] == [0, similarity.BATCH]
    (alone,) = similarity.nearest(matrix.only([len(texts) - 1]), matrix, 4, least=0.3)
    assert batches[1].targets[-1].tolist() == alone.targets[0].tolist()
    assert batches[1].scores[-1].tolist() == alone.scores[0].tolist()
    for batch in batches:
        assert ((batch.scores > 0.3) == (batch.targets != NOBODY)).all()


def test_matrices_weighed_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="apart"):
        next(similarity.nearest(similarity.weigh([["a"]]), similarity.weigh([["b"]]), 1))


def test_words_are_folded_and_particles_and_bare_numbers_left_out() -> None:
    assert similarity.forms("がんの免疫療法 2020") == similarity.forms("ガンの免疫療法")
    assert similarity.forms("the studies of cells") == ("study", "cell")


def test_japanese_is_compared_with_japanese() -> None:
    japanese, other = similarity.by_language(("がんの研究", "Cancer research", "がんの研究", ""))
    assert (japanese, other) == ("がんの研究", "Cancer research")


def test_shared_words_stand_by_what_they_add() -> None:
    matrix = similarity.weigh([["rare", "often"], ["rare", "often"], ["often"], ["often", "x"]])
    assert similarity.shared(matrix, 0, 1, 5) == ("rare", "often")
    assert similarity.shared(matrix, 0, 1, 1) == ("rare",)
    assert similarity.shared(matrix, 2, 3, 5) == ("often",)


def test_domains_agree_apart_from_the_text() -> None:
    assert similarity.agreement(("a", "b"), ("b", "c")) == pytest.approx(1 / 3)
    assert similarity.agreement((), ("a",)) is None


def test_an_empty_collection_has_no_pairs() -> None:
    matrix = similarity.weigh([])
    assert list(similarity.nearest(matrix, matrix, 3)) == []
    (best,) = similarity.nearest(similarity.weigh([[]]), similarity.weigh([[]]), 3)
    assert best.targets.tolist() == [[NOBODY] * 3]
