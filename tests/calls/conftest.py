"""A call on a funded account, and people who may apply to it."""

from __future__ import annotations

import itertools
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from ikkan.audit.actor import SYSTEM, Actor, Scope
from ikkan.budget import actions as budget
from ikkan.budget.rules import NewAccount, NewTransfer
from ikkan.calls import actions
from ikkan.calls.models import Application, Call
from ikkan.calls.rules import ZONE, NewApplication, NewCall
from ikkan.pack.model import Pack
from ikkan.parties.models import Organisation, Person
from ikkan.plan import actions as plan
from ikkan.server import packs

TODAY = date(2026, 5, 20)
CLOSES = date(2026, 6, 30)
AFTER = date(2026, 7, 1)
PROGRAMME = "screening-at-home"
FUNDER = Actor("u-2", frozenset({"funder_staff", "account", "public"}))


def asked(as_of: date = TODAY, by: Actor = SYSTEM, version: int | None = None) -> dict[str, Any]:
    return {"by": by, "as_of": as_of, "version": version, "key": None}


def new_call(account: str, **given: Any) -> NewCall:
    said = {
        "title_ja": "在宅検査の公募",
        "title_en": "Call for tests at home",
        "programme_code": PROGRAMME,
        "account": account,
        "opens_on": date(2026, 5, 1),
        "closes_on": CLOSES,
        "upper_yen": 500,
        "places": 2,
    }
    return NewCall(**(said | given))


def new_application(call: str, principal: str, **given: Any) -> NewApplication:
    said = {"title_ja": "血液一滴の検査", "title_en": "One drop", "requested_yen": 400}
    return NewApplication(call=call, principal=principal, **(said | given))


def arrive(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=ZONE)


def researcher(person: Person) -> Actor:
    scope = Scope("researcher", "parties.person", person.code)
    return Actor(f"u-{person.pk}", frozenset({"researcher", "account", "public"}), (scope,))


@pytest.fixture(scope="session")
def minimal(root: Path) -> Pack:
    """The smallest pack, read once."""
    return packs.load(root / "packs" / "minimal")


@pytest.fixture
def small_pack(db: None, minimal: Pack) -> None:
    """The smallest pack in force."""
    plan.record_pack(minimal, **asked())


@pytest.fixture
def account(small_pack: None) -> str:
    """The account of the programme, with 1,000 yen."""
    parent, codes = "", []
    for layer in ("treasury", "ministry", "agency", "programme"):
        owner = f"programme:{PROGRAMME}" if layer == "programme" else ""
        new = NewAccount(
            layer=layer, name_ja=layer, fiscal_year=2026, name_en="", parent=parent, owner=owner
        )
        parent = budget.open_account(new, **asked()).code
        codes.append(parent)
    rows = [
        NewTransfer(
            giver=giver,
            taker=taker,
            yen=1000,
            made_on=date(2026, 4, 1),
            fiscal_year=2026,
            stage="enacted",
            pot="initial",
            instrument="subsidy",
        )
        for giver, taker in itertools.pairwise(codes)
    ]
    budget.record_transfers(rows, **asked())
    return codes[-1]


@pytest.fixture
def people(db: None) -> list[Person]:
    """Four researchers of two universities."""
    bodies = [
        Organisation.objects.create(code=f"ORG-{n}", name_ja=f"大学{n}", sort="university")
        for n in (1, 2)
    ]
    return [
        Person.objects.create(code=f"P-{n}", name_ja=f"研究者{n}", organisation=bodies[n % 2])
        for n in range(4)
    ]


@pytest.fixture
def call(account: str) -> Call:
    """A call that is open."""
    made = actions.plan_call(new_call(account), **asked())
    return actions.open_call(made.code, **asked(version=1))


def applied(call: Call, person: Person, **given: Any) -> Application:
    """An application that arrived today at noon."""
    new = new_application(call.code, person.code, **given)
    return actions.apply(new, arrive(TODAY, 12), **asked())


@pytest.fixture
def closed(call: Call, people: list[Person]) -> tuple[Call, list[Application]]:
    """The call after its last day, with an application of everybody."""
    made = [applied(call, person) for person in people]
    return actions.close_call(call.code, **asked(AFTER, version=2)), made
