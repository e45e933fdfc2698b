"""The path of problems that fall apart by programme once the fund has a price.

Decides: amounts, bound and prices. Called by: solving, warm.

1. `descent`: the best amounts for lumps paid in part; their fund prices μ_s.
2. `functions.whole`: with these prices every programme is a knapsack of its own; its exact values
   near the amounts, summed over scenarios, lie above all that whole lumps can reach.
3. `master` over these functions: the bound, its multipliers, and better amounts.
4. `chosen`: whole lumps for these amounts, scenario by scenario: the value of the plan.
If value and bound are further apart than asked, steps 2 to 4 are repeated with the fund prices
that bound whole lumps best at these amounts (`repricing`).
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from ikkan.optimize.allocation import functions
from ikkan.optimize.allocation.amounts import settled
from ikkan.optimize.allocation.arrays import FirstStage
from ikkan.optimize.allocation.descent import COARSE, FINE, Descent, Trial, descend, tried
from ikkan.optimize.allocation.functions import Envelope, Function
from ikkan.optimize.allocation.master import Best, Master
from ikkan.optimize.allocation.ready import Ready
from ikkan.optimize.allocation.solver import INFINITY
from ikkan.values.arrays import Floats, Indices

EASED: Final = 0.5
"""Lumps paid in part need not be nearer than this share of the target when lumps are whole."""
EXACT: Final = 5e-7
WINDOWS: Final = 12
"""So often the amounts looked at with whole lumps are widened."""
ENOUGH: Final = 0.2
"""A scenario is not searched for what is less than this share of the target."""
KEPT: Final = 1 << 21
"""So many values of functions are kept for a warm start."""
AGAIN: Final = 4
WORTH_IT: Final = 0.8
"""Another turn is made as long as one leaves less than this share of the gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """Amounts carried out: worth of the scenarios and of the amounts, each scenario by itself."""

    x: Floats | Indices
    value: float
    direct: float
    values: Floats
    shortfalls: Floats
    draws: Floats
    fund_prices: Floats
    taken: npt.NDArray[np.bool_] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The plan in units, the bound with its multipliers, and all that a warm start needs.

    `learnt` are the functions that trials gave; the last of them, few enough to be kept.
    """

    used: Used
    trial: Trial
    bound: float
    best: Best
    function: Function
    rounds: int
    limit_hit: bool
    learnt: tuple[Function, ...] = ()


def solve(
    scenarios: Ready,
    stage: FirstStage,
    *,
    integer: bool,
    target: float,
    until: float = INFINITY,
) -> Answer:
    """The best plan for scenarios and a first stage that passed their checks."""
    places = functions.grid(stage)
    gap = target * EASED if integer else min(target * EASED, EXACT)
    master = Master(stage)
    fine = COARSE if integer and not stage.least.any() else FINE
    found = descend(
        scenarios, stage, places, master, _start(stage), gap=gap, fine=fine, until=until
    )
    base = functions.eased(scenarios, stage, places, found.fund_prices)
    if not integer:
        return in_parts(scenarios, stage, base, found)
    return improved(scenarios, stage, base, found.x, target, until, found.rounds)


def in_parts(scenarios: Ready, stage: FirstStage, base: Function, found: Descent) -> Answer:
    """The answer of lumps paid in part; with least amounts the bound is that of all functions."""
    best, _ = bounded(stage, base, found.x, found.value)
    few = min(KEPT // len(base.values), len(found.learnt))
    return Answer(
        used=carried(scenarios, stage, found.trial), trial=found.trial,
        bound=min(best.bound, found.bound), best=best, function=base, rounds=found.rounds,
        limit_hit=found.limit_hit, learnt=found.learnt[len(found.learnt) - few :],
    )  # fmt: skip


def improved(
    scenarios: Ready,
    stage: FirstStage,
    base: Function,
    near: Floats,
    target: float,
    until: float,
    rounds: int,
) -> Answer:
    """Steps 2 to 4 until value and bound meet, or time or turns are used up."""
    answer: Answer | None = None
    for turn in range(AGAIN):
        function, best = whole_bound(scenarios, stage, base, near)
        trial, used = _carried_out(
            scenarios, stage, (best.x, near, (best.x + near) / 2), function, best.bound, target
        )
        made = Answer(
            used=used, trial=trial, bound=best.bound, best=best, function=function,
            rounds=rounds + turn, limit_hit=False,
        )  # fmt: skip
        before = INFINITY if answer is None else answer.bound - answer.used.value
        answer = made if answer is None else better(answer, made)
        late = time.perf_counter() > until
        done = answer.bound - answer.used.value > WORTH_IT * before or turn == AGAIN - 1
        if near_enough(answer, target) or late or done:
            return replace(answer, limit_hit=late and not near_enough(answer, target))
        near = best.x
        prices = repriced(scenarios, stage, function.fund_prices, used, target)
        base = functions.eased(scenarios, stage, base.grid, prices)
    raise AssertionError("a turn always returns")


def _carried_out(
    scenarios: Ready,
    stage: FirstStage,
    amounts: tuple[Floats, ...],
    function: Function,
    bound: float,
    target: float,
) -> tuple[Trial, Used]:
    """Whole lumps for the first of these amounts that comes near enough to the bound, or the best.

    Where the function is flat, its own best amounts may be worth far less than it says.
    """
    found: list[tuple[Trial, Used]] = []
    for x in {settled(stage, one, function).tobytes(): None for one in amounts}:
        found.append(choose(scenarios, stage, np.frombuffer(x, np.int64).copy(), target))
        if bound - found[-1][1].value <= target * abs(bound):
            break
    return max(found, key=lambda one: one[1].value)


def near_enough(answer: Answer, target: float) -> bool:
    """Whether the plan is proven as near to the best as was asked."""
    return answer.bound - answer.used.value <= target * abs(answer.bound)


def better(one: Answer, other: Answer) -> Answer:
    """The larger value under the smaller bound."""
    bound = min(one, other, key=lambda each: each.bound)
    value = max(one, other, key=lambda each: each.used.value)
    return replace(
        value, bound=bound.bound, best=bound.best, function=bound.function, rounds=other.rounds
    )


def whole_bound(
    scenarios: Ready, stage: FirstStage, base: Function, near: Floats
) -> tuple[Function, Best]:
    """The function of whole lumps, exact wherever the master's answer rests on it.

    It is computed around `near` first, then wherever the answer uses a value of lumps paid in part.
    """
    step = np.maximum(2 * scenarios.usual, 8)
    centre = np.rint(near).astype(np.int64)
    known = np.stack((np.maximum(centre - step, stage.low), np.minimum(centre + step, stage.high)))
    function = functions.whole(scenarios, stage, base, *known)
    for _ in range(WINDOWS):
        best, envelope = bounded(stage, function, near, base.fund_price * stage.fund)
        near, begin, end = best.x, known[1] + 1, known[0] - 1
        piece = envelope.pieces(best.x)
        low = envelope.place[piece].astype(np.int64)
        high = (envelope.place[piece] + envelope.wide[piece]).astype(np.int64)
        below, above = low < known[0], (low >= known[0]) & (high > known[1])
        begin = np.where(below, np.maximum(low - step, stage.low), begin)
        end = np.where(below, known[0] - 1, end)
        begin = np.where(above, known[1] + 1, begin)
        end = np.where(above, np.minimum(high + step, stage.high), end)
        more = begin <= end
        if not more.any():
            break
        function = functions.whole(scenarios, stage, function, begin, end)
        known[0] = np.where(more, np.minimum(known[0], begin), known[0])
        known[1] = np.where(more, np.maximum(known[1], end), known[1])
    return function, best


def bounded(
    stage: FirstStage, function: Function, near: Floats, scale: float
) -> tuple[Best, Envelope]:
    """The master over one function."""
    master = Master(stage)
    master.add(function, near)
    return master.best(1e-7 * max(abs(scale), 1.0)), master.known[0].envelope


def choose(
    scenarios: Ready, stage: FirstStage, x: Indices, target: float, prices: Floats | None = None
) -> tuple[Trial, Used]:
    """Whole lumps for the amounts x; `prices` of the fund are known from amounts near them."""
    from ikkan.optimize.allocation import chosen

    trial = tried(scenarios, stage, x.astype(np.float64))
    found = tuple(np.zeros(len(scenarios.sorted.weight)) for _ in range(4))
    taken = np.zeros(len(scenarios.sorted.units), np.bool_)
    data = tuple(scenarios.sorted)
    prices = trial.fund_prices if prices is None else prices
    enough = abs(trial.worth) * target * ENOUGH
    worths = scenarios.each(
        lambda _, first, last: chosen.run(
            first, last, data, x, stage.fund, stage.penalty, enough, prices, taken, found
        )
    )
    direct = stage.worth(x)
    used = Used(
        x=x, value=direct + sum(worths), direct=direct, values=found[0], fund_prices=found[1],
        shortfalls=found[2], draws=found[3], taken=taken,
    )  # fmt: skip
    return trial, used


def repriced(
    scenarios: Ready, stage: FirstStage, prices: Floats, used: Used, target: float
) -> Floats:
    """Fund prices that bound whole lumps better at these amounts, scenario by scenario."""
    from ikkan.optimize.allocation import repricing

    moved, data, middle = prices.copy(), tuple(scenarios.sorted), scenarios.reach
    x, fund, penalty = used.x, float(stage.fund), stage.penalty
    enough = abs(used.value) * target * 0.02
    scenarios.each(
        lambda _, first, last: repricing.run(
            first, last, data, x, fund, penalty, moved, used.values, enough, middle
        )
    )
    return moved


def carried(scenarios: Ready, stage: FirstStage, trial: Trial) -> Used:
    """Lumps paid in part for the amounts of a trial."""
    direct = stage.worth(trial.x)
    return Used(
        x=trial.x, value=direct + trial.worth, direct=direct, values=trial.values,
        shortfalls=trial.shortfalls, draws=trial.draws, fund_prices=trial.fund_prices, taken=None,
    )  # fmt: skip


def _start(stage: FirstStage) -> Floats:
    """Everybody gets the same share of what may be had above the floors."""
    room = (stage.high - stage.low).astype(np.float64)
    share = (stage.total - stage.low.sum()) / max(room.sum(), 1.0)
    return np.asarray(stage.low + room * min(max(share, 0.0), 1.0))
