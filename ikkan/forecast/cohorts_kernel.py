"""Kernel: cohorts as counts; the chances by year from mean flows in bins, then binomials.

Decides: the same chances as `cohorts_plain.shares`, counts distributed as `cohorts_plain.counts`,
their definitions in numpy. Called by: cohorts.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

from ikkan.forecast import binomial_kernel as binomial

COHORTS = np.uint64(3)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def ends(exits: Any, success: Any, per_year: Any, stay: Any, ended: Any) -> Any:
    """Survival, and chances to stop (0) and go on (1) after each edge, for one phase.

    Summed from the end: differences stay exact where next to nobody is left.
    """
    known, bands, last = len(exits), len(success), len(stay) - 1
    stay[0] = 1.0
    for b in range(last):
        stay[b + 1] = stay[b] * (1.0 - exits[min(b, known - 1)])
    ended[0, last], ended[1, last] = 0.0, 0.0
    for b in range(last - 1, -1, -1):
        leave = stay[b] * exits[min(b, known - 1)]
        share = success[min(b // per_year, bands - 1)]
        ended[0, b] = ended[0, b + 1] + leave * (1.0 - share)
        ended[1, b] = ended[1, b + 1] + leave * share


@nb.njit(cache=True, nogil=True, error_model="numpy")
def chances(job: Any, exits: Any, success: Any, running: Any, arriving: Any) -> Any:
    """Chances by year into `running` (P, G, Y, 2) and `arriving` (P, Y, Y, 2).

    `job` is (counts by age, counts by quarter of age, starts, per_year, years, keys).
    """
    counts, many, starts, per_year, years, _ = job
    phases, ages = counts.shape
    quarter = max(per_year // 4, 1)
    running[:] = 0.0
    bins = per_year * years
    stay, ended = np.empty(bins + ages + 1), np.empty((2, bins + ages + 1))
    flow, leaving, by = np.empty(bins), np.empty(bins), np.empty((2, bins))
    for slot in range(bins):
        flow[slot] = starts[slot // per_year] / per_year
    for phase in range(phases):
        ends(exits[phase], success[phase], per_year, stay, ended)
        leaving[:] = 0.0
        for age in range(ages):
            if counts[phase, age] == 0:
                continue
            if stay[age] <= 0.0:
                share = success[phase, min(age // per_year, success.shape[1] - 1)]
                part = counts[phase, age] / many[phase, age // quarter]
                running[phase, age // quarter, 0, 0] += part * (1.0 - share)
                running[phase, age // quarter, 0, 1] += part * share
                leaving[0] += counts[phase, age] * share
                continue
            over = 1.0 / stay[age]
            part = over * counts[phase, age] / many[phase, age // quarter]
            for year in range(years):
                low, high = age + year * per_year, age + (year + 1) * per_year
                for way in range(2):
                    mass = ended[way, low] - ended[way, high]
                    running[phase, age // quarter, year, way] += mass * part
            size = counts[phase, age] * over
            went = ended[1, age : age + bins + 1]
            for slot in range(bins):
                leaving[slot] += size * (went[slot] - went[slot + 1])
        for way in range(2):
            for slot in range(bins):
                after = 0.5 * (ended[way, slot] + ended[way, slot + 1])
                by[way, slot] = ended[way, 0] - after
        arriving[phase] = 0.0
        for slot in range(bins):
            size = flow[slot]
            if size == 0.0:
                continue
            year = slot // per_year
            leaving[slot] += size * by[1, 0]
            for later in range(slot + 1, bins):
                leaving[later] += size * (by[1, later - slot] - by[1, later - slot - 1])
            for way in range(2):
                before = 0.0
                for to in range(year, years):
                    upto = by[way, (to + 1) * per_year - 1 - slot]
                    arriving[phase, year, to, way] += size * (upto - before)
                    before = upto
        for year in range(years):
            total = 0.0
            for slot in range(year * per_year, (year + 1) * per_year):
                total += flow[slot]
            if total > 0.0:
                arriving[phase, year] /= total
        flow[:] = leaving


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _split(size: Any, share: Any, first: Any, state: Any, made: Any, phase: Any) -> Any:
    """Spread `size` over years and ways out, into (Y, P, 2); the rest stays."""
    rest = 1.0
    for year in range(first, len(share)):
        for way in range(2):
            if size == 0:
                return
            own = share[year, way]
            drawn = binomial.draw(size, own / rest, state) if own > 0.0 else 0
            made[year, phase, way] += drawn
            size -= drawn
            rest -= own
            if rest <= 0.0:
                return


@nb.njit(cache=True, nogil=True, error_model="numpy")
def run(job: Any, parameters: Any, replications: Any, made: Any) -> Any:
    """Counts of replications from–to into (R, Y, P, 2)."""
    _, many, starts, _, years, keys = job
    exits, success = parameters
    phases, groups = many.shape
    running = np.zeros((phases, groups, years, 2))
    arriving = np.zeros((phases, years, years, 2))
    state = binomial.stream(COHORTS, keys)
    for replication in range(replications[0], replications[1]):
        if replication == replications[0] or len(exits) > 1:
            at = min(replication, len(exits) - 1)
            chances(job, exits[at], success[at], running, arriving)
        binomial.again(state, replication)
        into = made[replication]
        for phase in range(phases):
            for group in range(groups):
                if many[phase, group] > 0:
                    _split(many[phase, group], running[phase, group], 0, state, into, phase)
            for year in range(years):
                arrived = starts[year] if phase == 0 else into[year, phase - 1, 1]
                _split(arrived, arriving[phase, year], year, state, into, phase)
