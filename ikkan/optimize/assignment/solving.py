"""Candidates and plans: from a problem to pairs, prices and the proof.

Decides: the steps of a solve and what the plan says about them. Called by: portfolio, the command
line, benchmarks. `solve` starts cold; `resolve` (warm) goes on from a plan.
"""

from __future__ import annotations

import time
from typing import Any, Final

import numpy as np

from ikkan.optimize.assignment import check, explained, money, ruled, said
from ikkan.optimize.assignment.check import Sound
from ikkan.optimize.assignment.clock import Clock
from ikkan.optimize.assignment.faults import AssignmentError
from ikkan.optimize.assignment.plan import Plan
from ikkan.optimize.assignment.problem import (
    Asked,
    Items,
    Lists,
    Pairs,
    Problem,
    Slots,
    Weights,
    pairs_of,
)
from ikkan.optimize.assignment.sources import Fitted
from ikkan.optimize.assignment.state import CLOSED, DEAD, State, cut
from ikkan.values.arrays import Csr, Floats, Indices

K: Final = 32
STEPS: Final = 1000
"""The auction's eps is the largest fit over this."""
BIDS: Final = 30
"""Bids an item gets on average before paths take over."""


def candidates(items: Items, slots: Slots, weights: Weights | None = None, k: int = K) -> Lists:
    """The `k` best slots of every item by the full fit: exact, ties in the order of the slots.

    Raises AssignmentError with every fault of the items, slots and weights.
    """
    weights = weights or Weights()
    check.described(items, slots, weights, k)
    source = Fitted(items, slots, weights)
    found = source.best(Asked(rows=np.arange(len(items)), k=k, floor=0.0))
    kept = np.arange(found.columns.shape[1]) < found.counts[:, None]
    return Lists(
        starts=np.concatenate(([0], np.cumsum(found.counts))),
        columns=found.columns[kept],
        fits=found.fits[kept] / source.unit,
        cuts=found.cuts / source.unit,
        source=source,
        item_codes=tuple(items.codes),
        slot_codes=tuple(slots.codes),
        items=items,
        slots=slots,
    )


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    limit: float | None = None,
    exact: bool = False,
    fair: bool = False,
) -> Plan:
    """The plan with the largest sum of fits.

    `seed` decides between plans of the same value; `limit` is in seconds: when it is reached, the
    plan is the best so far and its gap is proven all the same. Raises AssignmentError for a faulty
    problem, Infeasible where no plan can meet the bounds, with what to change. With `fair` the
    worst-off item is raised first; the plan is a FairPlan.
    """
    if fair:
        from ikkan.optimize.assignment.fair import fair as raised

        return raised(problem, seed=seed, limit=limit)
    clock = Clock(time.perf_counter(), limit)
    sound = check.check(problem)
    state = market(sound)
    state.chain()
    state.fits = np.where(state.affordable(), state.fits, DEAD)
    order = np.random.default_rng(seed).permutation(len(sound.items))
    eps = max(int(sound.largest * state.unit) // STEPS, 1)
    state.auction(eps, order, BIDS * int(state.need.sum()) + 1000, clock)
    state.chain()
    if sound.edits:
        state.include(*_edited(sound, state.floor))
    state.repair(order, np.arange(len(sound.slots)), clock)
    state.finish(clock)
    if sound.whole:
        state.promise(clock)
    within = money.within(sound, state, clock)
    path = ("auction", "paths") if within is None else ("auction", "paths", "money")
    return explained.plan(
        problem, sound, state, clock, seed=seed, exact=exact, path=path, within=within
    )


def market(sound: Sound) -> State:
    """Edges, limits and empty places, before anything is decided."""
    count, width, unit = len(sound.items), len(sound.slots), sound.unit
    pins = sound.pins
    need = sound.need - np.bincount(pins[:, 0], minlength=count)
    upper = np.minimum(sound.upper, count) - np.bincount(pins[:, 1], minlength=width)
    lower = np.maximum(sound.lower - np.bincount(pins[:, 1], minlength=width), 0)
    edits = ruled.edits(sound)
    floor = int(np.ceil(sound.floor * unit - 1e-6))
    lost = 2 * (min(int(need.sum()), width) + 2) * int(np.ceil(sound.largest * unit))
    made = _edges(sound, edits, floor)
    starts, columns, fits, cuts = made
    return State(
        source=sound.source,
        unit=unit,
        floor=floor,
        stay=0,
        lost=lost,
        starts=starts,
        columns=columns,
        fits=fits,
        used=np.zeros(len(columns), np.bool_),
        need=need,
        lower=lower,
        upper=upper,
        have=np.zeros(count, np.int64),
        load=np.zeros(width, np.int64),
        prices=np.where(upper > 0, 0, CLOSED),
        levels=np.zeros(count, np.int64),
        cuts=cuts,
        reference=np.zeros(count, np.int64),
        references=(np.zeros(width, np.int64),),
        sound=sound,
        edits=edits,
        rates=np.zeros(width),
        yen=sound.yen.astype(np.float64),
        most=np.where(sound.money >= 0, sound.money, np.inf),
        pinned=_pinned(sound),
    )


def _pinned(sound: Sound) -> dict[tuple[int, int], int]:
    """Fits of pinned pairs. Raises AssignmentError where a pair has none."""
    worth = ruled.worths(sound, sound.pins)
    missing = sound.pins[worth < 0]
    if len(missing):
        raise AssignmentError(
            said.fault("pin.unscored", item=sound.items[i], slot=sound.slots[j]) for i, j in missing
        )
    return {(i, j): int(one) for (i, j), one in zip(sound.pins.tolist(), worth, strict=True)}


def _edited(sound: Sound, floor: int) -> tuple[Pairs, Indices]:
    """Pairs whose fit a person set and that may be used, with that fit."""
    pairs = pairs_of(list(sound.edits))
    closed = np.concatenate((sound.conflicts, sound.forbids, sound.pins))
    worth = ruled.worths(sound, pairs)
    lives = ~ruled.among(pairs, closed, len(sound.slots)) & (worth >= floor)
    return pairs[lives], worth[lives]


def _edges(sound: Sound, edits: Any, floor: int) -> tuple[Indices, Any, Indices, Floats]:
    from ikkan.optimize.assignment import edges

    stored, unit = sound.stored, sound.unit
    if stored is None:
        need = int(sound.need.max(initial=1))
        asked = Asked(
            rows=np.arange(len(sound.items)),
            k=K // 2 + 2 * need,
            floor=float(floor),
            edits=edits,
            spread=True,
        )
        best = sound.source.best(asked)  # type: ignore[union-attr]
        kept = np.arange(best.columns.shape[1]) < best.counts[:, None]
        starts = np.concatenate(([0], np.cumsum(best.counts)))
        return starts, best.columns[kept], best.fits[kept].astype(np.int64), best.cuts
    if isinstance(stored, Csr):
        fits, cuts = stored.weights, np.full(len(sound.items), -np.inf)
    else:
        fits, cuts = stored.fits, np.rint(stored.cuts * unit)
    columns = stored.columns.astype(np.int32)
    found = edges.edited(
        stored.starts, columns, np.rint(fits * unit).astype(np.int64),
        np.zeros(len(columns), np.bool_), edits, floor, len(sound.slots),
    )  # fmt: skip
    columns, whole = cut(*found[:3])
    return found[0], columns, whole, np.where(cuts < floor, -np.inf, cuts)
