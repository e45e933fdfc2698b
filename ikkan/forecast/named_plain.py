"""Named projects, one by one, in plain numpy: the definition that the kernel has to equal.

Decides: word k of a project says when it leaves its k-th phase (upper bits) and whether it goes on
(lower 16 bits). What has begun before draws its first stay with 16 bits from what is left of it.
Called by: tests, benchmarks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ikkan.forecast import philox_plain as philox
from ikkan.forecast import tables_plain as tables
from ikkan.forecast.pipeline import spread, survival
from ikkan.values.arrays import Floats, Indices


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What one run of the sampler reads: ages in whole bins, starts by year, the horizon."""

    phase: Indices
    age: Indices
    starts: Indices
    per_year: int
    years: int
    seed: int

    @property
    def bins(self) -> int:
        """Bins of the horizon."""
        return self.years * self.per_year


def counts(job: Job, exits: Floats, success: Floats, replication: int) -> Indices:
    """Ends by year, phase and outcome (0 stopped, 1 went on), shape (Y, P, 2)."""
    span = job.bins + int(job.age.max(initial=0))
    stay, going = survival(exits, span), spread(success, job.per_year, span)
    made = np.zeros((job.years, len(exits), 2), dtype=np.int64)
    table = tables.tables(stay, going)
    number = np.arange(len(job.phase))
    begin = np.zeros(len(number), dtype=np.int64)
    first = drawn(number, replication, 0, philox.PROJECTS, job.seed)
    ticks, limit = begin.copy(), begin.copy()
    share = ((first >> 16) + 0.5) / tables.ONE
    for phase in range(len(exits)):
        own = job.phase == phase
        ticks[own], bins = tables.left_at(stay[phase], job.age[own], share[own])
        limit[own] = tables.limits(going[phase])[bins]
    _go(job, table, philox.PROJECTS, replication, made, (number, job.phase, ticks, limit, first))
    number = np.arange(int(job.starts.sum()))
    first = drawn(number, replication, 0, philox.STARTS, job.seed)
    entry = table[0, first >> 20].astype(np.int64)
    begin = entries(job)
    state = (number, np.zeros_like(begin), begin + (entry >> tables.SHIFT), _limit(entry), first)
    _go(job, table, philox.STARTS, replication, made, state)
    return made


def entries(job: Job) -> Indices:
    """The tick of every new start: even within its year, shape (starts,)."""
    made = []
    for year, size in enumerate(job.starts):
        part = (np.arange(size) + 0.5) / max(int(size), 1)
        made.append(np.floor((year + part) * (job.per_year * tables.TICKS)))
    begun: Indices = np.concatenate(made).astype(np.int64)
    return begun


def drawn(number: Any, replication: int, visit: int, stream: int, seed: int) -> Indices:
    """Word `visit` of every project."""
    words = philox.words(number, replication, visit // 4, stream, seed)
    own: Indices = words[visit % 4].astype(np.int64)
    return own


def _limit(entry: Indices) -> Indices:
    return entry & ((1 << tables.SHIFT) - 1)


def _go(
    job: Job, table: Any, stream: int, replication: int, made: Indices, state: tuple[Indices, ...]
) -> None:
    """Follow projects to the horizon; `state` is number, phase, tick of the end, limit, word."""
    number, phase, ends, limit, word = state
    year_ticks = job.per_year * tables.TICKS
    visit = 0
    while len(number):
        inside = ends < job.years * year_ticks
        number, phase, ends = number[inside], phase[inside], ends[inside]
        went = (word[inside] & 0xFFFF) < limit[inside]
        np.add.at(made, (ends // year_ticks, phase, went.astype(np.int64)), 1)
        on = went & (phase + 1 < len(table))
        number, phase, ends = number[on], phase[on] + 1, ends[on]
        visit += 1
        word = drawn(number, replication, visit, stream, job.seed)
        entry = table[phase, word >> 20].astype(np.int64)
        ends, limit = ends + (entry >> tables.SHIFT), _limit(entry)
