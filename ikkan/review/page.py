"""What the page of a case shows beside its fields: the standing, and marks side by side.

Called by the record page of the kind, and by gates, whose page shows the same. Source: S-340.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ikkan.audit.actor import SYSTEM_ROLE, Actor
from ikkan.parties import messages as party_words
from ikkan.parties import queries as parties
from ikkan.records.kinds import kind_of
from ikkan.review import messages, queries
from ikkan.review.models import Subject
from ikkan.review.permissions import INSIDE
from ikkan.review.rules import Seat, Standing, stands
from ikkan.values.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A member who spoke, as the head of a column."""

    name: Text
    capacity: Text
    position: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An aspect, what each gave it, and the mean of those who gave a mark."""

    aspect: Text
    marks: tuple[str, ...]
    mean: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Where a panel stands as the reader may see it; `standing` is for the offices."""

    subject: Subject
    url: str
    standing: Standing | None
    excluded: tuple[tuple[Seat, Text], ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    missing: tuple[Text, ...]


def seen_seats(case: Subject, actor: Actor, as_of: date) -> list[Seat]:
    """The members whose words the actor may read: all for the offices, else its own."""
    rows = queries.seats(case, case.closed_on or as_of)
    if _inside(actor):
        return rows
    own = parties.person_of(actor)
    return [one for one in rows if own is not None and one.person == own.code]


def shown(case: Subject, actor: Actor, as_of: date) -> Shown:
    """The standing of a case, its marks, and what is not on file of the reader."""
    seats = seen_seats(case, actor, as_of)
    held = stands(case.quorum, seats)
    own = parties.person_of(actor)
    mine = next((one for one in seats if own is not None and one.person == own.code), None)
    kind = kind_of("review.subject")
    return Shown(
        subject=case,
        url=kind.url(case.code) if kind else "",
        standing=held if _inside(actor) else None,
        excluded=tuple((one, _why(one)) for one in held.recused),
        columns=tuple(_column(one) for one in held.given),
        rows=tuple(
            _row(place, Text(one["ja"], one["en"]), held.given)
            for place, one in enumerate(case.aspects)
        ),
        missing=tuple(party_words.MISSING[one] for one in mine.missing) if mine else (),
    )


def context(case: Subject, actor: Actor, as_of: date) -> Mapping[str, Any]:
    """Everything review/subject.html shows beside the fields."""
    return {"panel": shown(case, actor, as_of)}


def _inside(actor: Actor) -> bool:
    return SYSTEM_ROLE in actor.roles or bool(actor.roles & INSIDE)


def _why(seat: Seat) -> Text:
    if seat.recused_on is None:
        return queries.said_of(seat.conflicts)
    reason = seat.reason
    return messages.ASIDE.format(day=seat.recused_on, reason=Text(reason, reason))


def _column(seat: Seat) -> Column:
    return Column(
        name=seat.name,
        capacity=messages.CAPACITY_LABELS[seat.capacity],
        position=messages.POSITION_LABELS[seat.position],
    )


def _row(place: int, aspect: Text, given: Sequence[Seat]) -> Row:
    marks = [one.marks[place] if place < len(one.marks) else None for one in given]
    known = [one for one in marks if one is not None]
    return Row(
        aspect=aspect,
        marks=tuple("–" if one is None else str(one) for one in marks),
        mean=f"{sum(known) / len(known):.1f}" if known else "–",
    )
