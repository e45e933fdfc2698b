"""What the search page shows of what was found: one line per record, facets as links.

Decides: the words and links of a result and of a facet. Names and addresses are those of the live
records, as the policy shows them now. Called by views.search.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from ikkan.audit.actor import Actor
from ikkan.pack import schema
from ikkan.plan.snapshot import ENDED, NOT_YET, Snapshot
from ikkan.portal import search_feed
from ikkan.portal.context import LABELS
from ikkan.portal.search import FICTIONAL, NO_STATION, Found, Narrowing
from ikkan.records import queries
from ikkan.records.kinds import kind_of
from ikkan.retrieval import marks
from ikkan.retrieval.entries import NO_YEAR, Kept
from ikkan.retrieval.marks import Piece
from ikkan.retrieval.questions import Question
from ikkan.values.ref import Ref
from ikkan.values.text import Text

ROOM: Final = {"ja": 120, "en": 200}
MOST_CHOICES: Final = 12
_OTHER: Final = {"ja": "en", "en": "ja"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One line of the list; `snippet_language` is the language the snippet is written in."""

    ref: Ref
    url: str
    label: tuple[Piece, ...]
    kind: str
    station: str
    years: str
    snippet: tuple[Piece, ...]
    snippet_language: str
    fictional: bool
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a facet: how many it leaves, and the address that chooses or drops it."""

    label: str
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A way to narrow; `rest` choices are shown when opened."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    rest: tuple[Choice, ...]


def results(found: Found, known: Snapshot, viewer: Actor, language: str) -> list[Result]:
    """The records of the page, in its order."""
    live = queries.many([one.ref for _at, one in found.page if kind_of(one.ref.kind)], viewer)
    made = []
    for sorted_, one in found.page:
        kind = kind_of(one.ref.kind)
        if kind is None:
            row = known.find(one.ref)
            if row is None:
                continue
            title, state, url = search_feed.title_of(row, known), row.state, search_feed.url_of(row)
        else:
            record = live.get(one.ref)
            if record is None:
                continue
            title, url = kind.title(record), kind.url(record.code)
            state = NOT_YET if queries.not_yet(kind, record, known.as_of) else ""
        snippet, spoken = _snippet(one, title, found.question, language)
        made.append(
            Result(
                ref=one.ref,
                url=url,
                label=marks.marked(title.of(language), found.question),
                kind=kind_name(one.ref.kind, language),
                station=station_name(sorted_.station),
                years=_years(one),
                snippet=snippet,
                snippet_language=spoken,
                fictional=sorted_.mark == FICTIONAL,
                state={NOT_YET: _("not yet in force"), ENDED: _("ended")}.get(state, ""),
            )
        )
    return made


def facets(found: Found, narrowing: Narrowing, asked: QueryDict, language: str) -> list[Facet]:
    """The facets that leave a choice, or in which one was made."""
    chosen = narrowing.values()
    made = [
        _facet(facet, chosen[facet], _counted(facet, found, chosen[facet]), asked, language)
        for facet in found.counts
    ]
    return [facet for facet in made if len(facet.choices) > 1 or chosen[facet.name] is not None]


def kind_name(code: str, language: str) -> str:
    """What records of a kind are called, several of them."""
    declared = kind_of(code)
    if declared is not None:
        return declared.plural.of(language)
    return schema.load().kinds[code].label.of(language)


def station_name(code: str) -> str:
    """What a station is called; nothing beside the line."""
    return str(LABELS[code]) if code in LABELS else ""


def _counted(facet: str, found: Found, chosen: str | int | None) -> list[tuple[str | int, int]]:
    """Values with their counts in the order of the facet; the chosen one also where it has none."""
    counts = dict(found.counts[facet])
    if chosen is not None:
        counts.setdefault(chosen, 0)
    if facet == "station":
        order = [*schema.load().stations, NO_STATION]
        return sorted(counts.items(), key=lambda one: order.index(str(one[0])))
    if facet == "kind":
        places = search_feed.order()
        return sorted(counts.items(), key=lambda one: (-one[1], places.index(str(one[0]))))
    return sorted(counts.items(), reverse=True)


def _facet(
    name: str,
    chosen: str | int | None,
    counted: list[tuple[str | int, int]],
    asked: QueryDict,
    language: str,
) -> Facet:
    choices = [
        Choice(
            label=_word(name, value, language),
            count=count,
            query=_turned(asked, name, None if value == chosen else str(value)),
            chosen=value == chosen,
        )
        for value, count in counted
    ]
    choices.sort(key=lambda choice: not choice.chosen)
    return Facet(
        name=name,
        label=_heading(name),
        choices=tuple(choices[:MOST_CHOICES]),
        rest=tuple(choices[MOST_CHOICES:]),
    )


def _heading(facet: str) -> str:
    return {
        "kind": _("Kind"),
        "station": _("Station"),
        "year": _("Fiscal year"),
        "mark": _("Real or demonstration"),
    }[facet]


def _word(facet: str, value: str | int, language: str) -> str:
    if facet == "kind":
        return kind_name(str(value), language)
    if facet == "station":
        return station_name(str(value)) or _("Beside the line")
    if facet == "year":
        return _year(int(value))
    return _("Demonstration") if value == FICTIONAL else _("Real")


def _turned(asked: QueryDict, name: str, value: str | None) -> str:
    query = asked.copy()
    query.pop("page", None)
    if value is None:
        query.pop(name, None)
    else:
        query[name] = value
    return f"?{query.urlencode()}"


def _snippet(
    one: Kept, title: Text, question: Question, language: str
) -> tuple[tuple[Piece, ...], str]:
    """The text around what was found, in the reader's language unless only the other has it."""
    for spoken in (language, _OTHER[language]):
        text = one.body.of(spoken)
        if text and marks.spans(text, question):
            return marks.snippet(text, question, ROOM[spoken]), spoken
    other = _OTHER[language]
    if not marks.spans(title.of(language), question) and marks.spans(title.of(other), question):
        return marks.snippet(title.of(other), question, ROOM[other]), other
    return marks.snippet(one.body.of(language), question, ROOM[language]), language


def _years(one: Kept) -> str:
    if one.first_year == NO_YEAR:
        return ""
    if one.last_year <= one.first_year:
        return _year(one.first_year)
    return _("FY%(first)s–%(last)s") % {"first": one.first_year, "last": one.last_year}


def _year(year: int) -> str:
    return _("FY%(year)s") % {"year": year}
