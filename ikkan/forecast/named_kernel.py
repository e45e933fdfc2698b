"""Kernel: named projects, block by block, phase by phase, counted by bin and then by year.

Decides: the same counts as `named_plain.counts`, its definition in numpy, for any split of the
work. Lanes of a block share a phase; a lane and its tick stand in one word, and the living are
moved together without a branch. Called by: named.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

from ikkan.forecast import philox_kernel as philox
from ikkan.forecast import tables_kernel as tables

LANES = 512
BINS = 1024
"""Bins that a tick of 16 bits can fall into, 64 ticks each."""
PROJECTS = np.uint64(0)
STARTS = np.uint64(1)
LOW = np.uint32(0xFFFF)
HALF = np.uint32(16)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _visit(word: Any, row: Any, size: Any, lane: Any, horizon: Any, seen: Any) -> Any:
    """All lanes stay in one phase and leave it; returns how many go on within the horizon."""
    alive = np.uint32(0)
    for j in range(size):
        packed = lane[j]
        own = packed & LOW
        w = word[own]
        entry = row[w >> np.uint32(20)]
        end = (packed >> HALF) + (entry >> np.uint32(17))
        went = np.uint32((w & LOW) < (entry & np.uint32(0x1FFFF)))
        seen[np.uint32((end >> np.uint32(6)) * np.uint32(2) + went)] += np.uint32(1)
        lane[alive] = own | (end << HALF)
        alive += went & np.uint32(end < horizon)
    return np.int64(alive)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _first(word: Any, age: Any, curve: Any, size: Any, lane: Any, horizon: Any, seen: Any) -> Any:
    """Lanes that were in their phase before: what is left of the stay, 16 bits of chance."""
    stay, over, limit, guide = curve
    alive = np.uint32(0)
    for j in range(size):
        w = word[j]
        share = (np.int64(w >> HALF) + 0.5) / tables.ONE
        ticks, b = tables.left_at(stay, over, guide, age[j], share)
        end = np.uint32(ticks)
        went = np.uint32((w & LOW) < limit[b])
        seen[np.uint32((end >> np.uint32(6)) * np.uint32(2) + went)] += np.uint32(1)
        lane[alive] = np.uint32(j) | (end << HALF)
        alive += went & np.uint32(end < horizon)
    return np.int64(alive)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _needed(word: Any, curve: Any, size: Any, lane: Any, row: Any) -> Any:
    """The entries of a table that these lanes will read."""
    for j in range(size):
        at = word[lane[j] & LOW] >> np.uint32(20)
        row[at] = tables.entry(curve, at)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _follow(
    numbers: Any, alive: Any, visit: Any, phase: Any, source: Any, told: Any, scratch: Any
) -> Any:
    """Lanes from their phase on until all have stopped, ended, or passed the horizon."""
    replication, stream, keys = source
    into, few, horizon, seen = told
    stay, over, limit, guide, table = into
    words, lane, kept, drawn = scratch
    while alive > 0 and phase < len(table):
        if visit & 3 == 0 and visit > 0:
            for j in range(alive):
                kept[j] = numbers[lane[j] & LOW]
                lane[j] = np.uint32(j) | (lane[j] & ~LOW)
            drawn[:alive] = kept[:alive]
            numbers = drawn
            philox.fill(numbers, alive, replication, np.uint64(visit >> 2), stream, keys, words)
        if few:
            curve = (stay[phase], over[phase], limit[phase], guide[phase])
            _needed(words[visit & 3], curve, alive, lane, table[phase])
        alive = _visit(words[visit & 3], table[phase], alive, lane, horizon, seen[phase])
        visit += 1
        phase += 1


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _by_year(seen: Any, per_year: Any, made: Any) -> Any:
    """Counts by bin into (Y, P, 2), and the bins made empty."""
    for phase in range(len(seen)):
        for at in range(2 * BINS):
            year = (at >> 1) // per_year
            if year < len(made):
                made[year, phase, at & 1] += np.int64(seen[phase, at])
            seen[phase, at] = 0


@nb.njit(cache=True, nogil=True, error_model="numpy")
def run(job: Any, parameters: Any, replications: Any, part: Any, made: Any) -> Any:
    """Counts of replications from–to into (R, Y, P, 2): one of `part[1]` parts of the projects.

    `job` is (order, age, bounds, starts, per_year, years, keys): project numbers and their ages in
    bins, by phase, where each phase begins among them, new starts by year.
    """
    order, age, bounds, starts, per_year, years, keys = job
    exits, success = parameters
    phases = exits.shape[1]
    span = per_year * years + (age.max() if len(age) else 0)
    into = tables.room(phases, span)
    stay, over, limit, guide, _ = into
    few = len(order) + starts.sum() < tables.FEW
    words, lane = np.empty((4, LANES), np.uint32), np.empty(LANES, np.uint32)
    numbers = np.empty(LANES, np.int64)
    scratch = (words, lane, np.empty(LANES, np.int64), np.empty(LANES, np.int64))
    year_ticks = np.float64(per_year * tables.TICKS)
    horizon, zero = np.uint32(year_ticks * years), np.uint64(0)
    seen = np.zeros((phases, 2 * BINS), np.uint32)
    told = (into, few, horizon, seen)
    for replication in range(replications[0], replications[1]):
        if replication == replications[0] or len(exits) > 1:
            at = min(replication, len(exits) - 1)
            tables.made(exits[at], success[at], per_year, into, few)
        source = (np.uint64(replication), PROJECTS, keys)
        for phase in range(phases):
            size = bounds[phase + 1] - bounds[phase]
            curve = (stay[phase], over[phase], limit[phase], guide[phase])
            stop = bounds[phase] + size * (part[0] + 1) // part[1]
            for begin in range(bounds[phase] + size * part[0] // part[1], stop, LANES):
                count = min(LANES, stop - begin)
                block = order[begin : begin + count]
                philox.fill(block, count, source[0], zero, PROJECTS, keys, words)
                ages = age[begin : begin + count]
                alive = _first(words[0], ages, curve, count, lane, horizon, seen[phase])
                _follow(block, alive, 1, phase + 1, source, told, scratch)
        source = (np.uint64(replication), STARTS, keys)
        before = 0
        for year in range(years):
            size = starts[year]
            stop = size * (part[0] + 1) // part[1]
            for begin in range(size * part[0] // part[1], stop, LANES):
                count = min(LANES, stop - begin)
                for j in range(count):
                    numbers[j] = before + begin + j
                    share = (np.float64(begin + j) + 0.5) / np.float64(size)
                    lane[j] = np.uint32(j) | (np.uint32((year + share) * year_ticks) << HALF)
                philox.fill(numbers, count, source[0], zero, STARTS, keys, words)
                _follow(numbers, count, 0, 0, source, told, scratch)
            before += size
        _by_year(seen, per_year, made[replication])
