"""A plan after a person's changes, from where it stood: what was learnt about scenarios holds on.

Decides: when that is enough, and when the search starts again near the old amounts. Called by:
solving. The functions of an answer lie above the expected worth whatever the first stage allows, so
under changed floors, ceilings, pins, total or fund they still give a bound and good amounts.
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from ikkan.optimize.allocation import functions
from ikkan.optimize.allocation.amounts import settled
from ikkan.optimize.allocation.arrays import FirstStage
from ikkan.optimize.allocation.descent import descend
from ikkan.optimize.allocation.master import Master
from ikkan.optimize.allocation.ready import Ready
from ikkan.optimize.allocation.structured import (
    EASED,
    EXACT,
    Answer,
    bounded,
    choose,
    improved,
    in_parts,
    near_enough,
)


def again(
    scenarios: Ready,
    stage: FirstStage,
    before: Answer,
    *,
    integer: bool,
    target: float,
    until: float,
) -> Answer:
    """The best plan under a changed first stage."""
    function, learnt = before.function, before.learnt
    if (stage.high > function.grid.last()).any():
        learnt = ()
        function = functions.eased(scenarios, stage, functions.grid(stage), function.fund_prices)
    best, _ = bounded(stage, function, np.asarray(before.used.x), before.bound)
    if integer:
        x = settled(stage, best.x, function)
        trial, used = choose(scenarios, stage, x, target, before.used.fund_prices)
        answer = Answer(
            used=used, trial=trial, bound=best.bound, best=best, function=function, rounds=0,
            limit_hit=False,
        )  # fmt: skip
        if near_enough(answer, target) or time.perf_counter() > until:
            return replace(answer, limit_hit=not near_enough(answer, target))
    gap = target * EASED if integer else min(target * EASED, EXACT)
    master = Master(stage)
    start = best.x
    if not integer:
        for one in (function, *learnt):
            master.add(one, best.x)
        start = master.best(gap * abs(best.bound)).x
    places = functions.grid(stage)
    found = descend(scenarios, stage, places, master, start, gap=gap, until=until)
    base = functions.eased(scenarios, stage, places, found.fund_prices)
    if integer:
        return improved(scenarios, stage, base, found.x, target, until, found.rounds)
    return in_parts(scenarios, stage, base, found)
