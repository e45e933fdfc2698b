"""Budgets by cuts: what scenarios say at some budgets bounds them everywhere.

Decides: where the next budgets are looked for, and when they are good enough. Called by: general.
Scenarios are gathered into groups of one cut each; a box around the best budgets keeps the steps
short, the bound comes from the same model without the box (L-shaped method, Van Slyke and Wets).
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from ikkan.optimize.allocation import solver
from ikkan.optimize.allocation.arrays import FirstStage
from ikkan.optimize.allocation.rows import Places, Rows, first_rows
from ikkan.optimize.allocation.scenario import Answer, Prices, Scenarios
from ikkan.optimize.allocation.solver import INFINITY, Solution
from ikkan.values.arrays import Floats, Indices

GROUPS: Final = 20
TURNS: Final = 80
EXACT: Final = 1e-7
LEAST: Final = 2.0**-10
"""A smaller box could lose the budgets it stands around to rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped:
    """Best budgets x (P,) when lumps may be paid in part, their value, and a bound on every plan.

    `answer` is what the scenarios say at x, `priced` their prices as the bound weighs all trials;
    prices of the total and the caps are worth per unit.
    """

    x: Floats
    value: float
    bound: float
    answer: Answer
    priced: Prices
    total_price: float
    cap_prices: Floats
    limit_hit: bool


@dataclass(slots=True)
class Master:
    """The first stage with one column for the worth of each group, and all cuts so far."""

    stage: FirstStage
    either: tuple[tuple[Indices, int], ...]
    tops: Floats
    cuts: list[tuple[int, Floats, float]] = field(default_factory=list)
    seen: list[Prices] = field(default_factory=list)

    @property
    def mixed(self) -> bool:
        """Whether a yes or no stands in the first stage: then no box may rule out the others."""
        return bool(self.either) or bool((self.stage.least > 0).any())

    def best(self, box: tuple[Floats, Floats] | None = None) -> Solution:
        """Its optimum, within a box around budgets or everywhere."""
        rows, _ = self._cut()
        if box is not None:
            for p, (low, high) in enumerate(zip(*box, strict=True)):
                rows.lower[p] = max(rows.lower[p], float(low))
                rows.upper[p] = min(rows.upper[p], float(high))
        return _solved(rows)

    def prices(self, best: Solution) -> tuple[float, Floats, Floats]:
        """Worth of one more unit of the total and under each cap, yes and no as they are.

        The last array, (trials, groups), says how much each trial's cut counts in the bound.
        """
        rows, places = self._cut()
        for at, whole in enumerate(rows.integer):
            if whole:
                rows.lower[at] = rows.upper[at] = round(best.z[at])
        rows.integer = [False] * len(rows.integer)
        price = _solved(rows).row_prices
        counts = np.maximum(price[len(price) - len(self.cuts) :], 0.0)
        shares = counts.reshape(len(self.seen), len(self.tops))
        return float(price[places.total]), price[list(places.caps)], shares

    def _cut(self) -> tuple[Rows, Places]:
        rows, places = self.rows()
        first = [rows.column(1.0, -INFINITY, float(top)) for top in self.tops]
        for group, slope, level in self.cuts:
            entries = {p: -float(one) for p, one in enumerate(slope) if one}
            rows.row({first[group]: 1.0, **entries}, -INFINITY, level)
        return rows, places

    def rows(self, *, whole: bool = False) -> tuple[Rows, Places]:
        """The first stage alone, with either/or packages of programmes."""
        rows, places = first_rows(self.stage, whole=whole)
        for members, most in self.either:
            said = {}
            for p in map(int, members):
                yes = rows.column(0.0, 0.0, 1.0, whole=True)
                rows.row({p: 1.0, yes: -float(self.stage.high[p])}, -INFINITY, 0.0)
                said[yes] = 1.0
            rows.row(said, -INFINITY, float(most))
        return rows, places


def begun(stage: FirstStage, either: tuple[tuple[Indices, int], ...], known: Scenarios) -> Master:
    """A master without cuts: no group is worth more than all its lumps."""
    groups = np.arange(len(known)) % GROUPS
    own = known.shares
    of = np.repeat(np.arange(len(known)), np.diff(own.starts))
    most = np.bincount(of, weights=own.worth, minlength=len(known)) * known.weight
    tops = np.bincount(groups, weights=most).astype(np.float64)
    return Master(stage=stage, either=either, tops=tops)


def solve(
    master: Master, known: Scenarios, start: Floats, *, target: float, until: float | None
) -> Shaped:
    """Budgets within `target` of the best for lumps paid in part, or the best by `until`."""
    stage, x = master.stage, start
    best = _seen(master, known, x)
    value, at = best
    reach = np.maximum(stage.high - stage.low, 1.0) / 8.0
    scale, limit_hit = 1.0, False
    for turn in range(TURNS):
        everywhere = master.best()
        bound = everywhere.bound
        if bound - value <= target * abs(bound):
            break
        if until is not None and time.perf_counter() >= until:
            limit_hit = True
            break
        wide = master.mixed and turn % 2 == 1
        inside = everywhere if wide else master.best((x - scale * reach, x + scale * reach))
        tried = inside.z[: len(x)]
        hoped = (inside.value or value) - value
        reached, said = _seen(master, known, tried)
        if reached > value:
            scale *= 2.0 if reached - value > 0.5 * hoped else 1.0
            x, value, at = tried, reached, said
        elif not wide:
            scale = max(scale * 0.5, LEAST)
    else:
        limit_hit = True
    total_price, cap_prices, shares = master.prices(everywhere)
    return Shaped(
        x=x,
        value=value,
        bound=bound,
        answer=at,
        priced=known.weighed(master.seen, shares[:, np.arange(len(known)) % GROUPS]),
        total_price=total_price,
        cap_prices=cap_prices,
        limit_hit=limit_hit,
    )


def _solved(rows: Rows) -> Solution:
    found = solver.solve(rows.model(), "budgets and cuts", gap=EXACT)
    if found is None or found.value is None:
        raise solver.unsolved("Infeasible", "budgets and cuts")
    return found


def _seen(master: Master, known: Scenarios, x: Floats) -> tuple[float, Answer]:
    """Value of budgets; what the scenarios say there joins the cuts."""
    answer = known.ask(x, whole=False)
    master.seen.append(answer.prices)
    groups = np.arange(len(known)) % GROUPS
    slopes = known.weight[:, None] * answer.prices.slopes
    for group in range(len(master.tops)):
        of = groups == group
        slope = slopes[of].sum(axis=0)
        level = float(known.weight[of] @ answer.values[of]) - float(slope @ x)
        master.cuts.append((group, slope, level))
    return master.stage.worth(x) + float(known.weight @ answer.values), answer
