"""The loops of `overlap`, compiled: how often a shingle occurs, prefixes, postings, the join.

Decides nothing: `overlap_plain` is the definition that it is tested against. Called by `overlap`.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

MANY = 255
_WORD = np.uint64(64)
_SLACK = 1e-9


@numba.njit(cache=True, nogil=True)
def count(hashes: Any, bits: Any, part: Any, parts: Any, table: Any) -> None:
    """Add to the cells of one part of the table how many shingles fall into them, at most MANY.

    table: uint8 (2**bits,). A cell may be shared by chance: it never says less than the truth.
    """
    cells = len(table) // parts
    first, last = part * cells, (part + 1) * cells if part + 1 < parts else len(table)
    shift = _WORD - np.uint64(bits)
    for at in range(len(hashes)):
        cell = np.int64(hashes[at] >> shift)
        if first <= cell < last and table[cell] < MANY:
            table[cell] += 1


@numba.njit(cache=True, nogil=True)
def prefixes(
    starts: Any, hashes: Any, table: Any, bits: Any, least: Any, alone: Any, first: Any, last: Any
) -> Any:
    """(how many, which) shingles of the rows first..last of which one is shared with any near row.

    Shingles in cells that count fewer than `alone` are nobody else's: they are left out. Of the
    others the rarest are taken, ties by number: all but as many as a near row must share, and one.
    """
    shift = _WORD - np.uint64(bits)
    counts = np.zeros(last - first, dtype=np.int64)
    taken = np.empty(starts[last] - starts[first], dtype=np.uint64)
    of_count = np.zeros(MANY + 1, dtype=np.int64)
    used = 0
    for row in range(first, last):
        size = starts[row + 1] - starts[row]
        needed = max(1, int(np.ceil(least * size - _SLACK)))
        shared = 0
        for at in range(starts[row], starts[row + 1]):
            shared += table[np.int64(hashes[at] >> shift)] >= alone
        length = shared - needed + 1
        if length <= 0:
            continue
        of_count[:] = 0
        for at in range(starts[row], starts[row + 1]):
            of_count[table[np.int64(hashes[at] >> shift)]] += 1
        limit, room = alone, length
        while of_count[limit] < room:
            room -= of_count[limit]
            limit += 1
        for at in range(starts[row], starts[row + 1]):
            often = table[np.int64(hashes[at] >> shift)]
            if alone <= often < limit or (often == limit and room > 0):
                room -= often == limit
                taken[used] = hashes[at]
                used += 1
        counts[row - first] = length
    return counts, taken[:used].copy()


@numba.njit(cache=True, nogil=True)
def posted(starts: Any, taken: Any, bits: Any) -> Any:
    """(where each bucket begins, the shingles by bucket, their rows): rows rise in a bucket."""
    shift = _WORD - np.uint64(bits)
    begins = np.zeros((1 << bits) + 1, dtype=np.int64)
    for at in range(len(taken)):
        begins[np.int64(taken[at] >> shift) + 1] += 1
    for place in range(1 << bits):
        begins[place + 1] += begins[place]
    free = begins[:-1].copy()
    keys = np.empty(len(taken), dtype=np.uint64)
    rows = np.empty(len(taken), dtype=np.int32)
    for row in range(len(starts) - 1):
        for at in range(starts[row], starts[row + 1]):
            bucket = np.int64(taken[at] >> shift)
            keys[free[bucket]] = taken[at]
            rows[free[bucket]] = row
            free[bucket] += 1
    return begins, keys, rows


@numba.njit(cache=True, nogil=True, inline="always")
def common(hashes: Any, a: Any, a_end: Any, others: Any, b: Any, b_end: Any, needed: Any) -> Any:
    """How many numbers two rising rows share; less than `needed` as soon as that is sure."""
    found = 0
    while a < a_end and b < b_end:
        if found + min(a_end - a, b_end - b) < needed:
            break
        if hashes[a] == others[b]:
            found += 1
            a += 1
            b += 1
        elif hashes[a] < others[b]:
            a += 1
        else:
            b += 1
    return found


@numba.njit(cache=True, nogil=True)
def join(
    starts: Any,
    hashes: Any,
    own_starts: Any,
    own: Any,
    known_starts: Any,
    known_hashes: Any,
    begins: Any,
    keys: Any,
    rows: Any,
    bits: Any,
    least: Any,
    first: Any,
    last: Any,
    one_side: Any,
) -> Any:
    """(left, right, score) of rows first..last with known rows; `one_side`: known below the row.

    starts and hashes are the rows, own_starts and own their prefixes; begins, keys and rows the
    postings of the prefixes of the known ones. Every candidate is verified on the whole sets.
    """
    shift = _WORD - np.uint64(bits)
    left = np.empty(1024, dtype=np.int64)
    right = np.empty(1024, dtype=np.int64)
    scores = np.empty(1024, dtype=np.float64)
    seen = np.full(len(known_starts) - 1, -1, dtype=np.int32)
    used = 0
    for row in range(first, last):
        size = starts[row + 1] - starts[row]
        for at in range(own_starts[row], own_starts[row + 1]):
            bucket = np.int64(own[at] >> shift)
            for place in range(begins[bucket], begins[bucket + 1]):
                other = rows[place]
                if one_side and other >= row:
                    break
                if keys[place] != own[at] or seen[other] == row:
                    continue
                seen[other] = row
                a, b = known_starts[other], known_starts[other + 1]
                if min(b - a, size) < least * max(b - a, size) - _SLACK:
                    continue
                total = size + b - a
                needed = int(np.ceil(least / (1.0 + least) * total - _SLACK))
                shared = common(hashes, starts[row], starts[row + 1], known_hashes, a, b, needed)
                if shared == 0 or shared / (total - shared) < least:
                    continue
                if used == len(left):
                    left = np.concatenate((left, np.empty_like(left)))
                    right = np.concatenate((right, np.empty_like(right)))
                    scores = np.concatenate((scores, np.empty_like(scores)))
                left[used], right[used] = (other, row) if one_side else (row, other)
                scores[used] = shared / (total - shared)
                used += 1
    return left[:used].copy(), right[:used].copy(), scores[:used].copy()
