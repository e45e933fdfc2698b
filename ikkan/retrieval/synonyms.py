"""Groups of words that mean the same, used when a question is asked, never in the index.

Decides: which group a run of words belongs to (the longest first). The groups are data of the
pack; called by questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ikkan.retrieval import words

Form = tuple[str, ...]
_LONGEST: Final = 12


class Synonyms:
    """``Synonyms([["がん", "癌", "cancer"]]).at(["癌", …])`` gives the other ways to say it."""

    def __init__(self, groups: Iterable[Iterable[str]] = ()) -> None:
        self._groups: list[tuple[str, ...]] = []
        self._of: dict[Form, list[int]] = {}
        for group in groups:
            phrases = tuple(dict.fromkeys(phrase for phrase in group if forms(phrase)))
            if len({forms(phrase) for phrase in phrases}) > 1:
                for form in dict.fromkeys(forms(phrase) for phrase in phrases):
                    self._of.setdefault(form, []).append(len(self._groups))
                self._groups.append(phrases)
        self._most = min(_LONGEST, max((len(form) for form in self._of), default=0))

    def at(self, asked: Sequence[str]) -> tuple[int, tuple[str, ...]]:
        """How many of the first words make a known phrase, and all phrases of its groups."""
        for length in range(min(self._most, len(asked)), 0, -1):
            groups = self._of.get(tuple(asked[:length]))
            if groups:
                phrases = (phrase for group in groups for phrase in self._groups[group])
                return length, tuple(dict.fromkeys(phrases))
        return 0, ()


def forms(phrase: str) -> Form:
    """The indexed forms of a phrase."""
    return tuple(word.form for word in words.words(phrase))
