"""Words in a drawing: how wide they are, where a line breaks, where each line stands.

Decides: line breaks where a browser makes none (SVG text). Called by drawings with names.
Widths are in full-width characters and estimated high, so that a line never outgrows its room.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_NARROW: Final = 0.57
_WIDE: Final = frozenset("WFA")
_NEVER_FIRST: Final = frozenset(
    "、。，．・：；？！）」』】〕％ーァィゥェォッャュョぁぃぅぇぉっゃゅょ々)]}.,:;?!"
)
_NEVER_LAST: Final = frozenset("（「『【〔([{")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of words and the y of its baseline."""

    text: str
    y: float


def width(text: str) -> float:
    """How many full-width characters wide `text` is."""
    return sum(1.0 if unicodedata.east_asian_width(one) in _WIDE else _NARROW for one in text)


def lines(text: str, room: float) -> tuple[str, ...]:
    """`text` broken so that each line fits `room` full-width characters where it can."""
    found: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and width((line + piece).rstrip()) > room:
            found.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return (*found, line.rstrip()) if line.strip() else tuple(found)


def placed(texts: Sequence[str], top: float, leading: float) -> tuple[Line, ...]:
    """Lines under each other; the first has its upper edge at `top`."""
    return tuple(
        Line(text=text, y=round(top + leading * (place + 0.76), 1))
        for place, text in enumerate(texts)
    )


def _pieces(text: str) -> Iterator[str]:
    """What may not be broken: words of Latin letters or katakana, single other characters."""
    piece = ""
    for place, here in enumerate(text):
        after = text[place + 1 : place + 2]
        piece += here
        if not after or _may_break(here, after):
            yield piece
            piece = ""


def _may_break(here: str, after: str) -> bool:
    if after in _NEVER_FIRST or here in _NEVER_LAST or after == " ":
        return False
    if _katakana(here) and _katakana(after):
        return False
    wide = unicodedata.east_asian_width(here) in _WIDE, unicodedata.east_asian_width(after) in _WIDE
    return here in " –／/" or any(wide)


def _katakana(character: str) -> bool:
    return "ァ" <= character <= "ヿ" and character != "・"
