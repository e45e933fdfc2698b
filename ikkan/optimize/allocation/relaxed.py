"""A bound for whole lumps under rules over several of them: the rules get prices, and go.

Decides: nothing a person sees. Called by: general. A package costs each of its lumps its price; a
lump that several programmes pay becomes one lump in each, with a share of its worth. Whatever the
prices and shares, no plan is worth more than the problem that is left, and that one falls apart by
programme. Either/or among programmes is left out.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ikkan.optimize.allocation import functions
from ikkan.optimize.allocation.arrays import FirstStage
from ikkan.optimize.allocation.problem import Lumps, Problem
from ikkan.optimize.allocation.ready import ready
from ikkan.optimize.allocation.scenario import Prices, Shares
from ikkan.optimize.allocation.structured import whole_bound
from ikkan.values.arrays import Floats, Indices


def bound(problem: Problem, stage: FirstStage, own: Shares, prices: Prices, x: Indices) -> float:
    """No plan of whole lumps is worth more, by the prices of its rules and of the fund."""
    left = replace(
        problem,
        packages=(),
        across=(),
        scenarios=replace(
            problem.scenarios,
            lumps=Lumps(
                starts=own.entry_starts,
                programme=own.programme.astype(np.int32),
                yen=own.yen.astype(np.int64) * problem.unit,
                worth=np.maximum(_worth(own, prices), 0.0),
            ),
        ),
    )
    scenarios, places = ready(left), functions.grid(stage)
    fund = np.clip(prices.fund, 0.0, stage.penalty)
    base = functions.eased(scenarios, stage, places, fund)
    _, best = whole_bound(scenarios, stage, base, x.astype(np.float64))
    return best.bound + float(problem.scenarios.weight @ prices.packages)


def _worth(own: Shares, prices: Prices) -> Floats:
    """Worth of every entry: what it costs its programme, and its share of what is left over."""
    size = len(own.worth)
    of = np.repeat(np.arange(len(prices.fund)), np.diff(own.entry_starts))
    costs = prices.slopes[of, own.programme] * own.yen
    over = own.worth - prices.lumps - np.bincount(own.lump, weights=costs, minlength=size)
    share = own.yen / np.bincount(own.lump, weights=own.yen, minlength=size)[own.lump]
    return np.asarray(costs + over[own.lump] * share, dtype=np.float64)
