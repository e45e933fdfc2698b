"""Whether people may judge what concerns others: the facts of the rules on conflicts, gathered.

Decides: nothing beyond rules.conflict and rules.missing; which ties and declarations they look at.
Called by decisions and panels. Two queries, however many cases. Source: S-322; design §3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ikkan.parties.models import Declaration, Organisation, Person, Tie
from ikkan.parties.rules import Conflict, Missing, Party, Tied, TieSort, conflict, missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Somebody who is to judge on `day`, and the people and organisations concerned."""

    person: Person
    people: tuple[Person, ...]
    organisations: tuple[Organisation, ...]
    day: date

    @property
    def subjects(self) -> tuple[Party, ...]:
        """The parties concerned as the rules see them."""
        bodies = (Party(organisation=one.code) for one in self.organisations)
        return (*(party(one) for one in self.people), *bodies)


def party(person: Person) -> Party:
    """The person with where it belongs."""
    home = person.organisation
    return Party(person=person.code, organisation=home.code if home is not None else "")


def found(cases: Sequence[Case]) -> list[list[Conflict]]:
    """For each case, why that person may not judge; one query."""
    ties = _ties(cases)
    return [
        [
            one
            for subject in case.subjects
            if (one := conflict(party(case.person), subject, ties, case.day)) is not None
        ]
        for case in cases
    ]


def unknown(cases: Sequence[Case]) -> list[tuple[Missing, ...]]:
    """For each case, what was not on file; one query."""
    people = {case.person.pk for case in cases}
    rows = Declaration.objects.filter(person__in=people)
    held: dict[int, list[Declaration]] = {}
    for row in rows if people else ():
        held.setdefault(row.person_id, []).append(row)
    return [
        missing(
            party(case.person),
            case.subjects,
            declared=any(
                row.declared_on <= case.day <= row.valid_to for row in held.get(case.person.pk, ())
            ),
        )
        for case in cases
    ]


def _ties(cases: Sequence[Case]) -> list[Tied]:
    people = {case.person.pk for case in cases}
    homes = {case.person.organisation_id for case in cases if case.person.organisation_id}
    concerned = {one.pk for case in cases for one in case.people}
    touching = Q(person__in=people) | Q(other__in=people)
    touching |= Q(person__in=concerned, organisation__in=homes)
    rows = Tie.objects.filter(touching).select_related("person", "other", "organisation")
    return [
        Tied(
            code=row.code,
            sort=TieSort(row.sort),
            person=row.person.code,
            other=row.other.code if row.other is not None else "",
            organisation=row.organisation.code if row.organisation is not None else "",
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in (rows if people else ())
    ]
