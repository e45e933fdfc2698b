"""What a person is offered from where they stand: forms in one step, filled in as far as known."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ikkan.audit.models import JournalEntry
from ikkan.budget import actions, queries
from ikkan.budget.models import Account, Transfer
from ikkan.budget.rules import NewAccount
from ikkan.records.forms import yen
from ikkan.values.text import Text
from tests.awards.world import ASKED
from tests.records.test_pages import hidden, send

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("applied"),
    pytest.mark.sqlite_only,
]
OPEN = "/ledger/accounts/new/open/"


@pytest.fixture
def treasury() -> Account:
    """The account at the top, which gives what was enacted."""
    new = NewAccount(
        layer="treasury",
        name_ja="国庫",
        name_en="Treasury",
        fiscal_year=timezone.localdate().year,
    )
    return actions.open_account(new, **ASKED | {"as_of": timezone.localdate()})


def test_the_work_list_offers_what_the_person_may_start(as_role: Any) -> None:
    hq = as_role("hq_officer").get("/desk/").content.decode()
    staff = as_role("funder_staff").get("/desk/").content.decode()
    assert 'href="/plan/clauses/new/draft/"' in hq
    assert OPEN not in hq
    assert OPEN in staff
    assert "/plan/clauses/new/draft/" not in staff


def test_a_record_offers_what_may_follow_and_fills_it_in(as_role: Any, treasury: Account) -> None:
    ministry = as_role("ministry_officer")
    page = ministry.get(f"/ledger/accounts/{treasury.code}/").content.decode()
    following = f"{OPEN}?parent={treasury.code}"
    assert following in page
    assert f'value="{treasury.code}" selected' in ministry.get(following).content.decode()
    assert following not in Client().get(f"/ledger/accounts/{treasury.code}/").content.decode()
    assert (
        "/calls/new/plan/"
        not in as_role("funder_staff").get(f"/ledger/accounts/{treasury.code}/").content.decode()
    )


def test_an_account_is_opened_with_its_first_money(as_role: Any, treasury: Account) -> None:
    ministry = as_role("ministry_officer")
    typed = {
        "layer": "ministry",
        "name_ja": "省の口座",
        "fiscal_year": str(treasury.fiscal_year),
        "parent": treasury.code,
        "yen": "1.5億円",
    }
    form = hidden(ministry.get(OPEN).content.decode()) | typed
    first, second = ministry.post(OPEN, form), ministry.post(OPEN, form)
    assert first.status_code == second.status_code == 303
    assert first["Location"] == second["Location"]
    account = Account.objects.get(layer="ministry")
    today = timezone.localdate()
    assert queries.balances([account.code], today)[account.code].amount == 150_000_000
    assert Transfer.objects.get().stage == "enacted"


def test_neither_account_nor_money_where_the_money_is_refused(
    as_role: Any, treasury: Account
) -> None:
    ministry = as_role("ministry_officer")
    how = {"fiscal_year": str(treasury.fiscal_year), "name_ja": "口座"}
    above = send(ministry, OPEN, layer="ministry", parent=treasury.code, **how)
    assert above.status_code == 303
    parent = Account.objects.get(layer="ministry").code
    before = JournalEntry.objects.count()
    back = send(ministry, OPEN, layer="agency", parent=parent, yen="1億円", **how)
    assert back.status_code == 400
    assert not Account.objects.filter(layer="agency").exists()
    assert JournalEntry.objects.count() == before


@pytest.mark.parametrize(
    ("typed", "read"),
    [("1,250,000", 1_250_000), ("１２５万円", 1_250_000), ("1.5億円", 150_000_000), ("5円", 5)],
)
def test_amounts_are_read_as_people_write_them(typed: str, read: int) -> None:
    assert yen(Text("額", "Amount")).clean(typed) == read


def test_a_refused_condition_leads_back_to_the_page_itself() -> None:
    page = Client().get("/organisations/?page=x")
    assert page.status_code == 400
    assert '<a href="/organisations/">' in page.content.decode()
