"""Reads of panels: who sits, what was said, whether the quorum is reached, who is kept out.

Called by actions and pages here, and by gates and hand-overs. A constant number of queries.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch

from ikkan.parties import conflicts
from ikkan.parties import messages as party_words
from ikkan.parties.conflicts import Case
from ikkan.parties.models import Person
from ikkan.parties.rules import Conflict, Missing
from ikkan.plan.offices import scopes_of
from ikkan.review import messages
from ikkan.review.models import Member, Opinion, Subject
from ikkan.review.rules import OPEN, Seat, Standing, stands
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def open_on(ref: Ref) -> Subject | None:
    """The case that is open about a record; None where there is none."""
    return Subject.objects.filter(ref=str(ref), state=OPEN).first()


def about(ref: Ref) -> list[Subject]:
    """Every case about a record, the earliest first."""
    return list(Subject.objects.filter(ref=str(ref)))


def opinions(subject: Subject) -> list[Opinion]:
    """Everything that was said, in the order in which it was said; later words stand."""
    rows = Opinion.objects.filter(member__subject=subject)
    return list(rows.select_related("member__person").order_by("pk"))


def seats(subject: Subject, day: date) -> list[Seat]:
    """Every member with its last opinion, and what the rules say of it on that day."""
    said = Prefetch("opinions", Opinion.objects.order_by("pk"), to_attr="said")
    rows = Member.objects.filter(subject=subject).select_related("person__organisation")
    members = list(rows.prefetch_related(said).order_by("pk"))
    cases = _cases(subject, [one.person for one in members], day)
    found, unknown = conflicts.found(cases), conflicts.unknown(cases)
    return [
        _seat(member, against, without)
        for member, against, without in zip(members, found, unknown, strict=True)
    ]


def standing(subject: Subject, day: date) -> Standing:
    """Who spoke, who is waited for, who does not count; of a closed case, as it closed."""
    return stands(subject.quorum, seats(subject, subject.closed_on or day))


def conflicts_of(subject: Subject, person: Person, day: date) -> list[Conflict]:
    """Why the person may not judge the case on that day."""
    return conflicts.found(_cases(subject, [person], day))[0]


def missing_of(subject: Subject, person: Person, day: date) -> tuple[Missing, ...]:
    """What is not on file of the person, so that conflicts could not all be seen."""
    return conflicts.unknown(_cases(subject, [person], day))[0]


def demand_quorum(subject: Subject, day: date) -> Standing:
    """Raise InputError unless enough members spoke who may; says who is missing and what helps."""
    held = standing(subject, day)
    if not held.reached:
        short = messages.SEAT_MORE.format(short=held.short, subject=subject.code)
        words = messages.NO_QUORUM.format(
            quorum=held.quorum,
            given=len(held.given),
            missing=_names(held.missing),
            recused=_names(held.recused),
            remedy=short if held.short else messages.ASK_THEM.format(subject=subject.code),
        )
        raise InputError("review.quorum", words)
    return held


def reach_of(subject: Subject, day: date) -> tuple[Ref, ...]:
    """Programmes of the case and the projects of which they are shares."""
    return reach([one.code for one in subject.programmes.all()], day)


def reach(programmes: Sequence[str], day: date) -> tuple[Ref, ...]:
    """The same of programmes by code."""
    return tuple(dict.fromkeys(ref for code in programmes for ref in scopes_of(code, day)))


def said_of(found: Sequence[Conflict], missing: Sequence[Missing] = ()) -> Text:
    """Rules that fired with their facts, and what was not on file."""
    parts = [party_words.words_of(one) for one in found]
    parts += [party_words.MISSING[one] for one in missing]
    return Text.joined(parts)


def _seat(member: Member, against: list[Conflict], without: tuple[Missing, ...]) -> Seat:
    last: Opinion | None = member.said[-1] if member.said else None  # type: ignore[attr-defined]
    return Seat(
        person=member.person.code,
        name=member.person.name,
        capacity=member.capacity,
        position=last.position if last else "",
        text=last.text if last else "",
        given_on=last.given_on if last else None,
        marks=tuple(last.marks) if last else (),
        recused_on=member.recused_on,
        reason=member.reason,
        conflicts=tuple(against),
        missing=without,
    )


def _cases(subject: Subject, people: Sequence[Person], day: date) -> list[Case]:
    concerned = tuple(subject.people.select_related("organisation").order_by("pk"))
    bodies = tuple(subject.organisations.order_by("pk"))
    return [Case(person=one, people=concerned, organisations=bodies, day=day) for one in people]


def _names(rows: Sequence[Seat]) -> Text:
    if not rows:
        return messages.NONE
    ja = "、".join(one.name.ja for one in rows)
    return Text(ja, ", ".join(one.name.en for one in rows))
