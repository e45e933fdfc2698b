"""What `verify` finds of money that was written across past the actions, and of funds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ikkan.budget import actions, messages
from ikkan.budget.funds import actions as funds
from ikkan.budget.models import Account, Condition, Fund, Instalment, Posting, Promise, Transfer
from ikkan.budget.verify import verify
from tests.budget.conftest import ASKED, TODAY, move, new_account
from tests.budget.funds.conftest import come, fund, on, world

pytestmark = pytest.mark.sqlite_only
__all__ = ["fund", "world"]


def forged(giver: str, taker: str, yen: int = 5, **given: Any) -> Transfer:
    """A transfer written past the ledger."""
    said = {
        "code": f"X-{Transfer.objects.count()}",
        "made_on": TODAY,
        "fiscal_year": 2026,
        "stage": "executed",
        "pot": "carried_over",
        "instrument": "carry_over",
        "ground": "permitted",
    }
    made = Transfer.objects.create(**(said | given))
    for code, signed in ((giver, -yen), (taker, yen)):
        account = Account.objects.get(code=code)
        Posting.objects.create(transfer=made, account=account, yen=signed)
    return made


def found() -> dict[str, str]:
    """The place of each finding by its code; every one has its words in both languages."""
    report = verify(TODAY)
    for finding in report.findings:
        said = messages.render(finding)
        assert said.ja != said.en
    return {finding.code: str(finding.place) for finding in report.findings}


def two_ministries() -> None:
    rows = [new_account("treasury", code="T")]
    rows += [
        new_account("ministry", "T", code=f"{name}{year}", fiscal_year=year, owner=f"body:{body}")
        for name, body in (("C", "CARE"), ("L", "LEARN"))
        for year in (2026, 2027, 2028)
    ]
    actions.open_accounts(rows, **ASKED)
    move("T", "C2026", 100)


def test_a_carry_over_across_owners_or_years(small_pack: None) -> None:
    two_ministries()
    made = forged("C2026", "L2027")
    assert found() == {"ledger.across": f"budget.transfer:{made.code}"}
    forged("L2027", "L2028")
    assert set(found()) == {"ledger.across"}
    other = forged("C2026", "C2028")
    assert found() == {"ledger.across": f"budget.transfer:{other.code}"}


def test_a_transfer_between_ministries_without_consent(small_pack: None) -> None:
    two_ministries()
    made = forged("C2026", "L2026", instrument="reallocation", pot="initial", ground="")
    assert found() == {"ledger.alone": f"budget.transfer:{made.code}"}
    forged("C2026", "L2026", instrument="subsidy", pot="initial", ground="")
    assert set(found()) == {"ledger.alone", "ledger.jump"}


def test_a_correction_between_other_accounts(small_pack: None) -> None:
    two_ministries()
    first = Transfer.objects.get()
    given = {"instrument": "correction", "corrects": first, "ground": "", "pot": "initial"}
    made = forged("T", "L2026", **given)
    assert found() == {"ledger.stray": f"budget.transfer:{made.code}"}


def test_a_fund_that_broke_its_rules(fund: Fund) -> None:
    come(500)
    code = fund.account.code
    paid = {"instrument": "subsidy", "pot": "fund", "ground": ""}
    assert found() == {}
    forged(code, "W", made_on=date(2023, 12, 31), **paid)
    assert set(found()) == {"fund.late", "ledger.negative"}
    Condition.objects.create(fund=fund, number=1, text_ja="条件", added_on=date(2024, 6, 2))
    forged(code, "W", made_on=date(2024, 7, 1), **paid)
    assert found()["fund.unmet"] == "budget.fund:F"
    Promise.objects.create(
        fund=fund,
        number=1,
        taker=Account.objects.get(code="V"),
        fiscal_year=2025,
        yen=491,
        reason="x",
        made_on=TODAY,
    )
    assert "fund.overpromised" in found()
    Fund.objects.filter(code="F").update(closed_on=TODAY)
    assert "fund.rest" in found()
    Instalment.objects.create(
        fund=fund,
        number=2,
        due_on=TODAY,
        yen=5,
        transfer=forged("G", code, instrument="subsidy", pot="initial", ground=""),
    )
    assert found()["fund.instalment"] == "budget.fund:F"


def test_the_command_names_the_fund(fund: Fund, ikkan: Any) -> None:
    come(500)
    on(funds.add_condition, "条件")
    done = ikkan("ledger", "verify", "--json")
    assert done.code == 0
    assert done.json["found"] == []
    forged(fund.account.code, "W", instrument="subsidy", pot="fund", ground="")
    done = ikkan("ledger", "verify", "--json")
    assert done.code == 1
    assert done.json["found"] == [{"code": "fund.unmet", "place": "budget.fund:F"}]
    assert "条件1" in done.err
