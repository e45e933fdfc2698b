"""Expertise: the papers on the subject count, others take nothing away; better than chance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.instances import gold
from ikkan.retrieval import expertise, similarity

pytestmark = pytest.mark.sqlite_only

LETTERS = st.lists(st.sampled_from("abcdef"), max_size=6)


@settings(max_examples=40, deadline=None)
@given(st.lists(LETTERS, min_size=4, max_size=10), st.randoms(use_true_random=False))
def test_each_next_paper_counts_half(texts: list[list[str]], chance: object) -> None:
    matrix = similarity.weigh(texts)
    papers = [[0, 1], [2], [], list(range(len(texts)))]
    found = expertise.scores(matrix, papers, [3, 0])
    for person, rows in enumerate(papers):
        for place, subject in enumerate((3, 0)):
            best = sorted((similarity.score(matrix, row, subject) for row in rows), reverse=True)
            true = sum(value / 2 ** (at + 1) for at, value in enumerate(best[: expertise.DEPTH]))
            assert found[person, place] == pytest.approx(true, abs=1e-8)


def test_other_papers_take_nothing_away() -> None:
    texts = [["cell", "therapy"], ["bridge"], ["steel"], ["cell", "therapy", "trial"]]
    matrix = similarity.weigh(texts)
    found = expertise.scores(matrix, [[0], [0, 1, 2]], [3])
    assert found[1, 0] >= found[0, 0] > 0.0


@pytest.mark.shared
def test_ratings_of_real_reviewers_are_met_better_than_by_their_peers() -> None:
    told = gold.told()
    own = gold.loss(told.ratings, gold.scored(told))
    assert own < gold.loss(told.ratings, gold.predicted("tpms"))
    assert own < 0.272
    assert gold.loss(told.ratings, gold.predicted("constant")) == pytest.approx(0.5)
    assert np.isclose(gold.loss(told.ratings, told.ratings), 0.0)
