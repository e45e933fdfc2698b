"""Who may decide about an award: the role or appointment for its programme, and no conflict.

Decides: the refusals of a decision with the rule, the facts and who else may decide. Called by
actions and loads; a constant number of queries. Source: S-317, S-322; design §3 "Conflicts".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ikkan.audit import policy, ports
from ikkan.audit.actor import SYSTEM_ROLE, Actor
from ikkan.awards.models import Award
from ikkan.parties import conflicts as conflicts_of_parties
from ikkan.parties import messages as party_words
from ikkan.parties import queries as parties
from ikkan.parties.conflicts import Case
from ikkan.parties.models import Person
from ikkan.parties.rules import Conflict
from ikkan.plan import offices
from ikkan.plan.models import Appointment
from ikkan.plan.offices import scopes_of
from ikkan.plan.queries import snapshot
from ikkan.portfolio import messages, rules
from ikkan.values.errors import InputError, NotAllowed
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """Who decides about which award on which day."""

    person: Person
    award: Award
    day: date


def demand_role(permission: str, actor: Actor, award: Award, day: date) -> tuple[Ref, ...]:
    """What the decision touches. Raises NotAllowed where no role of the actor reaches it.

    Called before the action's own check of the permission, whose words name no office.
    """
    touched = scopes_of(award.programme_code, day)
    if not policy.permitted(permission, actor, touched):
        raise _no_office(award, day)
    return touched


def demand_free(
    actor: Actor, award: Award, day: date, more: Callable[[Person], list[Conflict]] | None = None
) -> Person | None:
    """The person who decides; None for the command line. `more` finds further conflicts.

    Raises NotAllowed for an account of nobody, an office elsewhere, or a conflict of interest.
    """
    if SYSTEM_ROLE in actor.roles:
        return None
    person = parties.person_of(actor)
    if person is None:
        raise NotAllowed("portfolio.no_person", messages.NO_PERSON)
    scopes = scopes_of(award.programme_code, day)
    held = [one for one in offices.offices_of(person.code, day) if one.role in rules.DECIDERS]
    office = rules.Office(
        granted=any(_granted(actor, role, ref) for role in rules.DECIDERS for ref in scopes),
        everywhere=any(_everywhere(actor, role) for role in rules.DECIDERS),
        appointed=any(one.scope in (None, *scopes) for one in held) if held else None,
    )
    if not office.held:
        raise _no_office(award, day)
    found = conflicts([Decider(person=person, award=award, day=day)])[0]
    if not found and more is not None:
        found = more(person)
    if found:
        raise _conflicted(found, award, day)
    return person


def batch_refusals(deciders: Sequence[Decider | None], as_of: date) -> list[tuple[int, InputError]]:
    """The same two rules for decisions of others that a batch records; by place in the batch."""
    pack = snapshot(as_of)
    known = [(place, one) for place, one in enumerate(deciders) if one is not None]
    rows = Appointment.objects.filter(
        person__in={one.person.pk for _, one in known}, role__in=rules.DECIDERS
    )
    held: dict[int, list[Appointment]] = {}
    for row in rows:
        held.setdefault(row.person_id, []).append(row)
    refused: list[tuple[int, InputError]] = []
    for (place, one), found in zip(known, conflicts([one for _, one in known]), strict=True):
        mine = [row for row in held.get(one.person.pk, ()) if _on(row, one.day)]
        reach = ["", *(str(ref) for ref in scopes_of(one.award.programme_code, one.day, pack))]
        if mine and not any(row.scope in reach for row in mine):
            error = _no_office(one.award, one.day)
            refused.append((place, InputError(error.code, error.text)))
        if found:
            error = _conflicted(found, one.award, one.day)
            refused.append((place, InputError(error.code, error.text)))
    return refused


def conflicts(deciders: Sequence[Decider]) -> list[list[Conflict]]:
    """For each, why that person may not decide about principal and organisation. One query."""
    return conflicts_of_parties.found([case_of(one) for one in deciders])


def case_of(one: Decider) -> Case:
    """The people and organisations that the award concerns."""
    leader = one.award.principal
    return Case(
        person=one.person,
        people=() if leader is None else (leader,),
        organisations=(one.award.organisation,),
        day=one.day,
    )


def _granted(actor: Actor, role: str, ref: Ref) -> bool:
    return any((one.role, one.kind, one.code) == (role, ref.kind, ref.code) for one in actor.scopes)


def _everywhere(actor: Actor, role: str) -> bool:
    return role in actor.roles and actor.holds(role)


def _on(row: Appointment, day: date) -> bool:
    return row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)


def _no_office(award: Award, day: date) -> NotAllowed:
    words = messages.NO_OFFICE.format(
        programme=_programme(award, day), roles=_roles(), holders=_holders(award, day)
    )
    return NotAllowed("portfolio.office", words)


def _conflicted(found: Sequence[Conflict], award: Award, day: date) -> NotAllowed:
    said = [party_words.words_of(one) for one in found]
    words = messages.CONFLICT.format(
        facts=Text.joined(said),
        holders=_holders(award, day, but={one.decider.person for one in found}),
    )
    return NotAllowed(found[0].rule.value, words)


def _programme(award: Award, day: date) -> Text:
    row = snapshot(day).find(Ref("programme", award.programme_code or "-"))
    return Text(award.code, award.code) if row is None else row.label


def _roles() -> Text:
    labels: Mapping[str, Text] = ports.role_labels()
    said = [labels.get(role, Text(role, role)) for role in rules.DECIDERS]
    return Text.joined(said, "・", ", ")


def _holders(award: Award, day: date, but: Collection[str] = ()) -> Text:
    """Who holds the office for the award's programme on the day."""
    scopes = scopes_of(award.programme_code, day)
    codes = [
        code
        for role in rules.DECIDERS
        for code in offices.holders(role, scopes, day)
        if code not in but
    ]
    people = list(Person.objects.filter(code__in=codes).order_by("pk")[:_SHOWN])
    if not people:
        return messages.NOBODY
    return Text("、".join(one.name_ja for one in people), ", ".join(one.name_en for one in people))
