"""Kernel: survival curves and inverse distribution tables of 4,096 entries.

Decides: the same numbers as `tables_plain` and `pipeline.survival`, their definitions in numpy.
Called by: the kernels of named projects.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

ENTRIES = 4096
TICKS = 64.0
CAP = 32767
ONE = 65536.0
SHIFT = 17
FEW = 2048
"""Fewer projects than this read single entries instead of making whole tables."""


@nb.njit(cache=True, nogil=True, error_model="numpy")
def curves(exits: Any, success: Any, per_year: Any, made: Any) -> Any:
    """Survival at the edges (P, T + 1), one over a bin's mass (P, T), and the chance to go on in
    65,536ths (P, T), into `made`."""
    stay, over, limit = made
    known, bands = exits.shape[1], success.shape[1]
    for phase in range(len(exits)):
        there = 1.0
        stay[phase, 0] = there
        for b in range(limit.shape[1]):
            there = there * (1.0 - exits[phase, min(b, known - 1)])
            stay[phase, b + 1] = there
            over[phase, b] = 1.0 / (stay[phase, b] - there)
            share = success[phase, min(b // per_year, bands - 1)]
            limit[phase, b] = np.uint32(np.floor(share * ONE + 0.5))


@nb.njit(cache=True, nogil=True, error_model="numpy")
def guides(stay: Any, made: Any) -> Any:
    """For each 4,096th that has left: the bin where a search begins, into (P, 4096)."""
    last = stay.shape[1] - 2
    for phase in range(len(stay)):
        b = 0
        for entry in range(ENTRIES):
            there = 1.0 - entry / ENTRIES
            while b < last and stay[phase, b + 1] >= there:
                b += 1
            made[phase, entry] = b


@nb.njit(cache=True, nogil=True, error_model="numpy")
def left_at(stay: Any, over: Any, guide: Any, age: Any, share: Any) -> Any:
    """Ticks from edge `age` and bin of the end for one who has left with chance `share`."""
    last = len(stay) - 2
    there = stay[age]
    if there <= 0.0:
        return min(np.int64(np.floor(share * TICKS + 0.5)), CAP), min(age, last)
    target = there * (1.0 - share)
    b: Any = np.int64(guide[np.int64(min((1.0 - target) * ENTRIES, ENTRIES - 1.0))])
    while b > 0 and stay[b] <= target:
        b -= 1
    b = b if b > age else age
    while b <= last and stay[b + 1] > target:
        b += 1
    if b > last:
        return CAP, last
    part = (stay[b] - target) * over[b]
    return min(np.int64(np.floor((b + part - age) * TICKS + 0.5)), CAP), b


@nb.njit(cache=True, nogil=True, error_model="numpy")
def entry(curve: Any, at: Any) -> Any:
    """One entry of a table; for few projects cheaper than the whole."""
    stay, over, limit, guide = curve
    ticks, b = left_at(stay, over, guide, np.int64(0), (np.int64(at) + 0.5) / ENTRIES)
    return (np.uint32(ticks) << np.uint32(SHIFT)) | limit[b]


@nb.njit(cache=True, nogil=True, error_model="numpy")
def made(exits: Any, success: Any, per_year: Any, into: Any, few: Any) -> Any:
    """Curves, tables and guides of all phases; for `few` projects only the curves."""
    stay, over, limit, guide, table = into
    curves(exits, success, per_year, (stay, over, limit))
    if few:
        guide[:] = 0
    else:
        tables(stay, over, limit, table)
        guides(stay, guide)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def room(phases: Any, span: Any) -> Any:
    """Where `made` puts survival, one over mass, chances, guides and tables."""
    return (
        np.empty((phases, span + 1)),
        np.empty((phases, span)),
        np.empty((phases, span), np.uint32),
        np.empty((phases, ENTRIES), np.uint16),
        np.empty((phases, ENTRIES), np.uint32),
    )


@nb.njit(cache=True, nogil=True, error_model="numpy")
def tables(stay: Any, over: Any, limit: Any, made: Any) -> Any:
    """One table a phase, into (P, 4096); the bin only moves forward."""
    last = stay.shape[1] - 2
    for phase in range(len(stay)):
        row = stay[phase]
        b = 0
        for entry in range(ENTRIES):
            target = row[0] * (1.0 - (entry + 0.5) / ENTRIES)
            while b <= last and row[b + 1] > target:
                b += 1
            ticks = float(CAP)
            if b <= last:
                part = (row[b] - target) * over[phase, b]
                ticks = min(np.floor((b + part) * TICKS + 0.5), ticks)
            made[phase, entry] = (np.uint32(ticks) << np.uint32(SHIFT)) | limit[phase, min(b, last)]
