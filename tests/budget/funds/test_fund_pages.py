"""A fund in the browser: set up, topped up, bound by a condition, paid, closed; who sees what."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from ikkan.audit.actor import Actor
from ikkan.budget import actions as budget
from ikkan.budget.funds import actions
from ikkan.budget.funds.rules import Promised
from ikkan.budget.models import Fund
from ikkan.records.kinds import kind_of
from ikkan.values.ref import Ref
from tests.budget.conftest import ASKED, TODAY, new_account
from tests.budget.funds.conftest import come, on

pytestmark = pytest.mark.sqlite_only

BASE = "/ledger/funds/"


def typed(client: Client, url: str, status: int = 303, **given: Any) -> str:
    """Fill in a form as its page offers it; the page that follows, or the one that refuses."""
    page = client.get(url).content.decode()
    hidden = dict(re.findall(r'name="(key|version)"[^>]*value="([^"]*)"', page))
    answer = client.post(url, hidden | given)
    assert answer.status_code == status, answer.content.decode()
    if status == 303:
        answer = client.get(answer["Location"])
    return answer.content.decode()


@pytest.mark.covers("S-463", "S-464", "S-469", "S-198")
def test_staff_run_a_fund_by_forms(world: dict[str, str], acting: Any) -> None:
    staff = acting("funder_staff")
    page = typed(
        staff,
        f"{BASE}new/open/",
        name_ja="橋渡し基金",
        name_en="Bridge fund",
        body="NORTHMARK",
        programme="bridge-fund",
        agency="G",
        row="bridge",
        begins_on="2024-01-01",
        ends_on="2027-12-31",
        purpose_ja="橋渡し",
    )
    fund = Fund.objects.get()
    here = f"{BASE}{fund.code}/"
    for due, yen in (("2024-06-01", "500"), ("2025-06-01", "200"), ("2027-06-01", "100")):
        typed(staff, f"{here}plan/", due_on=due, yen=yen, printed=f"Budget {due[:4]}")
    for number, day in (("1", "2024-06-01"), ("2", "2025-06-01")):
        given = {"number": number, "giver": "G", "made_on": day, "instrument": "subsidy"}
        page = typed(staff, f"{here}receive/", **given)
    assert "Budget 2025" in page
    assert "¥700" in page
    award = new_account("award", fund.account.code, code="W", fiscal_year=2024)
    budget.open_accounts([award], **ASKED)
    typed(staff, f"{here}condition/", text_ja="認定VCの出資", text_en="A VC invests", taker="W")
    pay = {"taker": "W", "yen": "300", "made_on": "2024-09-01", "instrument": "subsidy"}
    refused = typed(staff, f"{here}disburse/", status=400, **pay)
    assert "Condition 1" in refused
    assert "is not met" in refused
    met = {"number": "1", "met_on": "2024-08-01", "evidence": "契約書 第3号"}
    typed(staff, f"{here}meet/", **met)
    page = typed(staff, f"{here}disburse/", **pay)
    assert "契約書 第3号" in page
    given = {"taker": "W", "fiscal_year": "2026", "yen": "450", "reason": "Phase II"}
    page = typed(staff, f"{here}promise/", **given)
    assert "Phase II" in page
    assert "¥450" in page
    too_much = given | {"fiscal_year": "2027", "yen": "51"}
    assert "¥50" in typed(staff, f"{here}promise/", status=400, **too_much)
    late = pay | {"made_on": "2023-12-31"}
    assert "2024-01-01" in typed(staff, f"{here}disburse/", status=400, **late)
    assert "<svg" in page
    assert "Amounts as printed" in page


def test_the_public_sees_balances_and_no_evidence(fund: Fund, acting: Any) -> None:
    come(500)
    on(actions.add_condition, "認定VCの出資", "A VC invests", "W")
    on(actions.meet_condition, 1, date(2024, 8, 1), "契約書 第3号")
    on(actions.disburse, "W", 200, date(2024, 9, 1))
    on(actions.promise, Promised(taker="W", fiscal_year=2025, yen=50, reason="第II相"))
    public = Client(headers={"accept-language": "en"})
    page = public.get(f"{BASE}F/").content.decode()
    assert "¥300" in page
    assert "A VC invests" in page
    for hidden in ("契約書", "第II相", "Account of the award"):
        assert hidden not in page
    officer = acting("program_officer", Ref("programme", "bridge-fund"))
    assert "契約書" in officer.get(f"{BASE}F/").content.decode()
    before = public.get(f"{BASE}F/?as_of=2024-08-31").content.decode()
    assert "¥500" in before
    assert "¥300" not in before
    assert "F" in public.get(f"{BASE[:-1]}.csv").content.decode("utf-8-sig")
    assert public.get("/api/v1/records/ledger-funds/").status_code in (200, 404)


def test_a_ministry_closes_the_fund(fund: Fund, acting: Any) -> None:
    come(600)
    staff, ministry = acting("funder_staff"), acting("ministry_officer")
    assert staff.get(f"{BASE}F/close/").status_code == 403
    page = typed(ministry, f"{BASE}F/close/", made_on="2026-11-22", reason="満了")
    assert "Closed" in page
    assert "does not change" in staff.get(f"{BASE}F/").content.decode()


def test_work_waits_for_an_instalment_that_is_due(fund: Fund) -> None:
    on(actions.plan_instalment, date(2024, 6, 1), 5)
    kind = kind_of("budget.fund")
    assert kind is not None
    assert kind.work is not None
    items = list(kind.work(Actor("u-f", frozenset({"funder_staff"})), TODAY))
    assert [(item.ref.code, item.write) for item in items] == [("F", "receive")]
    assert not list(kind.work(Actor("u-r", frozenset({"researcher"})), TODAY))


def test_an_officer_sees_accounts_and_transfers_of_the_own_programme(
    fund: Fund, acting: Any
) -> None:
    come(500)
    other = new_account("programme", "G", code="P", fiscal_year=2024)
    budget.open_accounts([other, new_account("award", "P", code="PW")], **ASKED)
    officer = acting("program_officer", Ref("programme", "bridge-fund"))
    assert officer.get("/ledger/accounts/W/").status_code == 200
    assert officer.get("/ledger/accounts/PW/").status_code == 404
    listed = officer.get("/ledger/transfers/").content.decode()
    assert listed.count("<tr") == 2, "the instalment alone"


def test_an_account_is_shown_as_of_the_day(fund: Fund) -> None:
    come(500)
    on(actions.disburse, "W", 200, date(2025, 9, 1))
    public = Client(headers={"accept-language": "en"})
    address = f"/ledger/accounts/{fund.account.code}/"
    then = public.get(f"{address}?as_of=2025-08-31").content.decode()
    assert "¥500" in then
    assert "¥300" not in then
    assert "¥300" in public.get(address).content.decode()
