"""Checks a plan of the yearly allocation from the outside: limits, value, bound, gap, prices.

Imports nothing of the engine. The value comes from the lumps that the plan pays in each scenario,
the bound from its multipliers alone: at a price of the fund per scenario and prices of the total
and the groups the problem falls apart by programme, and each part is solved here once more by an
exact knapsack over whole units. Called by the benchmarks; a plan is only arrays to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from bench import verify_least

SLACK: Final = 1e-9
CLOSE: Final = 1e-8


@dataclass(frozen=True, slots=True, kw_only=True)
class Multipliers:
    """Prices per unit: of the fund in each scenario (S,), of the total, of each group's limits.

    A group's price is positive where its upper limit binds, negative where its lower one does.
    """

    fund: Any
    total: float = 0.0
    groups: Any = field(default_factory=lambda: np.zeros(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is wrong with a plan (nothing, if it is sound), its value, a bound and the gap."""

    faults: tuple[str, ...]
    value: float
    bound: float
    gap: float


def check(
    made: Any,
    budgets: Any,
    prices: Multipliers,
    taken: Any = None,
    claimed: Any = None,
    word: bool = False,
) -> Verdict:
    """The verdict on budgets (P,) and the lumps paid, (n,) true or false.

    Without `taken` lumps may be paid in part (the linear programme), in value and in bound. What
    the plan says of itself, `claimed` = (value, bound), has to be proven: a bound that is weaker
    than its multipliers is its own fault, and counts in the gap. With `word` the plan calls its
    bound the word of a solver: where programmes get nothing or a least amount, what is proven here
    counts in the gap then, and is no fault.
    """
    budgets = np.asarray(budgets)
    faults = [*_faults(made, budgets), *_mispriced(made, prices)]
    whole = taken is not None
    if whole and (len(taken) != len(made.yen) or np.asarray(taken).dtype != np.bool_):
        return _refused([*faults, "paid lumps: one true or false for each is needed"])
    if budgets.shape != made.floor.shape or not np.isfinite(budgets).all():
        return _refused(faults)
    value = paid(made, budgets, taken) if whole else shared(made, budgets)
    enough = None if claimed is None else claimed[1] + CLOSE * max(1.0, abs(claimed[1]))
    limit = np.inf
    if not _mispriced(made, prices):
        limit = bound(made, prices, whole=whole, enough=enough)
    if limit < value - SLACK * max(1.0, abs(value)):
        faults.append(f"the value {value} is above the bound {limit}")
    if claimed is not None:
        worth, said = claimed
        if abs(worth - value) > CLOSE * max(1.0, abs(value)):
            faults.append(f"the plan says it is worth {worth}, it is worth {value}")
        allowed = word and bool(_may_be_nothing(made).any())
        if said < limit - CLOSE * max(1.0, abs(limit)) and not allowed:
            faults.append(f"the plan says its bound is {said}, the proof says {limit}")
        limit = max(limit, said)
    gap = (limit - value) / max(abs(limit), SLACK)
    return Verdict(faults=tuple(faults), value=value, bound=limit, gap=gap)


def direct(made: Any, budgets: Any) -> float:
    """What the budgets are worth before anything is known."""
    return float(
        sum(
            np.interp(min(budget, knots[0][-1]), *knots)
            for budget, knots in zip(np.asarray(budgets), _knots(made), strict=True)
        )
    )


def paid(made: Any, budgets: Any, taken: Any) -> float:
    """Value of budgets and paid lumps; what the fund cannot cover is short, and costs."""
    scenarios, programmes = made.need.shape
    rows = np.repeat(np.arange(scenarios), np.diff(made.starts))
    cells = rows * programmes + made.programme
    used = np.bincount(cells, weights=made.yen * taken, minlength=scenarios * programmes)
    lacks = np.maximum(used.reshape(made.need.shape) + made.need - budgets, 0.0).sum(axis=1)
    short = np.maximum(lacks - made.fund, 0.0)
    gained = np.bincount(rows, weights=made.worth * taken, minlength=scenarios)
    return direct(made, budgets) + float(made.weight @ (gained - made.penalty * short))


def shared(made: Any, budgets: Any, fund: float | None = None) -> float:
    """Value of budgets when lumps may be paid in part, best choice in every scenario."""
    fund = made.fund if fund is None else fund
    rates = made.worth / made.yen
    total = 0.0
    for s, weight in enumerate(made.weight):
        own = slice(int(made.starts[s]), int(made.starts[s + 1]))
        order = np.lexsort((-rates[own], made.programme[own])) + own.start
        owner, yen, rate = made.programme[order], made.yen[order].astype(float), rates[order]
        before = np.concatenate(([0.0], np.cumsum(yen)))
        base = before[np.searchsorted(owner, np.arange(len(budgets)))]
        spare = budgets - made.need[s]
        covered = np.clip(np.maximum(spare, 0.0)[owner] - (before[:-1] - base[owner]), 0.0, yen)
        left = float(fund - np.maximum(-spare, 0.0).sum())
        rest = np.argsort(-rate, kind="stable")
        open_, at = (yen - covered)[rest], rate[rest]
        within = np.clip(left - (np.cumsum(open_) - open_), 0.0, open_)
        beyond = np.where(at > made.penalty, open_ - within, 0.0)
        gained = covered @ rate + within @ at + beyond @ (at - made.penalty)
        total += weight * (gained + made.penalty * min(left, 0.0))
    return direct(made, budgets) + float(total)


def bound(made: Any, prices: Multipliers, *, whole: bool, enough: float | None = None) -> float:
    """No plan whatever is worth more: the dual at these prices, programme by programme.

    Where programmes get nothing or a least amount prices of the total and the groups do not prove
    the optimum: then `enough`, what a plan says of itself, is looked at by `verify_least`.
    """
    groups = np.asarray(prices.groups, dtype=float)
    charged = np.full(len(made.floor), float(prices.total))
    limit = float(prices.total) * made.total
    for price, (members, most, fewest) in zip(groups, _groups(made), strict=True):
        charged[members] += price
        limit += price * (most if price > 0 else fewest)
    drawn = made.fund * float(made.weight @ prices.fund)
    alone = list(_alone(made, prices, whole))
    limit += drawn + sum(
        float((worth - charge * grid).max())
        for charge, (grid, worth) in zip(charged, alone, strict=True)
    )
    if enough is None or limit <= enough or not _may_be_nothing(made).any():
        return limit
    parts = [
        verify_least.Part(grid[free:], worth[free:], float(worth[0]) if free else None)
        for free, (grid, worth) in zip(_may_be_nothing(made).astype(int), alone, strict=True)
    ]
    return drawn + verify_least.most(parts, made.total, _groups(made), enough - drawn)


def _alone(made: Any, prices: Multipliers, whole: bool) -> Iterator[tuple[Any, Any]]:
    """Per programme every amount it may have, and what it reaches when it pays for the fund."""
    order = np.lexsort((made.programme, _rows(made)))
    ends = np.cumsum(np.bincount(_cells(made), minlength=made.need.size))
    for at, knots in enumerate(_knots(made)):
        grid = _grid(made, at)
        worth = np.interp(grid, *knots)
        for s, weight in enumerate(made.weight):
            cell = s * made.need.shape[1] + at
            own = order[(ends[cell - 1] if cell else 0) : ends[cell]]
            table = _table(made.yen[own], made.worth[own], whole)
            worth += weight * _recourse(table, float(prices.fund[s]), grid - made.need[s, at])
        yield grid, worth


def _table(yen: Any, worth: Any, whole: bool) -> Any:
    """The most that lumps are worth within 0, 1, … units, up to all of them."""
    if not whole:
        order = np.argsort(-worth / yen, kind="stable")
        knots = np.concatenate(([0], np.cumsum(yen[order])))
        return np.interp(
            np.arange(knots[-1] + 1), knots, np.concatenate(([0.0], np.cumsum(worth[order])))
        )
    best = np.zeros(int(yen.sum()) + 1)
    for units, gain in zip(yen.tolist(), worth.tolist(), strict=True):
        best[units:] = np.maximum(best[units:], best[: len(best) - units] + gain)
    return best


def _recourse(table: Any, price: float, spare: Any) -> Any:
    """What lumps are worth less what they draw on the fund at its price, by own spare units."""
    ahead = np.maximum.accumulate((table - price * np.arange(len(table)))[::-1])[::-1]
    inside = ahead[np.clip(spare, 0, len(table) - 1)] + price * spare
    return np.where(spare >= len(table), table[-1], inside)


def _faults(made: Any, budgets: Any) -> Iterator[str]:
    if budgets.shape != made.floor.shape or not np.isfinite(budgets).all():
        yield "budgets: one finite number for each programme is needed"
        return
    low = np.maximum(np.maximum(made.floor, made.committed), made.least)
    below = (budgets < low - SLACK) & ~((budgets == 0) & _may_be_nothing(made))
    for name, wrong in (
        ("below a floor, a commitment or a least amount", below),
        ("above a ceiling", budgets > made.ceiling + SLACK),
    ):
        if wrong.any():
            yield f"programmes {name}: {np.flatnonzero(wrong)[:5].tolist()}"
    if budgets.sum() > made.total + SLACK * max(1, made.total):
        yield f"budgets of {budgets.sum()} above the total of {made.total}"
    for number, (members, most, fewest) in enumerate(_groups(made)):
        spent = budgets[members].sum()
        if not fewest - 1e-6 <= spent <= most + 1e-6:
            yield f"group {number}: {spent} is not within {fewest} and {most}"


def _mispriced(made: Any, prices: Multipliers) -> list[str]:
    fund, groups = np.asarray(prices.fund), np.asarray(prices.groups, dtype=float)
    if fund.shape != made.weight.shape or len(groups) != len(made.groups):
        return ["prices: one for each scenario and each group is needed"]
    if not (np.isfinite(fund).all() and np.isfinite(groups).all() and np.isfinite(prices.total)):
        return ["a price is not a number"]
    if (fund < -SLACK).any() or (fund > made.penalty * (1 + SLACK)).any() or prices.total < -SLACK:
        return ["a price of the fund below nothing or above the penalty, or a negative one"]
    return []


def _refused(faults: list[str]) -> Verdict:
    return Verdict(faults=tuple(faults), value=np.nan, bound=np.nan, gap=np.inf)


def _grid(made: Any, at: int) -> Any:
    """Every budget a programme may have, in whole units."""
    low = max(int(made.floor[at]), int(made.committed[at]), int(made.least[at]))
    every = np.arange(low, int(made.ceiling[at]) + 1)
    return np.concatenate(([0], every)) if _may_be_nothing(made)[at] else every


def _may_be_nothing(made: Any) -> Any:
    """Programmes that get nothing or at least their least amount."""
    return (np.asarray(made.least) > 0) & (made.floor == 0) & (made.committed == 0)


def _knots(made: Any) -> Iterator[tuple[Any, Any]]:
    for own in made.steps:
        units = np.concatenate(([0.0], np.cumsum([float(step[0]) for step in own])))
        worth = np.concatenate(([0.0], np.cumsum([float(step[1]) for step in own])))
        yield units, worth


def _groups(made: Any) -> Iterator[tuple[Any, float, float]]:
    for members, most, *fewest in made.groups:
        yield np.asarray(members, dtype=np.int64), most, fewest[0] if fewest else 0


def _rows(made: Any) -> Any:
    return np.repeat(np.arange(len(made.weight)), np.diff(made.starts))


def _cells(made: Any) -> Any:
    return _rows(made) * made.need.shape[1] + made.programme
