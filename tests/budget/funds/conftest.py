"""A fund of three years under an agency that two ministries pay; days of the smallest pack."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ikkan.budget import actions as budget
from ikkan.budget.funds import actions
from ikkan.budget.funds.rules import NewFund
from ikkan.budget.models import Fund
from tests.budget.conftest import ASKED, move, new_account

BEGINS, ENDS = date(2024, 1, 1), date(2026, 12, 31)
PROGRAMME = "bridge-fund"


def new_fund(**given: Any) -> NewFund:
    said = {
        "name_ja": "橋渡し基金",
        "name_en": "Bridge fund",
        "purpose_ja": "実用化への橋渡し",
        "purpose_en": "The way to practice",
        "agency": "G",
        "body": "NORTHMARK",
        "programme": PROGRAMME,
        "row": "bridge",
        "begins_on": BEGINS,
        "ends_on": ENDS,
        "code": "F",
    }
    return NewFund(**(said | given))


def on(act: Any, *args: Any, **how: Any) -> Fund:
    """One action on the fund, whatever version it has."""
    version = Fund.objects.get(code="F").version
    return act("F", *args, **(ASKED | {"version": version} | how))


def come(yen: int, due_on: date = date(2024, 6, 1), giver: str = "G") -> Fund:
    """An instalment planned and received."""
    fund = on(actions.plan_instalment, due_on, yen, "補正予算")
    number = fund.instalments.count()
    return on(actions.receive_instalment, number, giver, due_on)


@pytest.fixture
def world(small_pack: None) -> dict[str, str]:
    """Accounts down to the agency, 900 yen there; two ministries gave them."""
    rows = [
        new_account("treasury", code="T", fiscal_year=2024),
        new_account("ministry", "T", code="M", fiscal_year=2024, owner="body:CARE"),
        new_account("ministry", "T", code="N", fiscal_year=2024, owner="body:LEARN"),
        new_account("agency", "M", code="G", fiscal_year=2024, owner="body:NORTHMARK"),
    ]
    budget.open_accounts(rows, **ASKED)
    for giver, taker, yen in (("T", "M", 600), ("T", "N", 300), ("M", "G", 600), ("N", "G", 300)):
        move(giver, taker, yen, fiscal_year=2024, made_on=date(2024, 4, 1))
    return {"agency": "G"}


@pytest.fixture
def fund(world: dict[str, str]) -> Fund:
    """The fund with two awards under its account, W and V."""
    made = actions.open_fund(new_fund(), **ASKED)
    rows = [
        new_account("award", made.account.code, code=code, fiscal_year=2024) for code in ("W", "V")
    ]
    budget.open_accounts(rows, **ASKED)
    return made
