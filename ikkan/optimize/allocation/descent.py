"""The best first stage for lumps that may be paid in part: try amounts, learn a function, repeat.

Decides: amounts, the bound over all amounts, and the fund prices that prove it. Called by:
structured. Source: R. Van Slyke and R. Wets, L-shaped linear programs (1969); instead of a plane,
every trial gives the separable function of its fund prices (`tables`), which lies above the
expected worth everywhere, touches it at the trial, and bends as it does: few trials are enough.
"""

from __future__ import annotations

import time
from typing import Final, NamedTuple

import numpy as np

from ikkan.optimize.allocation.amounts import kept
from ikkan.optimize.allocation.arrays import FirstStage
from ikkan.optimize.allocation.functions import Function, Grid, eased
from ikkan.optimize.allocation.master import Best, Master
from ikkan.optimize.allocation.ready import Ready
from ikkan.optimize.allocation.solver import INFINITY
from ikkan.values.arrays import Floats

ROUNDS: Final = 60
"""So many trials where least amounts count, and as many before with yes and no said in part."""
ROUGH: Final = 1e-3
FINE: Final = 0.3
"""The master need not be sharper than this share of the gap that is open."""
COARSE: Final = 3.0
"""The same where whole lumps are looked at afterwards: trials teach more than a sharp master."""


class Trial(NamedTuple):
    """Amounts x that were tried: expected worth of the scenarios, its slopes, each scenario."""

    x: Floats
    worth: float
    slopes: Floats
    fund_prices: Floats
    shortfalls: Floats
    draws: Floats
    values: Floats


def tried(scenarios: Ready, stage: FirstStage, x: Floats) -> Trial:
    """The scenarios at x, lumps paid in part where money ends."""
    from ikkan.optimize.allocation import recourse

    data = tuple(scenarios.sorted)
    values, fund_prices, shortfalls, draws = found = tuple(
        np.zeros(len(scenarios.sorted.weight)) for _ in range(4)
    )
    slopes = np.zeros((len(scenarios.groups), len(x)))
    fund, penalty = float(stage.fund), stage.penalty
    worths = scenarios.each(
        lambda g, first, last: recourse.run(first, last, data, x, fund, penalty, slopes[g], found)
    )
    return Trial(x, sum(worths), slopes.sum(axis=0), fund_prices, shortfalls, draws, values)


class Descent(NamedTuple):
    """The best amounts found, the bound over all, and the multipliers behind the bound."""

    x: Floats
    value: float
    bound: float
    trial: Trial
    last: Best
    fund_prices: Floats
    rounds: int
    limit_hit: bool
    learnt: tuple[Function, ...]


def descend(
    scenarios: Ready,
    stage: FirstStage,
    places: Grid,
    master: Master,
    start: Floats,
    *,
    gap: float,
    fine: float = FINE,
    until: float = INFINITY,
) -> Descent:
    """From `start` to amounts within `gap` of the bound, or to the time `until`.

    A start that breaks a rule teaches what it is worth, and is no answer. Least amounts may be
    taken in part as long as that teaches anything: a mixed model is asked when little is left open.
    """
    x, value, bound, number, late = start, -INFINITY, INFINITY, 0, False
    in_part, promised = ROUNDS if stage.least.any() else 0, INFINITY
    while number < ROUNDS:
        trial = tried(scenarios, stage, x)
        reached = stage.worth(x) + trial.worth
        if reached > value and kept(stage, x):
            best, value = trial, reached
        master.add(eased(scenarios, stage, places, trial.fund_prices), x)
        late = time.perf_counter() > until
        if in_part > 0 and promised - reached > gap * abs(reached) and not late:
            in_part -= 1
            x, promised = master.in_part(gap * abs(reached) / 4)
            continue
        number, in_part = number + 1, 0
        open_gap = min(bound - value, abs(reached) * ROUGH)
        last = master.best(max(gap * abs(reached) / 4, open_gap * fine))
        bound = min(bound, last.bound)
        if value > -INFINITY and (bound - value <= gap * abs(bound) or late):
            break
        x = last.x
    learnt = tuple(known.envelope.of for known in master.known)
    prices = np.array([one.fund_prices for one in learnt])
    return Descent(best.x, value, bound, best, last, last.shares @ prices, number, late, learnt)
