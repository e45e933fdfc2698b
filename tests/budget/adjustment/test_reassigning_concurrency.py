"""Two later rounds re-assign the same decided money at the same moment: it goes to one of them."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from ikkan.budget.adjustment import actions
from ikkan.budget.adjustment.reassigning import Move
from ikkan.budget.models import AdjustmentAward
from ikkan.budget.verify import verify
from ikkan.plan import actions as plan
from ikkan.values.errors import InputError
from tests.awards.world import ASKED, TODAY, seen
from tests.budget.adjustment import scene
from tests.budget.adjustment.scene import OKU
from tests.budget.test_concurrency import spender

REASSIGN = """
import datetime, django
django.setup()
from ikkan.audit.actor import SYSTEM
from ikkan.budget.adjustment import actions
from ikkan.budget.adjustment.reassigning import Move
from ikkan.values.errors import InputError
try:
    actions.reassign({round!r}, [Move(source={source!r}, to={to!r}, yen={yen})], {decision!r},
                     "進捗の変化", by=SYSTEM, version={version},
                     as_of=datetime.date(2026, 11, 22), key=None)
    print("moved")
except InputError as error:
    print(error.code)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Seven of the ten that were decided, wanted by one later round."""

    round: str
    source: str
    to: str
    decision: str
    version: int
    yen: int = 7 * OKU


def two_wishes(pack: Any) -> tuple[str, list[Wanted]]:
    """A year with ten decided for one proposal, and two later rounds that want seven of it."""
    plan.record_pack(pack, **ASKED)
    year = scene.make().year
    source = scene.decided(year).proposals.get().code
    how = {"reason_code": "epidemic", "reason": "流行"}
    rounds = (
        scene.open_round(year).code,
        actions.open_emergency_round(scene.new_round(year, **how), **ASKED).code,
    )
    wanted = []
    for round_, given in zip(rounds, ({}, {"case": "c"}), strict=True):
        to = scene.proposal(round_, **given)
        scene.put_forward(round_, {to: 0})
        wanted.append(
            Wanted(
                round=round_,
                source=source,
                to=to,
                decision=scene.decision(round_),
                version=scene.version_of(round_),
            )
        )
    return year, wanted


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_threads_never_re_assign_the_same_money(amed: Any) -> None:
    year, wanted = two_wishes(amed)
    start = threading.Barrier(2)
    told: list[str] = []

    def reassign(one: Wanted) -> None:
        moves = (Move(source=one.source, to=one.to, yen=one.yen),)
        start.wait()
        try:
            actions.reassign(one.round, moves, one.decision, "進捗の変化", **seen(one.version))
            told.append("moved")
        except InputError as error:
            told.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=reassign, args=(one,)) for one in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["adjustment.reassignment_form", "moved"]
    moved = AdjustmentAward.objects.filter(reassigned_from__isnull=False)
    assert [one.yen for one in moved] == [7 * OKU]
    assert scene.year_of(year).decided_yen == 10 * OKU
    assert verify(TODAY).ok


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
def test_two_processes_never_re_assign_the_same_money(amed: Any, tmp_path: Path) -> None:
    _, wanted = two_wishes(amed)
    with closing(sqlite3.connect(tmp_path / "ikkan.sqlite3")) as file:
        connection.connection.backup(file)
    both = [
        spender(
            tmp_path,
            REASSIGN.format(
                round=one.round,
                source=one.source,
                to=one.to,
                yen=one.yen,
                decision=one.decision,
                version=one.version,
            ),
        )
        for one in wanted
    ]
    said = [process.communicate(timeout=240) for process in both]
    told = sorted(word for out, _ in said for word in out.split())
    assert told == ["adjustment.reassignment_form", "moved"], said
    with closing(sqlite3.connect(tmp_path / "ikkan.sqlite3")) as file:
        rows = file.execute(
            "SELECT yen FROM budget_adjustmentaward WHERE reassigned_from_id IS NOT NULL"
        ).fetchall()
    assert rows == [(7 * OKU,)]
