"""What proves a bound: multipliers with which anybody can compute it again, without the engine.

Decides: the form of the proof. Called by: solving, the verifier of the benchmarks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from ikkan.values.arrays import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Multipliers of the total, of every cap and of the fund in every scenario, per yen.

    For any such multipliers no plan is worth more than

        total_price · total + Σ_c (most_prices_c · most_c − fewest_prices_c · fewest_c)
        + fund · Σ_s weight_s fund_prices_s + Σ_p programme_bounds_p

    where programme_bounds_p is the most that programme p alone can reach when it pays its yen with
    the prices of the total and its caps, and buys more in scenario s for fund_prices_s a yen (or
    for the penalty): max over x_p of f_p(x_p) − price_p x_p + Σ_s weight_s · knapsack_ps(x_p).
    `sort` is "solver" where the bound is the word of HiGHS over a mixed model: over the whole
    problem, or with least amounts over the functions of the programmes; then it is not this sum.
    `taken` marks the lumps that are paid, in the order of the problem; None where they are paid in
    part.
    """

    sort: Literal["lagrangian", "solver"]
    total_price: float
    most_prices: Floats = field(repr=False)
    fewest_prices: Floats = field(repr=False)
    fund_prices: Floats = field(repr=False)
    programme_bounds: Floats = field(repr=False)
    taken: npt.NDArray[np.bool_] | None = field(repr=False)
