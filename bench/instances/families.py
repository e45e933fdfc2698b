"""Made-up awards and successors: medical-like clusters of texts, and families that hurt.

Called by the benchmarks `assignment`, `reviewers`, `fairness`. Every array comes from one generator
of random numbers; texts are weighed here by tf-idf, so that no peer gets another matrix.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, NamedTuple

import numpy as np

from ikkan.optimize.assignment import Items, Slots
from ikkan.values.arrays import Csr

PHASES, MODALITIES, DOMAINS = 7, 12, 40
TERMS: Final = 20_000
CLUSTERS: Final = 120
OWN_TERMS: Final = 60
"""Words that a cluster uses often; of a text, this share comes from them."""
OWN_SHARE: Final = 0.45
TODAY: Final = 738_000
YEAR: Final = 365
Chance = np.random.Generator


class Pool(NamedTuple):
    """Items and slots that ask for each other."""

    items: Items
    slots: Slots


def medical(count: int, places: int, chance: Chance) -> Pool:
    """Clusters of subjects with their own words; everything known; twice the room needed."""
    own = chance.integers(CLUSTERS, size=count)
    theirs = chance.integers(CLUSTERS, size=places)
    words = chance.integers(TERMS, size=(CLUSTERS, OWN_TERMS))
    texts = _texts(np.concatenate((own, theirs)), words, chance)
    phase = chance.integers(PHASES - 1, size=count)
    first = chance.integers(PHASES - 1, size=places)
    opens = TODAY + chance.integers(0, 3 * YEAR, size=places)
    room = np.full(places, max(1, -(-2 * count // places)))
    items = Items(
        codes=tuple(f"I{number}" for number in range(count)),
        text=texts.only(np.arange(count)),
        phase=phase.astype(np.int16),
        modality=chance.integers(MODALITIES, size=count).astype(np.int16),
        domains=_bits(own, chance),
        ends=(TODAY + chance.integers(0, 3 * YEAR, size=count)).astype(np.int32),
        yen=_amounts(count, chance),
        need=np.ones(count, dtype=np.int32),
    )
    slots = Slots(
        codes=tuple(f"S{number}" for number in range(places)),
        text=texts.only(count + np.arange(places)),
        phase_from=first.astype(np.int16),
        phase_to=np.minimum(first + chance.integers(3, size=places), PHASES).astype(np.int16),
        modalities=(
            chance.integers(1, 1 << MODALITIES, size=places)
            & chance.integers(1, 1 << MODALITIES, size=places)
        ).astype(np.uint64),
        domains=_bits(theirs, chance) | _bits(theirs, chance),
        opens=opens.astype(np.int32),
        closes=(opens + chance.integers(60, 400, size=places)).astype(np.int32),
        yen=_amounts(places, chance),
        lower=np.zeros(places, dtype=np.int32),
        upper=room.astype(np.int32),
        money=np.full(places, -1, dtype=np.int64),
    )
    return Pool(items, slots)


def ties(count: int, places: int, chance: Chance) -> Pool:
    """Few different fits: forty texts, three phases, one modality, no dates, no amounts."""
    pool = medical(count, places, chance)
    texts = medical(40, 40, chance)
    nothing = np.zeros(count, dtype=np.int32)
    items = replace(
        pool.items,
        text=texts.items.text.only(chance.integers(40, size=count)),
        phase=(pool.items.phase % 3).astype(np.int16),
        modality=nothing.astype(np.int16),
        domains=nothing.astype(np.uint64),
        ends=nothing,
        yen=nothing.astype(np.int64),
    )
    slots = replace(
        pool.slots,
        text=texts.slots.text.only(chance.integers(40, size=places)),
        phase_from=(pool.slots.phase_from % 3).astype(np.int16),
        phase_to=np.full(places, PHASES, dtype=np.int16),
        modalities=np.zeros(places, dtype=np.uint64),
        upper=_shared(count, places),
    )
    return Pool(items, slots)


def giant(count: int, places: int, chance: Chance) -> Pool:
    """One programme takes anything of anybody and holds half of the places; the rest hold few."""
    pool = medical(count, places, chance)
    slots = pool.slots
    for name, open_value in (
        ("phase_from", -1),
        ("phase_to", -1),
        ("modalities", 0),
        ("domains", 0),
        ("opens", 0),
        ("closes", 0),
        ("yen", 0),
    ):
        getattr(slots, name)[0] = open_value
    half = count // 2
    upper = np.concatenate(([half], _shared(count - half, places - 1))).astype(np.int32)
    return Pool(pool.items, replace(slots, upper=upper))


def tight(count: int, places: int, chance: Chance) -> Pool:
    """As many places as items, none to spare."""
    pool = medical(count, places, chance)
    return Pool(pool.items, replace(pool.slots, upper=_shared(count, places)))


def degenerate(count: int, places: int, chance: Chance) -> Pool:
    """Every slot stands there eight times: prices hang together and many plans are best."""
    pool = medical(count, max(1, places // 8), chance)
    again = np.arange(places) % len(pool.slots)
    slots = replace(
        pool.slots,
        codes=tuple(f"S{number}" for number in range(places)),
        text=pool.slots.text.only(again),
        upper=_shared(count, places),
        **{
            name: getattr(pool.slots, name)[again]
            for name in (
                *("phase_from", "phase_to", "modalities", "domains"),
                *("opens", "closes", "yen", "lower", "money"),
            )
        },
    )
    return Pool(pool.items, slots)


FAMILIES: Final[dict[str, Callable[[int, int, Chance], Pool]]] = {
    "medical": medical,
    "ties": ties,
    "giant": giant,
    "tight": tight,
    "degenerate": degenerate,
}


def reviewers(count: int, places: int, chance: Chance) -> Pool:
    """Proposals that need three reviewers each, and reviewers; only their texts speak."""
    pool = medical(count, places, chance)
    load = max(1, round(1.5 * 3 * count / places))
    return Pool(
        replace(pool.items, need=np.full(count, 3, dtype=np.int32)),
        replace(pool.slots, upper=np.full(places, load, dtype=np.int32)),
    )


def conflicts(count: int, places: int, share: float, chance: Chance) -> Any:
    """Random (item, slot) pairs that may not meet, each once; shape (pairs, 2)."""
    drawn = np.unique(chance.integers(count * places, size=int(share * count * places)))
    return np.stack(np.divmod(drawn, places), axis=1)


def weighed(rows: Any, columns: Any, counts: Any, height: int, width: int) -> Csr:
    """Tf-idf rows of length 1 from distinct (row, column) counts sorted by row and column."""
    often = np.bincount(columns, minlength=width)
    rarity = 1.0 + np.log((1.0 + height) / (1.0 + often))
    weights = (1.0 + np.log(counts)) * rarity[columns]
    lengths = np.sqrt(np.bincount(rows, weights=weights**2, minlength=height))
    starts = np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=height))))
    return Csr(starts.astype(np.int64), columns.astype(np.int32), weights / lengths[rows], width)


def _texts(clusters: Any, words: Any, chance: Chance) -> Csr:
    lengths = chance.integers(50, 140, size=len(clusters))
    rows = np.repeat(np.arange(len(clusters)), lengths)
    rank = np.cumsum(1.0 / np.arange(1, TERMS + 1))
    drawn = np.searchsorted(rank, chance.random(len(rows)) * rank[-1])
    own = chance.random(len(rows)) < OWN_SHARE
    drawn[own] = words[clusters[rows[own]], chance.integers(OWN_TERMS, size=int(own.sum()))]
    cells, counts = np.unique(rows * TERMS + drawn, return_counts=True)
    return weighed(cells // TERMS, cells % TERMS, counts, len(clusters), TERMS)


def _bits(clusters: Any, chance: Chance) -> Any:
    one = clusters % DOMAINS
    other = chance.integers(DOMAINS, size=len(clusters))
    return (1 << one | 1 << other).astype(np.uint64)


def _amounts(count: int, chance: Chance) -> Any:
    return np.round(np.exp(chance.normal(16.8, 0.9, size=count)), -5).astype(np.int64) + 100_000


def _shared(total: int, places: int) -> Any:
    return (total // places + (np.arange(places) < total % places)).astype(np.int32)
