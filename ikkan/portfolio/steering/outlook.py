"""Base case and scenario run with the same chances, indicators by year with joint intervals.

Decides: how a gate changes a pipeline, how new awards enter the phase in which their programme
begins, and how awards bring indicators (a rate by phase, as uncertain as its counts). The forecast
engine is imported where it runs. Called by actions and pages. Source: performance §3.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np

from ikkan.portfolio.steering import rules
from ikkan.portfolio.steering.rules import ADVANCED, Gate, Levers
from ikkan.portfolio.steering.standing import Base, Indicator
from ikkan.values.arrays import Floats

VERSION: Final = "steering 1"
STRENGTH: Final = 1.0
"""Award-years (or goings-on) of the rate over all phases that stand in for a phase's own."""
NAMED: Final = 5_000
"""So many running awards are followed one by one, more as counts."""
_ROOM: Final = 80
_SMALL: Final = 30.0
_KEPT: Final = 12
_EVENTS: Final = 3
_held: OrderedDict[tuple[Any, ...], Run] = OrderedDict()


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One indicator by year: median, mean and the joint interval, shapes (Y,)."""

    low: Floats
    mid: Floats
    high: Floats
    mean: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Samples (R, Y, K) of the indicators; `inside` is the part of runs within the intervals."""

    samples: Floats = field(repr=False)
    series: tuple[Series, ...]
    inside: float
    active: Floats = field(repr=False)

    def chance(self, at: int, target: float) -> float:
        """How likely the last year reaches a target."""
        return float((self.samples[:, -1, at] >= target).mean())


def run(base: Base, levers: Levers, *, years: int, runs: int, seed: int) -> Run:
    """The indicators under some levers; alike for alike inputs. Raises ForecastError."""
    key = (base.stamp, tuple(levers.written()), years, runs, seed)
    if base.stamp and key in _held:
        _held.move_to_end(key)
        return _held[key]
    active, gone = _activity(base, levers, years, runs, seed)
    samples = np.stack(
        [
            _drawn(one, gone if one.driver == ADVANCED else active, seed + 101 * place)
            for place, one in enumerate(base.indicators)
        ],
        axis=-1,
    )
    made = _told(base, samples, seed, active.sum(axis=2))
    _held[key] = made
    while len(_held) > _KEPT:
        _held.popitem(last=False)
    return made


def difference(base: Base, before: Run, after: Run, seed: int) -> Run:
    """What the scenario adds, run by run."""
    return _told(base, after.samples - before.samples, seed, after.active - before.active)


def _told(base: Base, samples: Floats, seed: int, active: Floats) -> Run:
    """Medians and joint intervals over all indicators and years."""
    from ikkan import forecast

    names = tuple(one.code for one in base.indicators)
    shown = forecast.Outlook(
        indicators=names,
        years=tuple(range(base.first_year, base.first_year + samples.shape[1])),
        samples=samples,
        seed=seed,
        path="steering",
    )
    band, mid, mean = shown.joint(rules.LEVEL), np.median(samples, axis=0), shown.mean()
    series = tuple(
        Series(low=band.low[:, at], mid=mid[:, at], high=band.high[:, at], mean=mean[:, at])
        for at in range(len(names))
    )
    return Run(samples=samples, series=series, inside=band.inside, active=active)


def gated(pipeline: Any, gates: Sequence[Gate]) -> Any:
    """The pipeline with other chances to go on and other stays; what is known stays as sure."""
    if not gates:
        return pipeline
    exits, success = pipeline.exits.copy(), pipeline.success.copy()
    counts = pipeline.counts
    parts = None
    if counts is not None:
        names = ("left", "stayed", "advanced", "stopped")
        parts = {name: getattr(counts, name).copy() for name in names}
    for gate in gates:
        at = pipeline.phases.index(gate.phase)
        exits[at] = 1 - (1 - exits[at]) ** (100.0 / gate.stay)
        success[at] = np.clip(success[at] + gate.points / 100.0, 0.01, 0.99)
        if parts is None:
            continue
        risk = parts["left"][at] + parts["stayed"][at]
        ends = parts["advanced"][at] + parts["stopped"][at]
        parts["left"][at], parts["stayed"][at] = risk * exits[at], risk * (1 - exits[at])
        parts["advanced"][at] = ends * success[at]
        parts["stopped"][at] = ends * (1 - success[at])
    changed = counts if parts is None else replace(counts, **parts)
    return replace(pipeline, exits=exits, success=success, counts=changed)


def _from(pipeline: Any, first: int) -> Any:
    """The phases from `first` on."""
    counts = pipeline.counts
    if counts is not None:
        names = ("left", "stayed", "advanced", "stopped")
        counts = replace(counts, **{name: getattr(counts, name)[first:] for name in names})
    return replace(
        pipeline,
        phases=pipeline.phases[first:],
        exits=pipeline.exits[first:],
        success=pipeline.success[first:],
        counts=counts,
        cost=pipeline.cost[first:],
    )


def _activity(
    base: Base, levers: Levers, years: int, runs: int, seed: int
) -> tuple[Floats, Floats]:
    """Awards under way at the end of each year and those that went on in it, (R, Y, P) each."""
    from ikkan import forecast

    pipeline = gated(base.pipeline, levers.gates)
    size = len(base.phases)
    begun, at = np.zeros((size, years)), {code: at for at, code in enumerate(base.phases)}
    for code, rates in rules.starts(base.programmes, levers, years).items():
        begun[at[base.programmes[code].phase]] += rates
    running = base.running
    if len(running) > NAMED:
        running = running.cohorts(size, pipeline.per_year)
    active, gone = np.zeros((runs, years, size)), np.zeros((runs, years, size))
    for first in range(size):
        starts = np.array(rules.whole(begun[first].tolist()), dtype=np.int64)
        if first and not starts.any():
            continue
        if not first and not len(base.running) and not starts.any():
            continue
        own = forecast.simulate(
            _from(pipeline, first),
            running if not first else forecast.Cohorts.none(size - first),
            years=years,
            replications=runs,
            seed=seed + first,
            starts_per_year=starts,
            first_year=base.first_year,
        ).samples.reshape(runs, years, size - first, _EVENTS)
        gone[:, :, first:] += own[..., 0]
        active[:, :, first:] += own[..., 2]
    return active, gone


def _drawn(one: Indicator, driver: Floats, seed: int) -> Floats:
    """Counts of an indicator by run and year, (R, Y); the same chances for every scenario."""
    runs, years, _ = driver.shape
    rng = np.random.default_rng([seed, 17])
    pooled = (one.events.sum() + 0.5) / (one.exposure.sum() + 1.0)
    shape, size = one.events + STRENGTH * pooled, one.exposure + STRENGTH
    rates = rng.gamma(np.broadcast_to(shape, (runs, len(shape)))) / size
    expected = (driver * rates[:, None, :]).sum(axis=2)
    arrivals = rng.exponential(size=(runs, years, _ROOM)).cumsum(axis=2)
    normal = rng.standard_normal((runs, years))
    few = (arrivals <= np.minimum(expected, _SMALL)[..., None]).sum(axis=2)
    many = np.maximum(np.rint(expected + np.sqrt(expected) * normal), 0.0)
    return np.where(expected <= _SMALL, few, many).astype(np.float64)
