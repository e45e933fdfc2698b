"""Asks the index and keeps what the viewer may see: hits, counts, what they can be narrowed by.

Decides: nothing is counted, ordered or shown before the visibility policy has passed it. Called by
the search page and the command. Sources: design §2 ("Row visibility comes before anything is
counted"); ikkan.records.queries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, NamedTuple

from ikkan.audit.actor import Actor
from ikkan.line import registry
from ikkan.plan.snapshot import Snapshot, VersionView
from ikkan.portal import search_feed, search_index
from ikkan.records import queries
from ikkan.records.kinds import kind_of
from ikkan.retrieval import questions
from ikkan.retrieval.entries import NO_YEAR, Kept, identity
from ikkan.retrieval.index import Answer, Hit, Index
from ikkan.retrieval.questions import Question
from ikkan.retrieval.synonyms import Synonyms
from ikkan.values.ref import Ref

MOST: Final = 2_000
"""As many visible hits are read; with more, the counts say "at least"."""
SEPARATOR: Final = " / "
REAL: Final = "real"
FICTIONAL: Final = "fictional"
NO_STATION: Final = "none"
FIRST: Final = slice(0, 20)
_SPAN: Final = 60
_MOST_KEPT: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What the hits are narrowed to; None does not narrow."""

    kind: str | None = None
    station: str | None = None
    year: int | None = None
    mark: str | None = None

    def values(self) -> dict[str, str | int | None]:
        """The chosen value of each facet."""
        return {"kind": self.kind, "station": self.station, "year": self.year, "mark": self.mark}

    def of(self, seen: list[Sorted], leaving: str = "") -> list[Sorted]:
        """Those of the hits that are within it; the narrowing `leaving` is not looked at."""
        if all(value is None or name == leaving for name, value in self.values().items()):
            return seen
        return [one for one in seen if self._fits(one, leaving)]

    def _fits(self, one: Sorted, leaving: str) -> bool:
        return (
            (self.kind in (None, one.kind) or leaving == "kind")
            and (self.station in (None, one.station) or leaving == "station")
            and (self.year is None or leaving == "year" or self.year in one.years)
            and (self.mark in (None, one.mark) or leaving == "mark")
        )


class OfPack(NamedTuple):
    """What every question needs of the pack: its synonyms, and the identities of its rows."""

    synonyms: Synonyms
    rows: frozenset[int]


class Sorted(NamedTuple):
    """A visible hit with what it is counted by."""

    hit: Hit
    kind: str
    station: str
    years: range
    mark: str


_kept: dict[tuple[VersionView, date], OfPack] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Everything visible, best first; `more` where reading stopped at MOST.

    `counts` has, for each of kind, station, year and mark, the number of hits by value, with the
    other narrowings kept.
    """

    question: Question
    hits: tuple[Sorted, ...] = ()
    counts: Mapping[str, Counter[str | int]] = field(default_factory=dict)
    more: bool = False
    page: tuple[tuple[Sorted, Kept], ...] = ()


def ask(
    typed: str,
    known: Snapshot,
    viewer: Actor,
    narrowing: Narrowing | None = None,
    window: slice = FIRST,
) -> Found:
    """What the viewer may see of what matches; `page` holds what is kept of those in the window.

    Raises OSError where there can be no index.
    """
    question = read(typed, known)
    if not question.wanted:
        return Found(question=question)

    def act(index: Index) -> Found:
        for loose in (False, True):
            answer = index.ask(question, loose=loose)
            seen, more = _visible(answer, known, viewer)
            if seen:
                break
        found = _narrowed(question, seen, narrowing or Narrowing(), more=more)
        shown = found.hits[window]
        kept = answer.kept([one.hit for one in shown])
        return replace(found, page=tuple(zip(shown, kept, strict=True)))

    return search_index.read(known, act)


def read(typed: str, known: Snapshot) -> Question:
    """The question, with the synonyms of the pack in force."""
    return questions.read(typed, _of_pack(known).synonyms)


def _of_pack(known: Snapshot) -> OfPack:
    """Worked out once for each version of the pack and day."""
    key = (known.pack_version, known.as_of)
    found = _kept.get(key)
    if found is None:
        groups = (row.data["words"] for row in known.entries("synonym"))
        found = OfPack(
            Synonyms(
                [word.strip() for text in (group.ja, group.en) for word in text.split(SEPARATOR)]
                for group in groups
            ),
            frozenset(identity(row.ref) for row in search_feed.every_row(known)),
        )
        while len(_kept) >= _MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = found
    return found


def _visible(answer: Answer, known: Snapshot, viewer: Actor) -> tuple[list[Sorted], bool]:
    order = search_feed.order()
    seen: list[Sorted] = []
    for batch in answer.batches():
        seen += _seen(batch, order, known, viewer)
        if len(seen) > MOST:
            break
    seen.sort(key=lambda one: one.hit.rank)
    return seen[:MOST], len(seen) > MOST


def _seen(batch: list[Hit], order: list[str], known: Snapshot, viewer: Actor) -> Iterator[Sorted]:
    by_kind: dict[int, list[Hit]] = {}
    for hit in batch:
        by_kind.setdefault(hit.kind_order, []).append(hit)
    for place, hits in by_kind.items():
        code = order[place]
        station = registry.station(code) or NO_STATION
        allowed = _allowed(code, hits, known, viewer)
        for hit in hits:
            if hit.identity in allowed:
                mark = FICTIONAL if hit.fictional else REAL
                yield Sorted(hit, code, station, _years(hit), mark)


def _allowed(
    code: str, hits: list[Hit], known: Snapshot, viewer: Actor
) -> set[int] | frozenset[int]:
    """Identities of those rows that exist and that the policy shows to the viewer."""
    kind = kind_of(code)
    if kind is None:
        return _of_pack(known).rows
    rows = queries.visible(kind, viewer).order_by().filter(pk__in=[hit.number for hit in hits])
    return {identity(Ref(code, one)) for one in rows.values_list("code", flat=True)}


def _years(hit: Hit) -> range:
    if hit.first_year == NO_YEAR:
        return range(0)
    return range(hit.first_year, min(hit.last_year, hit.first_year + _SPAN) + 1)


def _narrowed(
    question: Question,
    seen: list[Sorted],
    narrowing: Narrowing,
    *,
    more: bool,
) -> Found:
    counts: dict[str, Counter[str | int]] = {
        "kind": Counter(one.kind for one in narrowing.of(seen, "kind")),
        "station": Counter(one.station for one in narrowing.of(seen, "station")),
        "year": Counter(year for one in narrowing.of(seen, "year") for year in one.years),
        "mark": Counter(one.mark for one in narrowing.of(seen, "mark")),
    }
    hits = tuple(narrowing.of(seen))
    return Found(question=question, hits=hits, counts=counts, more=more)
