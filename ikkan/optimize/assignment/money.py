"""Slots with a budget in yen: a price per yen on each, a plan within the money, a proven bound.

Decides: prices per yen by subgradient steps, and which pairs a slot keeps when its money does not
reach. Called by: solving, warm. Source: Lagrangian relaxation (Fisher 1981); Polyak's step. The
bound counts; the plan is good, not always the best: the gap says how far it may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ikkan.optimize.assignment.check import Sound
from ikkan.optimize.assignment.clock import Clock
from ikkan.optimize.assignment.problem import Pairs
from ikkan.optimize.assignment.state import State
from ikkan.values.arrays import Floats, Indices

TURNS: Final = 60
PATIENCE: Final = 8
"""After so many turns without a better bound the step is halved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Pairs that keep to the money, their fits and value, and the bound (whole parts)."""

    pairs: Pairs
    fits: Indices
    value: int
    bound: int


def within(sound: Sound, state: State, clock: Clock) -> Within | None:
    """The best plan within the money that was found; None where the money binds nowhere."""
    limited = sound.money >= 0
    if not limited.any():
        return None
    left = sound.money - _spent(sound, sound.pins)
    raw = state.raw()
    best = _kept(sound, state, raw, left)
    overspent = (_spent(sound, state.pairs()) > left) & limited
    if not overspent.any() and not state.rates.any():
        return None
    bound = _bound(state, left, limited)
    rates, step, waited, at_best = state.rates.copy(), 1.0, 0, state.rates.copy()
    for _ in range(TURNS):
        slack = np.where(limited, left - _spent(sound, state.pairs()), 0).astype(np.float64)
        slope = np.where((rates > 0) | (slack < 0), slack, 0.0)
        length = float((slope * slope).sum())
        if clock.over() or length == 0.0 or bound <= best.value:
            break
        rates = np.maximum(rates - step * max(bound - best.value, 1) / length * slope, 0.0)
        _charge(state, raw, rates, clock)
        raw = state.raw()
        found = _bound(state, left, limited)
        made = _kept(sound, state, raw, left)
        best = made if made.value > best.value else best
        waited += 1
        if found < bound:
            bound, waited, at_best = found, 0, rates
        elif waited >= PATIENCE:
            step, waited, rates = step / 2, 0, at_best
    if (state.rates != at_best).any():
        _charge(state, raw, at_best, clock)
    return Within(pairs=best.pairs, fits=best.fits, value=best.value, bound=max(bound, best.value))


def _charge(state: State, raw: Indices, rates: Floats, clock: Clock) -> None:
    """Fits less what their yen cost, and the market cleared again."""
    state.rates = rates
    state.fits = state.charged(raw)
    state.repair(np.arange(len(state.need)), np.arange(len(state.upper)), clock)
    state.finish(clock)


def _bound(state: State, left: Indices, limited: Any) -> int:
    return state.bound() + int(np.ceil((state.rates * left)[limited].sum()))


def _spent(sound: Sound, pairs: Pairs) -> Indices:
    spent = np.zeros(len(sound.slots), dtype=np.int64)
    np.add.at(spent, pairs[:, 1], sound.yen[pairs[:, 0]])
    return spent


def _kept(sound: Sound, state: State, raw: Indices, left: Indices) -> Within:
    """Each slot keeps what its money reaches for, best fit per yen first; then places that are
    free go to what is left, best fit first."""
    limited = sound.money >= 0
    money = np.where(limited, left, np.iinfo(np.int64).max // 2)
    places, need = state.upper.copy(), state.need.copy()
    owner, columns, yen = state.owner, state.columns, sound.yen
    chosen = []
    held = np.flatnonzero(state.used)
    worth = raw[held] / np.maximum(yen[owner[held]], 1)
    rest = np.flatnonzero(~state.used & (raw >= state.floor))
    rest = rest[np.argsort(-raw[rest], kind="stable")]
    for edge in np.concatenate((held[np.argsort(-worth, kind="stable")], rest)).tolist():
        i, j = int(owner[edge]), int(columns[edge])
        if need[i] > 0 and places[j] > 0 and yen[i] <= money[j]:
            need[i] -= 1
            places[j] -= 1
            money[j] -= yen[i]
            chosen.append(edge)
    at = np.array(chosen, dtype=np.int64)
    pairs = np.stack((owner[at].astype(np.int64), columns[at].astype(np.int64)), axis=1)
    fits = raw[at]
    return Within(pairs=pairs, fits=fits, value=int(fits.sum()), bound=0)
