"""Counter-based random numbers, in plain numpy: the definition that the kernel has to equal.

Decides: every random word is a function of seed, stream, replication and number, so that no order
and no count of threads changes a result. Called by: named_plain, tests. Source: Salmon, Moraes,
Dror, Shaw 2011 ("Parallel random numbers: as easy as 1, 2, 3"), Philox4x32 with ten rounds.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

ROUNDS: Final = 10
FIRST: Final = 0xD2511F53
SECOND: Final = 0xCD9E8D57
STEP_FIRST: Final = 0x9E3779B9
STEP_SECOND: Final = 0xBB67AE85
LOW: Final = 0xFFFFFFFF

PROJECTS: Final = 0
STARTS: Final = 1
"""Streams: what is drawn for one purpose is never used for another; cohorts use 3 and 4."""


def words(number: Any, replication: Any, block: Any, stream: Any, seed: int) -> npt.NDArray[Any]:
    """Four words of 32 bits for each counter, shape (4, …); the arguments are broadcast."""
    parts = np.broadcast_arrays(number, replication, block, stream)
    one, two, three, four = (np.asarray(part).astype(np.uint64) & np.uint64(LOW) for part in parts)
    key, other = seed & LOW, (seed >> 32) & LOW
    low, half = np.uint64(LOW), np.uint64(32)
    for _ in range(ROUNDS):
        left, right = np.uint64(FIRST) * one, np.uint64(SECOND) * three
        one, two, three, four = (
            (right >> half) ^ two ^ np.uint64(key),
            right & low,
            (left >> half) ^ four ^ np.uint64(other),
            left & low,
        )
        key, other = (key + STEP_FIRST) & LOW, (other + STEP_SECOND) & LOW
    return np.stack((one, two, three, four)).astype(np.uint32)
