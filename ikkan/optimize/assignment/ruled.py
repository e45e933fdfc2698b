"""What people set on single pairs: what may not be used, and fits in place of computed ones.

Decides: the worth of a pair as it stands. Called by: check, solving, state, warm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from ikkan.optimize.assignment.problem import Pairs, pairs_of
from ikkan.values.arrays import Csr, Indices

if TYPE_CHECKING:
    from ikkan.optimize.assignment.check import Sound

FEW: Final = 8
"""So many pairs are looked up one by one; more are sorted."""


def among(pairs: Pairs, others: Pairs, width: int) -> npt.NDArray[np.bool_]:
    """Which of the (item, slot) pairs are among the others, shape (pairs,)."""
    if not len(pairs) or not len(others):
        return np.zeros(len(pairs), dtype=np.bool_)
    if len(pairs) <= FEW:
        from ikkan.optimize.assignment import edges

        few: npt.NDArray[np.bool_] = edges.among(pairs, others)
        return few
    by_key = np.array([width, 1])
    keys, own = np.sort(others @ by_key), pairs @ by_key
    at = np.searchsorted(keys, own)
    found: npt.NDArray[np.bool_] = np.append(keys, -1)[at] == own
    return found


def worths(sound: Sound, pairs: Pairs) -> Indices:
    """Fits of pairs as people left them, in whole parts; −1 where a pair has none."""
    if sound.source is not None:
        found = sound.source.score(pairs).astype(np.int64)
    else:
        found = np.array([_stored(sound, i, j) for i, j in pairs.tolist()], dtype=np.int64)
    for at, (i, j) in enumerate(pairs.tolist() if sound.edits else ()):
        if (i, j) in sound.edits:
            found[at] = np.rint(sound.edits[i, j] * sound.unit)
    return found


def _stored(sound: Sound, item: int, slot: int) -> int:
    if not isinstance(sound.stored, Csr):
        return -1
    columns, weights = sound.stored.row(item)
    at = np.flatnonzero(columns == slot)
    return int(np.rint(weights[at[0]] * sound.unit)) if len(at) else -1


def edits(sound: Sound) -> tuple[Any, Any, Any]:
    """Pairs that may not be used or whose fit a person set, for questions to the source."""
    from ikkan.optimize.assignment import edges

    own = pairs_of(list(sound.edits))
    ruled = np.concatenate((own, sound.conflicts, sound.forbids, sound.pins))
    values = np.full(len(ruled), -np.inf)
    values[: len(own)] = np.rint(np.array(list(sound.edits.values())) * sound.unit)
    made: tuple[Any, Any, Any] = edges.rows_of(ruled, values, len(sound.items))
    return made
