"""Who holds which office: one director per project at a time, and who holds one on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ikkan.audit.actor import PUBLIC, SYSTEM, Actor
from ikkan.parties.models import Person
from ikkan.plan import actions, offices
from ikkan.plan.models import Appointment
from ikkan.plan.rules import offices as rules
from ikkan.plan.rules.offices import COORDINATOR, DIRECTOR, OFFICER, SUPERVISOR, Office
from ikkan.records.kinds import kind_of
from ikkan.records.queries import visible
from ikkan.values.errors import InputError, NotAllowed, NotFound, VersionConflict
from ikkan.values.ref import Ref

TODAY = date(2026, 11, 22)
PROJECT = Ref("project", "T3-1")
PROGRAMME = Ref("programme", "next-cancer")


def office(role: str = DIRECTOR, scope: Ref | None = PROJECT, **changes: Any) -> Office:
    said: dict[str, Any] = {"valid_from": date(2025, 4, 1), "person": "P-1"}
    return Office(role=role, scope=scope, **(said | changes))


def test_two_directors_of_one_project_never_overlap() -> None:
    first = office(valid_to=date(2026, 3, 31))
    assert rules.refused(office(person="P-2", valid_from=date(2026, 4, 1)), [first]) == ()
    (words,) = rules.refused(office(person="P-2", valid_from=date(2026, 3, 31)), [first])
    assert "P-1" in words.ja
    assert "end that appointment first" in words.en
    other = Ref("project", "T3-2")
    assert rules.refused(office(person="P-2", scope=other), [first]) == ()


def test_several_supervisors_and_officers_serve_together_but_nobody_twice() -> None:
    for role in (SUPERVISOR, OFFICER):
        held = office(role)
        assert rules.refused(office(role, person="P-2"), [held]) == ()
        assert len(rules.refused(office(role), [held])) == 1


def test_an_office_has_its_scope_and_days() -> None:
    assert len(rules.refused(office("reviewer"), [])) == 1
    assert len(rules.refused(office(scope=None), [])) == 1
    assert len(rules.refused(office(scope=PROGRAMME), [])) == 1
    assert len(rules.refused(office(COORDINATOR), [])) == 1
    assert rules.refused(office(COORDINATOR, None), []) == ()
    assert len(rules.refused(office(valid_to=date(2025, 3, 31)), [])) == 1
    assert rules.refused_end(office(), date(2025, 3, 31)) is not None
    assert rules.refused_end(office(valid_to=date(2025, 5, 1)), TODAY) is not None
    assert rules.refused_end(office(), TODAY) is None


@pytest.fixture
def people(applied: Any) -> list[Person]:
    return [
        Person.objects.create(code=f"P-{n}", name_ja=f"人{n}", name_en=f"Person {n}")
        for n in (1, 2)
    ]


def appoint(given: Office, by: Actor = SYSTEM, basis: str = "辞令1号") -> Appointment:
    return actions.appoint(given, basis, by=by, as_of=TODAY, version=None, key=None)


def test_an_appointment_is_public_and_answers_who_holds_what(
    people: list[Person], amed: Any
) -> None:
    project = Ref("project", amed.rows_of("project")[0].code)
    appoint(office(scope=project, valid_to=TODAY))
    appoint(office(OFFICER, PROGRAMME, person="P-2"))
    appoint(office(OFFICER, None, valid_from=date(2026, 1, 1)))
    assert visible("plan.appointment", PUBLIC).count() == 3
    held = offices.offices_of("P-1", TODAY)
    assert {(one.role, one.scope) for one in held} == {(DIRECTOR, project), (OFFICER, None)}
    assert offices.offices_of("P-1", date(2025, 3, 31)) == ()
    assert set(offices.holders(OFFICER, [PROGRAMME], TODAY)) == {"P-1", "P-2"}
    assert offices.holders(OFFICER, [], TODAY) == ("P-1",)
    assert offices.holders(DIRECTOR, [project], date(2026, 11, 23)) == ()


def test_an_ended_appointment_stays_and_makes_room(people: list[Person], amed: Any) -> None:
    project = Ref("project", amed.rows_of("project")[0].code)
    first = appoint(office(scope=project))
    with pytest.raises(InputError, match="director since"):
        appoint(office(scope=project, person="P-2", valid_from=TODAY))
    who: dict[str, Any] = {"by": SYSTEM, "as_of": TODAY, "key": None}
    with pytest.raises(VersionConflict):
        actions.end_appointment(first.code, TODAY, version=3, **who)
    ended = actions.end_appointment(first.code, date(2026, 11, 21), version=1, **who)
    assert ended.version == 2
    appoint(office(scope=project, person="P-2", valid_from=TODAY))
    assert Appointment.objects.count() == 2
    with pytest.raises(NotFound):
        actions.end_appointment("APP-0", TODAY, version=1, **who)


def test_an_appointment_names_a_person_a_basis_and_something_there_is(
    people: list[Person], amed: Any
) -> None:
    project = Ref("project", amed.rows_of("project")[0].code)
    with pytest.raises(InputError, match="no person"):
        appoint(office(scope=project, person="P-9"))
    with pytest.raises(InputError, match="rests on"):
        appoint(office(scope=project), basis=" ")
    with pytest.raises(InputError, match="project:none"):
        appoint(office(scope=Ref("project", "none")))
    with pytest.raises(NotAllowed):
        appoint(office(scope=project), by=Actor("u", frozenset({"account", "hq_officer"})))
    assert not Appointment.objects.exists()


def test_only_who_consented_is_named_to_everybody(people: list[Person]) -> None:
    made = appoint(office(OFFICER, None))
    kind = kind_of("plan.appointment")
    assert kind is not None
    assert people[0].name_ja not in kind.title(made).ja
    made.person.published = True
    assert people[0].name_ja in kind.title(made).ja
