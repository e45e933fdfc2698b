"""How two policies differ: items by key, and the words inside an item.

Decides: an item is the same where its key is; what is added, removed, changed or moved to another
project. Pure. Called by the page of differences. Source: ui.md §6 "Diff".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

ADDED: Final = "added"
REMOVED: Final = "removed"
CHANGED: Final = "changed"
MOVED: Final = "moved"
SAME: Final = "same"
_WORD: Final = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item as it is compared; `text` in the language of the page, `other` in the other."""

    code: str
    key: str
    sort: str
    project: str
    text: str
    other: str = ""
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that stands in both, only before or only after."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One item in both policies, `item` in the later; it may be changed and moved at once."""

    item: Item
    before: Item | None
    after: Item | None
    marks: tuple[str, ...]
    pieces: tuple[Piece, ...] = ()
    grounds_added: tuple[str, ...] = ()
    grounds_removed: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether anything about it is other than before."""
        return self.marks != (SAME,)


def differences(before: Sequence[Item], after: Sequence[Item]) -> tuple[Difference, ...]:
    """Every item of both in the order of the later policy, removed ones at the end."""
    old, new = {one.key: one for one in before}, {one.key: one for one in after}
    found = [
        _both(old[one.key], one)
        if one.key in old
        else Difference(item=one, before=None, after=one, marks=(ADDED,))
        for one in after
    ]
    found += [
        Difference(item=one, before=one, after=None, marks=(REMOVED,))
        for one in before
        if one.key not in new
    ]
    return tuple(found)


def _both(before: Item, after: Item) -> Difference:
    gained = tuple(one for one in after.grounds if one not in before.grounds)
    lost = tuple(one for one in before.grounds if one not in after.grounds)
    worded = _reworded(before, after)
    marks = [CHANGED] if worded or before.sort != after.sort or gained or lost else []
    marks += [MOVED] if before.project != after.project else []
    return Difference(
        item=after,
        before=before,
        after=after,
        marks=tuple(marks) or (SAME,),
        pieces=worded,
        grounds_added=gained,
        grounds_removed=lost,
    )


def _reworded(before: Item, after: Item) -> tuple[Piece, ...]:
    """In the language of the page; in the other where only that one changed."""
    if before.text != after.text:
        return tuple(pieces(before.text, after.text))
    if before.other != after.other:
        return tuple(pieces(before.other, after.other))
    return ()


def pieces(before: str, after: str) -> Iterator[Piece]:
    """The later text with what was struck from and added to the earlier one."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(SAME, "".join(old[a:b]))
            continue
        if a < b:
            yield Piece(REMOVED, "".join(old[a:b]))
        if c < d:
            yield Piece(ADDED, "".join(new[c:d]))
