"""What is to be assigned: items, slots, how their fit is weighed, and the limits of a plan.

Decides: names and shapes of everything the engine reads. Called by: portfolio, the command line,
benchmarks. An item is an award that moves on (or a proposal), a slot a successor (or a reviewer).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from ikkan.values.arrays import Csr, Floats, Indices

Pairs = npt.NDArray[np.int64]
PairsLike = npt.ArrayLike
NONE: Final = np.zeros((0, 2), dtype=np.int64)
SCALE: Final = 10**9
"""A fit counts in billionths; plans, prices and ties are computed in whole billionths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """What looks for a place, n of them; arrays have the shape (n,).

    `phase` and `modality` count from 0, −1 is unknown; `domains` is a set of bits, 0 unknown;
    `ends` is a day number (``date.toordinal()``), 0 unknown; `yen` is a yearly amount, 0 unknown;
    `need` is the number of different slots wanted.
    """

    codes: tuple[str, ...]
    text: Csr
    phase: npt.NDArray[np.int16]
    modality: npt.NDArray[np.int16]
    domains: npt.NDArray[np.uint64]
    ends: npt.NDArray[np.int32]
    yen: npt.NDArray[np.int64]
    need: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What offers places, m of them; arrays have the shape (m,).

    Takes phases from `phase_from` to `phase_to` (−1 open on that side), `modalities` and `domains`
    as sets of bits (0 any), work that begins between the day numbers `opens` and `closes` (0 open),
    about `yen` a place (0 unknown), at least `lower` and at most `upper` items, for no more than
    `money` yen altogether (−1 without such a limit).
    """

    codes: tuple[str, ...]
    text: Csr
    phase_from: npt.NDArray[np.int16]
    phase_to: npt.NDArray[np.int16]
    modalities: npt.NDArray[np.uint64]
    domains: npt.NDArray[np.uint64]
    opens: npt.NDArray[np.int32]
    closes: npt.NDArray[np.int32]
    yen: npt.NDArray[np.int64]
    lower: npt.NDArray[np.int32]
    upper: npt.NDArray[np.int32]
    money: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each component of the fit counts; they add up to 1."""

    text: float = 0.40
    phase: float = 0.15
    modality: float = 0.15
    domain: float = 0.10
    window: float = 0.10
    budget: float = 0.10

    def values(self) -> tuple[float, ...]:
        """In the order of the components of `Parts`."""
        return tuple(getattr(self, one.name) for one in fields(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The components of one fit, each from 0 to 1, and their weighted sum."""

    text: float
    phase: float
    modality: float
    domain: float
    window: float
    budget: float
    total: float


class Source(Protocol):
    """Where fits come from; it can score any pair, also those no list holds."""

    items: int
    slots: int

    def score(self, pairs: Pairs) -> Floats:
        """Fits of (item, slot) pairs; −inf where the pair does not exist. Shape (pairs,)."""

    def best(self, asked: Asked) -> Best:
        """The best pairs of some items by fit less price, over all slots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question to a source: the `k` best of each of `rows` by fit − price − rate · yen.

    `rates` (2, m) holds what one yen costs in a slot, and the most one item may cost there.

    `edits` overrides fits of single pairs (−inf: the pair may not be used); row r of it belongs to
    item r. Pairs with a fit below `floor` are left out, and those whose reduced value is not above
    `above` (shape (rows,)), where given. Ties come in the order of the slots, or, with `spread`,
    from another place for every item.
    """

    rows: Indices
    k: int
    floor: float
    prices: Floats | None = None
    rates: Floats | None = None
    yen: Floats | None = None
    edits: tuple[Indices, Indices, Floats] | None = None
    above: Floats | None = None
    spread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """Row r holds `counts[r]` slots in `columns[r]` with their `fits`, best first (rows, k).

    `cuts[r]`: no pair left out has a reduced value above it (−inf: nothing was left out).
    """

    counts: Indices
    columns: npt.NDArray[np.int32]
    fits: Floats
    cuts: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The candidates of every item, best first; ties in the order of the slots.

    Item r has ``columns[starts[r]:starts[r + 1]]`` with their `fits`; `cuts[r]` bounds every fit
    outside its list. `source` scores the pairs no list holds.
    """

    starts: Indices
    columns: npt.NDArray[np.int32]
    fits: Floats
    cuts: Floats
    source: Source = field(repr=False)
    item_codes: tuple[str, ...]
    slot_codes: tuple[str, ...]
    items: Items | None = field(default=None, repr=False)
    slots: Slots | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.starts) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One plan to make: either `lists` (from `candidates`) or `scores` (dense (n, m), or Csr).

    What is None comes from the items and slots of the lists; with `scores`, `need` is 1 and `lower`
    0 unless given, and `upper` has to be given. Pairs are rows (item, slot) of numbers. With
    `whole` every item has to get all it needs; otherwise it may stay out, and then counts 0. A
    pair whose fit is below `floor` is not worth a place. In a Csr of scores, a pair that is not
    stored cannot be used. `edits` are fits that people set in place of the computed ones.
    """

    lists: Lists | None = None
    scores: Floats | Csr | None = None
    item_codes: Sequence[str] | None = None
    slot_codes: Sequence[str] | None = None
    need: npt.ArrayLike | None = None
    lower: npt.ArrayLike | None = None
    upper: npt.ArrayLike | None = None
    conflicts: PairsLike = field(default_factory=lambda: NONE)
    pins: PairsLike = field(default_factory=lambda: NONE)
    forbids: PairsLike = field(default_factory=lambda: NONE)
    edits: Mapping[tuple[int, int], float] = field(default_factory=dict)
    yen: npt.ArrayLike | None = None
    money: npt.ArrayLike | None = None
    floor: float = 0.0
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a person changed on a plan; pairs and slots are numbers, as in Problem."""

    pins: PairsLike = field(default_factory=lambda: NONE)
    unpins: PairsLike = field(default_factory=lambda: NONE)
    forbids: PairsLike = field(default_factory=lambda: NONE)
    allows: PairsLike = field(default_factory=lambda: NONE)
    fits: Mapping[tuple[int, int], float] = field(default_factory=dict)
    upper: Mapping[int, int] = field(default_factory=dict)
    lower: Mapping[int, int] = field(default_factory=dict)


def pairs_of(given: Any) -> Pairs:
    """(item, slot) rows as an array of shape (pairs, 2)."""
    made = np.asarray(given, dtype=np.int64)
    return NONE if made.size == 0 else made.reshape(-1, 2)
