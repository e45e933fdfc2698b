"""Runs the engine on one pool, has its plan checked from the outside, and changes it by hand.

Called by the benchmarks `assignment`, `reviewers`, `fairness`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from bench import verify
from bench.verify import Limits, Rows, Verdict
from ikkan.optimize import assignment
from ikkan.optimize.assignment import Changes, Problem, Weights

if TYPE_CHECKING:
    from bench.instances.families import Chance, Pool
    from ikkan.optimize.assignment import Lists, Plan

K: Final = 32
GAP: Final = 1e-5


class Solved(NamedTuple):
    """Lists and plan of a pool, and the seconds of each."""

    lists: Lists
    plan: Plan
    listing: float
    planning: float

    @property
    def seconds(self) -> float:
        """Both together."""
        return self.listing + self.planning


class Change(NamedTuple):
    """What a person changed, and the limits and edited fits that hold then."""

    name: str
    changes: Changes
    limits: Limits
    edits: dict[tuple[int, int], float]


def solved(pool: Pool, weights: Weights, seed: int, **given: Any) -> Solved:
    """Cold: lists, then the plan."""
    began = time.perf_counter()
    lists = assignment.candidates(pool.items, pool.slots, weights, K)
    middle = time.perf_counter()
    plan = assignment.solve(Problem(lists=lists, **given), seed=seed)
    return Solved(lists, plan, middle - began, time.perf_counter() - middle)


def limits_of(pool: Pool, **given: Any) -> Limits:
    """The limits of a pool for the checker."""
    limits = Limits(
        need=pool.items.need,
        upper=pool.slots.upper,
        lower=pool.slots.lower,
        yen=pool.items.yen,
        money=pool.slots.money,
    )
    return replace(limits, **given)


def judged(rows: Rows, limits: Limits, plan: Plan) -> Verdict:
    """The verdict on a plan."""
    return verify.check(rows, limits, plan.pairs, plan.slot_prices, plan.slot_rates, plan.value)


def recall(rows: Rows, lists: Lists) -> float:
    """The share of listed pairs that belong to the K best of their item by the full fit."""
    k = int(np.diff(lists.starts).max(initial=1))
    limit, _ = verify.best_of_all(rows, len(lists), k)
    total = good = 0
    for first in range(0, len(lists), verify.BLOCK):
        last = min(first + verify.BLOCK, len(lists))
        fits = rows(first, last)
        for item in range(first, last):
            own = lists.columns[lists.starts[item] : lists.starts[item + 1]]
            true = fits[item - first, own]
            total += max(k, len(own))
            good += int((true >= limit[item] - verify.SLACK).sum()) - (len(own) - len(set(own)))
    return good / max(1, total)


def changes(pool: Pool, plan: Plan, limits: Limits, chance: Chance, each: int) -> Iterator[Change]:
    """Pins, forbids and edits of pairs, drawn at random from the plan and beside it."""
    for _ in range(each):
        item, slot = (int(one) for one in plan.pairs[int(chance.integers(len(plan.pairs)))])
        other = _beside(plan, item, len(pool.slots), chance)
        pin, forbid = [(item, other)], [(item, slot)]
        yield Change("pin", Changes(pins=pin), replace(limits, pins=pin), {})
        yield Change("forbid", Changes(forbids=forbid), replace(limits, forbids=forbid), {})
        edit = {(item, other): 0.95, (item, slot): 0.3}
        yield Change("edit", Changes(fits=edit), limits, edit)


def edited(rows: Rows, edits: dict[tuple[int, int], float]) -> Rows:
    """Rows with some fits replaced."""

    def changed(first: int, last: int) -> Any:
        fits = rows(first, last)
        for (item, slot), value in edits.items():
            if first <= item < last:
                fits[item - first, slot] = value
        return fits

    return changed


def _beside(plan: Plan, item: int, slots: int, chance: Chance) -> int:
    held = set(plan.pairs[plan.pairs[:, 0] == item, 1].tolist())
    while True:
        other = int(chance.integers(slots))
        if other not in held:
            return other
