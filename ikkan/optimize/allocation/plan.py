"""The plan: what each programme gets, how near that is to the best, what one more yen is worth.

Decides: what the engine hands back. Called by: solving, portfolio, the command line, benchmarks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from ikkan.optimize.allocation.faults import Finding
from ikkan.optimize.allocation.problem import Problem
from ikkan.values.arrays import Floats

if TYPE_CHECKING:
    from ikkan.optimize.allocation.certificate import Certificate


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What given amounts are worth on the scenarios of a problem.

    `value` is reached by whole lumps, no choice of lumps is worth more than `bound`. `shortfall` is
    the expected need left unpaid, `drawn` the expected draw on the fund, both in yen; `direct` is
    the part of the value that no scenario touches. `prices` as in `Plan`. `scenario_values` (S,).
    `broken` says where the amounts break a rule: amounts that do are worth something too.
    """

    value: float
    bound: float
    gap: float
    direct: float
    shortfall: float
    drawn: float
    prices: Mapping[str, float]
    fund_price: float
    broken: tuple[Finding, ...]
    scenario_values: Floats = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Amounts `x` in yen. No plan is worth more than `bound`; `gap` is (bound − value) / |bound|.

    `prices`: worth of one more yen in a programme at this plan (all else as it is); `fund_price`
    and `total_price`: worth of one more yen of the fund and of the total; `cap_prices` of each cap.
    Prices are those of lumps that may be paid in part. `binding` names programmes at a bound and
    caps that hold the plan back ("total" too). `limit_hit`: time ran out, the plan is the best
    found so far; `status` is "gap" where the proof ends short of `target` without that. `integer`:
    lumps were whole. `reasons`: the rules that made the path general. `certificate`: what a check
    of the bound needs. `state` is for `resolve`.
    """

    x: Mapping[str, int]
    value: float
    bound: float
    gap: float
    prices: Mapping[str, float]
    fund_price: float
    total_price: float
    cap_prices: Mapping[str, float]
    binding: tuple[str, ...]
    status: Literal["optimal", "gap", "limit"]
    path: Literal["structured", "general"]
    scenarios: int
    seconds: float
    seed: int
    target: float
    integer: bool
    limit_hit: bool
    certificate: Certificate
    problem: Problem = field(repr=False)
    reasons: tuple[Finding, ...] = ()
    state: Any = field(repr=False, default=None)
