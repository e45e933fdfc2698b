"""Cuts text into words: Sudachi (short units) for Japanese, letters and digits for the rest.

Decides: what a word is and which words carry no meaning in a question. Called by: questions,
entries, marks, synonyms. The dictionary is loaded once, a tokenizer is kept for each thread.
"""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from ikkan.retrieval import folding

if TYPE_CHECKING:
    from sudachipy import Dictionary, Tokenizer  # type: ignore[import-untyped]

DICTIONARY: Final = "small"
_MOST: Final = 12_000
_RUN: Final = re.compile(
    r"(?P<code>[0-9a-zà-öø-ÿ]+(?:[-_./:+~@][0-9a-zà-öø-ÿ]+)*)|(?P<ja>[々〆ヶぁ-ゖゝゞァ-ヺー-ヿ㐀-鿿豈-﫿𠀀-𯿿]+)"
)
_PART: Final = re.compile(r"[0-9]+|[a-zà-öø-ÿ]+")
_SILENT: Final = ("助詞", "助動詞", "補助記号", "記号", "空白")
_MIXED: Final = re.compile(r"([㐀-鿿々]+)([ぁ-ゖ]{2,}|[ァ-ヺー]{2,})")
_STOP: Final = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it"),
        *("of", "on", "or", "that", "the", "this", "to", "was", "were", "with"),
    )
)
_lock = threading.Lock()
_local = threading.local()
_dictionary: Dictionary | None = None


Cut = tuple[int, int, str, bool]


class Word(NamedTuple):
    """A word in its indexed form; `start` and `end` are places in the original text.

    `silent` words (particles, articles) are indexed for phrases but never asked for alone.
    """

    form: str
    start: int
    end: int
    silent: bool = False


@lru_cache(maxsize=64)
def words(original: str) -> tuple[Word, ...]:
    """The words of a text in their order."""
    plain = folding.plain(original)
    return tuple(
        Word(form, *plain.span(start, end), silent)
        for start, end, form, silent in _cuts(plain.text)
    )


def line(original: str) -> str:
    """The forms of all words of a text, with blanks between them."""
    return " ".join([form for _, _, form, _ in _cuts(folding.plain(original).text)])


@lru_cache(maxsize=64)
def _cuts(plain: str) -> tuple[Cut, ...]:
    """Start, end, form and silence of each word of a plain text."""
    found: list[Cut] = []
    for run in _RUN.finditer(plain):
        base = run.start()
        if run.lastgroup == "ja":
            cuts = _japanese(run[0])
            found += [(base + start, base + end, form, still) for start, end, form, still in cuts]
        else:
            found += [
                (base + part.start(), base + part.end(), stem(part[0]), part[0] in _STOP)
                for part in _PART.finditer(run[0])
            ]
    return tuple(found)


def codes(original: str) -> list[Word]:
    """Runs of letters and digits joined by hyphens, dots and the like: ``s-226``, ``jp23ab…``."""
    plain = folding.plain(original)
    return [
        Word(run[0], *plain.span(run.start(), run.end()))
        for run in _RUN.finditer(plain.text)
        if run["code"] is not None
    ]


def runs(original: str) -> list[Word]:
    """Unbroken stretches of Japanese characters, as they are compared character by character."""
    plain = folding.plain(original)
    return [
        Word(folding.kana(run[0]), *plain.span(run.start(), run.end()))
        for run in _RUN.finditer(plain.text)
        if run["ja"] is not None
    ]


def stem(word: str) -> str:
    """An English word without the ending of its plural; anything else unchanged."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=8192)
def _japanese(text: str) -> tuple[Cut, ...]:
    found: list[Cut] = []
    for first in range(0, len(text), _MOST):
        for morpheme in _tokenizer().tokenize(text[first : first + _MOST]):
            start, end = first + morpheme.begin(), first + morpheme.end()
            silent = morpheme.part_of_speech()[0] in _SILENT
            mixed = None if silent else _MIXED.fullmatch(morpheme.surface())
            if mixed is None or morpheme.part_of_speech()[0] != "名詞":
                form = folding.fold(folding.plain(morpheme.normalized_form()).text)
                found.append((start, end, form or morpheme.surface(), silent))
            else:
                between = start + mixed.end(1)
                found.append((start, between, mixed[1], False))
                found.append((between, end, folding.fold(mixed[2]), False))
    return tuple(found)


def _tokenizer() -> Tokenizer:
    made: Tokenizer | None = getattr(_local, "tokenizer", None)
    if made is None:
        made = _local.tokenizer = _loaded().tokenizer(mode="A")
    return made


def _loaded() -> Dictionary:
    global _dictionary
    with _lock:
        if _dictionary is None:
            from sudachipy import Dictionary

            _dictionary = Dictionary(dict=DICTIONARY)
        return _dictionary


def version() -> str:
    """The dictionary and its release: an index made with another one is made anew."""
    from importlib.metadata import version as installed

    return f"{DICTIONARY} {installed('sudachidict_small')} {installed('sudachipy')}"
