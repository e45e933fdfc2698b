"""Cohorts with yearly money, in plain numpy: the definition that the kernel has to equal.

Decides: how counts by phase and age pass one year at a pace other than the calendar's. Chances are
read from piecewise linear curves; an age between two edges is split to both. Called by: tests.
"""

from __future__ import annotations

import numpy as np

from ikkan.forecast import money
from ikkan.forecast.money import Response
from ikkan.forecast.named_plain import Job
from ikkan.forecast.pipeline import spread, survival
from ikkan.values.arrays import Floats, Indices


def counts(
    job: Job,
    stock: Indices,
    exits: Floats,
    success: Floats,
    response: Response,
    chance: np.random.Generator,
) -> Indices:
    """Ends by year, phase and outcome (0 stopped, 1 went on), shape (Y, P, 2)."""
    phases, known = exits.shape
    there = np.zeros((phases, known + 1), dtype=np.int64)
    np.add.at(there.T, np.minimum(np.arange(stock.shape[1]), known), stock.T)
    span = known + int(np.ceil(job.per_year * max(response.most ** response.speed.max(), 1.0))) + 2
    stay, going = survival(exits, span), spread(success, job.per_year, span)
    made = np.zeros((job.years, phases, 2), dtype=np.int64)
    edges = np.arange(span + 1, dtype=np.float64)
    half = np.arange(job.per_year) + 0.5
    for year in range(job.years):
        starts = int(job.starts[year])
        ratio = response.ratio(year, there.sum(axis=1).astype(np.float64), starts)
        pace, odds = response.pace(ratio), response.odds(ratio)
        arrived, profile = starts, np.full(job.per_year, 1 / job.per_year)
        for phase in range(phases):
            curve = _curves(stay[phase], money.lifted(going[phase], odds[phase]))
            flow = np.zeros(job.per_year)
            later = np.zeros(known + 1, dtype=np.int64)
            ends = np.zeros(2, dtype=np.int64)
            gone = pace[phase] * np.arange(job.per_year + 1)
            for age in np.flatnonzero(there[phase]):
                at = np.stack([np.interp(age + gone, edges, one) for one in curve], axis=-1)
                if stay[phase, age] > 0:
                    left = -np.diff(at, axis=0) / stay[phase, age]
                else:
                    share = money.lifted(going[phase], odds[phase])[age]
                    left = np.zeros((job.per_year, 2))
                    left[0] = 1 - share, share
                drawn = _drawn(int(there[phase, age]), left.sum(axis=0), chance)
                ends += drawn[:2]
                flow += there[phase, age] * left[:, 1]
                _aged(later, age + gone[-1], int(drawn[2]), known, chance)
            rest = (job.per_year - half) * pace[phase]
            at = np.stack([one[0] - np.interp(rest, edges, one) for one in curve], axis=-1)
            drawn = _drawn(arrived, (profile[:, None] * at).sum(axis=0), chance)
            ends += drawn[:2]
            stays = profile * np.interp(rest, edges, stay[phase])
            if drawn[2]:
                aged = chance.multinomial(drawn[2], stays / stays.sum())
                for month in range(job.per_year):
                    _aged(later, rest[month], int(aged[month]), known, chance)
            for month in range(job.per_year):
                until = np.maximum(np.arange(job.per_year + 1) - month - 0.5, 0.0) * pace[phase]
                flow += arrived * profile[month] * -np.diff(np.interp(until, edges, curve[1]))
            made[year, phase] = ends
            there[phase] = later
            arrived = int(ends[1])
            profile = flow / flow.sum() if flow.sum() > 0 else profile
    return made


def _curves(stay: Floats, going: Floats) -> tuple[Floats, Floats]:
    """Chance to stop and to go on after each edge."""
    mass = -np.diff(stay)
    return (
        np.append(np.cumsum((mass * (1 - going))[::-1])[::-1], 0.0),
        np.append(np.cumsum((mass * going)[::-1])[::-1], 0.0),
    )


def _drawn(size: int, share: Floats, chance: np.random.Generator) -> Indices:
    share = np.clip(share, 0, 1)
    rest = max(1 - share.sum(), 0.0)
    drawn: Indices = chance.multinomial(size, np.append(share, rest) / (share.sum() + rest))
    return drawn


def _aged(later: Indices, age: float, size: int, known: int, chance: np.random.Generator) -> None:
    """Put `size` at an age between two edges: split to both, the odd one by chance."""
    low = int(age)
    wanted = size * (age - low)
    high = int(wanted) + int(chance.random() < wanted - int(wanted))
    later[min(low, known)] += size - high
    later[min(low + 1, known)] += high
