"""Named projects on the kernel: how the work is split over threads.

Decides: parts of replications and of projects; whole numbers are summed, so no split changes a
result. Called by: simulating.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any, Final

import numpy as np

from ikkan.forecast.drawing import Drawn
from ikkan.forecast.money import Response
from ikkan.forecast.named_plain import Job
from ikkan.values.arrays import Indices

THREADS: Final = max(1, min(os.cpu_count() or 1, 8))
SMALL: Final = 100_000
"""Project years below this are not worth a second thread."""


def counts(
    job: Job,
    drawn: Drawn,
    replications: int,
    *,
    response: Response | None = None,
    threads: int = THREADS,
) -> Indices:
    """Ends by replication, year, phase and outcome (0 stopped, 1 went on), shape (R, Y, P, 2)."""
    from ikkan.forecast import named_kernel, named_money_kernel

    phases = drawn.exits.shape[1]
    order = np.lexsort((job.age, job.phase)).astype(np.int64)
    bounds = np.searchsorted(job.phase[order], np.arange(phases + 1)).astype(np.int64)
    told = (order, job.age[order], bounds, job.starts, job.per_year, job.years, keys(job.seed))
    size = len(order) + int(job.starts.sum())
    alone = response is not None or replications >= threads or size <= SMALL
    parts = 1 if alone else threads
    made = np.zeros((parts, replications, job.years, phases, 2), dtype=np.int64)

    def run(split: tuple[int, int], part: int) -> None:
        given = (drawn.exits, drawn.success)
        if response is None:
            named_kernel.run(told, given, split, (part, parts), made[part])
        else:
            named_money_kernel.run(told, given, response.arrays(), split, made[part])

    side_by_side(run, replications, parts, threads if size * replications > SMALL else 1)
    summed: Indices = made[0] if parts == 1 else made.sum(axis=0)
    return summed


def keys(seed: int) -> Any:
    """The seed as two words."""
    return np.array([seed & 0xFFFFFFFF, seed >> 32], dtype=np.uint64)


def side_by_side(
    run: Callable[[tuple[int, int], int], None], replications: int, parts: int, threads: int
) -> None:
    """`run` on ranges of replications and parts of projects."""
    if threads == 1:
        for part in range(parts):
            run((0, replications), part)
        return
    pieces = min(replications, threads * 4)
    edges = np.linspace(0, replications, pieces + 1).astype(int).tolist()
    work = [(split, part) for split in pairwise(edges) for part in range(parts)]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(run, *zip(*work, strict=True)))
