"""The ledger in the browser: who sees what, and money moved by forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ikkan.audit import ports
from ikkan.audit.actor import PUBLIC, Actor
from ikkan.budget import queries
from ikkan.budget.models import Transfer
from tests.budget.conftest import TODAY, move

FUNDER = Actor("u-2", frozenset({"funder_staff", "account", "public"}))
MINISTRY = Actor("u-1", frozenset({"ministry_officer", "account", "public"}))
RESEARCHER = Actor("u-3", frozenset({"researcher", "account", "public"}))


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    """A browser of somebody with these roles."""

    def of(actor: Actor) -> Client:
        monkeypatch.setattr(ports, "_actor_of", lambda request: actor)
        return Client(headers={"accept-language": "ja"})

    return of


def typed(client: Client, url: str, **given: Any) -> Any:
    """Fill in a form as its page offers it."""
    page = client.get(url).content.decode()
    hidden = dict(re.findall(r'name="(key|version)"[^>]*value="([^"]*)"', page))
    return client.post(url, hidden | given)


def test_the_public_sees_accounts_down_to_calls(
    funded: dict[str, str], browser: Callable[[Actor], Client]
) -> None:
    move(funded["programme"], funded["award"], 400)
    client = browser(PUBLIC)
    page = client.get(f"/ledger/accounts/{funded['programme']}/").content.decode()
    assert "600円" in page
    assert "出入りの明細" not in page
    assert client.get(f"/ledger/accounts/{funded['award']}/").status_code == 404
    listed = client.get("/ledger/accounts/").content.decode()
    assert funded["programme"] in listed
    assert funded["award"] not in listed
    first = Transfer.objects.latest("pk")
    assert client.get(f"/ledger/transfers/{first.code}/").status_code == 404


def test_the_offices_see_the_statement_and_the_accounts_below(
    funded: dict[str, str], browser: Callable[[Actor], Client]
) -> None:
    move(funded["programme"], funded["award"], 400)
    page = browser(FUNDER).get(f"/ledger/accounts/{funded['programme']}/").content.decode()
    assert "出入りの明細" in page
    assert "−400円" in page
    assert "awardの口座" in page
    last = Transfer.objects.latest("pk")
    page = browser(FUNDER).get(f"/ledger/transfers/{last.code}/").content.decode()
    assert "programmeの口座 → awardの口座" in page


def test_a_list_of_transfers_reads_both_sides_at_once(
    funded: dict[str, str],
    browser: Callable[[Actor], Client],
    django_assert_max_num_queries: Any,
) -> None:
    client = browser(FUNDER)
    client.get("/ledger/transfers/")
    for _ in range(20):
        move(funded["programme"], funded["award"], 1)
    with django_assert_max_num_queries(20):
        page = client.get("/ledger/transfers/").content.decode()
    assert page.count("→ awardの口座") >= 20


def test_staff_move_money_by_a_form(
    funded: dict[str, str], browser: Callable[[Actor], Client]
) -> None:
    given = {
        "taker": funded["award"],
        "yen": "４００",
        "made_on": "2026-06-01",
        "fiscal_year": "2026",
        "stage": "executed",
        "pot": "initial",
        "instrument": "commission",
    }
    client = browser(FUNDER)
    url = f"/ledger/accounts/{funded['programme']}/give/"
    answer = typed(client, url, **given)
    assert answer.status_code == 303, answer.content.decode()
    assert queries.balances([funded["award"]], TODAY)[funded["award"]].amount == 400
    answer = typed(client, url, **(given | {"yen": "601"}))
    assert answer.status_code == 400
    assert "600円まで" in answer.content.decode()
    assert browser(RESEARCHER).get(url).status_code == 403


def test_what_is_given_is_returned_and_put_right_by_forms(
    funded: dict[str, str], browser: Callable[[Actor], Client]
) -> None:
    client = browser(FUNDER)
    given = {"made_on": "2026-06-01", "fiscal_year": "2026", "stage": "settled", "pot": "initial"}
    url = f"/ledger/accounts/{funded['programme']}/return/"
    answer = typed(client, url, taker=funded["agency"], yen="100", reason="執行残", **given)
    assert answer.status_code == 303, answer.content.decode()
    last = Transfer.objects.latest("pk")
    url = f"/ledger/transfers/{last.code}/correct/"
    answer = typed(client, url, yen="90", reason="桁の誤り")
    assert answer.status_code == 303, answer.content.decode()
    assert queries.balances([funded["programme"]], TODAY)[funded["programme"]].amount == 910
    page = client.get(f"/ledger/transfers/{last.code}/").content.decode()
    assert "桁の誤り" in page


def test_a_ministry_opens_an_account_by_a_form(
    funded: dict[str, str], browser: Callable[[Actor], Client]
) -> None:
    given = {"layer": "ministry", "name_ja": "学び省", "fiscal_year": "2026"}
    parent = {"parent": funded["treasury"], "owner": "body:LEARN"}
    client = browser(MINISTRY)
    answer = typed(client, "/ledger/accounts/new/open/", **given, **parent)
    assert answer.status_code == 303, answer.content.decode()
    assert "学び省" in client.get(answer["Location"]).content.decode()
    answer = typed(client, "/ledger/accounts/new/open/", **given)
    assert answer.status_code == 400
    assert "親の口座" in answer.content.decode()
