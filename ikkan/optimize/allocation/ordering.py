"""Kernel: the lumps of every scenario in the order of their worth per unit, best first.

Decides: the order in which money meets lumps, once for all plans; equal ones keep their order.
Called by: ready, planned. A radix sort on the leading bits of the worth per unit, then insertions.
"""

from __future__ import annotations

from typing import Any, Final

import numba as nb
import numpy as np

BITS: Final = 11
SIZE: Final = 1 << BITS


@nb.njit(cache=True, nogil=True, error_model="numpy")
def run(
    first: Any, last: Any, starts: Any, programme: Any, yen: Any, worth: Any, unit: Any, out: Any
) -> None:
    """Write the sorted lumps of scenarios first to last − 1 into out = (programme, units, worth,
    number within the scenario)."""
    programmes, units, worths, numbers = out
    longest = 0
    for s in range(first, last):
        longest = max(longest, starts[s + 1] - starts[s])
    rate = np.empty(longest)
    bits = rate.view(np.int64)
    size = np.empty(longest, np.int32)
    order = np.empty(longest, np.int32)
    other = np.empty(longest, np.int32)
    low_count = np.empty(SIZE, np.int32)
    high_count = np.empty(SIZE, np.int32)
    scale = 1.0 / unit
    for s in range(first, last):
        start = starts[s]
        count = starts[s + 1] - start
        if count == 0:
            continue
        for i in range(count):
            whole = np.rint(yen[start + i] * scale)
            size[i] = np.int32(whole)
            rate[i] = worth[start + i] / whole
        least, most = bits[0], bits[0]
        for i in range(1, count):
            least, most = min(least, bits[i]), max(most, bits[i])
        shift = 0
        while ((most - least) >> shift) >= SIZE * SIZE:
            shift += 1
        low_count[:] = 0
        high_count[:] = 0
        for i in range(count):
            key = (most - bits[i]) >> shift
            low_count[key & (SIZE - 1)] += 1
            high_count[key >> BITS] += 1
        low_sum, high_sum = 0, 0
        for k in range(SIZE):
            low_sum, low_count[k] = low_sum + low_count[k], low_sum
            high_sum, high_count[k] = high_sum + high_count[k], high_sum
        for i in range(count):
            place = ((most - bits[i]) >> shift) & (SIZE - 1)
            other[low_count[place]] = i
            low_count[place] += 1
        for k in range(count):
            place = ((most - bits[other[k]]) >> shift) >> BITS
            order[high_count[place]] = other[k]
            high_count[place] += 1
        for k in range(1, count):
            i = order[k]
            j = k - 1
            while j >= 0 and rate[order[j]] < rate[i]:
                order[j + 1] = order[j]
                j -= 1
            order[j + 1] = i
        for k in range(count):
            i = order[k]
            programmes[start + k] = programme[start + i]
            units[start + k] = size[i]
            worths[start + k] = worth[start + i]
            numbers[start + k] = i


@nb.njit(cache=True, nogil=True, error_model="numpy")
def restored(first: Any, last: Any, starts: Any, numbers: Any, marks: Any, out: Any) -> None:
    """Write marks of sorted lumps into out, in the order in which the lumps were given."""
    for s in range(first, last):
        for at in range(starts[s], starts[s + 1]):
            out[starts[s] + numbers[at]] = marks[at]
