"""Printed characters: what may be folded and what must stay.

Decides: which characters of a print are the same (full and half width, forms of minus, spaces).
Called by: printed, periods, era; tabular for other people's tables. Source: Unicode NFKC (UAX #15),
minus signs and triangles (▲ △) as ministries print them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from ikkan.values.errors import PrintedFormError
from ikkan.values.text import Text

LONGEST: Final = 200
QUOTED: Final = 40
_KEPT: Final = ("<circle>", "<super>", "<sub>", "<fraction>")
_FORMS: Final = "1,261億円 / ▲3億円 / ＋0.1％ / 40件"
_SPACES: Final = re.compile(r"\s+")
_TIGHT: Final = re.compile(r"(?<![0-9A-Za-z.,]) | (?![0-9A-Za-z.,])")
# A sign stands at the start or after punctuation, never after a letter, a digit or a long vowel.
_MINUS: Final = re.compile(
    r"(?:[▲△] ?|(?<![\w.%~〜・\-‐-―−ー])[\-‐-―−ー])(?=[0-9])",
)


def normalise(text: str) -> str:
    """Folded to NFKC with signs as + and -, white space runs as one blank, ends trimmed.

    Words are not changed: a long vowel mark or hyphen is a minus only before a digit and after
    neither letter nor digit. Circled, raised, lowered and fraction digits (``①`` ``²`` ``½``) stay
    as they are, because folding them would invent digits. Raises PrintedFormError for characters
    that only damage puts into a text (U+FFFD, control, private use, unpaired surrogates).
    """
    damaged = next((character for character in text if _damaged(character)), None)
    if damaged is not None:
        raise refused(text, _DAMAGED.format(point=f"U+{ord(damaged):04X}"))
    folded = "".join(
        run if len(run) == 1 and _kept(run) else unicodedata.normalize("NFKC", run)
        for run in _runs(text)
    )
    return _MINUS.sub("-", _SPACES.sub(" ", folded).strip())


def tight(text: str) -> str:
    """Normalised, without the blanks that print layout puts between other than digits and letters.

    A blank between two digits stays: ``12 34`` is not 1234. Raises PrintedFormError also when
    the text is empty or longer than 200 characters.
    """
    if len(text) > LONGEST:
        raise refused(text, _TOO_LONG)
    folded = normalise(text)
    if not folded:
        raise refused(text, _EMPTY)
    return _MINUS.sub("-", _TIGHT.sub("", folded))


def shown(text: str) -> str:
    """The start of `text` as a message may quote it: at most 40 characters, all printable."""
    start = text if len(text) <= QUOTED else f"{text[:QUOTED]}…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in start)


def refused(text: str, reason: Text, forms: str = _FORMS) -> PrintedFormError:
    """The error for a text that cannot be read: what was read, why, which forms are known."""
    message = _REFUSED.format(shown=shown(text), reason=reason, forms=forms)
    return PrintedFormError("printed.form", message)


def _damaged(character: str) -> bool:
    if character in "\t\n\r":
        return False
    return character == "\ufffd" or unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs")


@lru_cache(maxsize=4096)
def _kept(character: str) -> bool:
    """Whether folding this one character would make a digit out of something that is none."""
    if character.isascii():
        return False
    tag = unicodedata.decomposition(character).split(" ")[0]
    folded = unicodedata.normalize("NFKC", character)
    return tag in _KEPT or (tag == "<compat>" and any(c.isdigit() for c in folded))


def _runs(text: str) -> list[str]:
    """The text cut into runs to fold and single characters to keep."""
    runs: list[str] = []
    start = 0
    for index, character in enumerate(text):
        if _kept(character):
            runs += [text[start:index], character]
            start = index + 1
    return [*runs, text[start:]]


_REFUSED = Text(
    "「{shown}」を読めません。{reason}。読める形の例: {forms}",
    'Cannot read "{shown}": {reason}. Known forms are such as: {forms}',
)
_DAMAGED = Text(
    "文字化けと思われる文字{point}があります。元の資料と文字コードを確かめてください",
    "it holds {point}, a sign of damaged text; check the source and its encoding",
)
_EMPTY = Text("何も書かれていません", "nothing is printed")
_TOO_LONG = Text(
    f"{LONGEST}字を超えています",
    f"it is longer than {LONGEST} characters",
)
