"""Reads what was typed into the search box.

Decides: words must all be found, "…" and 「…」 are phrases, a leading hyphen excludes, synonyms
widen words but not phrases. Called by the index (to ask) and by marks (to show). Bounded: 200
characters, 24 parts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ikkan.retrieval import words
from ikkan.retrieval.synonyms import Form, Synonyms, forms

LONGEST: Final = 200
MOST_PARTS: Final = 24
_SHORTEST_PREFIX: Final = 2
_PIECE: Final = re.compile(
    r"""(?P<not>(?:^|(?<=\s))[-－−])?
    (?:["“”＂](?P<quoted>[^"“”＂]*)["“”＂]? | 「(?P<ja>[^」]*)」? | 『(?P<book>[^』]*)』?
       | (?P<bare>[^\s"“”＂「『]+))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say a part: its words in order; `characters` where it is Japanese throughout.

    `own` is the wording that was typed, the others are synonyms.
    """

    words: Form
    characters: str = ""
    own: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """Something that must be found, or must not (`excluded`), in any of its wordings.

    `code` is the part as a code, which also matches from its beginning.
    """

    wordings: tuple[Wording, ...]
    code: str = ""
    excluded: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; `phrase` is everything that must be found, in order; `cut` where too long."""

    typed: str
    parts: tuple[Part, ...]
    phrase: Form = ()
    cut: bool = False

    @property
    def wanted(self) -> tuple[Part, ...]:
        """The parts that must be found."""
        return tuple(part for part in self.parts if not part.excluded)


def read(typed: str, synonyms: Synonyms) -> Question:
    """The question in what was typed; without wanted parts it finds nothing."""
    clean = "".join(
        character if unicodedata.category(character)[0] != "C" else " " for character in typed
    ).strip()
    asked = clean[:LONGEST]
    parts: list[Part] = []
    loose: list[str] = []
    for excluded, quoted, text in _pieces(asked):
        if quoted or excluded:
            parts += _words_of(loose, synonyms)
            loose = []
            parts += [_phrase(text, excluded=excluded, quoted=quoted)] if forms(text) else []
        else:
            loose.append(text)
    parts += _words_of(loose, synonyms)
    kept = tuple(dict.fromkeys(parts))
    phrase = tuple(form for part in kept if not part.excluded for form in part.wordings[0].words)
    return Question(
        typed=asked,
        parts=kept[:MOST_PARTS],
        phrase=phrase,
        cut=len(clean) > LONGEST or len(kept) > MOST_PARTS,
    )


def _pieces(asked: str) -> Iterator[tuple[bool, bool, str]]:
    for found in _PIECE.finditer(asked):
        if found["bare"] is not None:
            yield found["not"] is not None, False, found["bare"]
        else:
            text = next(found[name] for name in ("quoted", "ja", "book") if found[name] is not None)
            yield found["not"] is not None, True, text


def _phrase(text: str, *, excluded: bool, quoted: bool) -> Part:
    return Part((_wording(text),), code=_code(text), excluded=excluded, quoted=quoted)


def _words_of(pieces: list[str], synonyms: Synonyms) -> Iterator[Part]:
    """Parts of unquoted words: known phrases first, across blanks; then codes, single words."""
    tokens = [(word, at) for at, piece in enumerate(pieces) for word in words.words(piece)]
    at = 0
    while at < len(tokens):
        word, piece = tokens[at]
        whole = _length(tokens, at)
        code = _code(pieces[piece]) if whole else ""
        length, phrases = synonyms.at([found.form for found, _ in tokens[at:]])
        if length and length >= (whole if code else 1):
            typed = tuple(found.form for found, _ in tokens[at : at + length])
            own = next(phrase for phrase in phrases if forms(phrase) == typed)
            others = (_wording(phrase, own=False) for phrase in phrases if forms(phrase) != typed)
            yield Part((_wording(own), *others), code=code if length == whole else "")
        elif code and not (word.silent and whole == 1 and len(tokens) > 1):
            length = whole
            yield Part((_wording(pieces[piece]),), code=code)
        elif not word.silent or len(tokens) == 1:
            yield Part((_wording(pieces[piece][word.start : word.end], word.form),))
        at += max(length, 1)


def _length(tokens: list[tuple[words.Word, int]], at: int) -> int:
    """How many words the piece has that begins here; 0 within a piece."""
    piece = tokens[at][1]
    if at and tokens[at - 1][1] == piece:
        return 0
    return sum(1 for _, other in tokens if other == piece)


def _wording(text: str, form: str | None = None, *, own: bool = True) -> Wording:
    runs = words.runs(text)
    whole = runs[0].form if len(runs) == 1 and not words.codes(text) else ""
    return Wording(forms(text) if form is None else (form,), whole, own)


def _code(text: str) -> str:
    """The text as one code where it is nothing else."""
    found = words.codes(text)
    if len(found) == 1 and len(found[0].form) >= _SHORTEST_PREFIX and not words.runs(text):
        return found[0].form
    return ""
