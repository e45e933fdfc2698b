"""Two rounds of one pot are decided at the same moment: what is decided never exceeds the pot."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from ikkan.budget.adjustment import actions, queries
from ikkan.budget.models import AdjustmentAward
from ikkan.plan import actions as plan
from ikkan.values.errors import InputError
from tests.awards.world import ASKED, seen
from tests.budget.adjustment import scene
from tests.budget.adjustment.scene import OKU
from tests.budget.test_concurrency import spender

Wanted = dict[str, tuple[dict[str, int], str, int]]
DECIDE = """
import datetime, django
django.setup()
from ikkan.audit.actor import SYSTEM
from ikkan.budget.adjustment import actions
from ikkan.values.errors import InputError
try:
    actions.decide({round!r}, {amounts!r}, {decision!r}, by=SYSTEM, version={version},
                   as_of=datetime.date(2026, 11, 22), key=None)
    print("decided")
except InputError as error:
    print(error.code)
"""


def two_rounds(pack: Any) -> tuple[str, Wanted]:
    """A pot of fourteen, and two rounds that would each give ten of it."""
    plan.record_pack(pack, **ASKED)
    made = scene.make(yen=14 * OKU)
    first = scene.open_round(made.year).code
    how = {"reason_code": "epidemic", "reason": "流行"}
    second = actions.open_emergency_round(scene.new_round(made.year, **how), **ASKED).code
    wanted: Wanted = {}
    for round_, given in ((first, {}), (second, {"case": "c"})):
        code = scene.proposal(round_, **given)
        scene.put_forward(round_, {code: 10 * OKU})
        taken = scene.decision(round_)
        wanted[round_] = ({code: 10 * OKU}, taken, scene.version_of(round_))
    return made.year, wanted


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_threads_never_give_away_the_same_money(amed: Any) -> None:
    year, wanted = two_rounds(amed)
    start = threading.Barrier(2)
    told: list[str] = []

    def decide(round_: str) -> None:
        amounts, decision, version = wanted[round_]
        start.wait()
        try:
            actions.decide(round_, amounts, decision, **seen(version))
            told.append("decided")
        except InputError as error:
            told.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=(round_,)) for round_ in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["adjustment.decision_form", "decided"]
    found = scene.year_of(year)
    assert found.decided_yen == 10 * OKU
    assert queries.remaining(found) == 4 * OKU
    assert AdjustmentAward.objects.count() == 1


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
def test_two_processes_never_give_away_the_same_money(amed: Any, tmp_path: Path) -> None:
    _, wanted = two_rounds(amed)
    with closing(sqlite3.connect(tmp_path / "ikkan.sqlite3")) as file:
        connection.connection.backup(file)
    both = [
        spender(
            tmp_path,
            DECIDE.format(round=round_, amounts=amounts, decision=decision, version=version),
        )
        for round_, (amounts, decision, version) in wanted.items()
    ]
    said = [process.communicate(timeout=240) for process in both]
    told = sorted(word for out, _ in said for word in out.split())
    assert told == ["adjustment.decision_form", "decided"], said
    with closing(sqlite3.connect(tmp_path / "ikkan.sqlite3")) as file:
        (decided,) = file.execute("SELECT decided_yen FROM budget_adjustmentyear").fetchone()
    assert decided == 10 * OKU
