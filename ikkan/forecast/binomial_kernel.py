"""Kernel: binomial counts from a stream of counter-based numbers, exact for any size.

Decides: counts distributed as `binomial_plain.chances`, their definition. Small means by inversion,
others by transformed rejection. Called by: the kernels of cohorts. Source: Kachitvichyanukul and
Schmeiser 1988 (inversion), Hörmann 1993 (BTRS).
"""

from __future__ import annotations

import math
from typing import Any

import numba as nb
import numpy as np

from ikkan.forecast import philox_kernel as philox

SMALL = 10.0
"""Means below this are inverted."""
UNIT = 1.0 / 9007199254740992.0
AHEAD = 256
"""Counters worked through at once."""
USED = 2 * AHEAD


@nb.njit(cache=True, nogil=True, error_model="numpy")
def stream(number: Any, keys: Any) -> Any:
    """The state of one stream, one array: bits made ahead, then how many are used and made, and
    replication, stream and keys."""
    state = np.zeros(USED + 6, np.uint64)
    state[USED] = np.uint64(USED)
    state[USED + 3], state[USED + 4], state[USED + 5] = number, keys[0], keys[1]
    return state


@nb.njit(cache=True, nogil=True, error_model="numpy")
def again(state: Any, replication: Any) -> Any:
    """The same stream for another replication, from its beginning."""
    state[USED], state[USED + 1] = np.uint64(USED), np.uint64(0)
    state[USED + 2] = np.uint64(replication)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _more(state: Any) -> Any:
    begin = state[USED + 1]
    replication, number, key, other = (
        state[USED + 2],
        state[USED + 3],
        state[USED + 4],
        state[USED + 5],
    )
    first, second = state[:AHEAD], state[AHEAD:USED]
    for i in range(AHEAD):
        count = begin + np.uint64(i)
        low, high = count & philox.LOW, count >> philox.HALF
        a, b, c, d = philox.one(low, replication, high, number, key, other)
        first[i] = (a << philox.HALF) | b
        second[i] = (c << philox.HALF) | d
    state[USED] = np.uint64(0)
    state[USED + 1] = begin + np.uint64(AHEAD)


@nb.njit(cache=True, nogil=True, error_model="numpy", inline="always")
def uniform(state: Any) -> Any:
    """A number in (0, 1) with 53 bits."""
    if state[USED] >= np.uint64(USED):
        _more(state)
    bits = state[state[USED]]
    state[USED] += np.uint64(1)
    return (np.float64(np.int64(bits >> np.uint64(11))) + 0.5) * UNIT


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _rest(k: Any) -> Any:
    """What Stirling's formula leaves of log k!."""
    if k < 10:
        return math.lgamma(k + 1.0) - (
            0.9189385332046727 + (k + 0.5) * math.log(k + 1.0) - (k + 1.0)
        )
    one = 1.0 / (k + 1.0)
    square = one * one
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 * square) * square) * one


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _inverted(size: Any, share: Any, state: Any) -> Any:
    rest = 1.0 - share
    step = share / rest
    begin = math.exp(size * math.log1p(-share))
    while True:
        u, chance, k = uniform(state), begin, 0
        while u > chance:
            u -= chance
            k += 1
            if k > size:
                break
            chance *= (size + 1 - k) * step / k
        if k <= size:
            return k


@nb.njit(cache=True, nogil=True, error_model="numpy")
def _rejected(size: Any, share: Any, state: Any) -> Any:
    spread = math.sqrt(size * share * (1.0 - share))
    b = 1.15 + 2.53 * spread
    a = -0.0873 + 0.0248 * b + 0.01 * share
    c = size * share + 0.5
    sure = 0.92 - 4.2 / b
    while True:
        u, v = uniform(state) - 0.5, uniform(state)
        near = 0.5 - abs(u)
        k = math.floor((2.0 * a / near + b) * u + c)
        if near >= 0.07 and v <= sure:
            return np.int64(k)
        if k < 0 or k > size:
            continue
        odds = share / (1.0 - share)
        middle = math.floor((size + 1) * share)
        v = math.log(v * (2.83 + 5.1 / b) * spread / (a / (near * near) + b))
        bound = (
            (middle + 0.5) * math.log((middle + 1) / (odds * (size - middle + 1)))
            + (size + 1) * math.log((size - middle + 1) / (size - k + 1))
            + (k + 0.5) * math.log(odds * (size - k + 1) / (k + 1))
            + _rest(middle)
            + _rest(size - middle)
            - _rest(k)
            - _rest(size - k)
        )
        if v <= bound:
            return np.int64(k)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def draw(size: Any, share: Any, state: Any) -> Any:
    """How many of `size` succeed with chance `share`."""
    if size <= 0 or share <= 0.0:
        return 0
    if share >= 1.0:
        return size
    if share > 0.5:
        return size - draw_low(size, 1.0 - share, state)
    return draw_low(size, share, state)


@nb.njit(cache=True, nogil=True, error_model="numpy")
def draw_low(size: Any, share: Any, state: Any) -> Any:
    """As `draw`, for shares of at most a half."""
    if size * share < SMALL:
        return np.int64(_inverted(size, share, state))
    return _rejected(size, share, state)
