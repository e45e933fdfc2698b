"""Any sequence over years, ministries and a fund keeps the money; a refusal changes nothing."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from ikkan.audit.actor import Actor
from ikkan.budget import actions, queries
from ikkan.budget.funds import actions as funds
from ikkan.budget.funds.rules import Promised
from ikkan.budget.models import Fund, Posting, Reallocation, Transfer
from ikkan.budget.moving import NewReallocation
from ikkan.budget.rules import direction
from ikkan.budget.verify import verify
from ikkan.values.errors import InputError
from tests.budget.conftest import ASKED, TODAY, new_account, new_transfer
from tests.budget.funds.conftest import new_fund

pytestmark = pytest.mark.sqlite_only

TREE = {
    "T": ("treasury", "", 2025, ""),
    "C5": ("ministry", "T", 2025, "body:CARE"),
    "C6": ("ministry", "T", 2026, "body:CARE"),
    "L5": ("ministry", "T", 2025, "body:LEARN"),
    "I5": ("institute", "C5", 2025, "body:BOARD"),
    "A5": ("agency", "C5", 2025, "body:NORTHMARK"),
    "A6": ("agency", "C6", 2026, "body:NORTHMARK"),
}
CODES = (*TREE, "FUND", "W")
OTHER = Actor("u-other", frozenset({"ministry_officer"}))
DAYS = (date(2025, 4, 1), date(2025, 10, 1), date(2026, 3, 31), date(2026, 4, 1), date(2027, 1, 2))
codes, amounts, days = st.sampled_from(CODES), st.integers(-1, 9), st.sampled_from(DAYS)


class Years(RuleBasedStateMachine):
    """Every way that money takes; a plain Counter says what must come of it."""

    account = ""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.expected: Counter[str] = Counter()
        self.count = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def real(self, code: str) -> str:
        return self.account if code == "FUND" else code

    def tried(self, act: Any, *args: Any, **how: Any) -> bool:
        """Whether it was done; what is refused leaves no posting."""
        before = Posting.objects.count()
        try:
            act(*args, **(ASKED | {"as_of": date(2027, 1, 2)} | how))
        except InputError:
            assert Posting.objects.count() == before
            return False
        return True

    def on_fund(self, act: Any, *args: Any) -> bool:
        return self.tried(act, "F", *args, version=Fund.objects.get(code="F").version)

    def moved(self, giver: str, taker: str, yen: int) -> None:
        self.count += 1
        self.expected[giver] -= yen
        self.expected[taker] += yen

    @rule(giver=codes, taker=codes, yen=amounts, day=days)
    def move(self, giver: str, taker: str, yen: int, day: date) -> None:
        layers = [TREE.get(code, ("programme" if code == "FUND" else "award",))[0]
                  for code in (giver, taker)]  # fmt: skip
        back = direction(*layers) < 0
        given = {"made_on": day, "instrument": "return" if back else "subsidy", "reason": "理由"}
        new = new_transfer(self.real(giver), self.real(taker), yen, fiscal_year=day.year, **given)
        if self.tried(actions.transfer, new):
            self.moved(giver, taker, yen)

    @rule(giver=codes, yen=amounts, day=days, ground=st.sampled_from(["permitted", "unused"]))
    def carry(self, giver: str, yen: int, day: date, ground: str) -> None:
        if self.tried(actions.carry_over, self.real(giver), yen, day, ground, "遅れ"):
            self.moved(giver, {"C5": "C6", "A5": "A6"}[giver], yen)

    @rule(giver=codes, taker=codes, yen=amounts, agree=st.booleans())
    def reallocate(self, giver: str, taker: str, yen: int, agree: bool) -> None:
        new = NewReallocation(
            giver=self.real(giver), taker=self.real(taker), yen=yen, pot="initial", reason="所管"
        )
        when = {"as_of": date(2026, 3, 31)}
        if self.tried(actions.propose_reallocation, new, **when) and agree:
            row = Reallocation.objects.latest("pk")
            if self.tried(actions.consent_to_reallocation, row.code, by=OTHER, version=1, **when):
                self.moved(giver, taker, yen)

    @rule(yen=amounts, day=days, giver=st.sampled_from(["A5", "A6"]), come=st.booleans())
    def instalment(self, yen: int, day: date, giver: str, come: bool) -> None:
        if self.on_fund(funds.plan_instalment, day, yen) and come:
            number = Fund.objects.get(code="F").instalments.count()
            if self.on_fund(funds.receive_instalment, number, giver, day):
                self.moved(giver, "FUND", yen)

    @rule(yen=amounts, day=days)
    def disburse(self, yen: int, day: date) -> None:
        if self.on_fund(funds.disburse, "W", yen, day):
            self.moved("FUND", "W", yen)

    @rule(yen=amounts)
    def promise(self, yen: int) -> None:
        self.on_fund(funds.promise, Promised(taker="W", fiscal_year=2026, yen=yen, reason="約束"))

    @rule(met=st.booleans(), day=days)
    def condition(self, met: bool, day: date) -> None:
        if self.on_fund(funds.add_condition, "条件") and met:
            number = Fund.objects.get(code="F").conditions.count()
            self.on_fund(funds.meet_condition, number, day, "証拠")

    @rule(day=days)
    def close(self, day: date) -> None:
        rest = queries.balances([self.account], date(2027, 1, 2))[self.account].amount
        if self.on_fund(funds.close_fund, day, "満了") and rest:
            self.expected["FUND"] -= rest
            self.expected["T"] += rest
            self.count = Transfer.objects.count()

    @invariant()
    def nothing_is_lost_or_made(self) -> None:
        assert (Posting.objects.aggregate(sum=Sum("yen"))["sum"] or 0) == 0
        assert Posting.objects.count() == 2 * Transfer.objects.count() == 2 * self.count

    @invariant()
    def balances_are_what_was_done(self) -> None:
        real = {code: self.real(code) for code in CODES}
        found = queries.balances(list(real.values()), date(2027, 1, 2))
        assert {code: found[real[code]].amount for code in CODES} == {
            code: self.expected[code] for code in CODES
        }

    @invariant()
    def the_ledger_is_whole(self) -> None:
        report = verify(date(2027, 1, 2))
        assert report.ok, report.findings


@pytest.mark.sqlite_only
def test_any_sequence_keeps_the_ledger_whole(small_pack: None) -> None:
    rows = [
        new_account(layer, parent, code=code, fiscal_year=year, owner=owner)
        for code, (layer, parent, year, owner) in TREE.items()
    ]
    actions.open_accounts(rows, **ASKED)
    days_of = {"begins_on": date(2025, 1, 1), "ends_on": date(2026, 12, 31)}
    fund = funds.open_fund(new_fund(agency="A5", **days_of), **ASKED)
    row = new_account("award", fund.account.code, code="W", fiscal_year=2025)
    actions.open_accounts([row], **ASKED)
    start = [("T", "C5", 30), ("C5", "A5", 20), ("T", "L5", 5)]
    first = {"made_on": date(2025, 4, 1), "fiscal_year": 2025}
    made = [new_transfer(giver, taker, yen, **first) for giver, taker, yen in start]

    class Begun(Years):
        account = fund.account.code

        def __init__(self) -> None:
            super().__init__()
            actions.record_transfers(made, **ASKED)
            for giver, taker, yen in start:
                self.moved(giver, taker, yen)

    run_state_machine_as_test(
        Begun, settings=settings(max_examples=5, stateful_step_count=12, deadline=None)
    )
    assert not Posting.objects.exists(), "nothing of the runs was left"
    assert queries.balances(["T"], TODAY)["T"].amount == 0
