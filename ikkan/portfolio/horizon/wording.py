"""Words of items as they are stored, and the phrases of a topic as conditions on them.

Decides: which forms of a text count, and which other phrases the pack knows for one. Called by
actions (what is stored) and queries (what is looked for). Pure but for Django's conditions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.db.models import Q

from ikkan.retrieval.similarity import forms

LONGEST: Final = 20_000
Groups = Sequence[Sequence[str]]


def words_of(*texts: str) -> str:
    """The forms of the texts in their order, each between blanks; "" where there is none."""
    found = [" ".join(forms(text[:LONGEST])) for text in texts if text]
    said = " | ".join(one for one in found if one)
    return f" {said} " if said else ""


def needle(phrase: str) -> str:
    """What the stored words must hold where the phrase is said; "" for one without words."""
    said = " ".join(forms(phrase))
    return f" {said} " if said else ""


def widened(groups: Groups, synonyms: Iterable[Sequence[str]]) -> list[list[str]]:
    """The groups with every other phrase that the pack knows for one of theirs."""
    known: dict[str, list[str]] = {}
    for same in synonyms:
        for phrase in same:
            known.setdefault(needle(phrase), []).extend(same)
    wide = []
    for group in groups:
        phrases: Mapping[str, str] = {}
        for phrase in group:
            more = [phrase, *known.get(needle(phrase), ())] if needle(phrase) else [phrase]
            phrases = {**{needle(one): one for one in reversed(more)}, **phrases}
        wide.append([one for key, one in phrases.items() if key])
    return wide


def condition(groups: Groups) -> Q:
    """That one phrase of every group is said; nothing is found where a group has no words."""
    every = Q()
    for group in groups:
        any_of = Q()
        for phrase in group:
            if said := needle(phrase):
                any_of |= Q(words__contains=said)
        every &= any_of if any_of else Q(pk__in=())
    return every if groups else Q(pk__in=())
