"""How alike two names are: the share of pairs of neighbouring signs that both have.

Called by proposals of matches. Pure; 1 is the same name, 0 nothing in common.
"""

from __future__ import annotations

from collections import Counter


def pairs(folded: str) -> Counter[str]:
    """Pairs of neighbouring signs of a folded name; a name of one sign is its own pair."""
    if len(folded) < 2:
        return Counter([folded] if folded else [])
    return Counter(folded[at : at + 2] for at in range(len(folded) - 1))


def alike(one: Counter[str], other: Counter[str]) -> float:
    """Twice the common pairs by all pairs of both."""
    whole = one.total() + other.total()
    return 2 * (one & other).total() / whole if whole else 0.0
