"""Near-duplicates by their definition: every pair, sets of words in threes, no numbers, no filter.

Decides: what `shingles` and `overlap` have to give, only slower. Called by the tests and by
`overlap` nowhere: it is the oracle beside the kernel.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from ikkan.retrieval.shingles import WORD, folded

Shingle = tuple[str, ...]


def words(text: str) -> list[str]:
    """The words of a text in their order."""
    return [found[0] for found in WORD.finditer(folded(text))]


def shingles(text: str) -> frozenset[Shingle]:
    """Every three words that follow each other; all words where there are fewer than three."""
    found = words(text)
    if 0 < len(found) < 3:
        return frozenset([tuple(found)])
    return frozenset(zip(found, found[1:], found[2:], strict=False))


def score(one: frozenset[Shingle], other: frozenset[Shingle]) -> float:
    """Jaccard: common over all; 0 where both are empty."""
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0


def near(texts: Sequence[str], least: float) -> list[tuple[int, int, float]]:
    """Every pair (left < right) with a score of at least `least`, in order."""
    sets = [shingles(text) for text in texts]
    found = [(a, b, score(sets[a], sets[b])) for a, b in combinations(range(len(sets)), 2)]
    return [pair for pair in found if pair[2] >= least]


def near_known(
    new: Sequence[str], known: Sequence[str], least: float
) -> list[tuple[int, int, float]]:
    """Every pair of a new and a known text with a score of at least `least`, in order."""
    sets = [shingles(text) for text in known]
    found = [
        (a, b, score(own, other))
        for a, own in enumerate(map(shingles, new))
        for b, other in enumerate(sets)
    ]
    return [pair for pair in found if pair[2] >= least]
