"""Money traced from the ministry to the award, calls of every ministry, outcomes and indicators."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from ikkan.budget import actions as budget
from ikkan.budget.models import Account
from ikkan.budget.rules import NewAccount
from ikkan.values.ref import Ref
from tests.awards.world import ASKED, TODAY
from tests.coverage_walks.conftest import Read
from tests.coverage_walks.walking import code_of, enter, refused, send
from tests.portfolio.stage import Stage

pytestmark = pytest.mark.sqlite_only

PAYERS = {
    "practical-cancer": "MHLW",
    "frontier-research-support": "MEXT",
    "biomanufacturing-sites": "METI",
}


def programme_account(programme: str) -> str:
    """An account of a programme under the agency's."""
    new = NewAccount(
        layer="programme",
        name_ja=f"{programme}の口座",
        name_en=f"Account of {programme}",
        fiscal_year=2026,
        parent=Account.objects.get(layer="agency").code,
        owner=f"programme:{programme}",
    )
    return budget.open_account(new, **ASKED).code


@pytest.mark.covers("S-250")
def test_money_is_traced_from_the_ministry_to_the_award(
    staged: Stage, read: Read, client: Client, ikkan: Any
) -> None:
    line = read(f"/line/awards.award/{staged.award}/", by=client)
    chain = ("ministry", "agency", "programme", "call")
    for layer in chain:
        assert f"Account of the {layer}" in line
    for layer in chain:
        account = Account.objects.get(layer=layer)
        page = client.get(f"/ledger/accounts/{account.code}/")
        assert "100,000,000" in page.content.decode()
    walked = ikkan("line", "walk", f"awards.award:{staged.award}", "--json")
    assert walked.code == 0
    assert Account.objects.get(layer="ministry").code in walked.out


def test_money_moves_as_subsidy_grant_investment_or_fund(
    staged: Stage, read: Read, as_role: Any
) -> None:
    ministry = as_role("ministry_officer")
    treasury = Account.objects.get(layer="treasury").code
    taker = Account.objects.get(layer="ministry").code
    for instrument, pot, words in (
        ("subsidy", "initial", "Subsidy"),
        ("operating_grant", "initial", "Operating grant"),
        ("investment", "supplementary", "Investment"),
        ("subsidy", "fund", "Fund"),
    ):
        send(
            ministry,
            f"/ledger/accounts/{treasury}/give/",
            taker=taker,
            yen="1億円",
            made_on=TODAY,
            fiscal_year="2026",
            stage="enacted",
            pot=pot,
            instrument=instrument,
        )
        rows = read(f"/ledger/transfers/?pot={pot}&instrument={instrument}", by=ministry)
        assert words in rows
        assert "100,000,000" in rows


@pytest.mark.covers("S-251")
def test_one_entry_takes_applications_to_programmes_of_every_ministry(
    staged: Stage, read: Read, as_role: Any
) -> None:
    staff = enter(staged, "staff")
    leader = staged.world.people["leader"]
    researcher = as_role("researcher", Ref("parties.person", leader))
    for programme, ministry in PAYERS.items():
        said = read(f"/register/programme/{programme}/", by=researcher)
        assert "Paying ministry" in said, ministry
        page = send(
            staff,
            "/calls/new/plan/",
            title_ja=f"{programme}の公募",
            title_en=f"Call of {programme}",
            programme_code=programme,
            account=programme_account(programme),
            opens_on=TODAY,
            closes_on=date(2099, 3, 31),
        )
        send(staff, f"{page}open/")
        assert f"Call of {programme}" in read("/calls/?state=open", by=researcher)
        send(
            researcher,
            f"{page}apply/",
            principal=leader,
            title_ja=f"{programme}への応募",
            title_en=f"Application to {programme}",
            requested_yen="1000万円",
        )
    mine = read("/applications/", by=researcher)
    for programme in PAYERS:
        assert f"Application to {programme}" in mine


SORTS = (
    (
        ("S-118", "S-407", "S-418"),
        *("guideline", "https://example.jp/guideline.html", "Guideline, guidance or diagnostic"),
    ),
    (("S-499",), "poc", "非臨床試験 最終報告書", "Non-clinical proof of concept"),
    (("S-501",), "approval", "30500BZX00123000", "Regulatory approval"),
    (("S-497",), "prize", "https://example.jp/prize/3", "Prize"),
)


@pytest.mark.parametrize(
    ("sort", "evidence", "words"),
    [pytest.param(*row[1:], id=row[1], marks=pytest.mark.covers(*row[0])) for row in SORTS],
)
def test_outcomes_have_their_sorts(
    staged: Stage, read: Read, client: Client, sort: str, evidence: str, words: str
) -> None:
    staff = enter(staged, "staff")
    new = "/outcomes/records/new/report/"
    said = {
        "sort": sort,
        "title_ja": f"成果{sort}",
        "title_en": f"Outcome {sort}",
        "occurred_on": TODAY,
        "award": staged.award,
        "share": "1",
    }
    if sort not in ("poc", "prize"):
        assert "Cannot read" in refused(staff, new, **said, evidence="たぶん")
    page = send(staff, new, **said, evidence=evidence)
    assert client.get(page).status_code == 404
    send(staff, f"{page}verify/", looked="on")
    assert words in read(page, by=client)
    assert f"Outcome {sort}" in read(f"/outcomes/records/?sort={sort}&state=verified", by=client)


@pytest.mark.covers("S-359", "S-498")
def test_licences_are_counted_by_a_rule_and_a_day(
    staged: Stage, read: Read, client: Client, as_role: Any
) -> None:
    staff, hq = enter(staged, "staff"), as_role("hq_officer")
    for number in (1, 2):
        page = send(
            staff,
            "/outcomes/records/new/report/",
            sort="licence",
            title_ja=f"導出{number}",
            title_en=f"Licence {number}",
            occurred_on="2026-06-01",
            evidence="契約 2026-06-01",
            award=staged.award,
            share="1",
        )
        send(staff, f"{page}verify/", looked="on")
    new = "/evaluation/actuals/new/record/"
    asked = {"indicator": "t3.aimed.licences", "fiscal_year": "2026", "counting": "full"}
    page = send(hq, new, **asked, sort="licence")
    shown = read(page, by=client)
    for words in (
        *("Value 2", "FY2026 by the day of the outcome", "130件/年(20件増)"),
        *("verified and ascribed to an award", "Licence 1", "Licence 2"),
    ):
        assert words in shown
    later = send(hq, f"{page}correct/", value="3", note="年次報告で一件を加えた")
    assert "Superseded" in read(page, by=client)
    assert "年次報告で一件を加えた" in read(later, by=client)


VALUES = (
    ("S-491", "t3.aimed.top1-papers", "Aimed at", "120件/年"),
    ("S-492", "t3.aimed.approvals", "Aimed at", ""),
    ("S-493", "t3.observed.contracts", "neither met nor missed", ""),
    ("S-345", "t3.observed.amed-links", "AMED-led links", ""),
    ("S-615", "t3.goal.startup-links", "Outcome goal", ""),
    ("S-494", "t3.goal.healthy-life", "Outcome goal", ""),
)


@pytest.mark.parametrize(
    ("indicator", "words", "target"),
    [pytest.param(*row[1:], id=row[0], marks=pytest.mark.covers(row[0])) for row in VALUES],
)
def test_a_value_is_recorded_for_an_indicator_of_each_class(
    in_force: None,
    read: Read,
    as_role: Any,
    client: Client,
    indicator: str,
    words: str,
    target: str,
) -> None:
    hq = as_role("hq_officer")
    page = send(
        hq,
        "/evaluation/actuals/new/record/",
        indicator=indicator,
        fiscal_year="2025",
        counting="full",
        value="7",
        note="外部統計 令和7年版",
    )
    shown = read(page, by=client)
    for one in (words, target, "外部統計 令和7年版"):
        assert one in shown
    assert code_of(page) in client.get(f"/register/indicator/{indicator}/").content.decode()
    if not target:
        assert "Target as printed" not in read(f"/register/indicator/{indicator}/", by=client)


@pytest.mark.covers("S-040", "S-601")
def test_a_clause_is_amended_by_one_that_follows_it_from_a_day(
    in_force: None, read: Read, as_role: Any, client: Client
) -> None:
    hq = as_role("hq_officer")
    new = "/plan/clauses/new/draft/"
    old = send(hq, new, text_ja="年120件を目指す。", text_en="120 a year are aimed at.")
    send(hq, f"{old}decide/", decided_on="2026-04-01")
    after = send(
        hq,
        new,
        text_ja="年130件を目指す。",
        text_en="130 a year are aimed at.",
        follows=f"plan.clause:{code_of(old)}",
    )
    send(hq, f"{after}decide/", decided_on="2026-11-01")
    assert "120 a year are aimed at." in read(old, by=client)
    amended = read(after, by=client)
    for words in ("130 a year", "Follows", "120 a year are aimed at.", "1 Nov 2026"):
        assert words in amended
    assert code_of(after) in client.get(old).content.decode()
