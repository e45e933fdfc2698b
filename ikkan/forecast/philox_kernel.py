"""Kernel: Philox4x32 with ten rounds, for blocks of projects and one by one.

Decides: the same words as `philox_plain.words`, its definition in numpy. Called by: the kernels of
named projects and cohorts. Source: Salmon, Moraes, Dror, Shaw 2011.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

LOW = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)
FIRST = np.uint64(0xD2511F53)
SECOND = np.uint64(0xCD9E8D57)
STEP_FIRST = np.uint64(0x9E3779B9)
STEP_SECOND = np.uint64(0xBB67AE85)


@nb.njit(cache=True, nogil=True, error_model="numpy", inline="always")
def one(number: Any, replication: Any, block: Any, stream: Any, key: Any, other: Any) -> Any:
    """Four words of one counter; everything is uint64 below 2**32."""
    a, b, c, d = number, replication, block, stream
    for _ in range(10):
        left = FIRST * (a & LOW)
        right = SECOND * (c & LOW)
        a = (right >> HALF) ^ b ^ key
        b = right & LOW
        c = (left >> HALF) ^ d ^ other
        d = left & LOW
        key = (key + STEP_FIRST) & LOW
        other = (other + STEP_SECOND) & LOW
    return a, b, c, d


@nb.njit(cache=True, nogil=True, error_model="numpy")
def fill(
    numbers: Any, size: Any, replication: Any, block: Any, stream: Any, keys: Any, into: Any
) -> Any:
    """Words of `size` counters, into (4, lanes) of uint32."""
    key, other = keys[0], keys[1]
    zero, one_, two, three = into[0], into[1], into[2], into[3]
    for i in range(size):
        a, b, c, d = one(np.uint64(numbers[i]), replication, block, stream, key, other)
        zero[i] = np.uint32(a)
        one_[i] = np.uint32(b)
        two[i] = np.uint32(c)
        three[i] = np.uint32(d)
