"""Named projects with yearly money, in plain numpy: the definition that the kernel has to equal.

Decides: all projects of a replication pass a year together; its money sets the pace at which what
is left of a stay runs off, and the odds of going on. Words are those of `named_plain`. Called by:
tests, benchmarks.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ikkan.forecast import money, philox_plain, tables_plain
from ikkan.forecast.money import Response
from ikkan.forecast.named_plain import Job, drawn, entries
from ikkan.forecast.pipeline import spread, survival
from ikkan.values.arrays import Floats, Indices


def counts(
    job: Job, exits: Floats, success: Floats, response: Response, replication: int
) -> Indices:
    """Ends by year, phase and outcome (0 stopped, 1 went on), shape (Y, P, 2)."""
    longest = tables_plain.LONGEST
    span = longest + int(job.age.max(initial=0))
    stay, going = survival(exits, span), spread(success, job.per_year, span)
    table = tables_plain.tables(stay, going)
    phase, left, limit, word, number, stream, begin = _begun(job, stay, going, table, replication)
    year_ticks = float(job.per_year * tables_plain.TICKS)
    made = np.zeros((job.years, len(exits), 2), dtype=np.int64)
    visit = np.zeros(len(phase), dtype=np.int64)
    for year in range(job.years):
        old = (phase >= 0) & (begin < year * year_ticks)
        there = np.bincount(phase[old], minlength=len(exits)).astype(np.float64)
        ratio = response.ratio(year, there, float(job.starts[year]))
        pace, odds = response.pace(ratio), response.odds(ratio)
        time = np.maximum(begin - year * year_ticks, 0.0)
        going_on = np.flatnonzero((phase >= 0) & (begin < (year + 1) * year_ticks))
        while len(going_on):
            own = phase[going_on]
            needs = left[going_on] / pace[own]
            room = year_ticks - time[going_on]
            late = needs >= room
            waits, ends = going_on[late], going_on[~late]
            left[waits] -= room[late] * pace[own[late]]
            time[ends] += needs[~late]
            share = limit[ends] / tables_plain.ONE
            went = (word[ends] & 0xFFFF) < money.lifted(share, odds[phase[ends]]) * 65536.0
            np.add.at(made, (year, phase[ends], went.astype(np.int64)), 1)
            on = went & (phase[ends] + 1 < len(exits))
            phase[ends] = np.where(on, phase[ends] + 1, -1)
            going_on = ends[on]
            visit[going_on] += 1
            for one in np.unique(visit[going_on]):
                for source in (philox_plain.PROJECTS, philox_plain.STARTS):
                    same = going_on[(visit[going_on] == one) & (stream[going_on] == source)]
                    said = drawn(number[same], replication, int(one), source, job.seed)
                    entry = table[phase[same], said >> 20].astype(np.int64)
                    word[same], left[same] = said, entry >> tables_plain.SHIFT
                    limit[same] = entry & ((1 << tables_plain.SHIFT) - 1)
    return made


def _begun(job: Job, stay: Floats, going: Floats, table: Any, replication: int) -> tuple[Any, ...]:
    """Every project with its first stay: what is running, then new starts."""
    running, new = len(job.phase), int(job.starts.sum())
    number = np.concatenate((np.arange(running), np.arange(new)))
    stream = np.repeat((philox_plain.PROJECTS, philox_plain.STARTS), (running, new))
    phase = np.concatenate((job.phase, np.zeros(new, dtype=np.int64)))
    left = np.zeros(running + new)
    limit = np.zeros(running + new, dtype=np.int64)
    first = drawn(number[:running], replication, 0, philox_plain.PROJECTS, job.seed)
    share = ((first >> 16) + 0.5) / tables_plain.ONE
    for one in range(len(stay)):
        own = np.flatnonzero(job.phase == one)
        left[own], bins = tables_plain.left_at(stay[one], job.age[own], share[own])
        limit[own] = tables_plain.limits(going[one])[bins]
    fresh = drawn(number[running:], replication, 0, philox_plain.STARTS, job.seed)
    entry = table[0, fresh >> 20].astype(np.int64)
    left[running:] = entry >> tables_plain.SHIFT
    limit[running:] = entry & ((1 << tables_plain.SHIFT) - 1)
    begin = np.concatenate((np.full(running, -1.0), entries(job).astype(np.float64)))
    return (
        phase.astype(np.int64),
        left,
        limit,
        np.concatenate((first, fresh)),
        number,
        stream,
        begin,
    )
