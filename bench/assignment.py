"""Hand-over matching: exact lists and a certified plan beside dense fits with OR-tools and scipy.

Cold solves alternate with the peers in one process; every plan is checked by `bench.verify` over
all pairs. Then people's changes (pins, forbids, edits), the exact mode against OR-tools in whole
billionths, five families, and four real matrices whose best totals are known (IKKAN_SHARED).
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from bench import verify
from bench.instances import measured, peers, real
from bench.instances.families import FAMILIES
from bench.line import Line, Options
from ikkan.optimize import assignment
from ikkan.optimize.assignment import Problem, Weights

if TYPE_CHECKING:
    from bench.instances.families import Chance, Pool

ROUNDS = 3
SMALL = (600, 300)
MIDDLE, MIDDLE_FLOOR, MIDDLE_GOAL = (2_600, 1_200), 12.0, 25.0
LARGE, LARGE_FLOOR, LARGE_GOAL = (10_000, 3_000), 35.0, 80.0
WARM_FLOOR, WARM_GOAL = 20.0, 50.0
EACH, FEW = 5, 3
BILLION = 1_000_000_000
WEIGHTS = Weights()


def run(options: Options) -> Iterator[Line]:
    """Compile, families, sizes, real matrices."""
    chance = np.random.default_rng(options.seed)
    yield _compiled(chance)
    for family, made in FAMILIES.items():
        yield from _family(family, made(*SMALL, chance), options.seed)
    pool = FAMILIES["medical"](*MIDDLE, chance)
    yield from _size(pool, MIDDLE_FLOOR, MIDDLE_GOAL, options, chance, peers.scipy_plan)
    if options.full:
        pool = FAMILIES["medical"](*LARGE, chance)
        yield from _size(pool, LARGE_FLOOR, LARGE_GOAL, options, chance, None)
    else:
        yield from _again(FAMILIES["medical"](*LARGE, chance), options.seed, chance)
    yield from _real(options.seed)


def _compiled(chance: Chance) -> Line:
    began = time.perf_counter()
    pool = FAMILIES["medical"](60, 30, chance)
    solved = measured.solved(pool, WEIGHTS, 0)
    assignment.solve(Problem(lists=solved.lists), exact=True)
    for change in measured.changes(pool, solved.plan, measured.limits_of(pool), chance, 1):
        assignment.resolve(solved.plan, change.changes)
    took = time.perf_counter() - began
    return _line("first calls, kernels from the cache or compiled", "seconds", round(took, 2))


def _family(family: str, pool: Pool, seed: int) -> Iterator[Line]:
    """Certificate, lists and exact optimum of a small pool."""
    case = f"{family}, {len(pool.items):,} × {len(pool.slots):,}"
    rows = verify.fitted(pool.items, pool.slots, WEIGHTS)
    solved = measured.solved(pool, WEIGHTS, seed)
    yield _certified(case, measured.judged(rows, measured.limits_of(pool), solved.plan))
    yield _one(case, "recall of the lists", measured.recall(rows, solved.lists))
    yield _exact(case, pool, seed)


def _exact(case: str, pool: Pool, seed: int) -> Line:
    """The exact mode in billionths, less OR-tools' optimum."""
    fits = verify.fitted(pool.items, pool.slots, WEIGHTS)(0, len(pool.items))
    began = time.perf_counter()
    lists = assignment.candidates(pool.items, pool.slots, WEIGHTS, measured.K)
    plan = assignment.solve(Problem(lists=lists), seed=seed, exact=True)
    middle = time.perf_counter()
    best = peers.flow(fits, pool.items.need, pool.slots.upper, scale=BILLION)
    theirs = time.perf_counter() - middle
    off = abs(round(plan.value * BILLION) - round(best * BILLION))
    return Line(
        bench="assignment",
        case=f"{case}, exact mode; {peers.named('ortools')}",
        metric="billionths off the optimum",
        value=off,
        seconds=round(middle - began, 4),
        peer_seconds=round(theirs, 4),
        floor=0,
        holds=off == 0,
    )


def _size(
    pool: Pool,
    floor: float,
    goal: float,
    options: Options,
    chance: Chance,
    second: Callable[..., peers.Peer] | None,
) -> Iterator[Line]:
    """A whole size: the peers alternately, the certificate, the lists, people's changes."""
    case = f"medical, {len(pool.items):,} × {len(pool.slots):,}"
    own, first, other = [], [], []
    for _ in range(ROUNDS):
        solved = measured.solved(pool, WEIGHTS, options.seed)
        own.append(solved)
        first.append(peers.ortools(pool.items, pool.slots, WEIGHTS))
        if second is not None:
            other.append(second(pool.items, pool.slots, WEIGHTS))
    rows, limits = verify.fitted(pool.items, pool.slots, WEIGHTS), measured.limits_of(pool)
    yield _certified(case, measured.judged(rows, limits, solved.plan))
    yield _one(case, "recall of the lists", measured.recall(rows, solved.lists))
    off = (first[-1].value - solved.plan.value) / first[-1].value
    yield _line(
        case, "share of OR-tools' total missing", off, floor=measured.GAP, holds=off <= 1e-5
    )
    took = statistics.median(one.seconds for one in own)
    yield _line(case, "seconds for lists", statistics.median(one.listing for one in own))
    yield _line(case, "seconds for the plan", statistics.median(one.planning for one in own))
    yield _ratio(f"{case}; {peers.named('scikit-learn', 'ortools')}", took, first, floor, goal)
    if other:
        yield _ratio(f"{case}; {peers.named('scikit-learn', 'scipy')}", took, other)
    yield _exact(case, pool, options.seed)
    yield from _warm(case, pool, solved, took, chance)


def _again(pool: Pool, seed: int, chance: Chance) -> Iterator[Line]:
    """The large size without its peer: a cold solve, certified, and people's changes."""
    case = f"medical, {len(pool.items):,} × {len(pool.slots):,}"
    own = [measured.solved(pool, WEIGHTS, seed) for _ in range(ROUNDS)]
    rows = verify.fitted(pool.items, pool.slots, WEIGHTS)
    yield _certified(case, measured.judged(rows, measured.limits_of(pool), own[-1].plan))
    took = statistics.median(one.seconds for one in own)
    yield _line(case, "seconds, lists and plan", round(took, 4))
    yield from _warm(case, pool, own[-1], took, chance, FEW)


def _warm(
    case: str,
    pool: Pool,
    solved: measured.Solved,
    cold: float,
    chance: Chance,
    each: int = EACH,
) -> Iterator[Line]:
    rows, limits = verify.fitted(pool.items, pool.slots, WEIGHTS), measured.limits_of(pool)
    seconds: dict[str, list[float]] = {}
    gaps: dict[str, float] = {}
    faults: list[str] = []
    for change in measured.changes(pool, solved.plan, limits, chance, each):
        began = time.perf_counter()
        plan = assignment.resolve(solved.plan, change.changes)
        seconds.setdefault(change.name, []).append(time.perf_counter() - began)
        said = measured.judged(measured.edited(rows, change.edits), change.limits, plan)
        gaps[change.name] = max(gaps.get(change.name, 0.0), said.gap)
        faults += said.faults
    for name, times in seconds.items():
        ratio = cold / statistics.median(times)
        sound = gaps[name] <= measured.GAP and not faults
        named = f"{case}, after a {name}" + ": " * bool(faults) + "; ".join(faults[:3])
        yield _line(named, "gap", gaps[name], floor=measured.GAP, holds=sound)
        yield Line(
            bench="assignment",
            case=f"{case}, after a {name}; median of {len(times)} against cold",
            metric="times as fast",
            value=round(ratio, 1),
            seconds=round(statistics.median(times), 5),
            peer_seconds=round(cold, 4),
            floor=WARM_FLOOR,
            goal=WARM_GOAL,
            holds=ratio >= WARM_FLOOR,
            reached=ratio >= WARM_GOAL,
        )


def _real(seed: int) -> Iterator[Line]:
    if not real.folder().is_dir():
        yield _line("real matrices: no such folder (IKKAN_SHARED)", "cases", 0, holds=False)
        return
    for one in real.conferences():
        limits = verify.Limits(need=one.need, upper=one.upper, conflicts=one.conflicts)
        problem = Problem(
            scores=one.scores, need=one.need, upper=one.upper, conflicts=one.conflicts
        )
        for exact in (False, True):
            began = time.perf_counter()
            plan = assignment.solve(problem, seed=seed, exact=exact)
            took = time.perf_counter() - began
            said = measured.judged(verify.dense(one.scores), limits, plan)
            off = abs(said.value - one.optimum)
            yield _line(
                f"{one.name}{', exact mode' * exact}: {said.value} of {one.optimum}",
                "off the known optimum",
                off,
                seconds=round(took, 4),
                floor=one.optimum * measured.GAP,
                holds=not said.faults and off <= one.optimum * measured.GAP,
            )


def _ratio(
    case: str,
    own: float,
    theirs: list[peers.Peer],
    floor: float | None = None,
    goal: float | None = None,
) -> Line:
    peer = statistics.median(one.seconds for one in theirs)
    ratio = peer / own
    return _line(
        case,
        "times as fast, lists and plan",
        round(ratio, 2),
        seconds=round(own, 4),
        peer_seconds=round(peer, 4),
        floor=floor,
        goal=goal,
        holds=None if floor is None else ratio >= floor,
        reached=None if goal is None else ratio >= goal,
    )


def _certified(case: str, said: verify.Verdict) -> Line:
    named = f"{case}: {'; '.join(said.faults)}" if said.faults else case
    sound = not said.faults and said.gap <= measured.GAP
    return _line(named, "gap over all pairs", said.gap, floor=measured.GAP, holds=sound)


def _one(case: str, metric: str, value: float) -> Line:
    return _line(case, metric, value, floor=1.0, holds=value == 1.0)


def _line(case: str, metric: str, value: float, **more: Any) -> Line:
    return Line(bench="assignment", case=case, metric=metric, value=value, **more)
