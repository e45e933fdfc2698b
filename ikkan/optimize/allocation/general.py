"""The path of problems that do not fall apart by programme: HiGHS, whole or scenario by scenario.

Decides: which of the two, how fractions become whole units, and what is proven. Called by: solving,
where `detect` found rules over several lumps or programmes. Small problems are solved whole; large
ones by cuts for lumps paid in part, then whole lumps at the budgets found.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ikkan.optimize.allocation import extensive, relaxed, shaped, solver
from ikkan.optimize.allocation.arrays import FirstStage
from ikkan.optimize.allocation.faults import AllocationError
from ikkan.optimize.allocation.problem import Lumps, Package, Problem
from ikkan.optimize.allocation.problem import Scenarios as Given
from ikkan.optimize.allocation.said import WORDS, finding
from ikkan.optimize.allocation.scenario import Answer, Scenarios
from ikkan.optimize.allocation.shaped import Master
from ikkan.optimize.allocation.solver import INFINITY
from ikkan.values.arrays import Floats, Indices
from ikkan.values.text import Text

SMALL: Final = 1_500
"""Up to so many lumps, and draws on the fund, a problem is solved whole."""
SAMPLE: Final = 5
STRIDES: Final = (1.0, 10.0, INFINITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class General:
    """Budgets x in units, what they are worth, what no plan can exceed, and prices per unit.

    `eased` is what scenarios say at x when lumps may be paid in part (its slopes are prices),
    `used` what whole lumps reach; the same where lumps need not be whole.
    """

    x: Indices
    value: float
    bound: float
    eased: Answer
    used: Answer
    total_price: float
    cap_prices: Floats
    limit_hit: bool


def solve(
    problem: Problem, stage: FirstStage, *, integer: bool, limit: float | None, target: float
) -> General:
    """Budgets near the best for a sound problem of any structure.

    Raises AllocationError where packages leave no plan, SolverError where HiGHS gives no answer.
    """
    until = None if limit is None else time.perf_counter() + limit
    known = Scenarios(problem, stage)
    master = shaped.begun(stage, either(problem), known)
    _possible(problem, master)
    found = shaped.solve(
        master, known, _start(problem, stage, master), target=target / 4, until=until
    )
    x = _rounded(master, found, known.weight @ found.answer.prices.slopes)
    eased = known.ask(x, whole=False)
    used = known.ask(x, whole=True, until=until) if integer else eased
    bound = found.bound
    if integer:
        bound = min(bound, relaxed.bound(problem, stage, known.shares, found.priced, x))
    made = General(
        x=x,
        value=stage.worth(x) + float(known.weight @ used.values),
        bound=bound,
        eased=eased,
        used=used,
        total_price=found.total_price,
        cap_prices=found.cap_prices,
        limit_hit=found.limit_hit or used.limit_hit,
    )
    small = max(len(known.shares.worth), known.need.size) <= SMALL
    if not (integer and small) or _near(made, target):
        return made
    return _whole(problem, stage, known, made, until=until, target=target)


def evaluate(
    problem: Problem, stage: FirstStage, x: Indices, *, integer: bool
) -> tuple[Answer, Answer]:
    """What scenarios say at budgets x with lumps paid in part, and with whole ones."""
    known = Scenarios(problem, stage)
    eased = known.ask(x, whole=False)
    return eased, known.ask(x, whole=True) if integer else eased


def either(problem: Problem) -> tuple[tuple[Indices, int], ...]:
    """Packages of programmes: (members, how many of them may have money)."""
    at = {one.code: p for p, one in enumerate(problem.programmes)}
    return tuple(
        (np.array([at[code] for code in one.programmes], dtype=np.int64), one.at_most)
        for one in problem.packages
        if len(one.programmes) > one.at_most
    )


def _near(made: General, target: float) -> bool:
    return made.bound - made.value <= target * abs(made.bound)


def _whole(
    problem: Problem,
    stage: FirstStage,
    known: Scenarios,
    made: General,
    *,
    until: float | None,
    target: float,
) -> General:
    """The same problem at once: a better plan or a better bound, whatever the time allows."""
    left = None if until is None else max(until - time.perf_counter(), 0.1)
    whole = extensive.solve(problem, stage, integer=True, limit=left, gap=target / 2)
    if whole is None:
        return replace(made, limit_hit=True)
    made = replace(
        made, bound=min(made.bound, whole.bound), limit_hit=made.limit_hit or whole.limit_hit
    )
    x = np.rint(whole.x).astype(np.int64)
    used = known.settled(x, whole.taken > 0.5)
    value = stage.worth(x) + float(known.weight @ used.values)
    if value <= made.value:
        return made
    return replace(made, x=x, value=value, used=used, eased=known.ask(x, whole=False))


def _start(problem: Problem, stage: FirstStage, master: Master) -> Floats:
    """Budgets that are best for a few scenarios and keep every rule of the first stage."""
    given = problem.scenarios
    chosen = np.linspace(0, len(given) - 1, min(SAMPLE, len(given))).astype(np.int64)
    starts, lumps = given.lumps.starts, given.lumps
    inside = np.concatenate([np.arange(starts[s], starts[s + 1]) for s in chosen])
    few = Given(
        weight=np.full(len(chosen), 1.0 / len(chosen)),
        need=given.need[chosen],
        lumps=Lumps(
            starts=np.concatenate(([0], np.cumsum(starts[chosen + 1] - starts[chosen]))),
            programme=lumps.programme[inside],
            yen=lumps.yen[inside],
            worth=lumps.worth[inside],
            code=tuple(lumps.code[i] for i in inside) if lumps.code else None,
        ),
    )
    found = extensive.solve(replace(problem, scenarios=few), stage, integer=False)
    if found is None:
        raise solver.unsolved("Infeasible", "a few scenarios")
    return found.x


def _rounded(master: Master, found: shaped.Shaped, price: Floats) -> Indices:
    """Whole units near x that keep every rule, the dearest programmes first."""
    x, stage = found.x, master.stage
    for stride in STRIDES:
        rows, _ = master.rows(whole=True)
        for p, one in enumerate(x):
            inside = one > 0 or not stage.least[p]
            low, high = np.floor(one + 1e-6) - stride + 1, np.ceil(one - 1e-6) + stride - 1
            rows.lower[p] = max(rows.lower[p], low) if inside else 0.0
            rows.upper[p] = min(rows.upper[p], high) if inside else 0.0
            rows.cost[p] = float(price[p])
        done = solver.solve(rows.model(), "whole units", gap=1e-6)
        if done is not None and done.value is not None:
            return np.rint(done.z[: len(x)]).astype(np.int64)
    raise AllocationError([finding("infeasible", rules=WORDS["whole"])])


def _possible(problem: Problem, master: Master) -> None:
    """Raises AllocationError with the packages that leave no plan at all."""
    chosen = [one for one in problem.packages if len(one.programmes) > one.at_most]
    if not chosen or _feasible(master, master.either):
        return
    kept = list(zip(chosen, master.either, strict=True))
    for pair in list(kept):
        without = [one for one in kept if one is not pair]
        if not _feasible(master, tuple(one for _, one in without)):
            kept = without
    text = Text(*(sep.join(_named(kept, ja)) for sep, ja in (("、", True), ("; ", False))))
    raise AllocationError([finding("infeasible", *(one.code for one, _ in kept), rules=text)])


def _feasible(master: Master, packages: tuple[tuple[Indices, int], ...]) -> bool:
    rows, _ = replace(master, either=packages).rows()
    return solver.solve(rows.model(), "feasibility") is not None


def _named(kept: list[tuple[Package, tuple[Indices, int]]], ja: bool) -> Iterator[str]:
    for one, _ in kept:
        members = "・".join(one.programmes) if ja else ", ".join(one.programmes)
        yield (
            f"択一の組「{one.name or one.code}」（{members}のうち{one.at_most}件まで）"
            if ja
            else f"at most {one.at_most} of {members} under package {one.name or one.code}"
        )
