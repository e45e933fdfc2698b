"""Pipelines to forecast: families of gated phases, and the peers that run them.

SimPy follows every project as a process; numpy runs all of them phase by phase in cache-sized
pieces. Both draw from inverse tables of 4,096 entries made here, without `ikkan.forecast`.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import numpy as np

YEARS, PER_YEAR, ENTRIES = 20, 12, 4096
PIECE = 1 << 16
Array = np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Chances to leave by bin (P, D) and to go on by year of age (P, K)."""

    name: str
    exits: Array
    success: Array


def families() -> list[Family]:
    """Even hazards, bell-shaped stays, stays of one month only, and a long tail."""
    age = np.arange(120)
    even = 1 - np.exp(-1 / (np.array([2.0, 2.5, 3.0, 2.0]) * PER_YEAR))
    bell = 1 - np.exp(-(((age + 1) / np.array([[30.0], [36.0], [40.0], [28.0]])) ** 3) / 8)
    spike = np.zeros((4, 120))
    spike[np.arange(4), [23, 35, 35, 11]] = 1.0
    tail = 0.25 / (6.0 + age) * np.ones((4, 1))
    success = np.array([0.5, 0.5, 0.6, 0.8])[:, None] * np.ones((1, 10))
    rising = np.clip(success * np.linspace(0.6, 1.3, 10), 0, 1)
    return [
        Family(name="even", exits=np.repeat(even[:, None], 120, axis=1), success=success),
        Family(name="bell", exits=np.clip(bell, 0, 1), success=rising),
        Family(name="one month", exits=spike, success=np.ones((4, 10))),
        Family(name="long tail", exits=tail, success=rising),
    ]


def inverse(family: Family) -> tuple[Array, Array]:
    """Stays in bins and chances to go on by 4,096ths, shapes (P, 4096)."""
    bins = YEARS * PER_YEAR + 60
    wide = np.concatenate(
        (family.exits, np.repeat(family.exits[:, -1:], bins - family.exits.shape[1], axis=1)), 1
    )
    gone = 1 - np.cumprod(1 - wide, axis=1)
    share = (np.arange(ENTRIES) + 0.5) / ENTRIES
    stay, going = np.empty((len(wide), ENTRIES)), np.empty((len(wide), ENTRIES))
    for phase, row in enumerate(gone):
        edges = np.concatenate(([0.0], row))
        at = np.minimum(np.searchsorted(row, share, side="left"), bins - 1)
        with np.errstate(divide="ignore", invalid="ignore"):
            part = (share - edges[at]) / (edges[at + 1] - edges[at])
        stay[phase] = np.where(share > row[-1], 1e6, at + np.clip(part, 0, 1))
        going[phase] = family.success[phase, np.minimum(at // PER_YEAR, 9)]
    return stay, going


def simpy_counts(family: Family, size: int, seed: int) -> Array:
    """How many of `size` projects, begun evenly over the years, went on from each phase by year."""
    import simpy

    stay, going = (table.tolist() for table in inverse(family))
    chance, horizon = random.Random(seed), float(YEARS * PER_YEAR)
    made = [[0] * len(stay) for _ in range(YEARS)]
    world = simpy.Environment()

    def project(begin: float) -> Any:
        yield world.timeout(begin)
        for phase in range(len(stay)):
            at = int(chance.random() * ENTRIES)
            yield world.timeout(stay[phase][at])
            if world.now >= horizon or chance.random() >= going[phase][at]:
                return
            made[int(world.now) // PER_YEAR][phase] += 1

    for number in range(size):
        world.process(project((number + 0.5) / size * horizon))
    world.run(until=horizon)
    return np.array(made)


def numpy_counts(family: Family, size: int, seed: int) -> Array:
    """The same, all projects of a piece at once."""
    stay, going = (table.astype(np.float32) for table in inverse(family))
    chance, horizon = np.random.default_rng(seed), np.float32(YEARS * PER_YEAR)
    made = np.zeros((len(stay), YEARS), dtype=np.int64)
    for begin in range(0, size, PIECE):
        count = min(PIECE, size - begin)
        at = np.arange(begin, begin + count, dtype=np.float64) + 0.5
        now = (at * (float(horizon) / size)).astype(np.float32)
        for phase in range(len(stay)):
            entry = chance.integers(0, ENTRIES, len(now), dtype=np.uint16)
            now += stay[phase][entry]
            went = chance.random(len(now), dtype=np.float32) < going[phase][entry]
            now = now[went & (now < horizon)]
            years = (now * np.float32(1 / PER_YEAR)).astype(np.int64)
            made[phase] += np.bincount(years, minlength=YEARS)[:YEARS]
    return made.T


def simpy_with_money(family: Family, size: int, budget: Any, seed: int) -> Array:
    """As `simpy_counts`, with yearly money: `budget` is (yen a year, cost (P,), speed, success)."""
    import simpy

    yen, cost, speed, lift = budget
    stay, going = (table.tolist() for table in inverse(family))
    chance, years = random.Random(seed), YEARS
    made = [[0] * len(stay) for _ in range(years)]
    world = simpy.Environment()
    there, pace, odds = [0] * len(stay), [1.0], [1.0]
    each = size // years

    def clock() -> Any:
        for _ in range(years):
            demand = sum(one * many for one, many in zip(cost, there, strict=True))
            ratio = min(max(yen / (demand + cost[0] * each / 2), 0.25), 2.0)
            pace[0], odds[0] = ratio**speed, ratio**lift
            yield world.timeout(PER_YEAR)

    def project(begin: float) -> Any:
        yield world.timeout(begin)
        for phase in range(len(stay)):
            there[phase] += 1
            at = int(chance.random() * ENTRIES)
            left = stay[phase][at]
            while True:
                room = PER_YEAR - world.now % PER_YEAR
                if left >= room * pace[0]:
                    left -= room * pace[0]
                    yield world.timeout(room)
                else:
                    yield world.timeout(left / pace[0])
                    break
            there[phase] -= 1
            share = going[phase][at] * odds[0]
            if chance.random() >= share / (1 - going[phase][at] + share):
                return
            made[min(int(world.now) // PER_YEAR, years - 1)][phase] += 1

    world.process(clock())
    for number in range(size):
        world.process(project((number + 0.5) / size * years * PER_YEAR))
    world.run(until=float(years * PER_YEAR))
    return np.array(made)
