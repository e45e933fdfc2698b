"""`simulate`: a pipeline, what it starts from, and money, run for years many times.

Decides: what is refused before anything runs, and which sampler runs: named projects one by one,
cohorts as counts. Called by: portfolio, the command line, benchmarks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from ikkan.forecast import cohorts, drawing, money, named, outlook, said
from ikkan.forecast.faults import Fault, ForecastError
from ikkan.forecast.named_plain import Job
from ikkan.forecast.outlook import Outlook
from ikkan.forecast.pipeline import Pipeline
from ikkan.forecast.starting import Budget, Cohorts, Projects
from ikkan.forecast.tables_plain import LONGEST
from ikkan.values.arrays import Indices

MOST: Final = 10**9
OLDEST: Final = 100
"""Years: nothing has been in a phase for longer."""


def simulate(
    pipeline: Pipeline,
    start: Projects | Cohorts,
    *,
    years: int,
    replications: int = 1000,
    seed: int = 0,
    starts_per_year: int | Sequence[int] | Indices = 0,
    budget: Budget | None = None,
    first_year: int = 1,
) -> Outlook:
    """Samples of every indicator by year. Raises ForecastError with every fault."""
    job, stock, faults = _job(pipeline, start, years, seed, starts_per_year)
    if replications < 1 or replications > MOST:
        faults.append(
            said.fault("whole", place="replications", value=replications, least=1, most=MOST)
        )
    response = None
    if budget is not None and years >= 1:
        response, more = money.response(pipeline, budget, years)
        faults += more
    if faults:
        raise ForecastError(faults)
    drawn = drawing.parameters(pipeline, replications, seed)
    if isinstance(start, Cohorts):
        counts = start.counts.astype(np.int64)
        ends = cohorts.counts(job, counts, drawn, replications, response=response)
    else:
        ends = named.counts(job, drawn, replications, response=response)
    return Outlook(
        indicators=outlook.indicators(pipeline.phases),
        years=tuple(range(first_year, first_year + years)),
        samples=outlook.samples(ends, stock, job.starts),
        seed=seed,
        path="cohorts" if isinstance(start, Cohorts) else "named",
        notes=pipeline.notes,
    )


def _job(
    pipeline: Pipeline,
    start: Projects | Cohorts,
    years: int,
    seed: int,
    starts_per_year: int | Sequence[int] | Indices,
) -> tuple[Job, Indices, list[Fault]]:
    faults: list[Fault] = []
    longest = LONGEST // pipeline.per_year
    if years < 1:
        faults.append(said.fault("whole", place="years", value=years, least=1, most=longest))
    elif years > longest:
        faults.append(said.fault("horizon", value=years, most=longest))
    if seed < 0 or seed >= 2**64:
        faults.append(said.fault("whole", place="seed", value=seed, least=0, most=2**64 - 1))
    starts = np.asarray(starts_per_year)
    if starts.ndim == 0:
        starts = np.repeat(starts, max(years, 0))
    if len(starts) < years:
        faults.append(said.fault("years", place="starts_per_year", value=len(starts), needed=years))
    whole = np.issubdtype(starts.dtype, np.integer)
    if not whole or bool((starts < 0).any()) or bool((starts > MOST).any()):
        value = starts[:1].tolist()
        faults.append(said.fault("whole", place="starts_per_year", value=value, least=0, most=MOST))
        starts = np.zeros(max(years, 0), dtype=np.int64)
    phases = len(pipeline)
    if isinstance(start, Cohorts):
        phase, age = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        stock, more = _cohorts(start, pipeline)
    else:
        phase, age, stock, more = projects_of(start, pipeline)
    faults += more
    if not faults and not stock.any() and not starts.any():
        faults.append(said.fault("nothing"))
    job = Job(
        phase=phase,
        age=age,
        starts=starts[: max(years, 0)].astype(np.int64),
        per_year=pipeline.per_year,
        years=years,
        seed=seed,
    )
    return job, stock if len(stock) else np.zeros(phases, dtype=np.int64), faults


def _cohorts(start: Cohorts, pipeline: Pipeline) -> tuple[Indices, list[Fault]]:
    counts = start.counts
    if counts.ndim != 2 or len(counts) != len(pipeline) or counts.shape[1] < 1:
        needed = f"({len(pipeline)}, ≥1)"
        return np.zeros(0, dtype=np.int64), [
            said.fault("shape", place="cohorts", value=counts.shape, needed=needed)
        ]
    oldest = OLDEST * pipeline.per_year
    if counts.shape[1] > oldest + 1:
        fault = said.fault("whole", place="age", value=counts.shape[1] - 1, least=0, most=oldest)
        return np.zeros(0, dtype=np.int64), [fault]
    whole = np.issubdtype(counts.dtype, np.integer)
    if not whole or (counts < 0).any() or (counts > MOST).any():
        fault = said.fault("whole", place="cohorts", value=counts.min(), least=0, most=MOST)
        return np.zeros(0, dtype=np.int64), [fault]
    return counts.sum(axis=1).astype(np.int64), []


def projects_of(
    start: Projects, pipeline: Pipeline
) -> tuple[Indices, Indices, Indices, list[Fault]]:
    faults = []
    seen: set[str] = set()
    fit = len(start.codes) == len(start.phase) == len(start.elapsed)
    if not fit:
        shape = (len(start.codes), len(start.phase), len(start.elapsed))
        needed = f"({len(start.codes)},)"
        faults.append(said.fault("shape", place="projects", value=shape, needed=needed))
    for number, code in enumerate(start.codes):
        if code in seen:
            faults.append(said.fault("code", value=code))
        seen.add(code)
        if fit and not 0 <= start.phase[number] < len(pipeline):
            faults.append(said.fault("phase", place=code, value=start.phase[number]))
        if fit and not 0 <= start.elapsed[number] <= OLDEST:
            value = start.elapsed[number]
            faults.append(said.fault("age", place=code, value=value, most=OLDEST))
    nothing = np.zeros(0, dtype=np.int64)
    if faults:
        return nothing, nothing, nothing, faults
    phase = start.phase.astype(np.int64)
    age = np.rint(start.elapsed * pipeline.per_year).astype(np.int64)
    return phase, age, np.bincount(phase, minlength=len(pipeline)).astype(np.int64), faults
