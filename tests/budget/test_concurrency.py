"""Two at once want the same money: one gets it, the other is told that it is gone."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from ikkan.budget import actions, queries
from ikkan.budget.funds import actions as funds
from ikkan.budget.models import Fund
from ikkan.budget.verify import verify
from ikkan.pack.model import Pack
from ikkan.plan import actions as plan
from ikkan.values.errors import InputError, VersionConflict
from tests.budget.conftest import ASKED, TODAY, new_account, new_transfer
from tests.budget.funds.conftest import new_fund

LAYERS = ("treasury", "ministry", "agency", "programme", "award")
SPEND = """
import datetime, django
django.setup()
from ikkan.audit.actor import SYSTEM
from ikkan.budget import actions
from ikkan.budget.rules import NewTransfer
from ikkan.values.errors import InputError
day = datetime.date(2026, 4, 10)
for _ in range(6):
    new = NewTransfer(giver="L3", taker="L4", yen=100, made_on=day, fiscal_year=2026,
                      stage="executed", pot="initial", instrument="commission")
    try:
        actions.transfer(new, by=SYSTEM, as_of=day, version=None, key=None)
        print("paid")
    except InputError as error:
        print(error.code)
"""


def funded() -> None:
    rows = [
        new_account(layer, f"L{place - 1}" if place else "", code=f"L{place}")
        for place, layer in enumerate(LAYERS)
    ]
    actions.open_accounts(rows, **ASKED)
    moves = [new_transfer(f"L{place}", f"L{place + 1}", 1500) for place in range(2)]
    moves.append(new_transfer("L2", "L3", 1000))
    actions.record_transfers(moves, **ASKED)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_threads_never_spend_the_same_money(minimal: Pack) -> None:
    plan.record_pack(minimal, **ASKED)
    funded()
    start = threading.Barrier(2)
    told: list[str] = []

    def spend() -> None:
        start.wait()
        try:
            for _ in range(10):
                try:
                    actions.transfer(new_transfer("L3", "L4", 100), **ASKED)
                    told.append("paid")
                except InputError as error:
                    told.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=spend) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["ledger.short"] * 10 + ["paid"] * 10
    assert queries.balances(["L3", "L4"], TODAY)["L4"].amount == 1000
    assert verify(TODAY).ok


def two_years() -> None:
    """1,000 yen with a ministry that has an account of the next year."""
    owner = "body:CARE"
    rows = [new_account("treasury", code="T", fiscal_year=2025)]
    rows += [
        new_account("ministry", "T", code=f"C{year}", fiscal_year=year, owner=owner)
        for year in (2025, 2026)
    ]
    actions.open_accounts(rows, **ASKED)
    first = {"made_on": date(2025, 4, 1), "fiscal_year": 2025}
    actions.record_transfers([new_transfer("T", "C2025", 1000, **first)], **ASKED)


def both(act: Callable[[], object]) -> list[str]:
    """What two threads are told that do the same ten times at once."""
    start = threading.Barrier(2)
    told: list[str] = []

    def run() -> None:
        start.wait()
        try:
            for _ in range(10):
                try:
                    act()
                    told.append("done")
                except InputError as error:
                    told.append(error.code)
                except VersionConflict:
                    told.append("conflict")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_carry_overs_never_take_the_same_rest(minimal: Pack) -> None:
    plan.record_pack(minimal, **ASKED)
    two_years()
    day = date(2026, 3, 31)
    told = both(lambda: actions.carry_over("C2025", 100, day, "permitted", "遅れ", **ASKED))
    assert sorted(told) == ["done"] * 10 + ["ledger.short"] * 10
    assert queries.balances(["C2025", "C2026"], TODAY)["C2026"].amount == 1000
    assert verify(TODAY).ok


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_payments_never_take_the_same_money_of_a_fund(minimal: Pack) -> None:
    plan.record_pack(minimal, **ASKED)
    funded()
    days = {"begins_on": date(2026, 1, 1), "ends_on": date(2027, 12, 31)}
    fund = funds.open_fund(new_fund(agency="L2", **days), **ASKED)
    row = new_account("award", fund.account.code, code="W")
    actions.open_accounts([row], **ASKED)
    actions.record_transfers([new_transfer("L2", fund.account.code, 500, pot="fund")], **ASKED)

    def pay() -> None:
        version = Fund.objects.get(code="F").version
        funds.disburse("F", "W", 100, date(2026, 5, 1), **(ASKED | {"version": version}))

    told = both(pay)
    assert set(told) <= {"done", "conflict", "ledger.short"}
    left = queries.balances([fund.account.code, "W"], TODAY)
    assert left["W"].amount == 100 * told.count("done")
    assert left[fund.account.code].amount == 500 - left["W"].amount >= 0
    assert verify(TODAY).ok


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
def test_two_processes_never_spend_the_same_money(minimal: Pack, tmp_path: Path) -> None:
    plan.record_pack(minimal, **ASKED)
    funded()
    with closing(sqlite3.connect(tmp_path / "ikkan.sqlite3")) as file:
        connection.connection.backup(file)
    both = [spender(tmp_path) for _ in range(2)]
    said = [process.communicate(timeout=120) for process in both]
    told = sorted(word for out, _ in said for word in out.split())
    assert told == ["ledger.short"] * 2 + ["paid"] * 10, said


CARRY = """
import datetime, django
django.setup()
from ikkan.audit.actor import SYSTEM
from ikkan.budget import actions
from ikkan.values.errors import InputError
today, last = datetime.date(2026, 11, 22), datetime.date(2026, 3, 31)
for _ in range(6):
    try:
        actions.carry_over("C2025", 100, last, "permitted", "late",
                           by=SYSTEM, as_of=today, version=None, key=None)
        print("done")
    except InputError as error:
        print(error.code)
"""


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
def test_two_processes_never_carry_the_same_rest_over(minimal: Pack, tmp_path: Path) -> None:
    plan.record_pack(minimal, **ASKED)
    two_years()
    with closing(sqlite3.connect(tmp_path / "ikkan.sqlite3")) as file:
        connection.connection.backup(file)
    processes = [spender(tmp_path, CARRY) for _ in range(2)]
    said = [process.communicate(timeout=120) for process in processes]
    told = sorted(word for out, _ in said for word in out.split())
    assert told == ["done"] * 10 + ["ledger.short"] * 2, said


def spender(home: Path, script: str = SPEND) -> subprocess.Popen[str]:
    """A process that tries to spend, on a database of its own home."""
    named = {"IKKAN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "ikkan.server.settings"}
    return subprocess.Popen(
        [sys.executable, "-c", script],
        env=os.environ | named,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
