"""Figures of a pack in another currency stand beside the ledger and are compared with nothing."""

from __future__ import annotations

from django.test import Client

from ikkan.budget import actions
from ikkan.budget.reconciled import queries
from ikkan.budget.reconciled.rules import Key, Verdict
from ikkan.plan.queries import snapshot
from tests.budget.conftest import ASKED, TODAY, move, new_account


def test_a_pack_of_another_currency_is_not_compared(small_pack: None) -> None:
    rows = [
        new_account("treasury", code="T", fiscal_year=2025),
        new_account(
            "ministry", "T", code="M", fiscal_year=2025, owner="body:CARE", cost_class="grants"
        ),
    ]
    actions.open_accounts(rows, **ASKED)
    move("T", "M", 702, fiscal_year=2025)
    found = {cell.key: cell for cell in queries.cells(snapshot(TODAY), TODAY)}
    own = found[Key(2025, "CARE", "grants", "initial")]
    assert own.verdict is Verdict.OTHER_UNIT
    assert found[Key(2025, "LEARN", "grants", "initial")].verdict is Verdict.NO_LEDGER
    page = Client(headers={"accept-language": "en"}).get("/reconciliation/?year=2025")
    assert "Printed in another unit" in page.content.decode()
