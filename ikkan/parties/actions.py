"""Writes of parties: organisations, people and ties, one by one or in batches.

Called by forms, imports and the demonstration. A batch is held to the same findings as one record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from ikkan.accounts.models import User
from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.parties import loads, messages
from ikkan.parties.loads import NewOrganisation, NewPerson
from ikkan.parties.models import Declaration, Organisation, Person, Tie
from ikkan.parties.rules import TieSort
from ikkan.records.codes import next_code, next_codes
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

MOST = 500
_OF_PEOPLE = frozenset({TieSort.FAMILY, TieSort.COAUTHOR})


@action(
    "parties.register_organisation",
    permission="can_register_party",
    description=Text("機関を登録する", "Register an organisation"),
)
def register_organisation(
    given: NewOrganisation, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Organisation:
    """One organisation. Raises InputError with every finding."""
    (made,) = _organisations([given], as_of)
    journal.write(
        Ref("parties.organisation", made.code),
        {
            "name": [made.name_ja, made.name_en],
            "sort": made.sort,
            "corporate_number": made.corporate_number,
            "prefecture": made.prefecture,
        },
    )
    return made


@action(
    "parties.register_person",
    permission="can_register_party",
    description=Text("人を登録する", "Register a person"),
)
def register_person(
    given: NewPerson, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Person:
    """One person. Raises InputError with every finding, NotFound for organisation or account."""
    (made,) = _people([given], as_of)
    journal.write(
        Ref("parties.person", made.code),
        {
            "name": [made.name_ja, made.name_en],
            "organisation": given.organisation,
            "researcher_number": made.researcher_number,
            "account": made.account_code,
            "published": made.published,
        },
    )
    return made


@action(
    "parties.record_parties",
    permission="can_register_party",
    description=Text(
        "機関と人をまとめて登録する", "Register organisations and people in one batch"
    ),
)
def record_parties(
    organisations: Sequence[NewOrganisation],
    people: Sequence[NewPerson],
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> list[str]:
    """Codes in the order given, organisations first; a person may name one of the same batch.

    A constant number of queries. Raises InputError with every finding, NotFound.
    """
    count = len(organisations) + len(people)
    if count > MOST:
        raise InputError("parties.batch", messages.TOO_MANY.format(most=MOST, given=count))
    if not count:
        journal.nothing_to_do()
        return []
    made = [row.code for row in _organisations(organisations, as_of)]
    made_people = [row.code for row in _people(people, as_of)]
    journal.write("parties", {"organisations": made, "people": made_people})
    return [*made, *made_people]


@action(
    "parties.record_tie",
    permission="can_record_tie",
    description=Text("人の関係を記録する", "Record a tie of a person"),
    scope=lambda given: Ref("parties.person", given["person"]),
)
def record_tie(
    person: str,
    sort: str,
    *,
    other: str = "",
    organisation: str = "",
    valid_from: date,
    valid_to: date | None = None,
    note: str = "",
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Tie:
    """A tie of `person` to another person or to an organisation, by codes.

    Raises InputError (sort, ends, dates), NotFound (either end).
    """
    if sort not in messages.TIE_SORTS:
        known = ", ".join(messages.TIE_SORTS)
        raise InputError("parties.sort", messages.SORT_UNKNOWN.format(sort=sort, choices=known))
    if bool(other) == bool(organisation):
        raise InputError("parties.tie_ends", messages.TIE_ENDS)
    if other == person:
        raise InputError("parties.tie_self", messages.TIE_SELF)
    if organisation and TieSort(sort) in _OF_PEOPLE:
        raise InputError("parties.tie_family", messages.TIE_FAMILY)
    if valid_to is not None and valid_to < valid_from:
        words = messages.TIE_DATES.format(valid_from=valid_from, valid_to=valid_to)
        raise InputError("parties.tie_dates", words)
    people = _found(Person, {person, other} - {""}, messages.PERSON_UNKNOWN)
    bodies = _found(Organisation, {organisation} - {""}, messages.ORGANISATION_UNKNOWN)
    tie = Tie.objects.create(
        code=next_code("TIE", as_of.year),
        person_id=people[person],
        other_id=people.get(other),
        organisation_id=bodies.get(organisation),
        sort=sort,
        valid_from=valid_from,
        valid_to=valid_to,
        note=note.strip()[:400],
    )
    journal.write(
        Ref("parties.tie", tie.code),
        {
            "person": person,
            "other": other or organisation,
            "sort": sort,
            "from": valid_from,
            "to": valid_to,
        },
    )
    return tie


def _person_of_tie(given: Mapping[str, Any]) -> Ref | None:
    code = Tie.objects.filter(code=given["code"]).values_list("person__code", flat=True).first()
    return Ref("parties.person", code) if code else None


@action(
    "parties.end_tie",
    permission="can_record_tie",
    description=Text("人の関係を終える", "End a tie of a person"),
    scope=_person_of_tie,
)
def end_tie(
    code: str,
    last_day: date | None = None,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Tie:
    """Set its last day (yesterday if none is given).

    Raises NotFound, VersionConflict, InputError (it ended already, or before it began).
    """
    tie = Tie.objects.select_for_update().filter(code=code).first()
    if tie is None:
        raise NotFound("parties.tie", messages.TIE_UNKNOWN.format(code=code))
    require_version(tie, version)
    if tie.valid_to is not None and tie.valid_to < as_of:
        raise InputError("parties.tie_ended", messages.TIE_ENDED.format(day=tie.valid_to))
    last = last_day or as_of - timedelta(days=1)
    if last < tie.valid_from:
        words = messages.TIE_DATES.format(valid_from=tie.valid_from, valid_to=last)
        raise InputError("parties.tie_dates", words)
    tie.valid_to = last
    tie.version += 1
    tie.save(update_fields=["valid_to", "version"])
    journal.write(Ref("parties.tie", tie.code), {"to": last})
    return tie


@action(
    "parties.declare_interests",
    permission="can_declare_interests",
    description=Text("利益関係を申告する", "Declare one's interests"),
    scope=lambda given: Ref("parties.person", given["person"]),
)
def declare_interests(
    person: str,
    statement: str,
    declared_on: date,
    valid_to: date,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Declaration:
    """What the person declares, until when it stands. Raises InputError, NotFound (person)."""
    found = []
    if not statement.strip():
        found.append(messages.DECLARED_NOTHING)
    if declared_on > as_of:
        found.append(messages.DECLARED_AHEAD.format(day=declared_on, today=as_of))
    if valid_to < declared_on:
        words = messages.DECLARED_SHORT.format(valid_to=valid_to, declared_on=declared_on)
        found.append(words)
    _refuse(found)
    people = _found(Person, {person}, messages.PERSON_UNKNOWN)
    made = Declaration.objects.create(
        code=next_code("DECL", as_of.year),
        person_id=people[person],
        declared_on=declared_on,
        valid_to=valid_to,
        statement=statement.strip(),
    )
    said = {"person": person, "declared_on": declared_on, "valid_to": valid_to}
    journal.write(Ref("parties.declaration", made.code), {**said, "statement": made.statement})
    return made


def _organisations(given: Sequence[NewOrganisation], as_of: date) -> list[Organisation]:
    read = [loads.read_organisation(one) for one in given]
    numbers = [one.corporate_number for one in read]
    codes = [one.code for one in read]
    _refuse(
        [
            *(words for one in read for words in loads.organisation_findings(one)),
            *_taken(messages.CORPORATE_LABEL, Organisation, "corporate_number", numbers),
            *_taken(messages.CODE_LABEL, Organisation, "code", codes),
        ]
    )
    rows = [
        Organisation(
            code=code,
            name_ja=one.name_ja,
            name_en=one.name_en,
            sort=one.sort,
            corporate_number=one.corporate_number,
            prefecture=one.prefecture,
        )
        for one, code in zip(read, _codes("ORG", codes, as_of), strict=True)
    ]
    return Organisation.objects.bulk_create(rows)


def _people(given: Sequence[NewPerson], as_of: date) -> list[Person]:
    read = [loads.read_person(one) for one in given]
    numbers = [one.researcher_number for one in read]
    accounts = [one.account_code for one in read]
    codes = [one.code for one in read]
    _refuse(
        [
            *(words for one in read for words in loads.person_findings(one)),
            *_taken(messages.RESEARCHER_LABEL, Person, "researcher_number", numbers),
            *_taken(messages.ACCOUNT_LABEL, Person, "account_code", accounts),
            *_taken(messages.CODE_LABEL, Person, "code", codes),
        ]
    )
    bodies = _found(
        Organisation, {one.organisation for one in read} - {""}, messages.ORGANISATION_UNKNOWN
    )
    _found(User, set(accounts) - {""}, messages.ACCOUNT_UNKNOWN)
    rows = [
        Person(
            code=code,
            name_ja=one.name_ja,
            name_en=one.name_en,
            organisation_id=bodies.get(one.organisation),
            researcher_number=one.researcher_number,
            account_code=one.account_code,
            published=one.published,
        )
        for one, code in zip(read, _codes("PER", codes, as_of), strict=True)
    ]
    return Person.objects.bulk_create(rows)


def _refuse(findings: Sequence[Text]) -> None:
    """Raise InputError with all of them, each said once."""
    if findings:
        said = tuple(dict.fromkeys(findings))
        words = Text.joined(said)
        raise InputError("parties.findings", words)


def _taken(label: Text, model: type[Any], column: str, values: Iterable[str]) -> list[Text]:
    wanted = [value for value in values if value]
    if not wanted:
        return []
    rows = model.objects.filter(**{f"{column}__in": wanted}).values_list(column, "code")
    return loads.taken(label, wanted, dict(rows))


def _found(model: type[Any], codes: set[str], unknown: Text) -> dict[str, int]:
    """Keys by code. Raises NotFound for the first code that nobody has."""
    if not codes:
        return {}
    keys = dict(model.objects.filter(code__in=codes).values_list("code", "pk"))
    for code in sorted(codes - set(keys)):
        raise NotFound("parties.unknown", unknown.format(code=code))
    return keys


def _codes(prefix: str, given: Sequence[str], as_of: date) -> list[str]:
    wanted = sum(1 for code in given if not code)
    made = iter(next_codes(prefix, as_of.year, wanted) if wanted else ())
    return [code or next(made) for code in given]
