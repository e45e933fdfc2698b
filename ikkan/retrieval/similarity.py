"""How alike texts are: tf-idf weights and the cosine between them, every pair exactly.

Decides: the score of two texts and the best of many. Called by: the overlap view, `ikkan overlap`.
It is plain on purpose: a faster kernel has to give the same numbers as this one.
Source: C. D. Manning, P. Raghavan, H. Schütze, Introduction to Information Retrieval (2008), §6.2
to §6.4; the weight of a term is (1 + ln tf)(1 + ln((1 + N) / (1 + df))), each text has length 1.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from ikkan.retrieval import folding, words

VERSION: Final = "tf-idf 1"
"""Counts up whenever two texts could come to have another score."""
BATCH: Final = 256
DIGITS: Final = 9
"""Scores are rounded to this many digits before they are compared: ties do not hang on the order
in which a processor adds."""
NOBODY: Final = -1
Indices = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]
_JAPANESE: Final = re.compile(r"[ぁ-ゖァ-ヺ㐀-鿿豈-﫿]")
_NUMBER: Final = re.compile(r"[0-9]+")
_SAID_BY_ALL: Final = (
    "する なる ある いる おく よる できる もつ いく くる しまう あたる 為る 成る 有る 居る 置く "
    "因る 依る 出来る 持つ 行く 行う 無い 及ぶ 於く 当たる 対する 関する 上げる 図る 目指す "
    "こと もの ため とき ところ よう これ それ その この 事 物 為 時 所 様 本 明らか 新しい "
    "at been can has have how into its not our such their these they through we which will "
    "project propose aim"
)
_EMPTY: Final = frozenset(folding.fold(word) for word in _SAID_BY_ALL.split())
"""Forms that any text has: verbs of grammar, formal nouns, and what every proposal says."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Texts as rows of weights, stored by row.

    Row r holds the terms ``columns[starts[r]:starts[r + 1]]`` (rising numbers of `terms`) with
    their `weights`; shapes: starts (rows + 1,), columns and weights (stored,). The sum of the
    squared weights of a row is 1, or the row is empty.
    """

    starts: Indices
    columns: Indices
    weights: Scores
    terms: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def row(self, number: int) -> tuple[Indices, Scores]:
        """Terms of one text and their weights."""
        at = slice(int(self.starts[number]), int(self.starts[number + 1]))
        return self.columns[at], self.weights[at]

    def only(self, rows: Sequence[int] | Indices) -> Matrix:
        """These rows in this order; weights stay those of the whole collection."""
        kept = np.asarray(rows, dtype=np.int64)
        lengths = (self.starts[1:] - self.starts[:-1])[kept]
        starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
        at = _ranges(self.starts[:-1][kept], lengths)
        return Matrix(starts, self.columns[at], self.weights[at], self.terms)


class Best(NamedTuple):
    """For the queries from `first` on: `targets` and `scores`, shape (queries, K), best first.

    Where a query has fewer than K targets, the rest is NOBODY with the score 0.
    """

    first: int
    targets: Indices
    scores: Scores


def forms(text: str) -> tuple[str, ...]:
    """The words that count: folded, without particles, empty verbs and bare numbers, in order."""
    return tuple(
        sys.intern(word.form)
        for word in words.words(text)
        if not (word.silent or word.form in _EMPTY or _NUMBER.fullmatch(word.form))
    )


def is_japanese(text: str) -> bool:
    """Whether a text is compared with Japanese ones; everything else is compared with English."""
    return _JAPANESE.search(text) is not None


def by_language(texts: Iterable[str]) -> tuple[str, str]:
    """(Japanese, other) text of a record, each text once."""
    distinct = [text for text in dict.fromkeys(map(str.strip, texts)) if text]
    return (
        "\n".join(text for text in distinct if is_japanese(text)),
        "\n".join(text for text in distinct if not is_japanese(text)),
    )


def weigh(texts: Sequence[Sequence[str]]) -> Matrix:
    """The weights of texts given by their forms; all of them are the collection of `df` and N."""
    counted = [Counter(text) for text in texts]
    found = Counter(term for count in counted for term in count)
    terms = tuple(sorted(found))
    number_of = {term: number for number, term in enumerate(terms)}
    rarity = 1.0 + np.log((1.0 + len(texts)) / (1.0 + np.array([found[one] for one in terms])))
    starts, columns, weights = [0], [], []
    for count in counted:
        ordered = sorted((number_of[term], times) for term, times in count.items())
        columns += [number for number, _ in ordered]
        weights += [times for _, times in ordered]
        starts.append(len(columns))
    at = np.array(columns, dtype=np.int64)
    weighed = (1.0 + np.log(np.array(weights, dtype=np.float64))) * rarity[at]
    made = Matrix(np.array(starts, dtype=np.int64), at, weighed, terms)
    rows = np.repeat(np.arange(len(texts)), made.starts[1:] - made.starts[:-1])
    lengths = np.sqrt(np.bincount(rows, weights=weighed**2, minlength=len(texts)))
    return Matrix(made.starts, at, weighed / lengths[rows] if len(at) else weighed, terms)


def nearest(queries: Matrix, targets: Matrix, count: int, least: float = 0.0) -> Iterator[Best]:
    """The `count` best targets of every query with a score above `least`, batch by batch.

    Every pair is computed. Equal scores stand in the order of the targets. Both matrices are rows
    of one collection (`weigh`, `only`). Raises ValueError where they are not.
    """
    if queries.terms is not targets.terms and queries.terms != targets.terms:
        raise ValueError("queries and targets were weighed apart")
    starts, rows, weights = _by_term(targets)
    for first in range(0, len(queries), BATCH):
        last = min(first + BATCH, len(queries))
        best = Best(
            first,
            np.full((last - first, count), NOBODY, dtype=np.int64),
            np.zeros((last - first, count)),
        )
        for query in range(first, last):
            terms, own = queries.row(query)
            lengths = starts[terms + 1] - starts[terms]
            at = _ranges(starts[terms], lengths)
            parts = np.repeat(own, lengths) * weights[at]
            scores = np.bincount(rows[at], weights=parts, minlength=len(targets)).astype(np.float64)
            _keep_best(scores.round(DIGITS), count, least, best, query - first)
        yield best


def score(matrix: Matrix, one: int, other: int) -> float:
    """The cosine of two rows, from 0 to 1."""
    parts = _common(matrix, one, other)[1]
    return float(parts.sum().round(DIGITS)) if len(parts) else 0.0


def shared(matrix: Matrix, one: int, other: int, count: int) -> tuple[str, ...]:
    """The terms of both rows, those first that make most of the score; ties by the term."""
    terms, parts = _common(matrix, one, other)
    order = np.lexsort((terms, -parts.round(DIGITS)))[:count]
    return tuple(matrix.terms[number] for number in terms[order])


def agreement(one: Iterable[str], other: Iterable[str]) -> float | None:
    """How far two sets of codes agree (Jaccard: common over all); None where one says nothing."""
    left, right = frozenset(one), frozenset(other)
    return len(left & right) / len(left | right) if left and right else None


def _common(matrix: Matrix, one: int, other: int) -> tuple[Indices, Scores]:
    """Common terms of two rows and what each adds to their cosine."""
    (left, a), (right, b) = matrix.row(one), matrix.row(other)
    terms, at_left, at_right = np.intersect1d(left, right, assume_unique=True, return_indices=True)
    return terms, a[at_left] * b[at_right]


def _by_term(matrix: Matrix) -> tuple[Indices, Indices, Scores]:
    """The same weights by term: where each term begins, the rows it stands in, its weights."""
    order = np.argsort(matrix.columns, kind="stable")
    lengths = np.bincount(matrix.columns, minlength=len(matrix.terms))
    starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    rows = np.repeat(np.arange(len(matrix)), matrix.starts[1:] - matrix.starts[:-1])
    return starts, rows[order], matrix.weights[order]


def _ranges(starts: Indices, lengths: Indices) -> Indices:
    """The places of several runs, one after the other."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    places: Indices = np.arange(total) + np.repeat(starts - (ends - lengths), lengths)
    return places


def _keep_best(scores: Scores, count: int, least: float, best: Best, place: int) -> None:
    """Write the best of one query; ties in the order of the targets."""
    above = np.flatnonzero(scores > least)
    if len(above) > count:
        limit = np.partition(scores[above], len(above) - count)[len(above) - count]
        above = above[scores[above] >= limit]
    chosen = above[np.argsort(-scores[above], kind="stable")][:count]
    best.targets[place, : len(chosen)] = chosen
    best.scores[place, : len(chosen)] = scores[chosen]
