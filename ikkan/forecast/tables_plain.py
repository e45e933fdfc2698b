"""Inverse distribution tables, in plain numpy: the definition that the kernel has to equal.

Decides: a table of 4,096 entries a phase; each holds a stay in ticks (64 a bin, 15 bits) and the
chance to go on after it (in 65,536ths, 17 bits). Called by: named_plain, tests.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ikkan.values.arrays import Floats, Indices

ENTRIES: Final = 4096
TICKS: Final = 64
CAP: Final = 32767
ONE: Final = 65536
SHIFT: Final = 17
LONGEST: Final = CAP // TICKS - 1
"""Bins that fit into a stay; longer forecasts are refused."""


def left_at(stay: Floats, age: Indices, share: Floats) -> tuple[Indices, Indices]:
    """When one who is there at edge `age` has left with chance `share`: ticks from then, and bin.

    `stay` (T + 1,) is the survival at the edges. Where nobody could have stayed so long, one leaves
    in the next bin. Shapes as `age` and `share`.
    """
    there = stay[age]
    target = there * (1.0 - share)
    bins = np.searchsorted(-stay, -target, side="left") - 1
    bins = np.maximum(bins, age)
    beyond = bins >= len(stay) - 1
    inside = np.minimum(bins, len(stay) - 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        part = (stay[inside] - target) * (1.0 / (stay[inside] - stay[inside + 1]))
    gone = there <= 0
    part = np.where(gone, share, part)
    inside = np.where(gone, np.minimum(age, len(stay) - 2), inside)
    ticks = np.floor((inside + part - age) * TICKS + 0.5)
    ticks = np.where(beyond & ~gone, CAP, np.minimum(ticks, CAP))
    return ticks.astype(np.int64), inside


def limits(success: Floats) -> Indices:
    """Chances in 65,536ths."""
    return np.floor(success * ONE + 0.5).astype(np.int64)


def tables(stay: Floats, success: Floats) -> npt.NDArray[Any]:
    """One table a phase, shape (P, 4096); `stay` (P, T + 1), `success` (P, T) by bin."""
    share = (np.arange(ENTRIES) + 0.5) / ENTRIES
    zero = np.zeros(ENTRIES, dtype=np.int64)
    made = np.empty((len(stay), ENTRIES), dtype=np.uint32)
    for phase in range(len(stay)):
        ticks, bins = left_at(stay[phase], zero, share)
        made[phase] = (ticks << SHIFT) | limits(success[phase])[bins]
    return made
