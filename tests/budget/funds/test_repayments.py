"""An investment out of a fund with terms of repayment: agreed, received, waived, refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ikkan.budget.funds import actions
from ikkan.budget.funds import queries as funds
from ikkan.budget.funds.rules import NewRepayment
from ikkan.budget.models import Fund
from ikkan.values.errors import InputError
from tests.budget.conftest import TODAY
from tests.budget.funds.conftest import come, on
from tests.budget.funds.test_fund_pages import BASE, typed

pytestmark = pytest.mark.sqlite_only


@pytest.fixture
def invested(fund: Fund) -> Fund:
    """100 yen invested in the award W, 50 more given to it as a subsidy."""
    come(300)
    on(actions.disburse, "W", 100, date(2025, 3, 1), "investment")
    return on(actions.disburse, "W", 50, date(2025, 4, 1))


def due(yen: int, **given: Any) -> NewRepayment:
    said = {"taker": "W", "yen": yen, "due_on": date(2026, 10, 1), "terms": "売上げから返す"}
    return NewRepayment(**(said | given))


@pytest.mark.covers("S-461")
def test_an_investment_is_paid_and_repaid_by_forms(invested: Fund, acting: Any) -> None:
    staff, here = acting("funder_staff"), f"{BASE}F/"
    for yen, terms in (("60", "売上げから返す"), ("40", "達成しないときは返す")):
        given = {"taker": "W", "yen": yen, "due_on": "2026-10-01", "terms": terms}
        page = typed(staff, f"{here}repayment/", **given)
    assert "達成しないときは返す" in page
    typed(staff, f"{here}repaid/", number="1", made_on="2026-10-01")
    page = typed(staff, f"{here}waive/", number="2", reason="目標を達成した")
    assert "目標を達成した" in page
    found = funds.standing(Fund.objects.get(), TODAY)
    assert found.balance == 300 - 150 + 60
    assert [row.yen for row in Fund.objects.get().repayments.filter(transfer__isnull=False)] == [60]
    public = acting("researcher").get(here).content.decode()
    assert "目標を達成した" not in public


def test_no_more_is_repaid_than_was_invested(invested: Fund) -> None:
    on(actions.agree_repayment, due(60))
    for new, said in (
        (due(41), "more than the ¥40"),
        (due(0), "yen"),
        (due(1, terms=" "), "Write the terms"),
        (due(1, due_on=date(2023, 1, 1)), "follows the first day"),
        (due(1, taker="G"), "G"),
        (due(1, taker="V"), "more than the ¥0"),
    ):
        with pytest.raises(InputError, match=said):
            on(actions.agree_repayment, new)
    on(actions.waive_repayment, 1, "免除")
    on(actions.agree_repayment, due(100))


def test_a_repayment_comes_once_and_only_from_what_the_account_holds(invested: Fund) -> None:
    on(actions.agree_repayment, due(60))
    on(actions.receive_repayment, 1, date(2026, 10, 1))
    for act in (actions.receive_repayment, actions.waive_repayment):
        with pytest.raises(InputError, match="no open repayment 1"):
            on(act, 1, date(2026, 10, 2) if act is actions.receive_repayment else "理由")
    with pytest.raises(InputError, match="no open repayment 9"):
        on(actions.receive_repayment, 9, date(2026, 10, 2))
    on(actions.agree_repayment, due(40))
    with pytest.raises(InputError, match="Write the reason"):
        on(actions.waive_repayment, 2, " ")
