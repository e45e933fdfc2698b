"""Kernel: named projects with yearly money, all of a replication passing one year after another.

Decides: the same counts as `named_money_plain.counts`, its definition in numpy. Called by: named.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

from ikkan.forecast import philox_kernel as philox
from ikkan.forecast import tables_kernel as tables

PROJECTS = np.uint64(0)
STARTS = np.uint64(1)
LOW = np.uint32(0xFFFF)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def word_of(number: Any, visit: Any, source: Any) -> Any:
    """Word `visit` of a project."""
    replication, stream, keys = source
    a, b, c, d = philox.one(
        np.uint64(number), replication, np.uint64(visit >> 2), stream, keys[0], keys[1]
    )
    which = visit & 3
    return np.uint32(a if which == 0 else b if which == 1 else c if which == 2 else d)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def entry(into: Any, few: Any, phase: Any, word: Any) -> Any:
    """What a word says of a stay in a phase."""
    stay, over, limit, guide, table = into
    at = word >> np.uint32(20)
    if few:
        return tables.entry((stay[phase], over[phase], limit[phase], guide[phase]), at)
    return table[phase, at]


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _begin(order: Any, ages: Any, bounds: Any, into: Any, source: Any, state: Any) -> Any:
    """What is left of the stays that run already."""
    stay, over, limit, guide, _ = into
    phase, left, going, word, visit = state
    for own in range(len(bounds) - 1):
        for i in range(bounds[own], bounds[own + 1]):
            number = order[i]
            w = word_of(number, 0, source)
            share = (np.int64(w >> np.uint32(16)) + 0.5) / tables.ONE
            ticks, b = tables.left_at(stay[own], over[own], guide[own], ages[i], share)
            phase[number], left[number] = own, np.float64(ticks)
            going[number], word[number], visit[number] = limit[own, b], w, 0


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _year(
    i: Any, time: Any, pace: Any, odds: Any, year_ticks: Any, into: Any, source: Any, told: Any
) -> Any:
    """One project passes the rest of a year from `time`; False once it has ended."""
    number, state, made, few = told
    phase, left, going, word, visit = state
    while True:
        own = phase[i]
        needs = left[i] / pace[own]
        room = year_ticks - time
        if needs >= room:
            left[i] -= room * pace[own]
            return True
        time += needs
        share = going[i] / tables.ONE
        share = share * odds[own] / (1 - share + share * odds[own])
        if not (word[i] & LOW) < share * tables.ONE:
            made[own, 0] += 1
            return False
        made[own, 1] += 1
        if own + 1 >= len(made):
            return False
        phase[i] = own + 1
        visit[i] += 1
        word[i] = word_of(number, visit[i], source)
        said = entry(into, few, own + 1, word[i])
        left[i] = np.float64(said >> np.uint32(17))
        going[i] = said & np.uint32(0x1FFFF)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def run(job: Any, parameters: Any, money: Any, replications: Any, made: Any) -> Any:
    """Counts of replications from–to into (R, Y, P, 2); `job` as for `named_kernel.run`."""
    order, age, bounds, starts, per_year, years, keys = job
    exits, success = parameters
    yen, cost, speed, lift, least, most = money
    phases = exits.shape[1]
    span = tables.CAP // 64 - 1 + (age.max() if len(age) else 0)
    curves = tables.room(phases, span)
    few = len(order) + starts.sum() < tables.FEW
    running, size = len(order), len(order) + starts.sum()
    state = (
        np.empty(size, np.int32),
        np.empty(size),
        np.empty(size, np.uint32),
        np.empty(size, np.uint32),
        np.empty(size, np.int32),
    )
    living = np.empty(size, np.int64)
    pace, odds, there = np.empty(phases), np.empty(phases), np.empty(phases, np.int64)
    year_ticks = np.float64(per_year * tables.TICKS)
    for replication in range(replications[0], replications[1]):
        if replication == replications[0] or len(exits) > 1:
            at = min(replication, len(exits) - 1)
            tables.made(exits[at], success[at], per_year, curves, few)
        old = (np.uint64(replication), PROJECTS, keys)
        new = (np.uint64(replication), STARTS, keys)
        _begin(order, age, bounds, curves, old, state)
        alive, known = running, running
        for i in range(running):
            living[i] = i
        for year in range(years):
            there[:] = 0
            for k in range(alive):
                there[state[0][living[k]]] += 1
            demand = 0.0
            for phase in range(phases):
                demand += cost[phase] * np.float64(there[phase])
            demand += cost[0] * np.float64(starts[year]) * 0.5
            ratio = yen[year] / demand if demand > 0.0 else 1.0
            ratio = min(max(ratio, least), most)
            for phase in range(phases):
                pace[phase], odds[phase] = ratio ** speed[phase], ratio ** lift[phase]
            into = made[replication, year]
            kept = 0
            for k in range(alive):
                i = living[k]
                source = old if i < running else new
                number = i if i < running else i - running
                told = (number, state, into, few)
                living[kept] = i
                kept += _year(i, 0.0, pace, odds, year_ticks, curves, source, told)
            for j in range(starts[year]):
                i = known + j
                word = word_of(i - running, 0, new)
                said = entry(curves, few, 0, word)
                state[0][i], state[1][i] = 0, np.float64(said >> np.uint32(17))
                state[2][i], state[3][i], state[4][i] = said & np.uint32(0x1FFFF), word, 0
                share = (np.float64(j) + 0.5) / np.float64(starts[year])
                time = np.floor((year + share) * year_ticks) - year * year_ticks
                living[kept] = i
                told = (i - running, state, into, few)
                kept += _year(i, time, pace, odds, year_ticks, curves, new, told)
            alive, known = kept, known + starts[year]
