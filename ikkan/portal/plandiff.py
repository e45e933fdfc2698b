"""Two versions of a text, and two documents of the plan, laid against each other.

Decides: which pieces of a text were kept, added or removed (by words, not letters), and which
clause of one document continues which of the other: by a link of the pack or by the same words;
what nothing joins is the remainder, said as such. Called by views.plan_clauses. Source: ui.md §6.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from ikkan.plan.snapshot import EntryView, Snapshot
from ikkan.portal import plantree

KEPT, ADDED, REMOVED = "kept", "added", "removed"
HEADING: Final = "heading"
_WORD: Final = re.compile(
    "[A-Za-z0-9０-９Ａ-Ｚａ-ｚ]+|[\u4e00-\u9fff々]+|[\u3041-\u309f]+|[\u30a0-\u30ffー]+|\\s+|."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text that both versions have, or only one of them."""

    state: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A clause and the one it continues; `link` is None where the same words join them."""

    old: EntryView
    new: EntryView
    link: EntryView | None
    pieces: tuple[Piece, ...]

    @property
    def same(self) -> bool:
        return all(piece.state == KEPT for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two documents: what continues, and what no source joins on either side."""

    pairs: tuple[Pair, ...]
    gone: tuple[EntryView, ...]
    new: tuple[EntryView, ...]


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order; what was removed stands before what came."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece(state=KEPT, text="".join(before[a:b])))
            continue
        if a < b:
            found.append(Piece(state=REMOVED, text="".join(before[a:b])))
        if c < d:
            found.append(Piece(state=ADDED, text="".join(after[c:d])))
    return tuple(found)


def documents(known: Snapshot, old: str, new: str, language: str) -> Comparison:
    """The clauses of two documents, paired where a link or the same words join them."""
    before, after = _texts(known, old), _texts(known, new)
    joined, used = plantree.links(known), set[str]()
    by_code, by_words = {row.code: row for row in before}, _by_words(before)
    pairs: list[Pair] = []
    for row in after:
        linked = [one for one in joined.by.get(row.ref, ()) if _continues(one, by_code)]
        said = by_code[plantree.end(linked[0]).code] if linked else by_words.get(_plain(row))
        if said is not None:
            used.add(said.code)
            pairs.append(_pair(said, row, linked[0] if linked else None, language))
    paired = {pair.new.code for pair in pairs}
    return Comparison(
        pairs=tuple(pairs),
        gone=tuple(row for row in before if row.code not in used),
        new=tuple(row for row in after if row.code not in paired),
    )


def _pair(old: EntryView, new: EntryView, link: EntryView | None, language: str) -> Pair:
    made = pieces(old.label.of(language), new.label.of(language))
    return Pair(old=old, new=new, link=link, pieces=made)


def _continues(link: EntryView, known: dict[str, EntryView]) -> bool:
    right = link.data["relation"] == plantree.CONTINUES
    return bool(right and plantree.end(link).code in known)


def _texts(known: Snapshot, document: str) -> list[EntryView]:
    return plantree.clauses(known, document)


def _by_words(rows: Iterable[EntryView]) -> dict[str, EntryView]:
    return {_plain(row): row for row in rows}


def _plain(row: EntryView) -> str:
    """The words without numbering, marks and spaces."""
    return re.sub(r"^[\s○・•]*(?:[(（]?[0-9０-９]+[)）．.])?|[\s。、，．]", "", row.label.ja)
