"""Near-duplicate texts, every pair exactly: Jaccard of their word triples of at least a threshold.

Decides: which texts are near and how near. Called by `ikkan overlap --near`. A shingle that occurs
once makes no pair; of the others a pair shares one of the rarest (prefix filter); what is left is
verified on the whole sets, so that nothing is missed and nothing is guessed.
Source: C. Xiao, W. Wang, X. Lin, J. X. Yu, Efficient Similarity Joins for Near Duplicate Detection
(WWW 2008), §3.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ikkan.retrieval import shingles
from ikkan.retrieval.shingles import Shingles, threaded

LEAST: Final = 0.8
_ALONE: Final = 2
_CELLS: Final = 4
"""Cells of the table of counts for each shingle, at least; more leave fewer shared by chance."""
_BITS: Final = (10, 28)
_PARTS: Final = 4
"""Parts of the rows for each processor, so that none waits long for the last."""
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs in the order of `left` and `right`; all of shape (pairs,), scores from least to 1."""

    left: Places
    right: Places
    scores: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.left)


@dataclass(frozen=True, slots=True)
class _Index:
    """Counts of shingles and the postings of the prefixes of some rows."""

    table: npt.NDArray[np.uint8]
    bits: int
    begins: Places
    keys: npt.NDArray[np.uint64]
    rows: npt.NDArray[np.int32]
    slots: int


def near(texts: Sequence[str] | Shingles, least: float = LEAST) -> Near:
    """Every pair of texts (left < right) with a score of at least `least` (above 0, at most 1)."""
    _sound(least)
    sets = _sets(texts)
    index, starts, taken = _indexed(sets, least, _ALONE)
    return _joined(sets, starts, taken, sets, index, least, one_side=True)


class Known:
    """Texts indexed once, so that new ones are compared with all of them at once."""

    def __init__(self, texts: Sequence[str] | Shingles, least: float = LEAST) -> None:
        _sound(least)
        self.least = least
        self.sets = _sets(texts)
        self._index, _, _ = _indexed(self.sets, least, alone=0)

    def near(self, texts: Sequence[str] | Shingles) -> Near:
        """Every pair of a new text (left) and a known one (right) that are near."""
        sets, index = _sets(texts), self._index
        starts, taken = _prefixes(sets, index.table, index.bits, self.least, alone=0)
        return _joined(sets, starts, taken, self.sets, index, self.least, one_side=False)


def _sets(texts: Sequence[str] | Shingles) -> Shingles:
    return texts if isinstance(texts, Shingles) else shingles.of_texts(texts)


def _sound(least: float) -> None:
    if not 0.0 < least <= 1.0:
        raise ValueError(f"least must be above 0 and at most 1, not {least}")


def _indexed(sets: Shingles, least: float, alone: int) -> tuple[_Index, Places, Any]:
    from ikkan.retrieval import overlap_kernel as kernel

    bits = _bits(_CELLS * len(sets.hashes))
    table = np.zeros(1 << bits, dtype=np.uint8)
    parts = os.cpu_count() or 1
    threaded(lambda part: kernel.count(sets.hashes, bits, part, parts, table), range(parts))
    starts, taken = _prefixes(sets, table, bits, least, alone)
    slots = _bits(len(taken))
    begins, keys, rows = kernel.posted(starts, taken, slots)
    return _Index(table, bits, begins, keys, rows, slots), starts, taken


def _prefixes(
    sets: Shingles, table: npt.NDArray[np.uint8], bits: int, least: float, alone: int
) -> tuple[Places, Any]:
    from ikkan.retrieval import overlap_kernel as kernel

    made = threaded(
        lambda part: kernel.prefixes(sets.starts, sets.hashes, table, bits, least, alone, *part),
        _ranges(len(sets)),
    )
    counts = np.concatenate([one[0] for one in made])
    starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    return starts, np.concatenate([one[1] for one in made])


def _joined(
    sets: Shingles,
    starts: Places,
    taken: Any,
    known: Shingles,
    index: _Index,
    least: float,
    *,
    one_side: bool,
) -> Near:
    from ikkan.retrieval import overlap_kernel as kernel

    def part_of(part: tuple[int, int]) -> Any:
        return kernel.join(
            *(sets.starts, sets.hashes, starts, taken, known.starts, known.hashes),
            *(index.begins, index.keys, index.rows, index.slots, least, *part, one_side),
        )

    left, right, scores = map(
        np.concatenate, zip(*threaded(part_of, _ranges(len(sets))), strict=True)
    )
    order = np.lexsort((right, left))
    return Near(left[order], right[order], scores[order])


def _bits(cells: int) -> int:
    lowest, highest = _BITS
    return min(max(cells.bit_length(), lowest), highest)


def _ranges(rows: int) -> list[tuple[int, int]]:
    """The rows in parts; at least one, so that no rows are one empty part."""
    parts = max(1, min(rows, _PARTS * (os.cpu_count() or 1)))
    edges = np.linspace(0, rows, parts + 1).astype(np.int64)
    return [(int(a), int(b)) for a, b in pairwise(edges)]
