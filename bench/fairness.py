"""The fair variant: the worst-off proposal raised towards a proven bound, and what that costs.

Worst and total are beside those of the plain plan; every plan is checked by `bench.verify`, and the
bound on the worst is computed there once more over all pairs from the weights and prices that come
with it (with one place each: by scipy's matching just above the bound). Time is counted in plain
solves, in seconds of the processor, because the two use it differently.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from bench import verify
from bench.instances import families, measured, peers, real
from bench.line import Line, Options
from ikkan.optimize import assignment
from ikkan.optimize.assignment import Problem, Weights

SIZE = (2_600, 3_000)
SINGLE = (600, 300)
SHARE = 0.01
ROUNDS = 3
RAISED, COST, SOLVES = 1.10, 0.005, 25.0
NEAR, TOTAL = 0.98, 0.99
TEXT = Weights(text=1.0, phase=0.0, modality=0.0, domain=0.0, window=0.0, budget=0.0)


def run(options: Options) -> Iterator[Line]:
    """Proposals with three reviewers each, awards with one place each, real conferences."""
    chance = np.random.default_rng(options.seed)
    small = families.reviewers(60, 60, chance)
    began = time.perf_counter()
    assignment.solve(
        Problem(lists=assignment.candidates(small.items, small.slots, TEXT)), fair=True
    )
    yield _line("first calls, kernels from the cache or compiled", "seconds", _since(began))
    pool = families.reviewers(*SIZE, chance)
    barred = families.conflicts(*SIZE, SHARE, chance)
    rows = verify.fitted(pool.items, pool.slots, TEXT)
    limits = measured.limits_of(pool, conflicts=barred)
    case = f"reviewers {SIZE[0]:,} × {SIZE[1]:,}, 3 each, 1 % conflicts"
    yield from _case(case, _listed(pool, TEXT, conflicts=barred), rows, limits, floors=True)
    for family in ("tight", "giant", "degenerate"):
        pool = families.FAMILIES[family](*SINGLE, chance)
        weights = Weights()
        rows = verify.fitted(pool.items, pool.slots, weights)
        limits = measured.limits_of(pool)
        case = f"{family} {SINGLE[0]:,} × {SINGLE[1]:,}, 1 each"
        yield from _case(case, _listed(pool, weights), rows, limits, floors=False)
    if not real.folder().is_dir():
        yield _line("real matrices: no such folder (IKKAN_SHARED)", "cases", 0, holds=False)
        return
    for one in real.conferences():
        limits = verify.Limits(need=one.need, upper=one.upper, conflicts=one.conflicts)
        given = {"need": one.need, "upper": one.upper, "conflicts": one.conflicts}

        def made(scores: Any = one.scores, given: Any = given) -> Problem:
            return Problem(scores=scores, **given)

        yield from _case(one.name, made, verify.dense(one.scores), limits, floors=False)


def _listed(pool: families.Pool, weights: Weights, **given: Any) -> Any:
    def made() -> Problem:
        return Problem(
            lists=assignment.candidates(pool.items, pool.slots, weights, measured.K), **given
        )

    return made


def _case(
    case: str, made: Any, rows: verify.Rows, limits: verify.Limits, *, floors: bool
) -> Iterator[Line]:
    """Plain and fair by turns; `floors`: the case is one in which the worst can be raised."""
    plain_seconds, fair_seconds = [], []
    for _ in range(ROUNDS):
        began = time.process_time()
        plain = assignment.solve(made())
        plain_seconds.append(time.process_time() - began)
        began = time.process_time()
        fair: Any = assignment.solve(made(), fair=True)
        fair_seconds.append(time.process_time() - began)
    loose = replace(limits, floor=0.0)
    said = verify.check(rows, loose, fair.pairs, plain.slot_prices, plain.slot_rates, fair.value)
    yield _line(
        f"{case}{': ' * bool(said.faults)}{'; '.join(said.faults)}",
        "faults of the fair plan",
        len(said.faults),
        floor=0,
        holds=not said.faults,
    )
    count = len(limits.need)
    before = _worst(plain.pairs, rows, count)
    after = _worst(fair.pairs, rows, count)
    bound = _proven(rows, limits, fair)
    proven = bound <= fair.worst_bound + 1e-6 and after <= bound + 1e-6
    yield _line(case, "bound on the worst, over all pairs", bound, holds=proven)
    near = after / bound if bound else 1.0
    yield _line(
        case,
        "worst over its bound",
        round(near, 5),
        floor=min(1.0, RAISED * before / bound) if floors and bound else None,
        goal=NEAR,
        holds=after >= min(RAISED * before, bound) - 1e-9 if floors else None,
        reached=near >= NEAR,
    )
    yield _line(case, "worst, times the plain plan's", round(after / before, 4) if before else 0.0)
    cost = 1.0 - said.value / plain.value
    yield _line(
        case,
        "share of the total given up",
        cost,
        floor=COST if floors else None,
        goal=1.0 - TOTAL,
        holds=cost <= COST if floors else None,
        reached=cost <= 1.0 - TOTAL,
    )
    own, unit = float(np.median(fair_seconds)), float(np.median(plain_seconds))
    yield _line(
        case,
        "plain solves",
        round(own / unit, 1),
        seconds=round(own, 4),
        peer_seconds=round(unit, 4),
        floor=SOLVES if floors else None,
        holds=own / unit <= SOLVES if floors else None,
    )


def _worst(pairs: Any, rows: verify.Rows, count: int) -> float:
    scores = np.zeros(count)
    for first in range(0, count, verify.BLOCK):
        last = min(first + verify.BLOCK, count)
        own = pairs[(pairs[:, 0] >= first) & (pairs[:, 0] < last)]
        np.add.at(scores, own[:, 0], rows(first, last)[own[:, 0] - first, own[:, 1]])
    return float(scores.min())


def _proven(rows: verify.Rows, limits: verify.Limits, fair: Any) -> float:
    """The bound by what came with the plan, or by matching where one place each is wanted."""
    dual = verify.worst_bound(rows, limits, fair.proof.weights, fair.proof.prices)
    if dual <= fair.worst_bound + 1e-9 or not (np.asarray(limits.need) == 1).all():
        return dual
    count = len(limits.need)
    edges = range(0, count, verify.BLOCK)
    fits = np.concatenate([rows(at, min(at + verify.BLOCK, count)) for at in edges])
    above = fair.worst_bound + 1e-9
    return fair.worst_bound if peers.most_matched(fits >= above, limits.upper) < len(fits) else dual


def _since(began: float) -> float:
    return round(time.perf_counter() - began, 2)


def _line(case: str, metric: str, value: float, **more: Any) -> Line:
    return Line(bench="fairness", case=case, metric=metric, value=value, **more)
