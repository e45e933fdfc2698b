"""Two rounds of one pot are decided at the same moment: what is decided never exceeds the pot."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection

from ikkan.budget.adjustment import actions, queries
from ikkan.budget.models import AdjustmentAward
from ikkan.plan import actions as plan
from ikkan.values.errors import Busy, InputError
from tests.awards.world import ASKED, seen
from tests.budget.adjustment import scene
from tests.budget.adjustment.scene import OKU


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_threads_never_give_away_the_same_money(amed: Any) -> None:
    plan.record_pack(amed, **ASKED)
    made = scene.make(yen=14 * OKU)
    first = scene.open_round(made.year).code
    how = {"reason_code": "epidemic", "reason": "流行"}
    second = actions.open_emergency_round(scene.new_round(made.year, **how), **ASKED).code
    wanted = {}
    for round_, given in ((first, {}), (second, {"case": "c"})):
        code = scene.proposal(round_, **given)
        scene.put_forward(round_, {code: 10 * OKU})
        wanted[round_] = ({code: 10 * OKU}, scene.decision(round_))
    start = threading.Barrier(2)
    told: list[str] = []

    def decide(round_: str) -> None:
        amounts, decision = wanted[round_]
        version = scene.version_of(round_)
        start.wait()
        try:
            for _ in range(5):
                try:
                    actions.decide(round_, amounts, decision, **seen(version))
                    told.append("decided")
                except Busy:
                    continue
                except InputError as error:
                    told.append(error.code)
                break
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=(round_,)) for round_ in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["adjustment.decision_form", "decided"]
    year = scene.year_of(made.year)
    assert year.decided_yen == 10 * OKU
    assert queries.remaining(year) == 4 * OKU
    assert AdjustmentAward.objects.count() == 1
