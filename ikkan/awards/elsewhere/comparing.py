"""Awards, in-house themes and other funders' projects side by side: which of them are alike.

Decides: which texts are compared (title and abstract, each language by itself, the better one is
the score), that only records of different sides make a pair, and that domains stand beside the
score, never in it. Called by the overlap page, `ikkan overlap` and the action that opens a case.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any, Final

import numpy as np

from ikkan.retrieval import similarity, words

ENGINE: Final = similarity.VERSION
LANGUAGES: Final = ("ja", "en")
SIDES: Final = ("award", "theme", "ministry", "funder")
LEAST: Final = 0.2
"""Pairs below this are not looked for at all."""
BEST: Final = 10
"""Pairs found from each record towards each other side."""
SECONDS: Final = 20.0
SHARED: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A record as it is compared: `forms` are its words in each language.

    `organisation` and `years` (first, last fiscal year) only narrow what is shown.
    """

    key: str
    side: str
    forms: Mapping[str, Sequence[str]]
    domains: frozenset[str] = frozenset()
    organisation: str = ""
    years: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two records of different sides: `text` is the better of `parts` (language → cosine).

    `domains` is how far their domains agree, None where one of them names none.
    """

    left: str
    right: str
    text: float
    parts: Mapping[str, float]
    domains: float | None
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Every pair above the least score, the best first; `looked_at` of `records` were queries."""

    pairs: tuple[Pair, ...]
    records: int
    looked_at: int
    seconds: float

    @property
    def complete(self) -> bool:
        """Whether the time sufficed for all of them."""
        return self.looked_at == self.records


def forms_of(texts: Iterable[str]) -> dict[str, Any]:
    """The words of a record's texts by language, and with which engine they were cut."""
    japanese, other = similarity.by_language(texts)
    return {
        "with": _made_with(),
        "ja": similarity.forms(japanese),
        "en": similarity.forms(other),
    }


def kept_or_new(kept: Mapping[str, Any], texts: Iterable[str]) -> Mapping[str, Any]:
    """The words as they were kept, where today's engine and dictionary cut them; else anew."""
    return kept if kept.get("with") == _made_with() else forms_of(texts)


def _made_with() -> str:
    return f"{ENGINE} / {words.version()}"


@dataclass(frozen=True, slots=True)
class Collection:
    """All records that are compared, weighed once for each language."""

    documents: tuple[Document, ...]
    matrices: Mapping[str, similarity.Matrix]
    places: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Collection:
        """Weigh them; the collection as a whole says how rare a word is."""
        kept = tuple(documents)
        return cls(
            kept,
            {
                language: similarity.weigh([one.forms.get(language, ()) for one in kept])
                for language in LANGUAGES
            },
            {one.key: place for place, one in enumerate(kept)},
        )

    def document(self, key: str) -> Document:
        """The document of a record. Raises KeyError for one that is not in the collection."""
        return self.documents[self.places[key]]

    def pair(self, left: str, right: str) -> Pair:
        """The two records compared. Raises KeyError for a record that is not in the collection."""
        one, other = self.places[left], self.places[right]
        parts = {
            language: round(similarity.score(matrix, one, other), 4)
            for language, matrix in self.matrices.items()
            if self._both(language, one, other)
        }
        best = max(parts, key=lambda language: parts[language], default="")
        common = similarity.shared(self.matrices[best], one, other, SHARED) if best else ()
        a, b = self.documents[one], self.documents[other]
        return Pair(
            left=left,
            right=right,
            text=parts.get(best, 0.0),
            parts=parts,
            domains=similarity.agreement(a.domains, b.domains),
            shared=common,
        )

    def pairs(self, least: float = LEAST, seconds: float = SECONDS) -> Found:
        """The best pairs of every record with each other side; stops where the time is over."""
        begun, known = time.monotonic(), set[tuple[int, int]]()
        looked_at, late = 0, False
        by_side = {side: self._of_side(side) for side in SIDES}
        asked = len(by_side) - 1
        for one, other in permutations(by_side, 2):
            for matrix in self.matrices.values():
                said = matrix.starts[1:] > matrix.starts[:-1]
                queries, targets = (side[said[side]] for side in (by_side[one], by_side[other]))
                if late or not len(queries) or not len(targets):
                    continue
                left, right = matrix.only(queries), matrix.only(targets)
                for best in similarity.nearest(left, right, BEST, least):
                    rows, ranks = np.nonzero(best.targets != similarity.NOBODY)
                    found = zip(
                        queries[best.first + rows], targets[best.targets[rows, ranks]], strict=True
                    )
                    known.update((min(a, b), max(a, b)) for a, b in found)
                    late = time.monotonic() - begun > seconds
                    if late:
                        break
            looked_at += 0 if late else len(by_side[one])
        made = [self._named(*two) for two in sorted(known)]
        made.sort(key=lambda pair: (-pair.text, pair.left, pair.right))
        return Found(
            pairs=tuple(made),
            records=len(self.documents),
            looked_at=looked_at // asked,
            seconds=round(time.monotonic() - begun, 2),
        )

    def _named(self, one: int, other: int) -> Pair:
        first, second = sorted((one, other), key=lambda place: self._order(place))
        return self.pair(self.documents[first].key, self.documents[second].key)

    def _order(self, place: int) -> tuple[int, str]:
        document = self.documents[place]
        return SIDES.index(document.side), document.key

    def _of_side(self, side: str) -> similarity.Indices:
        found = [place for place, one in enumerate(self.documents) if one.side == side]
        return np.array(found, dtype=np.int64)

    def _both(self, language: str, one: int, other: int) -> bool:
        return all(self.documents[place].forms.get(language) for place in (one, other))
