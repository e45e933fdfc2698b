"""Small pipelines, histories and jobs for the tests of the forecast."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from ikkan import forecast
from ikkan.forecast import Budget, Pipeline, Projects, Stay
from ikkan.forecast.named_plain import Job

PHASES = ("basic", "applied", "clinical")
BEGIN = date(2016, 4, 1)


def pipeline(bins: int = 12) -> Pipeline:
    """Three phases, known, with their cost."""
    return Pipeline.of(
        PHASES, years=[2, 3, 4], success=[0.5, 0.4, 0.6], per_year=bins, cost=np.array([1.0, 2, 3])
    )


def uncertain() -> Pipeline:
    """Phases that few observations have been made of."""
    stays = [
        Stay(
            project=f"P{number}",
            phase=PHASES[number % 3],
            entered=BEGIN + timedelta(days=100 * (number % 20)),
            left=BEGIN + timedelta(days=100 * (number % 20) + 90 * (number % 11) + 40),
            outcome=("advanced", "stopped")[number % 2],
        )
        for number in range(45)
    ]
    history = forecast.History.of(stays, phases=PHASES, observed=date(2026, 3, 31))
    prior = forecast.Prior(years=3, success=0.5, strength=1)
    made = forecast.fit(history, prior=prior)
    return made.costing(np.array([1.0, 2, 3]))


def job(size: int = 301, seed: int = 7, bins: int = 12) -> Job:
    """Projects in all phases and new starts, five years."""
    chance = np.random.default_rng(seed)
    return Job(
        phase=chance.integers(0, 3, size),
        age=chance.integers(0, 5 * bins, size),
        starts=np.array([70, 0, 33, 60, 100]),
        per_year=bins,
        years=5,
        seed=2**40 + seed,
    )


def projects(size: int) -> Projects:
    """Projects spread over phases and ages."""
    number = np.arange(size)
    return Projects(
        codes=tuple(f"P{one}" for one in number),
        phase=(number % 3).astype(np.int32),
        elapsed=(number % 37) / 12,
    )


def budget(yen: float = 500.0) -> Budget:
    """The same money every year, speed and success react."""
    return Budget(yen=np.full(5, yen), speed=1.0, success=0.5)
