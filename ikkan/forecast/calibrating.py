"""Whether intervals cover what they promise: truths drawn from the prior, forecast, compared.

Decides: simulation-based calibration through the very functions that people use. A truth is drawn
from the prior, a censored history is made from it, fitted, and forecast; the true future of the
same projects is followed day by day with other code. Ranks of the truth have to be even. Called by:
the command line, benchmarks. Source: Talts, Betancourt, Simpson, Vehtari, Gelman 2018.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from ikkan.forecast import said
from ikkan.forecast.faults import ForecastError
from ikkan.forecast.fit import assumed, fit, silent
from ikkan.forecast.history import CENSORED, History
from ikkan.forecast.pipeline import Prior
from ikkan.forecast.simulating import simulate
from ikkan.forecast.starting import Cohorts, Projects
from ikkan.values.arrays import Floats, Indices

DRAWS: Final = 199
GROUPS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """The world of a calibration: phases, how finely time is cut, how much is seen and asked."""

    phases: tuple[str, ...] = ("first", "second")
    per_year: int = 4
    projects: int = 30
    observed: int = 4
    horizon: int = 4
    ages: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Share of `n` truths inside the interval of `level`, by indicator; ranks in 20 groups."""

    level: float
    n: int
    indicators: tuple[str, ...]
    coverage: Floats
    ranks: Indices
    path: str

    @property
    def error(self) -> float:
        """Standard error of a coverage."""
        return float(np.sqrt(self.level * (1 - self.level) / self.n))


def calibrate(
    prior: Prior,
    *,
    n: int = 1000,
    seed: int = 0,
    level: float = 0.9,
    cohorts: bool = False,
    design: Design | None = None,
) -> Calibration:
    """Coverage of the intervals over `n` drawn worlds. Raises ForecastError."""
    if n < 1:
        raise ForecastError([said.fault("whole", place="n", value=n, least=1, most=10**7)])
    if not 0 < level < 1:
        raise ForecastError([said.fault("level", value=level)])
    made = design or Design()
    names = (*(f"{phase}.advanced" for phase in made.phases), f"{made.phases[0]}.active")
    chance = np.random.default_rng((seed, n))
    ranks = np.empty((n, len(names)))
    bins = made.ages * made.per_year
    before = silent(prior, assumed(prior, made.phases), made.per_year, bins)
    exits = chance.beta(before.left, before.stayed, size=(n, *before.left.shape))
    going = chance.beta(before.advanced, before.stopped, size=(n, *before.advanced.shape))
    for number in range(n):
        world = _World(made, exits[number], going[number], chance)
        pipeline = fit(world.history(), prior=prior, per_year=made.per_year, ages=made.ages)
        samples = np.zeros((DRAWS, len(names)))
        running = world.running()
        if len(running):
            start: Projects | Cohorts = running
            if cohorts:
                start = running.cohorts(len(made.phases), made.per_year)
            told = simulate(
                pipeline, start, years=made.horizon, replications=DRAWS, seed=seed + number + 1
            )
            for column, name in enumerate(names[:-1]):
                samples[:, column] = told.of(name).sum(axis=1)
            samples[:, -1] = told.of(names[-1])[:, -1]
        truth = world.future()
        below = (samples < truth).sum(axis=0)
        same = (samples == truth).sum(axis=0)
        ranks[number] = (below + (same + 1) * chance.random(len(names))) / (DRAWS + 1)
    side = (1 - level) / 2
    inside = (ranks >= side) & (ranks < 1 - side)
    groups = np.minimum((ranks * GROUPS).astype(np.int64), GROUPS - 1)
    counted = np.stack([np.bincount(column, minlength=GROUPS) for column in groups.T])
    return Calibration(
        level=level,
        n=n,
        indicators=names,
        coverage=inside.mean(axis=0),
        ranks=counted,
        path="cohorts" if cohorts else "named",
    )


class _World:
    """Projects of one truth, followed in continuous time until long after what is asked."""

    def __init__(
        self, design: Design, exits: Floats, going: Floats, chance: np.random.Generator
    ) -> None:
        self.design = design
        size, phases = design.projects, len(design.phases)
        self.entered = np.full((size, phases), np.inf)
        self.left = np.full((size, phases), np.inf)
        self.went = np.zeros((size, phases), dtype=np.bool_)
        self.entered[:, 0] = chance.random(size) * design.observed * design.per_year
        hazard = -np.log1p(-np.minimum(exits, 1 - 1e-15))
        for phase in range(phases):
            summed = np.concatenate(([0.0], np.cumsum(hazard[phase])))
            needed = chance.exponential(size=size)
            ends = np.searchsorted(summed, needed, side="right") - 1
            known = len(summed) - 1
            over = ends >= known
            tail = known + np.floor((needed - summed[-1]) / max(hazard[phase, -1], 1e-12))
            stay = np.where(over, tail, ends) + chance.random(size)
            self.left[:, phase] = self.entered[:, phase] + stay
            band = np.minimum(stay // design.per_year, design.ages - 1).astype(np.int64)
            self.went[:, phase] = chance.random(size) < going[phase, band]
            if phase + 1 < phases:
                on = self.went[:, phase]
                self.entered[on, phase + 1] = self.left[on, phase]
        self.now = float(design.observed * design.per_year)

    def history(self) -> History:
        """What is seen until now."""
        project, phase = np.nonzero(self.entered <= self.now)
        entered, left = self.entered[project, phase], self.left[project, phase]
        over = left <= self.now
        scale = 12 / self.design.per_year
        went = self.went[project, phase]
        return History(
            phases=self.design.phases,
            projects=tuple(map(str, project)),
            phase=phase.astype(np.int32),
            age=(np.minimum(left, self.now) - entered) * scale,
            late=np.zeros(len(project)),
            outcome=np.where(over, went, CENSORED).astype(np.int8),
            month=entered * scale,
            running=~over,
            observed=date.min,
        )

    def running(self) -> Projects:
        """What is in a phase now."""
        there = (self.entered <= self.now) & (self.left > self.now)
        project, phase = np.nonzero(there)
        elapsed = (self.now - self.entered[project, phase]) / self.design.per_year
        return Projects(
            codes=tuple(map(str, project)), phase=phase.astype(np.int32), elapsed=elapsed
        )

    def future(self) -> Floats:
        """What happens to them within the horizon: goings-on by phase, and who is in the first."""
        until = self.now + self.design.horizon * self.design.per_year
        ends = (self.left > self.now) & (self.left <= until)
        there = (self.entered[:, 0] <= until) & (self.left[:, 0] > until)
        return np.append((ends & self.went).sum(axis=0), there.sum()).astype(np.float64)
