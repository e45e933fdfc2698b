"""Steps that the tests of gates share: a panel that speaks, a client of an actor, refusals."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from ikkan.accounts.models import User
from ikkan.audit.actor import Actor
from ikkan.portfolio.gating import actions
from ikkan.portfolio.models import Gate
from ikkan.review import actions as review
from ikkan.review.models import Subject
from ikkan.values.errors import IkkanError, InputError, NotAllowed, NotFound
from tests.portfolio.stage import Stage, by, open_gate

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def refused(code: str, *said: str) -> Any:
    """The refusal of that rule, with these words in either language."""

    def check(error: IkkanError) -> bool:
        both = error.text.ja + error.text.en
        return error.code == code and all(text in both for text in said)

    return pytest.RaisesExc((InputError, NotAllowed, NotFound), check=check)


def convened(staged: Stage, quorum: int = 1, gate: Gate | None = None, **given: Any) -> Gate:
    """A pending gate with a case of that quorum."""
    held = gate or open_gate(staged, **given)
    return actions.convene_gate(held.code, quorum, **by(staged.actors["officer"], held.version))


def spoke(staged: Stage, gate: Gate, name: str, position: str = "for", **given: Any) -> Subject:
    """The person is seated and gives its opinion; `capacity`, `marks`."""
    assert gate.subject is not None
    case = Subject.objects.get(pk=gate.subject.pk)
    officer, person = staged.actors["officer"], staged.people[name]
    capacity = given.pop("capacity", "expert")
    if not case.members.filter(person__code=person).exists():
        case = review.seat_member(case.code, person, capacity, **by(officer, case.version))
    return review.give_opinion(
        case.code, position, f"{name}の意見", **given, **by(staged.actors[name], case.version)
    )


def client_of(actor: Actor, language: str = "en") -> Client:
    """A browser in which the actor is logged in."""
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.get(code=actor.code), backend=BACKEND)
    return client
