"""Two at once want the same money: one gets it, the other is told that it is gone."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from ikkan.budget import actions, queries
from ikkan.budget.verify import verify
from ikkan.pack.model import Pack
from ikkan.plan import actions as plan
from ikkan.values.errors import InputError
from tests.budget.conftest import ASKED, TODAY, new_account, new_transfer

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
    moves = [new_transfer(f"L{place}", f"L{place + 1}", 1000) for place in range(3)]
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


def spender(home: Path) -> subprocess.Popen[str]:
    """A process that tries to spend, on a database of its own home."""
    named = {"IKKAN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "ikkan.server.settings"}
    return subprocess.Popen(
        [sys.executable, "-c", SPEND],
        env=os.environ | named,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
