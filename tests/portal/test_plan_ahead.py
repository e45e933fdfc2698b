"""What is known to come: announced calls; and seeds as two flows, as far as the reader sees."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from ikkan.audit.actor import SYSTEM
from ikkan.budget import actions as budget
from ikkan.budget.models import Account
from ikkan.budget.rules import NewAccount
from ikkan.calls import actions as calls
from ikkan.calls.rules import NewCall
from ikkan.portfolio.models import Seed

pytestmark = pytest.mark.sqlite_only

TODAY = date(2026, 11, 22)
WHO: dict[str, Any] = {"by": SYSTEM, "as_of": TODAY, "version": None, "key": None}


@pytest.fixture
def account(applied: Any) -> Account:
    parent = ""
    for layer in ("treasury", "ministry", "agency", "programme"):
        owner = "programme:next-cancer" if layer == "programme" else ""
        new = NewAccount(
            layer=layer, name_ja=layer, fiscal_year=2027, name_en="", parent=parent, owner=owner
        )
        made = budget.open_account(new, **WHO)
        parent = made.code
    return made


@pytest.mark.covers("S-052")
def test_an_announced_call_stands_in_the_calendar_before_it_opens(
    account: Account, as_role: Any, client: Client
) -> None:
    new = NewCall(
        title_ja="次年度の公募",
        title_en="Call of next year",
        programme_code="next-cancer",
        account=account.code,
        opens_on=date(2027, 4, 1),
        closes_on=date(2027, 5, 31),
        upper_yen=50_000_000,
        places=8,
    )
    call = calls.plan_call(new, **WHO)
    assert "次年度の公募" not in client.get("/plan/ahead/").content.decode()
    staff = as_role("funder_staff")
    url = f"/calls/{call.code}/announce/"
    assert as_role("researcher").post(url, {"version": "1"}).status_code in (403, 404)
    assert staff.post(url, {"version": "1", "key": "a"}).status_code == 303
    again = staff.post(url, {"version": "2", "key": "b"})
    assert "announced already" in again.content.decode()
    page = Client(headers={"accept-language": "en"}).get("/plan/ahead/").content.decode()
    for words in ("Call of next year", "announced", "1 Apr 2027", "31 May 2027", "50,000,000"):
        assert words in page, words
    assert "Funds that still run" in page
    assert f"/calls/{call.code}/" in page
    assert client.get(f"/calls/{call.code}/").status_code == 200


@pytest.mark.covers("S-061")
def test_seeds_come_in_and_go_out_as_two_flows(applied: Any, as_role: Any, client: Client) -> None:
    rows = (
        ("S-1", date(2023, 5, 1), "active", None),
        ("S-2", date(2023, 6, 1), "succeeded", date(2025, 5, 1)),
        ("S-3", date(2025, 3, 31), "ended", date(2025, 4, 1)),
        ("S-4", date(2026, 4, 1), "active", None),
    )
    for code, named, state, ended in rows:
        Seed.objects.create(
            code=code,
            title_ja=code,
            named_on=named,
            state=state,
            ended_on=ended,
            reason="理由" if ended else "",
        )
    page = as_role("hq_officer").get("/plan/seeds/").content.decode()
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    found = [
        [cell.split("<")[0].strip() for cell in row.replace("<th", "<td").split("<td")[1:]]
        for row in table.split("<tr>")[1:]
    ]
    said = [[cell.split(">")[-1] for cell in row] for row in found]
    assert said == [
        ["2023", "2", "0", "0", "0", "2"],
        ["2024", "1", "0", "0", "0", "3"],
        ["2025", "0", "1", "0", "1", "1"],
        ["2026", "1", "0", "0", "0", "2"],
    ]
    assert "<tbody>" not in client.get("/plan/seeds/").content.decode()
    assert "見る権限のあるシーズがありません" in client.get("/plan/seeds/").content.decode()
