"""A plan after changes by a person: only what they touch is searched, and proven as before.

Decides: how pins, forbids, edited fits and capacities enter a market that is already cleared.
Called by: portfolio, the command line, benchmarks. The answer is worth what a cold solve is worth.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np

from ikkan.optimize.assignment import check, explained, money, said
from ikkan.optimize.assignment.check import Sound
from ikkan.optimize.assignment.clock import Clock
from ikkan.optimize.assignment.faults import AssignmentError, Fault
from ikkan.optimize.assignment.plan import Plan
from ikkan.optimize.assignment.problem import Changes, Pairs, Problem, pairs_of
from ikkan.optimize.assignment.ruled import among, worths
from ikkan.optimize.assignment.state import DEAD, State
from ikkan.values.arrays import Indices

MORE: Final = 4
"""An edited fit may be so many times the largest score: the numbers stay exact."""

BOUNDS: Final = ("lower", "upper")


def resolve(plan: Plan, changes: Changes, *, limit: float | None = None) -> Plan:
    """The plan after `changes`. Raises as `solve` does, and where a change undoes nothing."""
    clock = Clock(time.perf_counter(), limit)
    sound = _changed(plan.sound, changes)
    state = plan.state.copy()
    touched, slots = _entered(sound, state, changes)
    state.repair(touched, slots, clock)
    state.finish(clock)
    if sound.whole:
        state.promise(clock)
    within = money.within(sound, state, clock)
    return explained.plan(
        _told(plan.problem, sound), sound, state, clock,
        seed=plan.seed, exact=False, path=("warm", "paths"), within=within,
    )  # fmt: skip


def _changed(sound: Sound, changes: Changes) -> Sound:
    """The checked problem as the changes leave it. Raises AssignmentError with every fault."""
    faults: list[Fault] = []
    count, width = len(sound.items), len(sound.slots)
    given: dict[str, Pairs] = {}
    for name in ("pins", "unpins", "forbids", "allows"):
        made = given[name] = pairs_of(getattr(changes, name))
        if len(made):
            wrong = ((made < 0) | (made >= (count, width))).any(axis=1)
            for i, j in made[wrong]:
                faults.append(said.fault("pair", name=name, item=i, slot=j))
            given[name] = made[~wrong]
    faults += check.edited(changes.fits, sound.items, sound.slots)
    for value in changes.fits.values():
        if value > sound.largest * MORE:
            faults.append(said.fault("fit.large", value=value, largest=sound.largest * MORE))
    bounds = {name: _bounded(sound, name, getattr(changes, name), faults) for name in BOUNDS}
    pairs = {"conflicts": sound.conflicts}
    for name, gone in (("pins", "unpins"), ("forbids", "allows")):
        pairs[name] = _kept(getattr(sound, name), given[gone], given[name], gone, sound, faults)
    if faults:
        raise AssignmentError(faults)
    whole = {"need": sound.need, "yen": sound.yen, "money": sound.money, **bounds}
    if changes.lower or changes.upper:
        faults += check.limits(whole, sound.slots)
        faults += check.demand(whole, sound.whole)
    faults += check.pinned(pairs, whole, sound.items, sound.slots)
    if faults:
        raise AssignmentError(faults)
    return replace(
        sound,
        lower=bounds["lower"],
        upper=bounds["upper"],
        pins=pairs["pins"],
        forbids=pairs["forbids"],
        edits={**sound.edits, **changes.fits} if changes.fits else sound.edits,
    )


def _bounded(sound: Sound, name: str, given: Mapping[int, int], faults: list[Fault]) -> Indices:
    """Least or most places of the slots as changed."""
    made: Indices = getattr(sound, name)
    if not given:
        return made
    made = made.copy()
    for j, value in given.items():
        if not 0 <= j < len(made):
            faults.append(said.fault("slot", value=j))
        elif value < 0:
            faults.append(said.fault(name, code=sound.slots[j], value=value))
        else:
            made[j] = value
    return made


def _kept(
    old: Pairs, gone: Pairs, new: Pairs, name: str, sound: Sound, faults: list[Fault]
) -> Pairs:
    if not len(gone) and not len(new):
        return old
    width = len(sound.slots)
    for i, j in gone[~among(gone, old, width)]:
        faults.append(said.fault("changed", name=name, item=sound.items[i], slot=sound.slots[j]))
    stays = old[~among(old, gone, width)]
    return np.concatenate((stays, new[~among(new, stays, width)]))


def _entered(new: Sound, state: State, changes: Changes) -> tuple[Indices, Indices]:
    """Write the changes into the market; returns the items and slots they touch."""
    from ikkan.optimize.assignment import edges, paths

    state.sound, state.edits = new, None
    told = (changes.pins, changes.unpins, changes.forbids, changes.allows, list(changes.fits))
    named = {pair for one in told for pair in map(tuple, pairs_of(one).tolist())}
    pairs = pairs_of(sorted(named))
    slots = np.array(sorted({j for _, j in named} | {*changes.upper, *changes.lower}), np.int64)
    if len(pairs):
        lives, worth = _lives(new, state, pairs)
        state.pinned = {**state.pinned, **dict(zip(sorted(named), worth.tolist(), strict=True))}
        if lives.any():
            state.include(pairs[lives], worth[lives])
        at = edges.find(state.starts, state.columns, pairs)
        there = at >= 0
        paths.free(at[there & ~lives], state.graph, state.held)
        raw = state.raw()
        raw[at[there]] = np.where(lives[there], worth[there], DEAD)
        state.fits = state.charged(raw)
    pins, count, width = new.pins, len(new.items), len(new.slots)
    by_item = np.bincount(pins[:, 0], minlength=count)
    by_slot = np.bincount(pins[:, 1], minlength=width)
    state.need = new.need - by_item
    state.upper = np.minimum(new.upper, count) - by_slot
    state.lower = np.maximum(new.lower - by_slot, 0)
    return np.unique(pairs[:, 0]), slots


def _lives(new: Sound, state: State, pairs: Pairs) -> tuple[Any, Indices]:
    """Which of the pairs may be used now, and what they are worth."""
    width = len(new.slots)
    worth = worths(new, pairs)
    lives = (worth >= state.floor) & (state.yen[pairs[:, 0]] <= state.most[pairs[:, 1]])
    for ruled in (new.conflicts, new.forbids, new.pins):
        lives &= ~among(pairs, ruled, width)
    return lives, worth


def _told(problem: Problem, sound: Sound) -> Problem:
    """The problem with what people changed."""
    return replace(
        problem,
        pins=sound.pins,
        forbids=sound.forbids,
        lower=sound.lower,
        upper=sound.upper,
        edits=sound.edits,
    )
