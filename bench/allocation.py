"""Yearly allocation with the fund as recourse, beside HiGHS on the whole problem at once.

Own solves alternate with the peer in one process; every plan is checked by `verify_allocation`,
which computes value and bound again. Then families that hurt, small problems against HiGHS's
optimum, prices against finite differences, a person's changes, and 10,000 scenarios in a process of
their own, so that their memory is known.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from bench import verify_allocation as verify
from bench.instances import funded, large, whole
from bench.instances.funding import APART, FAMILIES, UNIT, Chance, Funding, medical
from bench.line import Line, Options
from ikkan.optimize import allocation
from ikkan.optimize.allocation import Changes, Plan

GAP = 5e-5
LINEAR = 1e-6
PRICE = 1e-6
ROUNDS = 3
SMALL, PROGRAMMES = 8, 10
FEW, FEW_FLOOR, FEW_GOAL = 100, 150.0, 400.0
MANY, MANY_FLOOR, MANY_GOAL, WHOLE_FLOOR = 1_000, 130.0, 250.0, 20.0
MOST, MEMORY, GROWTH, MOST_GOAL = 10_000, 2.0, 1.0, 6.0
WARM_FLOOR, WARM_GOAL, EDITS = 5.0, 10.0, 6
SEVERAL = 12
"""Scenarios of a family in a quick run."""
QUICK_LIMIT, FULL_LIMIT = 60.0, 300.0


class Timed(NamedTuple):
    """The last plan, and the median seconds by the clock and of the processor."""

    plan: Plan
    seconds: float
    worked: float


def run(options: Options) -> Iterator[Line]:
    """Compile, families, small optima, sizes with their peers, changes, memory."""
    chance = np.random.default_rng(options.seed)
    yield _compiled(chance, options.seed)
    for family, drawn in FAMILIES.items():
        yield from _family(family, drawn(FEW if options.full else SEVERAL, chance), options.seed)
        yield from _optimum(family, drawn(SMALL, chance, PROGRAMMES), options.seed)
    yield from _few(medical(FEW, chance), options)
    if options.full:
        yield from _many(medical(MANY, chance), options)


def _compiled(chance: Chance, seed: int) -> Line:
    began = time.perf_counter()
    made = medical(20, chance, PROGRAMMES)
    plan = allocation.solve(funded.problem(made), seed=seed)
    allocation.resolve(plan, Changes(floors={"P01": int(made.floor[1] + 1) * UNIT}))
    took = time.perf_counter() - began
    return _line("first calls, kernels from the cache or compiled", "seconds", round(took, 2))


def _family(family: str, made: Funding, seed: int) -> Iterator[Line]:
    """Value, bound and prices of one family, lumps in part and whole."""
    case = f"{family}, {made.size}"
    problem = funded.problem(made)
    eased = _timed(problem, seed, rounds=1, integer=False)
    peer = whole.linear(made)
    said = funded.judged(made, eased.plan)
    free = bool((made.least > 0).any())
    yield _sound(f"{case}, lumps in part", said, GAP if free else LINEAR)
    off = abs(peer.value - said.value) / abs(peer.value)
    yield _line(
        f"{case}, lumps in part; {whole.named('interior point')}",
        "share off its optimum" if not free else "share below the optimum without least amounts",
        off,
        seconds=round(eased.seconds, 4),
        peer_seconds=round(peer.seconds, 2),
        floor=None if free else LINEAR,
        holds=None if free else off <= LINEAR and peer.status == "Optimal",
    )
    plan = _timed(problem, seed, rounds=1, integer=True)
    floor = None if family in APART else GAP
    yield _sound(case, funded.judged(made, plan.plan), floor, seconds=plan.seconds)
    yield _priced(case, made, plan.plan)


def _optimum(family: str, made: Funding, seed: int) -> Iterator[Line]:
    """A small problem: HiGHS's own value and bound enclose the same optimum as ours."""
    case = f"{family}, {made.size}; {whole.named('branch and bound')}"
    peer = whole.integer(made, gap=1e-4, limit=1.5)
    own = _timed(funded.problem(made), seed, rounds=1, integer=True)
    said = funded.judged(made, own.plan)
    slack = abs(peer.bound) * LINEAR
    within = said.value <= peer.bound + slack and peer.value <= said.bound + slack
    yield _line(
        case + ": " * bool(said.faults) + "; ".join(said.faults),
        "share of its bound that is missing",
        max(0.0, (peer.bound - said.value) / abs(peer.bound)),
        seconds=round(own.seconds, 4),
        peer_seconds=round(peer.seconds, 2),
        holds=within and not said.faults,
    )


def _few(made: Funding, options: Options) -> Iterator[Line]:
    """The whole mixed problem: HiGHS until the gap that is asked of us, or its limit."""
    case = f"medical, {made.size}"
    problem = funded.problem(made)
    limit = FULL_LIMIT if options.full else QUICK_LIMIT
    own, peers, worked = [], [], []
    for _ in range(ROUNDS if options.full else 1):
        own.append(_timed(problem, options.seed, rounds=ROUNDS, integer=True))
        began = time.process_time()
        peers.append(whole.integer(made, gap=GAP, limit=limit))
        worked.append(time.process_time() - began)
    peer = peers[-1]
    yield _sound(case, funded.judged(made, own[-1].plan), GAP)
    yield _line(
        f"{case}; {whole.named('branch and bound')}: {peer.status}", "gap of the peer", peer.gap
    )
    yield from _ratios(
        f"{case}; {whole.named(f'branch and bound to {GAP:.0e} or {limit:.0f} s')}",
        "times as fast, certified",
        own,
        statistics.median(one.seconds for one in peers),
        statistics.median(worked),
        FEW_FLOOR,
        FEW_GOAL,
    )
    yield from _warm(case, made, own[-1], options)


def _many(made: Funding, options: Options) -> Iterator[Line]:
    """1,000 scenarios: the linear programme by interior point, and whole lumps beside it."""
    case = f"medical, {made.size}"
    problem = funded.problem(made)
    eased, own, peers, worked = [], [], [], []
    for _ in range(ROUNDS):
        eased.append(_timed(problem, options.seed, rounds=ROUNDS, integer=False))
        own.append(_timed(problem, options.seed, rounds=1, integer=True))
        began = time.process_time()
        peers.append(whole.linear(made))
        worked.append(time.process_time() - began)
    said = funded.judged(made, eased[-1].plan)
    off = abs(peers[-1].value - said.value) / abs(peers[-1].value)
    yield _sound(f"{case}, lumps in part", said, LINEAR)
    yield _line(
        f"{case}, lumps in part",
        "share off HiGHS's optimum",
        off,
        floor=LINEAR,
        holds=off <= LINEAR,
    )
    peer, took = statistics.median(one.seconds for one in peers), statistics.median(worked)
    named = whole.named("linear programme by interior point")
    yield from _ratios(
        f"{case}, lumps in part; {named}",
        "times as fast", eased, peer, took, MANY_FLOOR, MANY_GOAL,
    )  # fmt: skip
    yield _sound(case, funded.judged(made, own[-1].plan), GAP)
    yield from _ratios(
        f"{case}, whole lumps; {named}",
        "times as fast, certified", own, peer, took, WHOLE_FLOOR, None,
    )  # fmt: skip
    yield from _warm(case, made, own[-1], options)
    yield from _most(statistics.median(one.seconds for one in own), peer, options)


def _most(before: float, peer: float, options: Options) -> Iterator[Line]:
    """10,000 scenarios in a process of their own."""
    said = large.apart(MOST, options.seed)
    case = f"medical, {said['size']}"
    verdict = verify.Verdict(
        faults=tuple(said["faults"]), value=said["value"], bound=said["bound"], gap=said["gap"]
    )
    yield _sound(case, verdict, GAP, seconds=said["seconds"])
    memory = said["memory"] / 2**30
    yield _line(
        f"{case}, process with its data", "GiB at most", round(memory, 3), floor=MEMORY,
        holds=memory < MEMORY,
    )  # fmt: skip
    growth = math.log(said["seconds"] / before) / math.log(MOST / MANY)
    yield _line(
        f"{case} after {MANY:,}", "exponent of growth", round(growth, 3), floor=GROWTH,
        holds=growth <= GROWTH, seconds=round(said["seconds"], 3), peer_seconds=round(before, 3),
    )  # fmt: skip
    ratio = peer / said["seconds"]
    yield _line(
        f"{case}, whole lumps; {whole.named('linear programme of 1,000 scenarios')}",
        "times as fast, certified", round(ratio, 2), seconds=round(said["seconds"], 3),
        peer_seconds=round(peer, 2), goal=MOST_GOAL, reached=ratio >= MOST_GOAL,
    )  # fmt: skip


def _warm(case: str, made: Funding, cold: Timed, options: Options) -> Iterator[Line]:
    """A person raises a floor, lowers a ceiling or pins a budget: from where the plan stands."""
    chance = np.random.default_rng(options.seed + 1)
    before = funded.budgets(cold.plan)
    for name, edits in _edits(made, before, chance).items():
        times, gaps, faults = [], [], []
        for changes, edited in edits:
            began = time.perf_counter()
            plan = allocation.resolve(cold.plan, changes)
            times.append(time.perf_counter() - began)
            said = funded.judged(edited, plan)
            gaps.append(said.gap)
            faults += said.faults
        verdict = verify.Verdict(
            faults=tuple(faults), value=math.nan, bound=math.nan, gap=max(gaps)
        )
        yield _sound(f"{case}, after {name}", verdict, GAP)
        took = statistics.median(times)
        ratio, floored = cold.seconds / took, name == "one raised floor"
        yield _line(
            f"{case}, after {name}; median of {len(times)} against cold", "times as fast",
            round(ratio, 2), seconds=round(took, 4), peer_seconds=round(cold.seconds, 4),
            floor=WARM_FLOOR if floored else None, goal=WARM_GOAL if floored else None,
            holds=ratio >= WARM_FLOOR if floored else None,
            reached=ratio >= WARM_GOAL if floored else None,
        )  # fmt: skip


def _edits(made: Funding, before: Any, chance: Chance) -> dict[str, list[tuple[Changes, Funding]]]:
    """Changes that keep the problem solvable, each with the arrays they lead to."""
    from dataclasses import replace

    room = np.flatnonzero((before > made.floor + 20) & (before < made.ceiling - 20))
    chosen = chance.choice(room, size=min(EDITS, len(room)), replace=False)
    found: dict[str, list[tuple[Changes, Funding]]] = {}
    for p in map(int, chosen):
        code = f"P{p:02}"
        up = int(before[p]) + max(1, int(made.ceiling[p] - before[p]) // 20)
        down = int(before[p]) - max(1, int(before[p] - made.floor[p]) // 5)
        floor, ceiling, pinned = made.floor.copy(), made.ceiling.copy(), made.floor.copy()
        floor[p], ceiling[p], pinned[p] = up, down, down
        for name, changes, edited in (
            ("one raised floor", Changes(floors={code: up * UNIT}), replace(made, floor=floor)),
            (
                "one lowered ceiling",
                Changes(ceilings={code: down * UNIT}),
                replace(made, ceiling=ceiling),
            ),
            (
                "one pin",
                Changes(pins={code: down * UNIT}),
                replace(made, floor=pinned, ceiling=ceiling),
            ),
        ):
            found.setdefault(name, []).append((changes, edited))
    return found


def _priced(case: str, made: Funding, plan: Plan) -> Line:
    """How far a price lies outside the one-sided differences of the value, relative to its size."""
    x = funded.budgets(plan).astype(float)
    said = [plan.prices[one.code] * UNIT for one in plan.problem.programmes]
    here, worst, step = verify.shared(made, x), 0.0, 1.0 / 64
    for p in range(0, len(x), 3):
        up, down = x.copy(), x.copy()
        up[p], down[p] = x[p] + step, x[p] - step
        sides = (verify.shared(made, up) - here) / step, (here - verify.shared(made, down)) / step
        worst = max(worst, *_outside(said[p], sides))
    more, less = (verify.shared(made, x, made.fund + by) for by in (step, -step))
    worst = max(
        worst, *_outside(plan.fund_price * UNIT, ((more - here) / step, (here - less) / step))
    )
    return _line(case, "price off a difference", worst, floor=PRICE, holds=worst <= PRICE)


def _outside(price: float, sides: tuple[float, float]) -> tuple[float, float]:
    low, high = min(sides), max(sides)
    scale = max(1.0, abs(price))
    return (low - price) / scale, (price - high) / scale


def _timed(problem: Any, seed: int, *, rounds: int, integer: bool) -> Timed:
    seconds, worked = [], []
    for _ in range(rounds):
        began, spent = time.perf_counter(), time.process_time()
        plan = allocation.solve(problem, seed=seed, integer=integer)
        seconds.append(time.perf_counter() - began)
        worked.append(time.process_time() - spent)
    return Timed(plan, statistics.median(seconds), statistics.median(worked))


def _ratios(
    case: str, metric: str, own: list[Timed], peer: float, worked: float, floor: float,
    goal: float | None,
) -> Iterator[Line]:  # fmt: skip
    took = statistics.median(one.seconds for one in own)
    ratio = peer / took
    yield _line(
        case, metric, round(ratio, 1), seconds=round(took, 4), peer_seconds=round(peer, 2),
        floor=floor, goal=goal, holds=ratio >= floor,
        reached=None if goal is None else ratio >= goal,
    )  # fmt: skip
    spent = statistics.median(one.worked for one in own)
    yield _line(
        f"{case}, seconds of the processor, all threads", metric, round(worked / spent, 1),
        seconds=round(spent, 4), peer_seconds=round(worked, 2),
    )  # fmt: skip


def _sound(
    case: str, said: verify.Verdict, floor: float | None, seconds: float | None = None
) -> Line:
    named = f"{case}: {'; '.join(said.faults[:5])}" if said.faults else case
    holds = False if said.faults else None if floor is None else bool(said.gap <= floor)
    took = None if seconds is None else round(seconds, 4)
    return _line(named, "gap, recomputed", said.gap, floor=floor, holds=holds, seconds=took)


def _line(case: str, metric: str, value: float, **more: Any) -> Line:
    known = {key: bool(one) if isinstance(one, np.bool_) else one for key, one in more.items()}
    return Line(bench="allocation", case=case, metric=metric, value=float(value), **known)
