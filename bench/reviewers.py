"""Reviewers: three a proposal with conflicts, beside OR-tools over all pairs; then real data.

Scale with --full: 26,000 × 30,000 in a process of its own, whose peak of memory is read. Real data
(IKKAN_SHARED): the loss of our scores on rated expertise beside four algorithms' on the same
ratings, and successors of NIH awards without their serial numbers beside the shared investigator.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from bench import verify
from bench.instances import families, gold, measured, peers, successors
from bench.line import Line, Options
from ikkan.optimize import assignment
from ikkan.optimize.assignment import Problem, Weights

ROUNDS = 3
SIZE, FLOOR, GOAL = (2_600, 3_000), 35.0, 80.0
SCALE = (26_000, 30_000)
MEMORY = 6.0
SHARE = 0.01
GIB = 1024.0**2
WEIGHTS = Weights(text=1.0, phase=0.0, modality=0.0, domain=0.0, window=0.0, budget=0.0)
PUBLISHED = {"constant": 0.500, "tpms": 0.281, "specter": 0.272, "specter_mfr": 0.238}
"""Losses on all 58 reviewers as their authors print them; only 33 reviewers' ratings are here."""


def run(options: Options) -> Iterator[Line]:
    """Speed and certificate, scale, expertise, successors."""
    chance = np.random.default_rng(options.seed)
    began = time.perf_counter()
    small = families.reviewers(60, 60, chance)
    measured.solved(small, WEIGHTS, 0, conflicts=families.conflicts(60, 60, SHARE, chance))
    first = round(time.perf_counter() - began, 2)
    yield _line("first calls, kernels from the cache or compiled", "seconds", first)
    yield from _speed(options.seed, chance)
    if options.full:
        yield from _scale(options.seed)
    yield from _expertise()
    yield from _successors()


def _speed(seed: int, chance: np.random.Generator) -> Iterator[Line]:
    pool = families.reviewers(*SIZE, chance)
    barred = families.conflicts(*SIZE, SHARE, chance)
    case = f"{SIZE[0]:,} × {SIZE[1]:,}, 3 each, {len(barred):,} conflicts"
    own, theirs = [], []
    for _ in range(ROUNDS):
        own.append(measured.solved(pool, WEIGHTS, seed, conflicts=barred))
        theirs.append(peers.ortools(pool.items, pool.slots, WEIGHTS, barred))
    plan = own[-1].plan
    limits = measured.limits_of(pool, conflicts=barred)
    said = measured.judged(verify.fitted(pool.items, pool.slots, WEIGHTS), limits, plan)
    yield _certified(case, said)
    short = (theirs[-1].value - plan.value) / theirs[-1].value
    yield _line(
        case,
        "share of OR-tools' total missing",
        short,
        floor=measured.GAP,
        holds=short <= measured.GAP,
    )
    took = statistics.median(one.seconds for one in own)
    peer = statistics.median(one.seconds for one in theirs)
    yield _line(case, "seconds for lists", statistics.median(one.listing for one in own))
    yield _line(case, "seconds for the plan", statistics.median(one.planning for one in own))
    yield Line(
        bench="reviewers",
        case=f"{case}; {peers.named('scikit-learn', 'ortools')}",
        metric="times as fast, lists and plan",
        value=round(peer / took, 2),
        seconds=round(took, 4),
        peer_seconds=round(peer, 4),
        floor=FLOOR,
        goal=GOAL,
        holds=peer / took >= FLOOR,
        reached=peer / took >= GOAL,
    )


def _scale(seed: int) -> Iterator[Line]:
    """In a process of its own, so that the peak of memory is nobody else's."""
    words = [sys.executable, "-m", "bench.reviewers", str(seed)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    case = f"{SCALE[0]:,} × {SCALE[1]:,}, 3 each, 1 % conflicts"
    if done.returncode:
        yield _line(f"{case}: {done.stderr[-300:]}", "GiB at most", float("inf"), holds=False)
        return
    told = json.loads(done.stdout.splitlines()[-1])
    took = round(told["seconds"], 2)
    yield _line(
        f"{case}{': ' * bool(told['faults'])}{'; '.join(told['faults'])}",
        "gap over all pairs",
        told["gap"],
        seconds=took,
        floor=measured.GAP,
        holds=not told["faults"] and told["gap"] <= measured.GAP,
    )
    yield _line(
        case,
        "GiB at most",
        round(told["peak"], 2),
        seconds=took,
        floor=MEMORY,
        holds=told["peak"] < MEMORY,
    )


def large(seed: int) -> dict[str, Any]:
    """The large case: seconds, peak of memory before the check, and the verdict."""
    import resource

    chance = np.random.default_rng(seed)
    pool = families.reviewers(*SCALE, chance)
    barred = families.conflicts(*SCALE, SHARE, chance)
    own = measured.solved(pool, WEIGHTS, seed, conflicts=barred)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / GIB
    limits = measured.limits_of(pool, conflicts=barred)
    said = measured.judged(verify.fitted(pool.items, pool.slots, WEIGHTS), limits, own.plan)
    return {"seconds": own.seconds, "peak": peak, "gap": said.gap, "faults": said.faults}


def _expertise() -> Iterator[Line]:
    if not gold.folder().is_dir():
        yield _absent("rated expertise")
        return
    began = time.perf_counter()
    told = gold.told()
    loss = gold.loss(told.ratings, gold.scored(told))
    took = round(time.perf_counter() - began, 2)
    rated = sum(map(len, told.ratings.values()))
    case = f"{len(told.ratings)} reviewers, {rated} ratings"
    theirs = {one: gold.loss(told.ratings, gold.predicted(one)) for one in PUBLISHED}
    for name, value in theirs.items():
        published = f"{case}; printed for all 58: {PUBLISHED[name]:.3f}"
        yield _line(published, f"loss of {name}", round(value, 4))
    yield _line(
        f"{case}; floor: TPMS on the same ratings, goal: SPECTER",
        "loss of ours",
        round(loss, 4),
        seconds=took,
        floor=round(theirs["tpms"], 4),
        goal=round(theirs["specter"], 4),
        holds=loss <= theirs["tpms"],
        reached=loss <= theirs["specter"],
    )


def _successors() -> Iterator[Line]:
    if not successors.folder().is_dir():
        yield _absent("successors of NIH awards")
        return
    told = successors.families()
    case = f"{len(told.items):,} awards, {len(told.slots):,} candidates, no serial numbers"
    rule = {depth: successors.by_rule(told, depth) for depth in (1, 10)}
    began = time.perf_counter()
    lists = assignment.candidates(told.items, told.slots, successors.WEIGHTS, measured.K)
    plan = assignment.solve(Problem(lists=lists))
    took = round(time.perf_counter() - began, 2)
    rows = verify.fitted(told.items, told.slots, successors.WEIGHTS)
    limits = measured.limits_of(families.Pool(told.items, told.slots))
    yield _certified(case, measured.judged(rows, limits, plan))
    planned = np.full(len(told.items), -1)
    planned[plan.pairs[:, 0]] = plan.pairs[:, 1]
    listed = lists.columns.reshape(len(told.items), -1)
    of_list = {
        depth: float((listed[:, :depth] == told.true[:, None]).any(axis=1).mean()) for depth in rule
    }
    in_plan = float((planned == told.true).mean())
    for depth, value in rule.items():
        yield _line(case, f"recall@{depth} of the shared investigator", round(value, 4))
    yield _line(case, "recall@1 of the lists", round(of_list[1], 4))
    for name, value, depth in (("plan", in_plan, 1), ("lists", of_list[10], 10)):
        yield _line(
            case,
            f"recall@{depth} of the {name}",
            round(value, 4),
            seconds=took,
            floor=round(rule[depth], 4),
            holds=value >= rule[depth],
        )


def _certified(case: str, said: verify.Verdict) -> Line:
    named = f"{case}: {'; '.join(said.faults)}" if said.faults else case
    sound = not said.faults and said.gap <= measured.GAP
    return _line(named, "gap over all pairs", said.gap, floor=measured.GAP, holds=sound)


def _absent(what: str) -> Line:
    return _line(f"{what}: no such folder (IKKAN_SHARED)", "cases", 0, holds=False)


def _line(case: str, metric: str, value: float, **more: Any) -> Line:
    return Line(bench="reviewers", case=case, metric=metric, value=value, **more)


if __name__ == "__main__":
    print(json.dumps(large(int(sys.argv[1]))))
