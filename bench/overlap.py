"""Near-duplicate texts: the exact join of word triples beside rensa's MinHash with LSH.

Made-up texts in three families: English and Japanese, words as frequent as in language, a tenth of
them edited copies; and filled forms: whole paragraphs in common, copies of one text, blank ones.
Both sides get the sets that are already cut; rensa has 128 permutations in 16 bands and keeps pairs
by its own estimate. Truth comes from the plain definition: triples of words counted by scipy.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from importlib.metadata import version
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bench.line import Line, Options

if TYPE_CHECKING:
    from ikkan.retrieval.overlap import Near
    from ikkan.retrieval.shingles import Shingles

LEAST = 0.8
FLOOR = 1.5
GOAL_ALL, GOAL_NEW = 6.0, 0.3
NEW = 3_000
ROUNDS = 3
SAMPLE = 1_500
SIZES = {False: 30_000, True: 300_000}
FORMS = 20_000
"""Their pairs grow with the square."""
WHOLE = {False: 100_000, True: 1_000_000}
PERMUTATIONS, BANDS = 128, 16
FAMILIES = ("english", "japanese", "forms")
Pairs = set[tuple[int, int]]


class Peer(NamedTuple):
    """What rensa said and how long it took."""

    pairs: Pairs
    seconds: float


def run(options: Options) -> Iterator[Line]:
    """Compile, then every family, then all texts at once and new ones against them."""
    from ikkan.retrieval import overlap

    began = time.perf_counter()
    tried = ["one two three four", "三つの言葉からなる文"] * 20
    overlap.Known(tried).near(tried[:3])
    overlap.near(tried)
    yield _line("first call, kernels from the cache or compiled", "seconds", _since(began))
    chance = np.random.default_rng(options.seed)
    for family in FAMILIES:
        size = FORMS if family == "forms" else SIZES[options.full]
        yield from _family(family, texts_of(family, size, chance))
    yield from _whole(texts_of("english", WHOLE[options.full], chance), chance)


def _family(family: str, texts: list[str]) -> Iterator[Line]:
    from ikkan.retrieval import overlap, shingles

    sets = shingles.of_texts(texts)
    tokens = _tokens(sets)
    own_seconds, peer_seconds = [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        found = overlap.near(sets, LEAST)
        own_seconds.append(_since(began))
        peer = _rensa(tokens)
        peer_seconds.append(peer.seconds)
    own, theirs = statistics.median(own_seconds), statistics.median(peer_seconds)
    case = f"{family}, {len(texts):,} texts, {len(found):,} pairs from {LEAST}"
    recall, precision, off = _truth(texts, found)
    yield _exact(case, "recall", recall)
    yield _exact(case, "precision", precision)
    yield _line(case, "largest error of a score", off, floor=1e-12, holds=off <= 1e-12)
    pairs = set(zip(found.left.tolist(), found.right.tolist(), strict=True))
    both = len(pairs & peer.pairs)
    name = f"{case}; rensa {version('rensa')}, {os.cpu_count()} threads"
    yield _line(name, "recall of rensa", round(both / max(1, len(pairs)), 4))
    yield _line(name, "precision of rensa", round(both / max(1, len(peer.pairs)), 4))
    yield Line(
        bench="overlap",
        case=name,
        metric="times as fast",
        value=round(theirs / own, 2),
        seconds=round(own, 4),
        peer_seconds=round(theirs, 4),
        floor=FLOOR,
        holds=theirs / own >= FLOOR,
    )


def _whole(texts: list[str], chance: np.random.Generator) -> Iterator[Line]:
    """Seconds from the texts themselves; a goal stands only beside the size it is meant for."""
    from ikkan.retrieval import overlap

    meant = len(texts) == WHOLE[True]
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        found = overlap.near(texts, LEAST)
        seconds.append(_since(began))
    took = statistics.median(seconds)
    case = f"english, {len(texts):,} texts as they are, {len(found):,} pairs"
    reached = took <= GOAL_ALL if meant else None
    yield _line(case, "seconds", round(took, 3), goal=GOAL_ALL if meant else None, reached=reached)
    began = time.perf_counter()
    known = overlap.Known(texts, LEAST)
    yield _line(f"index of {len(texts):,} texts", "seconds", round(_since(began), 3))
    picked = chance.choice(len(texts), NEW // 2, replace=False)
    new = [texts[int(one)] + " in the second year" for one in picked]
    new += texts_of("english", NEW - len(new), chance)
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        found = known.near(new)
        seconds.append(_since(began))
    took = statistics.median(seconds)
    case = f"{NEW:,} new against {len(texts):,}, {len(found):,} pairs"
    reached = took <= GOAL_NEW if meant else None
    yield _line(case, "seconds", round(took, 4), goal=GOAL_NEW if meant else None, reached=reached)
    copies = np.unique(found.left[found.left < NEW // 2])
    yield _exact(case, "copies found", len(copies) / (NEW // 2))


def _line(case: str, metric: str, value: float, **more: Any) -> Line:
    return Line(bench="overlap", case=case, metric=metric, value=value, **more)


def _exact(case: str, metric: str, value: float) -> Line:
    return _line(case, metric, value, floor=1.0, holds=value == 1.0)


def _since(began: float) -> float:
    return time.perf_counter() - began


def _tokens(sets: Shingles) -> list[list[bytes]]:
    """The same sets as rensa reads them; made before the clock starts."""
    stored = sets.hashes.tobytes()
    edges = (sets.starts * 8).tolist()
    return [
        [stored[at : at + 8] for at in range(first, last, 8)] for first, last in pairwise(edges)
    ]


def _rensa(tokens: list[list[bytes]]) -> Peer:
    import rensa

    began = time.perf_counter()
    made = rensa.RMinHash.from_token_sets(tokens, PERMUTATIONS, 42)
    index = rensa.RMinHashLSH(LEAST, PERMUTATIONS, BANDS)
    index.insert_many(made)
    pairs = {
        (one, other)
        for one, found in enumerate(index.query_all(made))
        for other in found
        if one < other and tokens[one] and made[one].jaccard(made[other]) >= LEAST
    }
    return Peer(pairs, _since(began))


def _truth(texts: list[str], found: Near) -> tuple[float, float, float]:
    """(recall, precision, largest error) for some texts against all: no hash, no filter."""
    from scipy.sparse import csr_array

    from ikkan.retrieval import overlap_plain

    number_of: dict[tuple[str, ...], int] = {}
    columns: list[int] = []
    ends = [0]
    for text in texts:
        columns += [
            number_of.setdefault(one, len(number_of)) for one in overlap_plain.shingles(text)
        ]
        ends.append(len(columns))
    ones = np.ones(len(columns), dtype=np.int64)
    every = csr_array((ones, columns, ends), shape=(len(texts), max(1, len(number_of))))
    sizes = np.diff(ends)
    paired = np.unique(np.concatenate((found.left, found.right)))[: SAMPLE // 2]
    sample = np.unique(np.concatenate((paired, np.arange(SAMPLE // 2))))
    common = (every[sample] @ every.T).tocoo()
    one, other = sample[common.coords[0]], common.coords[1]
    scores = common.data / (sizes[one] + sizes[other] - common.data)
    kept = (scores >= LEAST) & (one != other)
    true = {
        (min(a, b), max(a, b)): score
        for a, b, score in zip(
            one[kept].tolist(), other[kept].tolist(), scores[kept].tolist(), strict=True
        )
    }
    chosen = np.isin(found.left, sample) | np.isin(found.right, sample)
    own = dict(
        zip(
            zip(found.left[chosen].tolist(), found.right[chosen].tolist(), strict=True),
            found.scores[chosen].tolist(),
            strict=True,
        )
    )
    both = own.keys() & true.keys()
    off = max((abs(own[pair] - true[pair]) for pair in both), default=0.0)
    return len(both) / max(1, len(true)), len(both) / max(1, len(own)), off


def texts_of(family: str, count: int, chance: np.random.Generator) -> list[str]:
    """Texts of 40 to 80 words; a tenth of them copies of others with up to four words changed."""
    words = _vocabulary(family, chance)
    rank = np.cumsum(1.0 / np.arange(1, len(words) + 1))
    lengths = chance.integers(40, 80, size=count)
    drawn = words[np.searchsorted(rank, chance.random(int(lengths.sum())) * rank[-1])].tolist()
    ends = np.cumsum(lengths).tolist()
    made = [drawn[end - length : end] for end, length in zip(ends, lengths.tolist(), strict=True)]
    if family == "forms":
        blank = [list(words[:30]), list(words[30:60])]
        made = [blank[at % 2] + own[: at % 30] if at % 3 else own for at, own in enumerate(made)]
    for place in chance.choice(count, count // 10, replace=False).tolist():
        copy = list(made[int(chance.integers(count))])
        for _ in range(int(chance.integers(5))):
            copy[int(chance.integers(len(copy)))] = str(words[int(chance.integers(len(words)))])
        made[place] = copy
    if family == "forms":
        for place in range(0, min(count, 3_000), 50):
            made[place] = []
    return [" ".join(own) for own in made]


def _vocabulary(family: str, chance: np.random.Generator) -> Any:
    signs = list("がのをにはとで研究開発治療薬免疫細胞遺伝子再生医療患者診断ネットワーク")
    letters = signs if family == "japanese" else list("abcdefghijklmnopqrstuvwxyz")
    shortest, longest = (2, 6) if family == "japanese" else (3, 10)
    made = {
        "".join(chance.choice(letters, size=int(chance.integers(shortest, longest))))
        for _ in range(30_000)
    }
    return np.array(sorted(made, key=lambda word: (len(word), word)), dtype=object)
