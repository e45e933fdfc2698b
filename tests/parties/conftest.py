"""Parties of a test, made through the actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ikkan.audit.actor import SYSTEM
from ikkan.parties import actions
from ikkan.parties.loads import NewOrganisation, NewPerson
from ikkan.parties.models import Organisation, Person

TODAY = date(2026, 4, 1)
ASKED: dict[str, Any] = {"by": SYSTEM, "as_of": TODAY, "version": None, "key": None}


@pytest.fixture
def organisation(db: None) -> Callable[..., Organisation]:
    """`organisation("甲大学")`: a university of that name."""

    def make(name: str, **given: Any) -> Organisation:
        new = NewOrganisation(name_ja=name, **({"sort": "university"} | given))
        return actions.register_organisation(new, **ASKED)

    return make


@pytest.fixture
def person(db: None) -> Callable[..., Person]:
    """`person("研究者一", organisation=甲大学)`: a person of that name."""

    def make(name: str, organisation: Organisation | None = None, **given: Any) -> Person:
        code = organisation.code if organisation else ""
        new = NewPerson(name_ja=name, organisation=code, **given)
        return actions.register_person(new, **ASKED)

    return make
