"""The loops of `shingles`, compiled: code points in, sorted hashes of word triples out.

Decides nothing: `overlap_plain` is the definition that it is tested against. Called by `shingles`.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

SEPARATOR, LETTER, KANJI, KATAKANA, HIRAGANA, ODD = range(6)
_FIRST = np.uint64(0xCBF29CE484222325)
_PRIME = np.uint64(0x100000001B3)
_MIX_ONE = np.uint64(0xFF51AFD7ED558CCD)
_MIX_TWO = np.uint64(0xC4CEB9FE1A85EC53)
_HALF = np.uint64(33)
_BMP = 65536
_KANJI_FROM, _KANJI_TO = 0x20000, 0x3FFFF


@numba.njit(cache=True, nogil=True, inline="always")
def mix(value: Any) -> Any:
    """Every bit of a 64-bit number touches every other (the finaliser of MurmurHash3)."""
    value = (value ^ (value >> _HALF)) * _MIX_ONE
    value = (value ^ (value >> _HALF)) * _MIX_TWO
    return value ^ (value >> _HALF)


@numba.njit(cache=True, nogil=True)
def cut(points: Any, starts: Any, folded: Any, kinds: Any, again: Any) -> Any:
    """(sets per text, hashes of all texts in a row, which texts have an odd character).

    points: uint8 or uint32 code points of all texts; starts: int64 (texts + 1,); folded: uint32
    and kinds: uint8 of the first 65,536 code points. With `again` odd characters only separate.
    """
    texts = len(starts) - 1
    hashes = np.empty(len(points) + texts, dtype=np.uint64)
    counts = np.zeros(texts, dtype=np.int64)
    odd = np.zeros(texts, dtype=np.bool_)
    used = 0
    for text in range(texts):
        begin = used
        one = two = word = np.uint64(0)
        seen = 0
        before = SEPARATOR
        for at in range(starts[text], starts[text + 1] + 1):
            kind, point = SEPARATOR, np.int64(0)
            if at < starts[text + 1]:
                point = np.int64(points[at])
                if point < _BMP:
                    kind = kinds[point]
                    point = np.int64(folded[point])
                elif again:
                    kind = KANJI if _KANJI_FROM <= point <= _KANJI_TO else SEPARATOR
                else:
                    kind = ODD
                if kind == ODD:
                    odd[text] = not again
                    kind = SEPARATOR
            if kind != before and before != SEPARATOR:
                three = mix(word)
                seen += 1
                if seen > 2:
                    hashes[used] = mix(mix(mix(one) * _PRIME + two) * _PRIME + three)
                    used += 1
                one, two = two, three
            if kind != SEPARATOR:
                if kind != before:
                    word = _FIRST
                word = (word ^ np.uint64(point)) * _PRIME
            before = kind
        if 0 < seen < 3:
            hashes[used] = mix(mix(mix(one) * _PRIME + two) * _PRIME + np.uint64(seen))
            used += 1
        own = hashes[begin:used]
        own.sort()
        kept = begin
        for at in range(begin, used):
            if at == begin or hashes[at] != hashes[kept - 1]:
                hashes[kept] = hashes[at]
                kept += 1
        used = kept
        counts[text] = used - begin
    return counts, hashes[:used].copy(), odd
