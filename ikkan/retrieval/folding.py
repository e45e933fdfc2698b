"""One form for spellings that a reader takes as the same, with the way back to the original.

Decides: NFKC (width, ligatures), lower case, hiragana read as katakana, one hyphen, no thousands
separators. Called by: words, marks. Source: Unicode UAX #15; がん, ガン and ｶﾞﾝ are one word here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_HYPHENS: Final = dict.fromkeys(map(ord, "‐‑‒–—−﹣－"), "-")
_TO_KATAKANA: Final = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_SEPARATED: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_VOICING: Final = "ﾞﾟ゛゜"
_VOICED: Final = {"ﾞ": "\u3099", "゛": "\u3099", "ﾟ": "\u309a", "゜": "\u309a"}
_MARK: Final = re.compile(r"[\u0300-\u036f\u3099\u309aﾞﾟ゛゜]")
_LONG_ENOUGH: Final = 4


class _Table(dict[int, str]):
    """Each character by itself in its plain form, worked out when first met."""

    def __missing__(self, code: int) -> str:
        made = unicodedata.normalize("NFKC", chr(code)).translate(_HYPHENS).lower()
        self[code] = made
        return made


_table: Final = _Table()


@dataclass(frozen=True, slots=True)
class Plain:
    """Text in one width and case; `origin[i]` is where its character `i` begins in the original.

    `origin` has one more entry, the length of the original.
    """

    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from `start` to `end` stand in the original, each whole."""
        while end < len(self.text) and self.origin[end] == self.origin[end - 1]:
            end += 1
        return self.origin[start], self.origin[end]


@lru_cache(maxsize=64)
def plain(original: str) -> Plain:
    """NFKC, lower case, one hyphen, digits without separators; kana keep their kind."""
    text = original.translate(_table)
    origin: Sequence[int] = range(len(original) + 1)
    if len(text) != len(original) or _MARK.search(original):
        text, origin = _slowly(original)
    dropped = {found.start() for found in _SEPARATED.finditer(text)}
    if dropped:
        kept = [at for at in range(len(text)) if at not in dropped]
        origin = (*(origin[at] for at in kept), len(original))
        text = "".join(text[at] for at in kept)
    return Plain(text, origin)


def _slowly(original: str) -> tuple[str, Sequence[int]]:
    """For texts with characters that become several, or that become one with the next."""
    characters: list[str] = []
    origin: list[int] = []
    for start, cluster in _clusters(original):
        for character in unicodedata.normalize("NFKC", cluster).translate(_HYPHENS).lower():
            characters.append(character)
            origin.append(start)
    return "".join(characters), (*origin, len(original))


def fold(text: str) -> str:
    """Plain text with hiragana read as katakana and without a long vowel at the end of a word."""
    folded = kana(text)
    if len(folded) >= _LONG_ENOUGH and folded.endswith("ー"):
        return folded[:-1]
    return folded


def kana(text: str) -> str:
    """Plain text with hiragana read as katakana, character by character."""
    return text.translate(_TO_KATAKANA)


def _clusters(text: str) -> list[tuple[int, str]]:
    """Characters with the marks that follow them, so that ｶﾞ becomes ガ."""
    found: list[tuple[int, str]] = []
    for at, character in enumerate(text):
        if found and (character in _VOICING or unicodedata.combining(character)):
            start, before = found[-1]
            found[-1] = (start, before + _VOICED.get(character, character))
        else:
            found.append((at, character))
    return found
