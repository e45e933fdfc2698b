"""Texts as sets of word triples, each triple a 64-bit number: what near-duplicates are told by.

Decides: what a word is here and how texts become sets. Called by `overlap`. A word is a run of one
kind of character (letters and digits, kanji, katakana, hiragana) of the NFKC form in lower case, so
that Japanese needs no dictionary; a text of one or two words is one set of its own. Two triples
have one number by chance once in 2^64; `overlap_plain` is the definition without numbers.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt

VERSION: Final = "shingles 1"
"""Counts up whenever a text could come to have another set."""
WORD: Final = re.compile(
    r"(?P<kanji>[㐀-鿿々〆𠀀-\U0003ffff]+)|(?P<katakana>[ァ-ヺー-ヿ]+)|(?P<hiragana>[ぁ-ゖゝゞ]+)"
    r"|(?P<letters>(?:(?![㐀-鿿々〆ァ-ヺー-ヿぁ-ゖゝゞ])[^\W_\U00010000-\U0010ffff])+)"
)
CHUNK: Final = 1_000_000
"""Characters that one thread cuts at a time."""
_BMP: Final = 65536
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Shingles:
    """Row r holds the rising numbers ``hashes[starts[r]:starts[r + 1]]``."""

    starts: npt.NDArray[np.int64]
    hashes: npt.NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.starts) - 1


def folded(text: str) -> str:
    """One width and case, compatibility characters resolved."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower())


def of_texts(texts: Sequence[str]) -> Shingles:
    """The set of every text."""
    made = threaded(_cut, _chunks(texts))
    counts = np.concatenate([one[0] for one in made]) if made else np.empty(0, dtype=np.int64)
    starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    hashes = [one[1] for one in made]
    return Shingles(starts, np.concatenate(hashes) if made else np.empty(0, dtype=np.uint64))


def threaded(work: Callable[[Any], Made], parts: Iterable[Any]) -> list[Made]:
    """`work` on every part, in order, on all processors: kernels let go of the interpreter."""
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(pool.map(work, parts))


def _chunks(texts: Sequence[str]) -> list[Sequence[str]]:
    ends = np.cumsum([len(text) + 1 for text in texts])
    if not len(ends):
        return []
    places = np.searchsorted(ends, np.arange(CHUNK, int(ends[-1]) + CHUNK, CHUNK), side="left")
    edges = sorted({0, *(min(int(one) + 1, len(texts)) for one in places)})
    return [texts[a:b] for a, b in pairwise(edges)]


def _cut(texts: Sequence[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint64]]:
    counts, hashes, odd = _kernel(texts, again=False)
    if not odd.any():
        return counts, hashes
    places = np.flatnonzero(odd)
    more, other, _ = _kernel([folded(texts[int(place)]) for place in places], again=True)
    rows = np.split(hashes, np.cumsum(counts)[:-1])
    for place, row in zip(places, np.split(other, np.cumsum(more)[:-1]), strict=True):
        rows[place] = row
    counts[places] = more
    return counts, np.concatenate(rows)


def _kernel(texts: Sequence[str], *, again: bool) -> Any:
    from ikkan.retrieval import shingles_kernel

    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    whole = "".join(texts)
    points = (
        np.frombuffer(whole.encode("ascii"), dtype=np.uint8)
        if whole.isascii()
        else np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    )
    return shingles_kernel.cut(points, starts, *_tables(), again)


@lru_cache(maxsize=1)
def _tables() -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint8]]:
    """Of every code point of the first plane: its plain form, and the kind of that.

    Odd are those that become several characters or that join the one before.
    """
    from ikkan.retrieval import shingles_kernel as kernel

    kind_of = {
        "kanji": kernel.KANJI,
        "katakana": kernel.KATAKANA,
        "hiragana": kernel.HIRAGANA,
        "letters": kernel.LETTER,
    }
    plain, kinds = np.arange(_BMP, dtype=np.uint32), np.zeros(_BMP, dtype=np.uint8)
    for code in range(_BMP):
        form = folded(chr(code))
        if len(form) != 1 or unicodedata.category(chr(code))[0] == "M" or _joins(code):
            kinds[code] = kernel.ODD
            continue
        found = WORD.match(form)
        plain[code] = ord(form)
        kinds[code] = kind_of[found.lastgroup or ""] if found else kernel.SEPARATOR
    return plain, kinds


def _joins(code: int) -> bool:
    """Voicing marks of half-width kana and conjoining Hangul, which normalisation joins."""
    return code in (0xFF9E, 0xFF9F) or 0x1100 <= code <= 0x11FF
