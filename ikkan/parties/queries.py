"""Reads of parties that other contexts need: who an account is, and which conflicts there are.

Called by gates and every later decision. The number of queries does not grow with the subjects.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from ikkan.audit.actor import Actor
from ikkan.parties import rules
from ikkan.parties.messages import PERSON_UNKNOWN
from ikkan.parties.models import Person, Tie
from ikkan.values.errors import NotFound


def person_of(actor: Actor) -> Person | None:
    """The person as whom the actor's account acts; None where no person has the account."""
    return Person.objects.select_related("organisation").filter(account_code=actor.code).first()


def conflicts_of(
    person_code: str,
    subject_person_codes: Collection[str],
    organisation_codes: Collection[str],
    day: date,
) -> tuple[rules.Conflict, ...]:
    """Why that person may not decide about these people and organisations on `day`.

    One conflict at most for each subject, people first; two queries. Raises NotFound for an
    unknown decider or subject: nobody is free of conflicts with somebody not on record.
    """
    wanted = {person_code, *subject_person_codes}
    people = {
        code: rules.Party(person=code, organisation=organisation or "")
        for code, organisation in Person.objects.filter(code__in=wanted).values_list(
            "code", "organisation__code"
        )
    }
    for code in (person_code, *subject_person_codes):
        if code not in people:
            raise NotFound("parties.person", PERSON_UNKNOWN.format(code=code))
    decider = people[person_code]
    subjects = [people[code] for code in dict.fromkeys(subject_person_codes)]
    subjects += [rules.Party(organisation=code) for code in dict.fromkeys(organisation_codes)]
    ties = _ties(decider, subject_person_codes, day)
    found = (rules.conflict(decider, subject, ties, day) for subject in subjects)
    return tuple(one for one in found if one is not None)


def _ties(decider: rules.Party, subjects: Collection[str], day: date) -> list[rules.Tied]:
    touching = Q(person__code=decider.person) | Q(other__code=decider.person)
    if decider.organisation:
        touching |= Q(person__code__in=subjects, organisation__code=decider.organisation)
    in_force = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    rows = Tie.objects.filter(touching & in_force).select_related("person", "other", "organisation")
    return [
        rules.Tied(
            code=row.code,
            sort=rules.TieSort(row.sort),
            person=row.person.code,
            other=row.other.code if row.other else "",
            organisation=row.organisation.code if row.organisation else "",
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in rows
    ]
