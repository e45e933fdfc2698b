"""Where a question was found in a text, and the piece of text worth showing.

Decides: what is marked (the same words, synonyms and codes that the index matched) and which
window of a long text is shown. Called by pages. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ikkan.retrieval import folding, words
from ikkan.retrieval.questions import Part, Question
from ikkan.retrieval.synonyms import Form

LONGEST: Final = 5_000
_BEFORE: Final = 3
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked or not."""

    text: str
    marked: bool = False


def marked(text: str, question: Question) -> tuple[Piece, ...]:
    """The whole text in pieces."""
    return _pieces(text, 0, len(text), spans(text, question))


def snippet(text: str, question: Question, room: int) -> tuple[Piece, ...]:
    """About `room` characters around what was found; the beginning where nothing was."""
    found = spans(text, question)
    if len(text) <= room:
        return _pieces(text, 0, len(text), found)
    start = _window(found, room)
    start = max(0, min(start, len(text) - room)) if found else 0
    end = min(len(text), start + room)
    shown = _pieces(text, start, end, found)
    before = (Piece("…"),) if start else ()
    after = (Piece("…"),) if end < len(text) else ()
    return (*before, *shown, *after)


@lru_cache(maxsize=256)
def spans(text: str, question: Question) -> tuple[Span, ...]:
    """Places of everything wanted, in order and without overlap."""
    parts = question.wanted
    read = text[:LONGEST]
    if not parts or not read:
        return ()
    found: set[Span] = set()
    tokens = words.words(read)
    forms = tuple(token.form for token in tokens)
    for form in {wording.words for part in parts for wording in part.wordings if wording.words}:
        found.update(
            (tokens[at].start, tokens[at + len(form) - 1].end) for at in _places(forms, form)
        )
    found.update(_characters(read, parts))
    asked = {part.code for part in parts if part.code}
    if asked:
        found.update(
            (code.start, code.end)
            for code in words.codes(read)
            if any(code.form.startswith(one) and any(map(str.isdigit, one)) for one in asked)
        )
    return _merged(found)


def _places(forms: Form, wanted: Form) -> Iterator[int]:
    for at in range(len(forms) - len(wanted) + 1):
        if forms[at] == wanted[0] and forms[at : at + len(wanted)] == wanted:
            yield at


def _characters(text: str, parts: Sequence[Part]) -> Iterator[Span]:
    """Kanji are found wherever they stand, as the index finds them."""
    asked = {
        wording.characters
        for part in parts
        for wording in part.wordings
        if wording.characters and (part.quoted or not _is_kana(wording.characters))
    }
    if not asked:
        return
    plain = folding.plain(text)
    folded = folding.kana(plain.text)
    for one in asked:
        at = folded.find(one)
        while at >= 0:
            yield plain.span(at, at + len(one))
            at = folded.find(one, at + len(one))


def _is_kana(text: str) -> bool:
    return all("ァ" <= character <= "ー" for character in text)


def _merged(found: set[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(found):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _window(found: Sequence[Span], room: int) -> int:
    """The start of the window that holds the most marks, the first of several."""
    best, most = 0, -1
    for start, _ in found:
        begin = max(0, start - room // _BEFORE)
        held = sum(1 for first, last in found if first >= begin and last <= begin + room)
        if held > most:
            best, most = begin, held
    return best


def _pieces(text: str, start: int, end: int, found: Sequence[Span]) -> tuple[Piece, ...]:
    made: list[Piece] = []
    at = start
    for first, last in found:
        if first < at or last > end:
            continue
        if first > at:
            made.append(Piece(text[at:first]))
        made.append(Piece(text[first:last], marked=True))
        at = last
    if at < end:
        made.append(Piece(text[at:end]))
    return tuple(made)
