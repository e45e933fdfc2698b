"""The published history of the adjustment fund: where it is from, its rounds, their identities."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from ikkan.budget.adjustment import history, printed
from ikkan.plan.queries import snapshot
from ikkan.plan.rules import Verdict
from ikkan.plan.snapshot import Snapshot
from tests.conftest import TODAY

pytestmark = pytest.mark.sqlite_only
ENGLISH = {"accept-language": "en"}
JAPANESE = {"accept-language": "ja"}


@pytest.fixture
def known(applied: Any) -> Snapshot:
    return snapshot(TODAY)


def test_each_year_has_its_amount_its_origin_and_its_rounds_with_their_status(
    known: Snapshot,
) -> None:
    told = {one.year: one for one in history.years(known)}
    assert list(told) == [2014, 2015, 2016, 2018, 2019, 2020, 2021, 2024]
    amounts = {
        (one.year, one.number): one.amount.value if one.amount else None
        for year in told.values()
        for one in year.rounds
    }
    assert amounts == {
        (2014, 2): Decimal("57.6"),
        (2015, 1): None,
        (2016, 1): Decimal("151.4"),
        (2018, 1): Decimal("148.5"),
        (2018, 2): Decimal("26.5"),
        (2019, 1): Decimal("80.2"),
        (2019, 2): Decimal("89.2"),
        (2019, 3): Decimal("25"),
        (2020, 2): Decimal("95.5"),
        (2020, 3): Decimal("47.0"),
    }
    said = {(one.year, one.number): one.status for year in told.values() for one in year.rounds}
    assert {key for key, status in said.items() if status == "press"} == {
        *((2014, 2), (2016, 1), (2019, 1), (2019, 2), (2019, 3))
    }
    assert said[2015, 1] == "printed"
    again = [one for one in told[2019].rounds if one.reassigned_from]
    assert [(one.number, one.reassigned_from.value) for one in again] == [(3, Decimal("50.4"))]
    first = history.origin(told.values())
    assert first is not None
    assert first.ceiling
    assert first.origin
    assert (first.year, first.ceiling.value, first.origin.value) == (2021, 175, 555)
    assert printed.share(first) == 315


def test_every_print_agrees_with_its_parts_within_rounding(known: Snapshot) -> None:
    found = {one.identity.code: one.verdict for one in history.checks(known, history.years(known))}
    assert found["K-84"] is Verdict.HOLDS, "148.5 + 26.5 = 175.0"
    assert found["K-85"] is Verdict.WITHIN_ROUNDING, "25.5 + 21.6 = 47.1, printed 47.0"
    assert {found[code] for code in ("K-80", "K-86", "K-87", "K-88", "K-89")} == {Verdict.HOLDS}


def test_reassigned_money_is_drawn_apart_from_new_money(known: Snapshot) -> None:
    told = history.years(known)
    assert list(history.bands(told)) == ["1", "2", "3", "3r"]
    made = history.drawing(told, "en")
    assert made is not None
    assert "Round 3 (re-assigned)" not in made.alt
    for value in ("148.5", "26.5", "95.5", "151.4"):
        assert value in made.svg
    assert history.drawing([one for one in told if one.year in (2015, 2021)], "ja") is None


@pytest.mark.covers("S-294", "S-284")
def test_the_public_page_says_where_the_money_is_from_and_which_rounds_there_were(
    applied: Any, client: Client
) -> None:
    page = client.get("/adjustment/", headers=ENGLISH).content.decode()
    for said in ("175億円", "555億円", "Expected", "Official release", "Press report"):
        assert said in page, said
    assert "allocated in the middle of a fiscal year" in page
    assert 'data-ref="adjustment_round:adjustment-2015-1"' in page
    assert "re-assigned out of" in page
    assert "50.4" in page
    assert 'data-ref="identity:K-84"' in page
    assert "調整費で加速・充実" in page, "case 1"
    japanese = client.get("/adjustment/", headers=JAPANESE).content.decode()
    assert "どこから来るお金か" in japanese
    assert "公式の発表" in japanese
    assert client.get("/adjustment/2017/", headers=ENGLISH).status_code == 404


@pytest.mark.covers("S-285")
def test_old_and_flexible_rules_stand_side_by_side_and_the_day_says_which_holds(
    applied: Any, client: Client
) -> None:
    def in_force(day: str) -> str:
        page = client.get(f"/adjustment/?as_of={day}", headers=ENGLISH).content.decode()
        table = page[page.index('id="rules"') :]
        marked = table[table.index('aria-current="true"') :]
        return marked[: marked.index("</th>")]

    assert "decided 2014-06-10" in in_force("2018-11-22")
    assert "amended 2021-04-06" in in_force("2023-01-01")
    assert "made flexible" in in_force("2026-11-22")
    page = client.get("/adjustment/", headers=ENGLISH).content.decode()
    row = page[page.index("Not bound by frame or scope") :]
    cells = [cell.split("</td>")[0] for cell in row.split("<td>")[1:4]]
    assert cells == ["No", "No", "Yes"]


def test_a_year_of_the_sources_has_its_page_and_the_history_its_files(
    applied: Any, client: Client
) -> None:
    page = client.get("/adjustment/2020/", headers=ENGLISH).content.decode()
    for said in ("95.5", "47.0", "25.5", "21.6", "K-85", "Within rounding"):
        assert said in page, said
    assert "148.5" not in page
    sent = client.get("/adjustment/history.csv", headers=ENGLISH).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(sent)))
    assert len(rows) == 1 + 10
    [third] = [row for row in rows if row[:2] == ["2019", "3"]]
    assert third[3:] == ["press", "25", "億円", "", "50.4", "nikkei-bio-20200228"]
    assert client.get("/adjustment/history.xlsx").content[:2] == b"PK"
    assert client.get("/adjustment/history.pdf").status_code == 404
