"""The kernel against its plain definitions: fits, best lists, and the bound over every pair."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikkan.optimize.assignment import Weights, candidates, edges, fit, fit_parts, topk
from ikkan.optimize.assignment.problem import Asked
from ikkan.optimize.assignment.sources import Fitted, Scored
from tests.optimize import worlds

pytestmark = pytest.mark.sqlite_only
UNIT = 1e9


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), k=st.integers(1, 12))
def test_lists_hold_the_best_by_the_full_fit(seed: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    items, slots = worlds.described(rng, int(rng.integers(1, 9)), int(rng.integers(1, 9)))
    every = fit.dense(items, slots, Weights())
    lists = candidates(items, slots, k=k)
    for row in range(len(items)):
        at = slice(lists.starts[row], lists.starts[row + 1])
        asked = np.sort(every[row])[::-1][:k]
        assert np.abs(lists.fits[at] - asked).max() < 2e-9
        assert np.abs(every[row][lists.columns[at]] - lists.fits[at]).max() < 2e-9
        left = np.setdiff1d(np.arange(len(slots)), lists.columns[at])
        assert not len(left) or every[row][left].max() <= lists.cuts[row] + 2e-9


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), k=st.integers(1, 70))
def test_priced_questions_keep_what_the_plain_definition_keeps(seed: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    scores = np.floor(rng.random((3, 90)) * 8) / 8
    prices = np.floor(rng.random(90) * 4) / 4
    asked = Asked(rows=np.arange(3), k=k, floor=0.25 * UNIT, prices=prices * UNIT)
    found = Scored(scores, UNIT).best(asked)
    for row in range(3):
        reduced = np.where(scores[row] >= 0.25, scores[row] - prices, -np.inf)
        plain = topk.topk_plain(reduced, k)
        assert found.columns[row, : found.counts[row]].tolist() == plain.tolist()


def test_a_slot_that_says_nothing_counts_as_unknown_or_any() -> None:
    rng = np.random.default_rng(7)
    items, slots = worlds.described(rng, 6, 6)
    source = Fitted(items, slots, Weights())
    pairs = np.argwhere(np.ones((6, 6), bool))
    parts = [fit_parts(items, slots, i, j, Weights()) for i, j in pairs]
    assert np.allclose([one.total for one in parts], source.score(pairs) / UNIT)
    for one in parts:
        components = (one.text, one.phase, one.modality, one.domain, one.window, one.budget)
        assert all(0.0 <= value <= 1.0 + 1e-9 for value in components)


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6))
def test_the_bound_is_the_one_over_every_pair(seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores, prices = rng.integers(0, 50, (5, 7)), rng.integers(0, 30, 7)
    need = rng.integers(0, 3, 5)
    starts, columns = np.arange(6) * 7, np.tile(np.arange(7, dtype=np.int32), 5)
    outside = np.full(5, -(2**61))
    found = edges.bound(starts, columns, scores.ravel(), need, prices, outside, 0)
    assert found == edges.bound_plain(scores.astype(float), need, prices, 0.0)


def test_rows_split_over_threads_give_the_same_lists() -> None:
    rng = np.random.default_rng(3)
    scores = rng.random((600, 700))
    asked = Asked(rows=np.arange(600), k=5, floor=0.0)
    found = Scored(scores, UNIT).best(asked)
    plain = np.argsort(-scores.round(9), axis=1, kind="stable")[:, :5]
    assert (found.columns == plain).all()
