"""Accounts of a test and work that waits for them, made as a context makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from ikkan.accounts import actions, queries
from ikkan.accounts.models import User
from ikkan.audit import ports
from ikkan.audit.actor import SYSTEM, Actor
from ikkan.parties.actions import register_person
from ikkan.parties.loads import NewPerson
from ikkan.parties.models import Person
from ikkan.records import kinds
from ikkan.records.kinds import WorkItem
from ikkan.values.text import Text

ENGLISH = {"accept-language": "en"}
ROLES = {
    "auditor": Text("監査者", "Auditor"),
    "funder_staff": Text("資金配分機関の職員", "Staff of the funder"),
    "program_officer": Text("PO", "Programme officer"),
    "researcher": Text("研究者", "Researcher"),
}
Work = Callable[[Actor, Any], Iterable[WorkItem]]


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(ports, "_role_labels", lambda: ROLES)
    cache.clear()
    yield
    cache.clear()


def asked(by: Actor = SYSTEM) -> dict[str, Any]:
    """What every action is asked with, today."""
    return {"by": by, "as_of": timezone.localdate(), "version": None, "key": None}


def acting(user: User) -> Actor:
    """The actor behind an account today."""
    return queries.actor_of(user, timezone.localdate())


@pytest.fixture
def account(db: None) -> Callable[..., User]:
    """`account("ada", "auditor", language="en")`: an account with roles from today on."""

    def make(name: str, *roles: str, language: str = "", **grant: Any) -> User:
        user = actions.create_account(f"{name}@example.jp", name, **asked())
        if language:
            user = actions.set_preferences(user.code, {"language": language}, **asked())
        for role in roles:
            actions.grant_role(user.code, role, **grant, **asked())
        return user

    return make


@pytest.fixture
def researcher(db: None) -> Person:
    """A person of whom every office may know."""
    new = NewPerson(name_ja="研究者一", name_en="Researcher One")
    return register_person(new, **asked())


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> Callable[[Work], None]:
    """`waiting(work)`: people are a kind for which that work waits."""

    def declare(work: Work) -> None:
        kind = replace(kinds.kind_of("parties.person"), work=work, station="award")
        monkeypatch.setitem(kinds._kinds, "parties.person", kind)

    return declare
