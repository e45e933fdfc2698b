"""What `verify` finds when somebody wrote past the actions, and what the command says of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from ikkan.budget import messages
from ikkan.budget.models import Account, Posting, Transfer
from ikkan.budget.verify import verify
from tests.budget.conftest import TODAY
from tests.plugins.guards import guards_aside


def forged(pairs: list[tuple[str, int]]) -> Transfer:
    """A transfer written past the ledger."""
    made = Transfer.objects.create(
        code=f"X-{Transfer.objects.count()}",
        made_on=TODAY,
        fiscal_year=2026,
        stage="executed",
        pot="initial",
        instrument="subsidy",
    )
    for code, yen in pairs:
        account = Account.objects.get(code=code)
        Posting.objects.create(transfer=made, account=account, yen=yen)
    return made


def found() -> set[str]:
    report = verify(TODAY)
    for finding in report.findings:
        said = messages.render(finding)
        assert said.ja != said.en
    return {finding.code for finding in report.findings}


def test_a_transfer_that_does_not_balance(funded: dict[str, str]) -> None:
    forged([(funded["programme"], -10), (funded["award"], 9)])
    assert found() == {"ledger.unbalanced"}


def test_a_transfer_without_its_other_side(funded: dict[str, str]) -> None:
    forged([])
    assert found() == {"ledger.orphan"}
    forged([(funded["award"], 9)])
    assert found() == {"ledger.orphan", "ledger.unbalanced"}


def test_an_account_below_nothing(funded: dict[str, str]) -> None:
    forged([(funded["programme"], -1001), (funded["award"], 1001)])
    assert found() == {"ledger.negative"}


def test_a_jump_over_a_layer(funded: dict[str, str]) -> None:
    forged([(funded["treasury"], -5), (funded["award"], 5)])
    assert found() == {"ledger.jump"}


def test_an_owner_that_is_gone(funded: dict[str, str]) -> None:
    Account.objects.create(
        code="X",
        layer="award",
        name_ja="x",
        fiscal_year=2026,
        parent=Account.objects.get(code=funded["programme"]),
        owner="awards.award:nothing",
        opened_on=TODAY,
        published=False,
    )
    assert found() == {"ledger.orphan_owner"}


@pytest.mark.django_db(transaction=True)
def test_tables_that_lost_their_guard() -> None:
    with guards_aside():
        if connection.vendor == "sqlite":
            assert "ledger.guard" in found()
    assert "ledger.guard" not in found()


def test_the_command_tells_a_sound_ledger(funded: dict[str, str], ikkan: Any) -> None:
    done = ikkan("ledger", "verify", "--json")
    assert done.code == 0, done.err
    assert done.json["ok"] is True
    assert done.json["transfers"] == 3
    assert {(one["layer"], one["yen"]) for one in done.json["totals"]} == {
        ("ministry", 1000),
        ("agency", 1000),
        ("programme", 1000),
    }


def test_the_command_fails_on_a_broken_one(funded: dict[str, str], ikkan: Any) -> None:
    forged([(funded["programme"], -10), (funded["award"], 9)])
    done = ikkan("ledger", "verify", "--json")
    assert done.code == 1
    assert done.json["ok"] is False
    assert "-1" in done.err or "−1" in done.err
