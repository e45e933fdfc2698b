"""All money year by year: the ledger by role, prints apart, planned and actual years, files."""

from __future__ import annotations

import csv
import html
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ikkan.audit.actor import SYSTEM
from ikkan.budget import actions as budget
from ikkan.budget.funds import actions, together
from ikkan.budget.funds.rules import Promised
from ikkan.budget.models import Fund
from tests.budget.conftest import ASKED, TODAY, move, new_account
from tests.budget.funds.conftest import come, new_fund, on
from tests.packed import in_force

pytestmark = pytest.mark.sqlite_only
ADDRESS = "/funds/together/"


@pytest.fixture
def money(fund: Fund) -> Fund:
    """An instalment that came, one to come, a payment, a promise; yearly and adjustment money."""
    come(300)
    on(actions.plan_instalment, date(2026, 12, 1), 200, "補正予算")
    on(actions.disburse, "W", 40, date(2025, 3, 1))
    on(actions.promise, Promised(taker="V", fiscal_year=2026, yen=60, reason="約束"))
    rows = [new_account("programme", "G", code="P", fiscal_year=2024)]
    budget.open_accounts(rows, **ASKED)
    move("G", "P", 100, fiscal_year=2024, made_on=date(2024, 7, 1))
    move("G", "P", 70, fiscal_year=2025, made_on=date(2025, 7, 1), pot="adjustment")
    return fund


def said(answer: Any) -> str:
    assert answer.status_code == 200, answer.content[:500]
    return html.unescape(answer.content.decode())


def test_the_ledger_stands_year_by_year_and_never_counts_money_twice(money: Fund) -> None:
    found = {one.year: one for one in together.read(SYSTEM, TODAY).recorded}
    first, second, third = (found[year] for year in (2024, 2025, 2026))
    assert (first.yearly, first.received, first.reached, first.balance) == (100, 300, 400, 300)
    assert (second.adjustment, second.paid, second.reached, second.balance) == (70, 40, 70, 260)
    assert (third.planned, third.promised, third.balance) == (200, 60, 260)
    assert sum(one.received - one.paid for one in found.values()) == third.balance


def test_a_fund_that_is_not_shown_is_in_no_sum(money: Fund, as_role: Any, client: Any) -> None:
    hidden = actions.open_fund(new_fund(code="H", row="", name_ja="伏せた基金"), **ASKED)
    Fund.objects.filter(pk=hidden.pk).update(published=False)
    actions.plan_instalment("H", date(2026, 11, 1), 999, "予算", **ASKED | {"version": 1})
    officer = as_role("hq_officer")
    assert _ledger(officer)["FY2026", "Instalments planned"] == 1_199
    public = _ledger(client)
    assert public["FY2026", "Instalments planned"] == 200
    assert ("FY2024", "Yearly budget to programmes") not in public
    assert _ledger(officer)["FY2024", "Yearly budget to programmes"] == 100
    assert ("FY2024", "Reached programmes in all") not in public
    assert "not public" in said(client.get(ADDRESS, headers={"accept-language": "en"}))
    assert 'data-ref="budget.fund:H"' in said(officer.get(ADDRESS))
    assert "budget.fund:H" not in said(client.get(ADDRESS))


def _ledger(client: Any) -> dict[tuple[str, str], int]:
    answer = client.get("/funds/together.csv", headers={"accept-language": "en"})
    rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    return {(f"FY{row[1]}", row[2]): int(row[5]) for row in rows if row[0] == "Ledger"}


def test_prints_stand_apart_and_are_spread_only_where_asked(money: Fund, client: Any) -> None:
    page = said(client.get(ADDRESS, headers={"accept-language": "en"}))
    assert "two registers and are never added" in page
    assert "Even share" not in page
    spread = said(client.get(f"{ADDRESS}?spread=even", headers={"accept-language": "en"}))
    assert "printed nowhere" in spread
    found = together.read(SYSTEM, TODAY)
    (reading,) = found.readings
    assert reading.amount is not None
    years = [one for one in found.printed if one.running]
    assert [one.year for one in years] == list(range(2022, 2028))
    assert sum((one.even or Decimal(0) for one in years), start=Decimal(0)) == pytest.approx(
        reading.amount.value
    )


def test_years_of_the_ledger_that_differ_from_the_print_are_named(money: Fund, client: Any) -> None:
    (reading,) = together.read(SYSTEM, TODAY).readings
    assert reading.fund is not None
    assert reading.differs
    page = said(client.get(ADDRESS, headers={"accept-language": "en"}))
    assert "other years than printed" in page
    assert 'href="/ledger/funds/F/"' in page


def test_an_empty_ledger_says_so_in_both_languages(small_pack: None, client: Any) -> None:
    assert "見ることのできる台帳の額はまだありません" in said(
        client.get(ADDRESS, headers={"accept-language": "ja"})
    )
    assert client.get("/funds/together.pdf").status_code == 404
    assert client.get("/funds/together.xlsx").status_code == 200


def test_queries_do_not_grow_with_the_funds(money: Fund, as_role: Any) -> None:
    officer, counts = as_role("hq_officer"), []
    for more in (1, 4):
        for number in range(more):
            code = f"Z{more}{number}"
            actions.open_fund(new_fund(code=code, row="", name_ja=code), **ASKED)
        with CaptureQueriesContext(connection) as found:
            assert officer.get(ADDRESS).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1]


@pytest.mark.covers("S-472", "S-463")
def test_printed_periods_are_flagged_as_planned(amed: Any, db: None, client: Any) -> None:
    in_force(amed, TODAY)
    page = said(client.get(f"{ADDRESS}?spread=even", headers={"accept-language": "en"}))
    row = page.partition('data-ref="fund:moonshot"')[2].partition("</tr>")[0]
    assert "as the source says" in row
    assert "none recorded" in row
    again = page.partition('data-ref="fund:vaccine-centres"')[2].partition("</tr>")[0]
    assert "another print" in again
    assert "2500" in page
    found = {one.year: one for one in together.read(SYSTEM, TODAY).printed}
    assert len(found[2024].running) == 9
    assert found[2024].even == pytest.approx(Decimal(985), abs=2)
