"""Any sequence of actions keeps the money together; what is refused changes nothing."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Sum
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ikkan.budget import actions, queries, rules
from ikkan.budget.models import Posting, Transfer
from ikkan.budget.verify import verify
from ikkan.values.errors import InputError
from tests.budget.conftest import ASKED, TODAY, new_account, new_transfer

TREE = {
    "T": ("treasury", ""),
    "M": ("ministry", "T"),
    "A": ("agency", "M"),
    "P": ("programme", "A"),
    "Q": ("programme", "A"),
    "C": ("call", "P"),
    "W": ("award", "C"),
    "X": ("performer", "W"),
}
START = date(2026, 4, 1)
DOWN = [
    ("T", "M"),
    ("M", "A"),
    ("A", "P"),
    ("A", "Q"),
    ("P", "C"),
    ("C", "W"),
    ("P", "W"),
    ("W", "X"),
]
steps = st.one_of(
    st.sampled_from(DOWN),
    st.sampled_from([(taker, giver) for giver, taker in DOWN]),
    st.tuples(st.sampled_from(sorted(TREE)), st.sampled_from(sorted(TREE))),
)
amounts = st.integers(-1, 12)
moments = st.integers(0, 5).map(lambda days: START + timedelta(days=days))


class Ledger(RuleBasedStateMachine):
    """Moves and corrections on a small tree; a plain Counter says what must come of them."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.expected: Counter[str] = Counter()
        self.standing: dict[str, tuple[str, str, int]] = {}
        self.seen = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @rule(step=steps, yen=amounts, day=moments, honest=st.booleans())
    def move(self, step: tuple[str, str], yen: int, day: date, honest: bool) -> None:
        giver, taker = step
        up = rules.direction(TREE[giver][0], TREE[taker][0]) < 0
        back = up if honest else not up
        given: dict[str, Any] = {"made_on": day, "instrument": "return" if back else "subsidy"}
        try:
            made = actions.transfer(
                new_transfer(giver, taker, yen, reason="理由", **given), **ASKED
            )
        except InputError:
            return
        self.happened(giver, taker, yen)
        self.standing[made.code] = (giver, taker, yen)

    @precondition(lambda self: self.standing)
    @rule(data=st.data(), yen=amounts)
    def correct(self, data: st.DataObject, yen: int) -> None:
        code = data.draw(st.sampled_from(sorted(self.standing)))
        giver, taker, before = self.standing[code]
        seen = Transfer.objects.get(code=code).version
        try:
            actions.correct_transfer(code, yen, "訂正", **(ASKED | {"version": seen}))
        except InputError:
            return
        self.happened(giver, taker, yen - before)
        self.standing[code] = (giver, taker, yen)

    def happened(self, giver: str, taker: str, yen: int) -> None:
        self.seen += 1
        self.expected[giver] -= yen
        self.expected[taker] += yen

    @invariant()
    def nothing_is_lost_or_made(self) -> None:
        assert (Posting.objects.aggregate(sum=Sum("yen"))["sum"] or 0) == 0
        assert Posting.objects.count() == 2 * Transfer.objects.count() == 2 * self.seen

    @invariant()
    def balances_are_what_was_done(self) -> None:
        found = queries.balances(sorted(TREE), TODAY)
        assert {code: yen.amount for code, yen in found.items()} == {
            code: self.expected[code] for code in TREE
        }

    @invariant()
    def no_account_is_short_on_any_day(self) -> None:
        assert verify(TODAY).ok


def test_any_sequence_keeps_the_ledger_whole(small_pack: None) -> None:
    rows = [new_account(layer, parent, code=code) for code, (layer, parent) in TREE.items()]
    actions.open_accounts(rows, **ASKED)
    fund = [new_transfer("T", "M", 30), new_transfer("M", "A", 20), new_transfer("A", "P", 10)]
    run_state_machine_as_test(
        Ledger, settings=settings(max_examples=8, stateful_step_count=12, deadline=None)
    )
    assert len(actions.record_transfers(fund, **ASKED)) == 3, "nothing of the runs was left"
