"""A programme with money, a decided call and an adopted application, made through the actions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.db import transaction

from ikkan.audit.actor import SYSTEM
from ikkan.awards import actions
from ikkan.awards.models import Award
from ikkan.awards.rules import NewAward, Payment, Terms
from ikkan.budget import actions as budget
from ikkan.budget.rules import NewAccount, NewTransfer
from ikkan.calls import actions as calls
from ikkan.calls.rules import NewApplication, NewCall
from ikkan.parties import actions as parties
from ikkan.parties.loads import NewOrganisation, NewPerson
from ikkan.values.text import Text
from tests.packed import in_force

TODAY = date(2026, 11, 22)
ASKED: dict[str, Any] = {"by": SYSTEM, "as_of": TODAY, "version": None, "key": None}
PROGRAMME = "practical-cancer"
PROJECT = "T3-01"
NEXT_PROGRAMME = "medical-device-development"
BEGAN, ENDS = date(2026, 4, 1), date(2029, 3, 31)
YEN = 30_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Codes of what was made; `account` is the call's."""

    organisation: str
    other_organisation: str
    people: Mapping[str, str]
    account: str
    call: str
    application: str


@contextmanager
def kept(blocker: Any, pack: Any) -> Iterator[None]:
    """The pack in force for all tests of a file; undone at the end."""
    with blocker.unblock(), transaction.atomic():
        in_force(pack, TODAY)
        yield
        transaction.set_rollback(True)


def seen(version: int | None) -> dict[str, Any]:
    """The command line acts on the version it saw."""
    return ASKED | {"version": version}


def make() -> World:
    """Two organisations, four people, a ledger of ten years' worth, one call, one application."""
    bodies = [
        NewOrganisation(
            name_ja=f"架空大学{n}", name_en=f"Fictional University {n}", sort="university"
        )
        for n in (1, 2)
    ]
    first, second = parties.record_parties(bodies, [], **ASKED)
    named = {"leader": first, "director": second, "colleague": first, "adviser": second}
    people = [
        NewPerson(name_ja=f"架空の{name}", name_en=f"Fictional {name}", organisation=home)
        for name, home in named.items()
    ]
    codes = dict(zip(named, parties.record_parties([], people, **ASKED), strict=True))
    account = _ledger()
    (call,) = calls.record_calls(
        [
            NewCall(
                title_ja="公募",
                title_en="Call",
                programme_code=PROGRAMME,
                account=account,
                opens_on=date(2025, 10, 1),
                closes_on=date(2025, 11, 30),
                state="decided",
            )
        ],
        **ASKED,
    )
    (application,) = calls.record_applications(
        [_application(call, codes["leader"], first)], **ASKED
    )
    return World(
        organisation=first,
        other_organisation=second,
        people=codes,
        account=account,
        call=call,
        application=application,
    )


def _application(call: str, principal: str, organisation: str) -> NewApplication:
    return NewApplication(
        call=call,
        principal=principal,
        organisation=organisation,
        title_ja="架空の研究",
        title_en="A fictional study",
        requested_yen=3 * YEN,
        submitted_on=date(2025, 11, 20),
        state="adopted",
        adopted_yen=3 * YEN,
        decided_on=date(2026, 2, 1),
        reason="採択",
    )


def _ledger() -> str:
    """The account of a call with 100 million yen; every layer above gave it."""
    code = ""
    chain = []
    for layer in ("treasury", "ministry", "agency", "programme", "call"):
        owner = f"programme:{PROGRAMME}" if layer == "programme" else ""
        new = NewAccount(
            layer=layer,
            name_ja=f"{layer}の口座",
            name_en=f"Account of the {layer}",
            fiscal_year=2025,
            parent=code,
            owner=owner,
            opened_on=date(2025, 4, 1),
        )
        code = budget.open_account(new, **ASKED).code
        chain.append(code)
    for giver, taker in pairwise(chain):
        new_transfer = NewTransfer(
            giver=giver,
            taker=taker,
            yen=100_000_000,
            made_on=date(2026, 4, 1),
            fiscal_year=2026,
            stage="enacted",
            pot="initial",
            instrument="subsidy",
        )
        budget.transfer(new_transfer, **ASKED)
    return code


def terms(**given: Any) -> Terms:
    """Three years of 30 million each."""
    said: dict[str, Any] = {
        "began_on": BEGAN,
        "ends_on": ENDS,
        "year_amounts": {2026: YEN, 2027: YEN, 2028: YEN},
    }
    return Terms(**(said | given))


def award_of(world: World, **given: Any) -> Award:
    """The award of the one application."""
    return actions.make_award(world.application, terms(**given), **ASKED)


def new_award(world: World, **given: Any) -> NewAward:
    """An award without an application, as a batch brings it."""
    said: dict[str, Any] = {
        "title": Text("別の研究", "Another study"),
        "organisation": world.organisation,
        "principal": world.people["leader"],
        "programme": PROGRAMME,
        "began_on": BEGAN,
        "ends_on": ENDS,
    }
    return NewAward(**(said | given))


def payment(yen: int, **given: Any) -> Payment:
    """Paid today, from the account above."""
    return Payment(**({"yen": yen, "made_on": TODAY, "fiscal_year": 2026} | given))
