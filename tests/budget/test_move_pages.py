"""Appropriations, carry-overs, in-house accounts and transfers between ministries by forms."""

from __future__ import annotations

from typing import Any

import pytest

from ikkan.audit.actor import Actor, Scope
from ikkan.budget import actions, queries
from ikkan.budget.models import Account, Reallocation, Transfer
from ikkan.records.kinds import kind_of
from ikkan.values.ref import Ref
from tests.budget.conftest import ASKED, TODAY, new_account
from tests.budget.funds.test_fund_pages import typed

pytestmark = pytest.mark.sqlite_only

LEDGER = "/ledger/accounts/"


@pytest.fixture
def ministries(small_pack: None) -> None:
    """A treasury and accounts of two ministries in two years."""
    rows = [new_account("treasury", code="T")]
    rows += [
        new_account("ministry", "T", code=f"{name}{year}", fiscal_year=year, owner=f"body:{body}")
        for name, body in (("C", "CARE"), ("L", "LEARN"))
        for year in (2026, 2027)
    ]
    actions.open_accounts(rows, **ASKED)


def left(*codes: str) -> list[int]:
    found = queries.balances(codes, TODAY)
    return [found[code].amount for code in codes]


@pytest.mark.covers("S-247", "S-249")
def test_a_ministry_records_its_budget_and_carries_over(ministries: None, acting: Any) -> None:
    officer = acting("ministry_officer", Ref("body", "CARE"))
    given = {"taker": "C2026", "made_on": "2026-04-01", "fiscal_year": "2026"}
    typed(officer, f"{LEDGER}T/appropriate/", yen="1,000", pot="initial", **given)
    supplementary = {"yen": "500", "pot": "supplementary", "supplement": "2"}
    typed(officer, f"{LEDGER}T/appropriate/", **supplementary, **given)
    wrong = supplementary | {"pot": "initial"}
    assert "supplementary" in typed(officer, f"{LEDGER}T/appropriate/", 400, **wrong, **given)
    other = given | {"taker": "L2026"}
    assert typed(officer, f"{LEDGER}T/appropriate/", 403, yen="1", pot="initial", **other)
    last = Transfer.objects.latest("pk")
    page = officer.get(f"/ledger/transfers/{last.code}/").content.decode()
    for words in ("Enacted", "Supplementary budget", "Appropriation", ">2<"):
        assert words in page, words
    carried = {"yen": "400", "made_on": "2026-11-22", "reason": "遅れ", "taker": ""}
    page = typed(officer, f"{LEDGER}C2026/carry/", ground="permitted", **carried)
    assert left("C2026", "C2027") == [1100, 400]
    last = Transfer.objects.latest("pk")
    page = officer.get(f"/ledger/transfers/{last.code}/").content.decode()
    assert "Carry-over with the Diet" in page
    assert "Received ¥400" in officer.get(f"{LEDGER}C2027/").content.decode()


@pytest.mark.covers("S-245")
def test_money_of_an_institute_is_followed_by_its_class(ministries: None, acting: Any) -> None:
    officer = acting("ministry_officer")
    top = {"layer": "ministry", "name_ja": "ケア省（直営）", "fiscal_year": "2026", "parent": "T"}
    typed(
        officer,
        f"{LEDGER}new/open/",
        **top,
        owner="body:CARE",
        cost_class="institutes",
        yen="300",
        pot="initial",
        instrument="appropriation",
    )
    above = Account.objects.latest("pk")
    lab = {"layer": "institute", "name_ja": "直営研究所", "fiscal_year": "2026"}
    page = typed(
        officer,
        f"{LEDGER}new/open/",
        **lab,
        parent=above.code,
        owner="body:BOARD",
        yen="120",
        pot="initial",
        instrument="operating_grant",
    )
    made = Account.objects.latest("pk")
    assert (made.layer, made.cost_class) == ("institute", "institutes")
    assert "Institutes" in page
    assert left(above.code, made.code) == [180, 120]
    page = acting("hq_officer").get("/reconciliation/?year=2026").content.decode()
    assert "Institutes" in page


def test_two_ministries_agree_on_a_transfer(ministries: None, acting: Any) -> None:
    giving = acting("ministry_officer", Ref("body", "CARE"))
    taking = acting("ministry_officer", Ref("body", "LEARN"))
    typed(
        giving,
        f"{LEDGER}T/appropriate/",
        taker="C2026",
        made_on="2026-04-01",
        fiscal_year="2026",
        yen="1000",
        pot="initial",
    )
    assert "/ledger/reallocations/new/propose/?giver=C2026" in giving.get(
        f"{LEDGER}C2026/"
    ).content.decode().replace("&amp;", "&")
    page = typed(
        giving,
        "/ledger/reallocations/new/propose/",
        giver="C2026",
        taker="L2026",
        yen="200",
        pot="initial",
        reason="所管の変更",
    )
    assert "Proposed" in page
    row = Reallocation.objects.get()
    here = f"/ledger/reallocations/{row.code}/"
    assert giving.get(f"{here}consent/").status_code == 403
    kind = kind_of("budget.reallocation")
    assert kind is not None
    assert kind.work is not None
    for body, count in (("LEARN", 1), ("CARE", 0)):
        scope = Scope("ministry_officer", "body", body)
        officer = Actor("u-x", frozenset({"ministry_officer"}), (scope,))
        assert len(list(kind.work(officer, TODAY))) == count
    page = typed(taking, f"{here}consent/")
    assert "Consented and moved" in page
    assert left("C2026", "L2026") == [800, 200]
    assert "answered already" in taking.get(here).content.decode()
    assert acting("researcher").get(here).status_code == 404
