"""Cohorts on the kernels: how replications are split over threads.

Decides: nothing of the result; every replication has its own stream. Called by: simulating.
"""

from __future__ import annotations

import numpy as np

from ikkan.forecast import cohorts_plain
from ikkan.forecast.drawing import Drawn
from ikkan.forecast.money import Response
from ikkan.forecast.named import THREADS, keys, side_by_side
from ikkan.forecast.named_plain import Job
from ikkan.values.arrays import Indices

SMALL = 20
"""Replications below this are not worth a second thread."""


def counts(
    job: Job,
    stock: Indices,
    drawn: Drawn,
    replications: int,
    *,
    response: Response | None = None,
    threads: int = THREADS,
) -> Indices:
    """Ends by replication, year, phase and outcome (0 stopped, 1 went on), shape (R, Y, P, 2)."""
    from ikkan.forecast import cohorts_kernel, cohorts_money_kernel

    every = np.arange(0, stock.shape[1], cohorts_plain.quarter(job.per_year))
    many = np.add.reduceat(stock, every, axis=1)
    told = (stock, many, job.starts, job.per_year, job.years, keys(job.seed))
    given = (drawn.exits, drawn.success)
    made = np.zeros((replications, job.years, drawn.exits.shape[1], 2), dtype=np.int64)

    def run(split: tuple[int, int], _: int) -> None:
        if response is None:
            cohorts_kernel.run(told, given, split, made)
        else:
            cohorts_money_kernel.run(told, given, response.arrays(), split, made)

    side_by_side(run, replications, 1, threads if replications >= SMALL else 1)
    return made
