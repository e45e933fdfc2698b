"""Scenarios as the kernels read them: in units, every scenario's lumps sorted once for all plans.

Decides: how scenarios are cut into groups, and that groups run on threads with one answer for any
number of threads: sums are formed group by group, in order. Called by: solving, warm.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from ikkan.optimize.allocation.problem import Problem
from ikkan.values.arrays import Floats, Indices

GROUPS: Final = 8
FEW: Final = 64
SAMPLE: Final = 100_000
LEAST_REACH: Final = 1 << 12
MOST_REACH: Final = 1 << 17
Answer = TypeVar("Answer")


class Sorted(NamedTuple):
    """S scenarios, best lump first; amounts in units. Kernels take it apart by position."""

    weight: Floats
    need: Indices
    starts: Indices
    programme: npt.NDArray[np.int16]
    units: npt.NDArray[np.int32]
    worth: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Sorted lumps; `numbers` is the place of each within its scenario as it was given."""

    sorted: Sorted
    numbers: npt.NDArray[np.int32]
    groups: tuple[tuple[int, int], ...]
    usual: Indices
    """The mean lump of every programme, of a sample, in units, at least 1."""
    reach: int
    """Sums of units that a table of lumps turned over can hold on either side."""

    def each(self, work: Callable[[int, int, int], Answer]) -> list[Answer]:
        """``work(group, first, last)`` for every group, on all cores; answers in order."""
        return _each(self.groups, work)


def ready(problem: Problem) -> Ready:
    """The scenarios of a problem that passed its check."""
    from ikkan.optimize.allocation import ordering

    given = problem.scenarios
    lumps = given.lumps
    size, count = len(given), len(lumps.yen)
    groups = _groups(lumps.starts, size)
    out = (
        np.empty(count, np.int16),
        np.empty(count, np.int32),
        np.empty(count),
        np.empty(count, np.int32),
    )
    raw = (lumps.starts, lumps.programme, lumps.yen, lumps.worth, float(problem.unit))
    _each(groups, lambda _, first, last: ordering.run(first, last, *raw, out))
    need = np.rint(given.need * (1.0 / problem.unit)).astype(np.int64)
    weight = given.weight / given.weight.sum()
    kept = Sorted(weight, need, lumps.starts, *out[:3])
    some = slice(None, None, max(count // SAMPLE, 1))
    together = np.bincount(out[0][some], weights=out[1][some], minlength=need.shape[1])
    times = np.maximum(np.bincount(out[0][some], minlength=need.shape[1]), 1)
    largest = int(out[1].max(initial=1))
    return Ready(
        sorted=kept,
        numbers=out[3],
        groups=groups,
        usual=np.maximum(np.rint(together / times), 1).astype(np.int64),
        reach=min(max(LEAST_REACH, 4 * largest), MOST_REACH),
    )


def _groups(starts: Indices, size: int) -> tuple[tuple[int, int], ...]:
    """Up to GROUPS parts with as many scenarios each, none with few."""
    parts = min(GROUPS, max(size // FEW, 1))
    cuts = np.linspace(0, size, parts + 1).astype(np.int64)
    return tuple((int(a), int(b)) for a, b in pairwise(cuts))


def _each(
    groups: tuple[tuple[int, int], ...], work: Callable[[int, int, int], Answer]
) -> list[Answer]:
    told = [(g, first, last) for g, (first, last) in enumerate(groups)]
    workers = min(os.cpu_count() or 1, len(groups))
    if workers == 1:
        return [work(*one) for one in told]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(lambda one: work(*one), told))
