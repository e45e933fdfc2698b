"""Many accounts and transfers at once: the same rules, all or none, constant queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ikkan.audit.models import JournalEntry
from ikkan.budget import actions, queries
from ikkan.budget.models import Account, Posting
from ikkan.budget.verify import verify
from ikkan.values.errors import InputError
from ikkan.values.money import Yen
from tests.budget.conftest import ASKED, TODAY, new_account, new_transfer


def test_a_whole_tree_is_opened_in_one_batch(small_pack: None) -> None:
    rows = [new_account("treasury", code="T")]
    rows += [new_account("ministry", "T", code="M"), new_account("agency", "M", code="A")]
    rows += [new_account("programme", "A")]
    codes = actions.open_accounts(rows, **ASKED)
    assert codes == ["T", "M", "A", "ACC-2026-000001"]
    assert Account.objects.get(code=codes[3]).parent == Account.objects.get(code="A")
    assert JournalEntry.objects.filter(action="budget.open_accounts").count() == 1


def test_a_batch_with_one_wrong_row_writes_nothing(funded: dict[str, str]) -> None:
    before = Account.objects.count(), Posting.objects.count()
    with pytest.raises(InputError) as told:
        actions.open_accounts(
            [new_account("award", funded["programme"]), new_account("award", funded["agency"])],
            **ASKED,
        )
    assert "2行目" in told.value.text.ja
    rows = [
        new_transfer(funded["programme"], funded["award"], 700),
        new_transfer(funded["programme"], funded["award"], 301),
        new_transfer(funded["programme"], "nobody", 1),
    ]
    with pytest.raises(InputError) as told:
        actions.record_transfers(rows, **ASKED)
    assert told.value.code == "ledger.short"
    assert "Row 2" in told.value.text.en
    assert "Row 3" in told.value.text.en
    assert (Account.objects.count(), Posting.objects.count()) == before


def test_money_may_come_and_go_within_a_batch(funded: dict[str, str]) -> None:
    rows = [
        new_transfer(funded["treasury"], funded["ministry"], 50),
        new_transfer(funded["ministry"], funded["agency"], 50),
        new_transfer(funded["agency"], funded["programme"], 50),
        new_transfer(funded["programme"], funded["award"], 1050),
    ]
    with pytest.raises(InputError):
        actions.record_transfers(rows[::-1], **ASKED)
    assert len(actions.record_transfers(rows, **ASKED)) == 4
    assert queries.balances([funded["award"]], TODAY)[funded["award"]] == Yen(1050)
    assert verify(TODAY).ok


def test_batches_take_a_constant_number_of_queries(funded: dict[str, str]) -> None:
    def opened(count: int) -> list[str]:
        rows = [new_account("award", funded["programme"]) for _ in range(count)]
        return actions.open_accounts(rows, **ASKED)

    def counted(act: Any, *args: Any) -> tuple[Any, int]:
        with CaptureQueriesContext(connection) as caught:
            made = act(*args)
        return made, len(caught)

    opened(1)
    few, of_few = counted(opened, 2)
    many, of_many = counted(opened, 60)
    assert of_few == of_many

    def paid(takers: list[str]) -> list[str]:
        rows = [new_transfer(funded["programme"], taker, 1) for taker in takers]
        return actions.record_transfers(rows, **ASKED)

    _, of_few = counted(paid, few)
    _, of_many = counted(paid, many)
    assert of_few == of_many


def test_a_batch_has_an_upper_length_and_may_be_empty(funded: dict[str, str]) -> None:
    row = new_transfer(funded["programme"], funded["award"], 1)
    with pytest.raises(InputError):
        actions.record_transfers([row] * 501, **ASKED)
    before = JournalEntry.objects.count()
    assert actions.record_transfers([], **ASKED) == []
    assert actions.open_accounts([], **ASKED) == []
    assert JournalEntry.objects.count() == before
