"""How far a plan may be from the best for the true future, not for its own scenarios alone.

Decides: how many fresh samples say what. Called by: portfolio, the command line. Source: Mak,
Morton and Wood 1999 (several replications); the lower side compares with plans made on one sample
and valued on another.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ikkan.optimize.allocation import solving
from ikkan.optimize.allocation.faults import AllocationError, Finding
from ikkan.optimize.allocation.plan import Plan
from ikkan.optimize.allocation.problem import Scenarios
from ikkan.values.arrays import Floats
from ikkan.values.text import Text

LEVEL: Final = 0.95
FEWEST: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """With probability `level` the true gap of the plan lies between `low` and `high`.

    Both are in the measure of the plan's value; `value_low` and `value_high` enclose what the plan
    is truly worth, `gap` is what the samples show on average (it errs upwards). `solved` counts the
    samples whose plan was proven within the target; others only widen the interval.
    """

    low: float
    high: float
    value_low: float
    value_high: float
    gap: float
    level: float
    replications: int
    size: int
    solved: int


def interval(
    problem_of: Callable[[int], Scenarios],
    plan: Plan,
    *,
    replications: int,
    size: int,
    level: float = LEVEL,
    limit: float | None = None,
) -> Interval:
    """The interval on the true gap of a plan, from 2 × `replications` samples of `size` scenarios.

    `problem_of(seed)` draws the scenarios of a seed; seeds begin after the plan's own. `limit` is
    in seconds for each sample. Raises AllocationError for samples that are none.
    """
    _sound(replications, size, level)
    wide, narrow, values, solved = [], [], [], 0
    for at in range(replications):
        first, second = (
            replace(plan.problem, scenarios=_drawn(problem_of, plan.seed + 1 + number, size))
            for number in (2 * at, 2 * at + 1)
        )
        best = solving.solve(first, integer=plan.integer, seed=plan.seed, limit=limit)
        solved += not best.limit_hit
        here = solving.evaluate(first, plan.x, integer=plan.integer)
        own = solving.evaluate(second, plan.x, integer=plan.integer)
        other = solving.evaluate(second, best.x, integer=plan.integer)
        wide.append(best.bound - here.value)
        narrow.append(other.value - own.bound)
        values += [(here.value, here.bound), (own.value, own.bound)]
    each = (1.0 + level) / 2.0
    worth = np.array(values)
    return Interval(
        low=max(0.0, _end(np.array(narrow), each, -1)),
        high=max(0.0, _end(np.array(wide), each, 1)),
        value_low=_end(worth[:, 0], each, -1),
        value_high=_end(worth[:, 1], each, 1),
        gap=float(np.mean(wide)),
        level=level,
        replications=replications,
        size=size,
        solved=solved,
    )


def quantile(level: float, freedom: int) -> float:
    """Student's t for a whole number of degrees of freedom: P(T ≤ t) = level, level ≥ 1/2."""
    low, high = 0.0, 1.0
    while _student(high, freedom) < level:
        high *= 2.0
    while high - low > 1e-12 * max(1.0, high):
        middle = (low + high) / 2.0
        low, high = (middle, high) if _student(middle, freedom) < level else (low, middle)
    return high


def _student(t: float, freedom: int) -> float:
    """P(T ≤ t) for t ≥ 0, by the finite sums that hold for whole degrees of freedom."""
    angle = math.atan2(t, math.sqrt(freedom))
    square = math.cos(angle) ** 2
    odd = freedom % 2
    term = math.cos(angle) if odd else 1.0
    total = term if freedom > 1 else 0.0
    for k in range(2 + odd, freedom - 1, 2):
        term *= square * (k - 1) / k
        total += term
    within = 2.0 / math.pi * (angle + math.sin(angle) * total) if odd else math.sin(angle) * total
    return 0.5 + within / 2.0


def _end(values: Floats, level: float, side: int) -> float:
    """Mean of the values, moved by what their spread leaves open."""
    spread = float(values.std(ddof=1)) / math.sqrt(len(values))
    return float(values.mean()) + side * quantile(level, len(values) - 1) * spread


def _drawn(problem_of: Callable[[int], Scenarios], seed: int, size: int) -> Scenarios:
    given = problem_of(seed)
    if len(given) != size:
        raise AllocationError([_said("size", seed=seed, given=len(given), size=size)])
    return given


def _sound(replications: int, size: int, level: float) -> None:
    found = list(_findings(replications, size, level))
    if found:
        raise AllocationError(found)


def _findings(replications: int, size: int, level: float) -> Iterator[Finding]:
    if replications < FEWEST:
        yield _said("replications", given=replications, least=FEWEST)
    if size < 1:
        yield _said("empty", given=size)
    if not 0.5 <= level < 1.0:
        yield _said("level", given=level)


def _said(sort: str, **values: object) -> Finding:
    return Finding(code=f"allocation.interval.{sort}", text=_WORDS[sort].format(**values))


_WORDS: Final = {
    "replications": Text(
        "反復{given}回では区間を出せません。{least}回以上にしてください。",
        "{given} replications give no interval; at least {least} are needed.",
    ),
    "empty": Text(
        "標本の大きさ{given}は1以上でなければなりません。",
        "A sample of {given} scenarios is none; give at least 1.",
    ),
    "level": Text(
        "信頼水準{given}は0.5以上1未満でなければなりません。",
        "The level {given} is not between 0.5 and 1.",
    ),
    "size": Text(
        "種{seed}の標本は{given}シナリオで、求めた{size}シナリオと違います。",
        "The sample of seed {seed} holds {given} scenarios, not the {size} that were asked for.",
    ),
}
