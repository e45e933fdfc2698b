"""Cases are opened, members seated and asked, opinions recorded, members stand aside, cases close.

Called by pages, by gates and hand-overs, and by the demonstration. Source: S-325 (003:1059),
S-340 (003:1191).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ikkan.audit import journal, policy
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import SYSTEM_ROLE, Actor
from ikkan.line import registry
from ikkan.line.writing import SIDE, Joint, join
from ikkan.parties import messages as party_words
from ikkan.parties import queries as parties
from ikkan.parties.models import Organisation, Person
from ikkan.parties.rules import Missing
from ikkan.plan.queries import snapshot
from ikkan.records.codes import next_code
from ikkan.review import messages, queries, rules
from ikkan.review.models import Member, Opinion, Subject, SubjectProgramme
from ikkan.review.rules import NewSubject
from ikkan.values.errors import InputError, NotAllowed, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

KIND = "review.subject"
_PERSON, _ORGANISATION = "parties.person", "parties.organisation"


def _new_reach(given: Mapping[str, Any]) -> tuple[Ref, ...]:
    return queries.reach(given["new"].programmes, given["as_of"])


def _held_reach(given: Mapping[str, Any]) -> tuple[Ref, ...]:
    rows = SubjectProgramme.objects.filter(subject__code=given["subject"])
    return queries.reach(list(rows.values_list("code", flat=True)), given["as_of"])


def _own_reach(given: Mapping[str, Any]) -> tuple[Ref, ...]:
    """Programmes of the case, and who acts: a role for oneself or one's organisation reaches."""
    person = parties.person_of(given["by"])
    refs = _held_reach(given)
    if person is not None:
        refs = (*refs, Ref(_PERSON, person.code))
        if person.organisation is not None:
            refs = (*refs, Ref(_ORGANISATION, person.organisation.code))
    return refs


@action(
    "review.open_subject",
    permission="can_open_subject",
    description=Text("意見を聴く案件を開く", "Open a case for opinions"),
    scope=_new_reach,
)
def open_subject(
    new: NewSubject, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Subject:
    """A case about a record. Raises InputError with every finding, NotFound."""
    held = snapshot(as_of)
    found = list(rules.against_subject(new, as_of))
    if new.ref not in registry.exist({new.ref}):
        found.append(messages.NO_RECORD.format(ref=new.ref))
    for code in new.programmes:
        if held.find(Ref("programme", code)) is None:
            found.append(messages.NO_PROGRAMME.format(code=code))
    people = {one.code: one for one in Person.objects.filter(code__in=new.people)}
    found += [messages.NO_PERSON.format(code=code) for code in new.people if code not in people]
    bodies = {one.code: one for one in Organisation.objects.filter(code__in=new.organisations)}
    found += [
        messages.NO_ORGANISATION.format(code=code)
        for code in new.organisations
        if code not in bodies
    ]
    before = queries.open_on(new.ref)
    if before is not None:
        found.append(messages.OPEN_BEFORE.format(subject=before.code))
    _refuse("review.subject", found)
    subject = Subject.objects.create(
        code=next_code("SUBJ", as_of.year),
        ref=str(new.ref),
        title_ja=(new.title.ja or new.title.en).strip(),
        title_en=new.title.en.strip(),
        quorum=new.quorum,
        aspects=[{"ja": one.ja, "en": one.en or one.ja} for one in new.aspects],
        declared=new.declared,
        opened_on=as_of,
        due_on=new.due_on,
    )
    subject.people.set(people.values())
    subject.organisations.set(bodies.values())
    SubjectProgramme.objects.bulk_create(
        SubjectProgramme(subject=subject, code=code) for code in dict.fromkeys(new.programmes)
    )
    join(Ref(KIND, subject.code), (Joint(kind="subject", to=new.ref, direction=SIDE),))
    said = {
        "ref": subject.ref,
        "people": list(people),
        "organisations": list(bodies),
        "quorum": new.quorum,
        "due_on": new.due_on,
        "programmes": list(new.programmes),
        "declared": new.declared,
    }
    journal.write(Ref(KIND, subject.code), said)
    return subject


@action(
    "review.seat_member",
    permission="can_seat_member",
    description=Text("案件の委員を加える", "Seat a member of the panel"),
    scope=_held_reach,
)
def seat_member(
    subject: str,
    person: str,
    capacity: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Subject:
    """The person is asked from today on; one with a conflict is shown as excluded.

    Raises NotFound, VersionConflict, InputError with every finding.
    """
    case = _locked(subject, version, as_of)
    found = []
    if capacity not in rules.CAPACITIES:
        found.append(messages.CAPACITY.format(read=capacity[:40] or "–"))
    who = Person.objects.select_related("organisation").filter(code=person).first()
    if who is None:
        raise NotFound("review.person", messages.NO_PERSON.format(code=person[:60]))
    if case.members.filter(person=who).exists():
        found.append(messages.SEATED_BEFORE.format(person=who.name))
    if case.members.count() >= rules.MOST_SEATS:
        found.append(messages.FULL.format(most=rules.MOST_SEATS))
    _refuse("review.member", found)
    Member.objects.create(subject=case, person=who, capacity=capacity, asked_on=as_of)
    against = [one.rule.value for one in queries.conflicts_of(case, who, as_of)]
    missing = [one.value for one in queries.missing_of(case, who, as_of)]
    said = {"person": person, "capacity": capacity, "conflicts": against, "missing": missing}
    return _changed(case, said)


@action(
    "review.give_opinion",
    permission="can_give_review",
    description=Text("案件に意見を述べる", "Give an opinion on a case"),
    scope=_own_reach,
)
def give_opinion(
    subject: str,
    position: str,
    text: str,
    person: str = "",
    marks: Sequence[int | None] = (),
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Subject:
    """The actor's own, or what another member said, as an officer of the case records it.

    Raises NotFound, VersionConflict, NotAllowed (conflict, no member, stood aside, no declaration),
    InputError with every finding.
    """
    case = _locked(subject, version, as_of)
    member = _member(case, person, by, as_of)
    _demand_free(case, member, as_of)
    _refuse("review.opinion", rules.against_opinion(position, text, list(marks), len(case.aspects)))
    Opinion.objects.create(
        member=member,
        position=position,
        text=text.strip(),
        marks=list(marks),
        given_on=as_of,
        recorded_by=by.code,
    )
    said = {
        "person": member.person.code,
        "capacity": member.capacity,
        "position": position,
        "text": text.strip(),
        "marks": list(marks),
    }
    return _changed(case, said)


@action(
    "review.recuse",
    permission="can_recuse",
    description=Text("審議から外れる", "Stand aside from a case"),
    scope=_own_reach,
)
def recuse(
    subject: str,
    reason: str,
    person: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Subject:
    """The actor, or the member named by an officer of the case; what it said no longer counts.

    Raises NotFound, VersionConflict, NotAllowed, InputError.
    """
    case = _locked(subject, version, as_of)
    member = _member(case, person, by, as_of)
    if member.recused_on is not None:
        words = messages.RECUSED_BEFORE.format(person=member.person.name, day=member.recused_on)
        raise InputError("review.recused_before", words)
    if not reason.strip():
        raise InputError("review.reason", messages.REASON)
    member.recused_on, member.reason = as_of, reason.strip()
    member.save(update_fields=["recused_on", "reason"])
    return _changed(case, {"recused": member.person.code, "reason": member.reason})


@action(
    "review.close_subject",
    permission="can_close_subject",
    description=Text("案件の意見を締め切る", "Close a case"),
    scope=_held_reach,
)
def close_subject(
    subject: str,
    reason: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Subject:
    """No opinion comes after. Raises NotFound, VersionConflict, InputError."""
    case = _locked(subject, version, as_of)
    case.state, case.closed_on, case.reason = rules.CLOSED, as_of, reason.strip()
    held = queries.standing(case, as_of)
    said = {
        "reason": case.reason,
        "quorum": case.quorum,
        "given": {one.person: one.position for one in held.given},
        "recused": [one.person for one in held.recused],
    }
    return _changed(case, said, "state", "closed_on", "reason")


def _locked(code: str, version: int | None, as_of: date) -> Subject:
    """The open case, locked. Raises NotFound, VersionConflict, InputError where it is closed."""
    case = Subject.objects.select_for_update().filter(code=code).first()
    if case is None:
        raise NotFound("review.none", messages.NO_SUBJECT.format(code=code[:80]))
    require_version(case, version)
    if case.state != rules.OPEN:
        words = messages.IS_CLOSED.format(subject=code, day=case.closed_on)
        raise InputError("review.closed", words)
    return case


def _member(case: Subject, person: str, by: Actor, as_of: date) -> Member:
    """Whose seat it is. Raises NotAllowed for somebody else's, or for no seat."""
    own = parties.person_of(by)
    if person and (own is None or own.code != person):
        scope = queries.reach_of(case, as_of)
        if not policy.permitted("can_seat_member", by, scope):
            raise NotAllowed("review.for_another", messages.NOT_ONESELF)
        who = Person.objects.filter(code=person).first()
        if who is None:
            raise NotFound("review.person", messages.NO_PERSON.format(code=person[:60]))
    elif own is None:
        words = messages.NO_PERSON.format(code="–") if SYSTEM_ROLE in by.roles else messages.NOBODY
        raise NotAllowed("review.no_person", words)
    else:
        who = own
    members = Member.objects.select_related("person__organisation").filter(subject=case)
    member = members.filter(person=who).first()
    if member is None:
        words = messages.NOT_SEATED.format(person=who.name)
        raise NotAllowed("review.not_seated", words)
    return member


def _demand_free(case: Subject, member: Member, as_of: date) -> None:
    """Raise NotAllowed for who stood aside, has a conflict, or lacks a demanded declaration."""
    who = member.person
    if member.recused_on is not None:
        words = messages.RECUSED.format(
            person=who.name, day=member.recused_on, reason=member.reason
        )
        raise NotAllowed("review.recused", words)
    missing = queries.missing_of(case, who, as_of)
    if found := queries.conflicts_of(case, who, as_of):
        raise NotAllowed(found[0].rule.value, queries.said_of(found, missing))
    if case.declared and Missing.DECLARATION in missing:
        words = messages.UNDECLARED.format(
            person=who.name, missing=party_words.MISSING[Missing.DECLARATION]
        )
        raise NotAllowed("review.declaration", words)


def _changed(case: Subject, said: Mapping[str, object], *fields: str) -> Subject:
    case.version += 1
    case.save(update_fields=["version", *fields])
    journal.write(Ref(KIND, case.code), said)
    return case


def _refuse(code: str, findings: Iterable[Text]) -> None:
    found = list(dict.fromkeys(findings))
    if found:
        words = Text.joined(found)
        raise InputError(code, words)
