"""A fund from its first instalment to its rest in the treasury; what it refuses on the way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ikkan.audit.actor import Actor, Scope
from ikkan.budget import actions as budget
from ikkan.budget import queries
from ikkan.budget.funds import actions
from ikkan.budget.funds import queries as funds
from ikkan.budget.funds.rules import Promised
from ikkan.budget.models import Fund, Posting
from ikkan.budget.verify import verify
from ikkan.line.models import Edge
from ikkan.values.errors import InputError, NotAllowed, NotFound, VersionConflict
from tests.budget.conftest import ASKED, TODAY, move, new_account, new_transfer
from tests.budget.funds.conftest import ENDS, come, new_fund, on

PAID_ON = date(2024, 7, 1)


def refused(rule: str, act: Any, *args: Any, **how: Any) -> InputError:
    before = Posting.objects.count(), Fund.objects.get(code="F").version
    with pytest.raises(InputError) as told:
        on(act, *args, **how)
    assert told.value.code == rule, told.value.text.en
    assert told.value.text.ja != told.value.text.en
    assert (Posting.objects.count(), Fund.objects.get(code="F").version) == before
    return told.value


def left(*codes: str) -> list[int]:
    found = queries.balances(codes, TODAY)
    return [found[code].amount for code in codes]


def pay(taker: str, yen: int, day: date = PAID_ON, **how: Any) -> Fund:
    return on(actions.disburse, taker, yen, day, **how)


def promise(taker: str, yen: int, year: int = 2025) -> Fund:
    return on(actions.promise, Promised(taker=taker, fiscal_year=year, yen=yen, reason="約束"))


def test_a_fund_gets_pays_and_keeps_money_over_its_years(fund: Fund) -> None:
    come(500)
    come(200, date(2025, 3, 1))
    pay("W", 300)
    pay("W", 100, date(2026, 2, 1))
    found = {one.year: one for one in funds.years(fund, TODAY)}
    said = {year: (one.received, one.paid, one.balance) for year, one in found.items()}
    assert said == {2024: (500, 300, 200), 2025: (200, 0, 400), 2026: (0, 100, 300)}
    then = funds.standing(fund, date(2024, 6, 30))
    assert then.balance == 500
    last = funds.standing(fund, TODAY)
    assert (last.balance, last.planned, last.promised, last.free) == (300, 0, 0, 300)
    pots = {one.transfer.pot for one in fund.instalments.all() if one.transfer}
    assert pots == {"fund"}
    assert verify(TODAY).ok


def test_a_fund_stands_under_its_programme_with_its_account(fund: Fund) -> None:
    rows = Edge.objects.filter(superseded_at=None, source="budget.fund:F")
    assert {(row.kind, f"{row.from_kind}:{row.from_code}", row.to_code) for row in rows} == {
        ("programme", "budget.fund:F", "bridge-fund"),
        ("fund", f"budget.account:{fund.account.code}", "F"),
        ("carries_out", "budget.fund:F", "bridge"),
    }


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name_ja": " "}, "fund.form"),
        ({"ends_on": date(2023, 1, 1)}, "fund.form"),
        ({"ends_on": date(2099, 1, 1)}, "fund.form"),
        ({"body": "nobody"}, "fund.unknown"),
        ({"row": "nothing"}, "fund.unknown"),
        ({"programme": "nothing"}, "fund.unknown"),
        ({"agency": "M"}, "ledger.parent_layer"),
    ],
)
def test_what_a_fund_cannot_be(world: dict[str, str], given: Any, code: str) -> None:
    with pytest.raises(InputError) as told:
        actions.open_fund(new_fund(**given), **ASKED)
    assert told.value.code == code
    assert not Fund.objects.exists()


def test_an_instalment_comes_once_and_in_time(fund: Fund) -> None:
    refused("fund.instalment_form", actions.plan_instalment, date(2027, 1, 1), 5)
    refused("fund.instalment_form", actions.plan_instalment, date(2024, 6, 1), 0)
    refused("fund.no_instalment", actions.receive_instalment, 1, "G", date(2024, 6, 1))
    come(500)
    refused("fund.came", actions.receive_instalment, 1, "G", date(2024, 6, 1))
    on(actions.plan_instalment, date(2025, 6, 1), 401)
    refused("ledger.short", actions.receive_instalment, 2, "G", date(2025, 6, 1))
    refused("fund.reason", actions.drop_instalment, 2, " ")
    on(actions.drop_instalment, 2, "予算が付かなかった")
    refused("fund.came", actions.receive_instalment, 2, "G", date(2025, 6, 1))


def test_nothing_leaves_outside_the_days_of_the_fund(fund: Fund) -> None:
    come(500)
    refused("fund.days", actions.disburse, "W", 1, date(2023, 12, 31))
    late = {"as_of": date(2027, 1, 5)}
    refused("fund.days", actions.disburse, "W", 1, date(2027, 1, 4), **late)
    refused("ledger.short", actions.disburse, "W", 501, PAID_ON)
    refused("fund.payee", actions.disburse, "M", 1, PAID_ON)
    with pytest.raises(VersionConflict):
        actions.disburse("F", "W", 1, PAID_ON, **(ASKED | {"version": 99}))
    with pytest.raises(NotFound):
        actions.disburse("G", "W", 1, PAID_ON, **ASKED)


def test_a_condition_must_be_met_before_money_leaves(fund: Fund) -> None:
    come(500)
    on(actions.add_condition, "認定VCの出資", "Investment by a certified VC", "W")
    error = refused("fund.condition", actions.disburse, "W", 100, PAID_ON)
    assert "認定VC" in error.text.ja
    pay("V", 100)
    straight = new_transfer(fund.account.code, "W", 1, made_on=PAID_ON, fiscal_year=2024)
    with pytest.raises(InputError, match="Condition 1"):
        budget.transfer(straight, **ASKED)
    refused("fund.evidence", actions.meet_condition, 1, PAID_ON, " ")
    refused("fund.ahead", actions.meet_condition, 1, date(2027, 1, 1), "契約書")
    met = date(2024, 8, 1)
    on(actions.meet_condition, 1, met, "契約書 第3号（2024年7月30日）")
    refused("fund.no_condition", actions.meet_condition, 1, met, "x")
    refused("fund.condition", actions.disburse, "W", 100, PAID_ON)
    pay("W", 100, met)
    on(actions.add_condition, "四半期の報告")
    refused("fund.condition", actions.disburse, "V", 1, date(2024, 9, 1))
    assert verify(TODAY).ok


def test_a_promise_binds_what_is_left_and_planned(fund: Fund) -> None:
    come(500)
    refused(
        "fund.promise", actions.promise, Promised(taker="W", fiscal_year=2024, yen=501, reason="x")
    )
    on(actions.plan_instalment, date(2025, 6, 1), 100)
    promise("W", 550, 2024)
    refused(
        "fund.promise", actions.promise, Promised(taker="W", fiscal_year=2029, yen=1, reason="x")
    )
    error = refused("fund.promised", actions.disburse, "V", 51, PAID_ON)
    assert "¥50" in error.text.en
    pay("V", 50)
    refused("fund.bound", actions.drop_instalment, 2, "予算が付かない")
    pay("W", 400)
    assert funds.standing(fund, TODAY).promised == 150
    refused("fund.no_promise", actions.release_promise, 9, "x")
    refused("fund.reason", actions.release_promise, 1, " ")
    on(actions.release_promise, 1, "中止")
    on(actions.drop_instalment, 2, "予算が付かない")
    assert funds.standing(fund, TODAY).free == 50
    assert verify(TODAY).ok


def test_the_rest_goes_back_the_way_it_came(fund: Fund) -> None:
    come(900)
    pay("W", 250)
    promise("W", 100)
    end = {"as_of": date(2027, 1, 10)}
    day = date(2027, 1, 5)
    refused("fund.bound", actions.close_fund, day, "期間満了", **end)
    on(actions.release_promise, 1, "期間満了")
    refused("fund.reason", actions.close_fund, day, " ", **end)
    on(actions.plan_instalment, ENDS, 5)
    refused("fund.waiting", actions.close_fund, day, "期間満了", **end)
    on(actions.drop_instalment, 2, "付かなかった")
    officer = Actor(
        "u-m", frozenset({"ministry_officer"}), (Scope("ministry_officer", "body", "CARE"),)
    )
    with pytest.raises(NotAllowed):
        on(actions.close_fund, day, "期間満了", **end, by=officer)
    closed = on(actions.close_fund, day, "期間満了", **end)
    assert closed.closed_on == day
    found = queries.balances(["T", "M", "N", "G", fund.account.code, "W"], day)
    assert [yen.amount for yen in found.values()] == [-250, 0, 0, 0, 0, 250]
    refused("fund.closed", actions.plan_instalment, date(2024, 6, 1), 5)
    account, how = fund.account.code, {"made_on": PAID_ON, "fiscal_year": 2024, "pot": "fund"}
    back = {"instrument": "return", "reason": "返還", "stage": "settled"}
    budget.transfer(new_transfer("W", account, 50, **(how | back)), **ASKED)
    for giver, taker in (("G", account), (account, "V")):
        move("T", "M", 5, fiscal_year=2024, made_on=date(2024, 4, 1))
        move("M", "G", 5, fiscal_year=2024, made_on=date(2024, 4, 1))
        with pytest.raises(InputError) as told:
            budget.transfer(new_transfer(giver, taker, 5, **how), **ASKED)
        assert told.value.code == "fund.ended"
    budget.transfer(new_transfer(account, "G", 50, **(how | back)), **ASKED)
    assert verify(day).ok


def test_what_is_promised_does_not_go_back(fund: Fund) -> None:
    come(500)
    promise("W", 400)
    account, how = fund.account.code, {"made_on": PAID_ON, "fiscal_year": 2024, "pot": "fund"}
    back = how | {"instrument": "return", "reason": "返還", "stage": "settled"}
    came = fund.instalments.get().transfer
    assert came is not None
    for act, args in (
        (budget.transfer, (new_transfer(account, "G", 101, **back),)),
        (budget.correct_transfer, (came.code, 399, "桁の誤り")),
    ):
        with pytest.raises(InputError) as told:
            act(*args, **(ASKED | {"version": 1}))
        assert told.value.code == "fund.promised"
    budget.transfer(new_transfer(account, "G", 100, **back), **ASKED)
    assert verify(TODAY).ok


def test_a_fund_that_was_never_paid_is_closed_with_nothing(fund: Fund) -> None:
    closed = on(actions.close_fund, TODAY, "取りやめ")
    assert closed.closed_on == TODAY
    assert left("T", fund.account.code) == [-900, 0]


def test_the_account_of_a_fund_is_not_carried_over(fund: Fund) -> None:
    come(500)
    row = new_account("programme", "G", code="P", fiscal_year=2025, owner="programme:bridge-fund")
    budget.open_accounts([row], **ASKED)
    how = (1, date(2025, 1, 1), "permitted", "x")
    with pytest.raises(InputError, match="needs no carry-over"):
        budget.carry_over(fund.account.code, *how, **ASKED)


def test_a_batch_of_transfers_stands_under_the_rules_of_the_fund(fund: Fund) -> None:
    come(500)
    on(actions.add_condition, "報告")
    new = new_transfer(fund.account.code, "W", 10, made_on=PAID_ON, fiscal_year=2024, pot="fund")
    with pytest.raises(InputError) as told:
        budget.record_transfers([new], **ASKED)
    assert told.value.code == "fund.condition"


def test_only_staff_run_funds(fund: Fund) -> None:
    somebody = Actor("u-h", frozenset({"hq_officer"}))
    with pytest.raises(NotAllowed):
        on(actions.plan_instalment, date(2024, 6, 1), 5, by=somebody)
    staff = Actor("u-f", frozenset({"funder_staff"}))
    on(actions.plan_instalment, date(2024, 6, 1), 5, by=staff)
    with pytest.raises(NotAllowed):
        on(actions.close_fund, TODAY, "x", by=staff)
