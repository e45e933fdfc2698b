"""A plan in words and numbers: pairs, prices, the proof, and why an item got nothing more.

Decides: reasons of unmatched items, the next best slot and its cost; what makes a plan impossible.
Called by: solving, warm. Reasons are worked out when somebody asks for them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

import numpy as np

from ikkan.optimize.assignment import fit, said
from ikkan.optimize.assignment.check import NAMED, Sound
from ikkan.optimize.assignment.clock import Clock
from ikkan.optimize.assignment.faults import AssignmentError, Fault, Infeasible
from ikkan.optimize.assignment.money import Within
from ikkan.optimize.assignment.plan import NextBest, Plan, Reason, Why
from ikkan.optimize.assignment.problem import Asked, Problem
from ikkan.optimize.assignment.state import CLOSED, State
from ikkan.values.arrays import Indices

Value = TypeVar("Value")


class Asking(Mapping[int, Value], Generic[Value]):
    """A mapping whose values are worked out when they are asked for."""

    def __init__(self, keys: Any, ask: Callable[[int], Value]) -> None:
        self._keys = keys
        self._ask = ask

    def __getitem__(self, key: int) -> Value:
        at = int(np.searchsorted(self._keys, key))
        if at >= len(self._keys) or self._keys[at] != key:
            raise KeyError(key)
        return self._ask(int(key))

    def __iter__(self) -> Iterator[int]:
        return iter(self._keys.tolist())

    def __len__(self) -> int:
        return len(self._keys)


def plan(
    problem: Problem,
    sound: Sound,
    state: State,
    clock: Clock,
    *,
    seed: int,
    exact: bool,
    path: tuple[str, ...],
    within: Within | None = None,
) -> Plan:
    """The plan of a market. Raises Infeasible where bounds are not met though time was enough."""
    if not clock.hit:
        faults = _unmet(sound, state)
        if faults:
            raise Infeasible(faults)
    unit = state.unit
    raw = state.raw()
    at = np.flatnonzero(state.used)
    pairs, fits = state.pairs(at), raw[at]
    if within is not None:
        pairs, fits = within.pairs, within.fits
    pins, fixed = sound.pins, state.fixed(sound.pins)
    every, parts = np.concatenate((pairs, pins)), np.concatenate((fits, fixed))
    order = np.arange(len(every))
    if len(pins) or within is not None or state.need.max(initial=0) > 1:
        order = np.argsort(every[:, 0] * len(sound.slots) + every[:, 1], kind="stable")
    value = int(parts.sum())
    bound = (state.bound() if within is None else within.bound) + int(fixed.sum())
    if exact and value != bound:
        raise AssignmentError([said.fault("proof", gap=f"{(bound - value) / max(bound, 1):.1e}")])
    least, other, where, _ = state.standing()
    got = np.bincount(every[:, 0], minlength=len(sound.need)) < sound.need
    rest = np.flatnonzero(where >= 0)

    def out(i: int) -> Why:
        spent = np.zeros(len(sound.slots), np.int64)
        np.add.at(spent, every[:, 1], sound.yen[every[:, 0]])
        return _why(i, problem, sound, state, spent)

    def following(i: int) -> NextBest:
        edge = int(where[i])
        cost = max(int(least[i]) - int(other[i]), 0)
        return NextBest(slot=int(state.columns[edge]), fit=int(raw[edge]) / unit, cost=cost / unit)

    open_prices = np.where(state.prices >= CLOSED // 2, 0, state.prices)
    return Plan(
        pairs=every[order],
        fits=parts[order] / unit,
        pinned=(np.arange(len(every)) >= len(pairs))[order],
        value=value / unit,
        bound=bound / unit,
        gap=(bound - value) / max(abs(bound), 1),
        slot_prices=open_prices / unit,
        slot_rates=state.rates / unit,
        item_prices=np.maximum(np.where(state.need > 0, least, 0), 0) / unit,
        unmatched=Asking(np.flatnonzero(got), out),
        next_best=Asking(rest, following),
        seed=seed,
        limit_hit=clock.hit,
        exact=value == bound,
        path=path,
        rounds=state.rounds,
        seconds=time.perf_counter() - clock.began,
        problem=problem,
        sound=sound,
        state=state,
    )


def _unmet(sound: Sound, state: State) -> list[Fault]:
    faults = []
    if sound.whole:
        for i in np.flatnonzero(state.have < state.need)[:NAMED]:
            ruled = _ruled(int(i), sound)
            usable = _usable(int(i), sound, state)
            faults.append(
                said.fault(
                    "out",
                    item=sound.items[i],
                    need=int(sound.need[i]),
                    got=int(sound.need[i] - state.need[i] + state.have[i]),
                    usable=usable,
                    conflicts=len(ruled[0]),
                    forbids=len(ruled[1]),
                    low=len(sound.slots) - usable - len(ruled[0] | ruled[1]),
                )
            )
    for j in np.flatnonzero(state.load < state.lower)[:NAMED]:
        faults.append(
            said.fault(
                "short",
                slot=sound.slots[j],
                lower=int(sound.lower[j]),
                got=int(sound.lower[j] - state.lower[j] + state.load[j]),
                usable=int(np.count_nonzero(state.columns == j)),
            )
        )
    return faults


def _ruled(item: int, sound: Sound) -> tuple[set[int], set[int]]:
    return (
        set(sound.conflicts[sound.conflicts[:, 0] == item, 1].tolist()),
        set(sound.forbids[sound.forbids[:, 0] == item, 1].tolist()),
    )


def _usable(item: int, sound: Sound, state: State) -> int:
    if state.source is None:
        return int(state.starts[item + 1] - state.starts[item])
    return int(_row(item, state, len(sound.slots)).counts[0])


def _row(item: int, state: State, k: int, floor: float | None = None) -> Any:
    return state.source.best(  # type: ignore[union-attr]
        Asked(
            rows=np.array([item]),
            k=k,
            floor=float(state.floor) if floor is None else floor,
            edits=state.ruled() if floor is None else None,
        )
    )


def _why(item: int, problem: Problem, sound: Sound, state: State, spent: Indices) -> Why:
    """What stands between the item and its best slot, in the order in which a person can act."""
    unit = state.unit
    conflicts, forbids = _ruled(item, sound)
    at = slice(int(state.starts[item]), int(state.starts[item + 1]))
    columns, fits, used = state.columns[at], state.raw()[at], state.used[at]
    free = [
        (int(worth), -int(slot))
        for slot, worth, taken in zip(columns, fits, used, strict=True)
        if not taken and worth >= state.floor
    ]
    if free:
        worth, negative = max(free)
        slot = -negative
        if state.upper[slot] == 0 or problem.whole:
            return Why(reason=Reason.CAPACITY, slot=slot, amount=worth / unit)
        if 0 <= sound.money[slot] < spent[slot] + sound.yen[item]:
            return Why(reason=Reason.MONEY, slot=slot, amount=worth / unit)
        top = int((state.fits[at] - state.prices[columns])[fits >= state.floor].max())
        return Why(reason=Reason.PRICE, slot=slot, amount=max(-top, 0) / unit)
    if state.source is None:
        for slots, reason in ((forbids, Reason.FORBIDDEN), (conflicts, Reason.CONFLICT)):
            if slots:
                return Why(reason=reason, slot=min(slots), amount=0.0)
        return Why(reason=Reason.NO_CANDIDATE, slot=None, amount=0.0)
    best = _row(item, state, 1, 0.0)
    if not best.counts[0]:
        return Why(reason=Reason.NO_CANDIDATE, slot=None, amount=0.0)
    slot, fitting = int(best.columns[0, 0]), float(best.fits[0, 0])
    if fitting >= state.floor and slot in conflicts:
        return Why(reason=Reason.CONFLICT, slot=slot, amount=fitting / unit)
    if fitting >= state.floor and slot in forbids:
        return Why(reason=Reason.FORBIDDEN, slot=slot, amount=fitting / unit)
    missing = (state.floor - fitting) / unit
    lists = problem.lists
    if lists is not None and lists.items is not None and lists.slots is not None:
        pair = (np.array([item]), np.array([slot]))
        if fit.window(lists.items, lists.slots, *pair)[0] == 0.0:
            return Why(reason=Reason.WINDOW, slot=slot, amount=missing)
    return Why(reason=Reason.NO_CANDIDATE, slot=slot, amount=missing)
