"""A ledger from treasury to award, opened through the actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ikkan.audit import ports
from ikkan.audit.actor import PUBLIC, SYSTEM, Actor, Scope
from ikkan.budget import actions
from ikkan.budget.models import Account, Transfer
from ikkan.budget.rules import NewAccount, NewTransfer
from ikkan.pack.model import Pack
from ikkan.plan import actions as plan
from ikkan.server import packs
from ikkan.values.ref import Ref

TODAY = date(2026, 11, 22)
ASKED: dict[str, Any] = {"by": SYSTEM, "as_of": TODAY, "version": None, "key": None}
PROGRAMME = "programme:screening-at-home"
BODIES = ("CARE", "LEARN")


def new_account(layer: str, parent: str = "", **given: Any) -> NewAccount:
    said = {"name_ja": f"{layer}の口座", "name_en": f"Account of the {layer}", "fiscal_year": 2026}
    if layer == "programme":
        said["owner"] = PROGRAMME
    return NewAccount(layer=layer, parent=parent, **(said | given))


def new_transfer(giver: str, taker: str, yen: int, **given: Any) -> NewTransfer:
    said = {
        "made_on": date(2026, 4, 10),
        "fiscal_year": 2026,
        "stage": "enacted",
        "pot": "initial",
        "instrument": "subsidy",
    }
    return NewTransfer(giver=giver, taker=taker, yen=yen, **(said | given))


def move(giver: str, taker: str, yen: int, **given: Any) -> Transfer:
    """A transfer by the command line, today."""
    return actions.transfer(new_transfer(giver, taker, yen, **given), **ASKED)


def give_back(giver: str, taker: str, yen: int, **given: Any) -> Transfer:
    said = {"instrument": "return", "stage": "settled", "reason": "執行残", "made_on": TODAY}
    return move(giver, taker, yen, **(said | given))


CHAIN = ("treasury", "ministry", "agency", "programme", "award")


@pytest.fixture(scope="session")
def minimal(root: Path) -> Pack:
    """The smallest pack, read once."""
    return packs.load(root / "packs" / "minimal")


@pytest.fixture
def small_pack(db: None, minimal: Pack) -> None:
    """The smallest pack in force."""
    plan.record_pack(minimal, **ASKED)


@pytest.fixture
def chain(small_pack: None) -> dict[str, Account]:
    """One account of each layer, each funded from the one before, by layer."""
    found: dict[str, Account] = {}
    parent = ""
    for layer in CHAIN:
        found[layer] = actions.open_account(new_account(layer, parent), **ASKED)
        parent = found[layer].code
    return found


@pytest.fixture
def funded(chain: dict[str, Account]) -> dict[str, str]:
    """The chain with 1,000 yen down to the programme; codes by layer."""
    codes = {layer: account.code for layer, account in chain.items()}
    for giver, taker in (("treasury", "ministry"), ("ministry", "agency"), ("agency", "programme")):
        move(codes[giver], codes[taker], 1000)
    return codes


@pytest.fixture
def acting(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Client]:
    """`acting("funder_staff", Ref(…))`: a browser of somebody with that role, for these only."""
    actors: dict[str, Actor] = {}
    monkeypatch.setattr(
        ports, "_actor_of", lambda request: actors.get(request.headers.get("x-actor"), PUBLIC)
    )

    def of(role: str, *scopes: Ref) -> Client:
        code = f"u-{len(actors)}"
        held = tuple(Scope(role, ref.kind, ref.code) for ref in scopes)
        actors[code] = Actor(code, frozenset({role, "account", "public"}), held)
        return Client(headers={"accept-language": "en", "x-actor": code})

    return of
