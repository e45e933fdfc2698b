"""The checker of plans refuses every wrong plan, and its bound is never below the true optimum."""

from __future__ import annotations

import ast
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from bench import verify
from bench.verify import Limits

pytestmark = pytest.mark.sqlite_only

FITS = np.array([[0.9, 0.5, 0.1], [0.8, 0.7, 0.2], [0.6, 0.6, 0.3]])
LIMITS = Limits(need=np.ones(3, dtype=int), upper=np.array([1, 1, 1]))
BEST = [(0, 0), (1, 1), (2, 2)]
PRICES = np.array([0.4, 0.3, 0.0])


def judged(pairs: object, limits: Limits = LIMITS, **given: object) -> verify.Verdict:
    prices = given.pop("prices", PRICES)
    return verify.check(verify.dense(FITS), limits, pairs, prices, **given)  # type: ignore[arg-type]


def test_the_best_plan_with_its_prices_has_no_gap() -> None:
    verdict = judged(BEST, claimed=1.9)
    assert verdict.faults == ()
    assert verdict.value == pytest.approx(1.9)
    assert verdict.gap == pytest.approx(0.0, abs=1e-12)


def test_a_worse_plan_shows_its_gap() -> None:
    verdict = judged([(0, 1), (1, 0), (2, 2)])
    assert verdict.faults == ()
    assert verdict.gap == pytest.approx((1.9 - 1.6) / 1.9)


@pytest.mark.parametrize(
    ("said", "pairs", "limits", "given"),
    [
        ("no such item", [(0, 3)], {}, {}),
        ("no such item", [(-1, 0)], {}, {}),
        ("twice", [(0, 0), (0, 0)], {"need": np.array([2, 1, 1])}, {}),
        ("more than they need", [(0, 0), (0, 1)], {}, {}),
        ("less than they need", [(0, 0)], {"whole": True}, {}),
        ("above their upper", [(0, 0), (1, 0)], {}, {}),
        ("below their lower", [(0, 0)], {"lower": np.array([0, 1, 0])}, {}),
        ("conflict", BEST, {"conflicts": [(1, 1)]}, {}),
        ("forbidden", BEST, {"forbids": [(2, 2)]}, {}),
        ("pinned", BEST, {"pins": [(0, 1)]}, {}),
        (
            "spend more",
            BEST,
            {"yen": np.array([5, 5, 5]), "money": np.array([-1, 4, -1])},
            {},
        ),
        ("below the floor", BEST, {"floor": 0.35}, {}),
        ("is worth", BEST, {}, {"claimed": 1.8}),
        ("not a number", BEST, {}, {"prices": np.array([np.nan, 0.0, 0.0])}),
        ("rate is negative", BEST, {}, {"rates": np.array([-1.0, 0.0, 0.0])}),
    ],
)
def test_wrong_plans_are_refused(
    said: str, pairs: object, limits: dict[str, object], given: dict[str, object]
) -> None:
    verdict = judged(pairs, replace(LIMITS, **limits), **given)  # type: ignore[arg-type]
    assert any(said in fault for fault in verdict.faults), verdict.faults


def test_the_bound_holds_for_any_prices() -> None:
    chance = np.random.default_rng(3)
    for _ in range(8):
        fits = chance.random((3, 2)).round(2)
        limits = Limits(
            need=chance.integers(0, 3, size=3),
            upper=chance.integers(1, 3, size=2),
            lower=np.zeros(2, dtype=int),
            conflicts=[(0, 0)],
            forbids=[(1, 1)],
            pins=[(2, 1)] if chance.random() < 0.5 else np.zeros((0, 2), dtype=int),
            yen=chance.integers(1, 5, size=3),
            money=np.array([-1, 6]),
            floor=0.1,
        )
        limits.need[2] = max(1, limits.need[2])
        most = -np.inf
        for chosen in product((False, True), repeat=6):
            pairs = np.argwhere(np.reshape(chosen, (3, 2)))
            verdict = verify.check(verify.dense(fits), limits, pairs, np.zeros(2))
            if not verdict.faults:
                most = max(most, verdict.value)
        for _ in range(5):
            prices, rates = chance.random(2), chance.random(2) / 5
            verdict = verify.check(verify.dense(fits), limits, np.zeros((0, 2)), prices, rates)
            assert verdict.bound >= most - 1e-9


def test_blocks_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "BLOCK", 1)
    verdict = judged(BEST)
    assert verdict.faults == ()
    assert verdict.gap == pytest.approx(0.0, abs=1e-12)


def test_it_knows_nothing_of_the_engine() -> None:
    tree = ast.parse(Path(verify.__file__).read_text(encoding="utf-8"))
    names = [
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [one.name for one in node.names]
        )
    ]
    assert not [name for name in names if name.startswith("ikkan")]
