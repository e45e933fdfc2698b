"""Which projects reach an event, in plain numpy: the definition that the kernel has to equal.

Decides: words are those of named projects, a scenario is a replication. Called by: tests.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ikkan.forecast import philox_plain, tables_plain
from ikkan.forecast.named_plain import drawn
from ikkan.forecast.pipeline import spread, survival
from ikkan.values.arrays import Floats


def reached(asked: Any, exits: Floats, success: Floats, scenario: int) -> npt.NDArray[np.bool_]:
    """One scenario, shape (n,); `asked` is (phase, age, last, any, ticks, per_year, seed)."""
    where, age, last, any_way, ticks, per_year, seed = asked
    span = ticks // tables_plain.TICKS + int(age.max(initial=0)) + 1
    stay, going = survival(exits, span), spread(success, per_year, span)
    table = tables_plain.tables(stay, going)
    word = drawn(np.arange(len(where)), scenario, 0, philox_plain.PROJECTS, seed)
    ends, limit = np.zeros(len(where), dtype=np.int64), np.zeros(len(where), dtype=np.int64)
    share = ((word >> 16) + 0.5) / tables_plain.ONE
    for phase in range(len(stay)):
        own = where == phase
        ends[own], bins = tables_plain.left_at(stay[phase], age[own], share[own])
        limit[own] = tables_plain.limits(going[phase])[bins]
    phase_of, visit = where.copy(), 0
    at = np.flatnonzero(where < last)
    while len(at):
        on = (ends[at] < ticks) & (((word[at] & 0xFFFF) < limit[at]) | any_way)
        at = at[on]
        phase_of[at] += 1
        at, visit = at[phase_of[at] < last[at]], visit + 1
        word[at] = drawn(at, scenario, visit, philox_plain.PROJECTS, seed)
        entry = table[phase_of[at], word[at] >> 20].astype(np.int64)
        ends[at] += entry >> tables_plain.SHIFT
        limit[at] = entry & ((1 << tables_plain.SHIFT) - 1)
    done: npt.NDArray[np.bool_] = phase_of >= last
    return done
