"""The FY2020 request with made-up lines, compiled, drafted and enacted by the actions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from ikkan.budget.models import Round
from ikkan.budget.requests import actions
from ikkan.plan import actions as plan
from tests.budget import example2020
from tests.budget.requests import desk


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any, amed: Any) -> Iterator[str]:
    """The code of the round, made once for each file."""
    with django_db_blocker.unblock(), transaction.atomic():
        plan.record_pack(amed, **desk.how(desk.SYSTEM))
        yield _enacted().code
        transaction.set_rollback(True)


@pytest.fixture
def round2020(made: str, db: None) -> Round:
    """The round as it stands, enacted and published."""
    return Round.objects.get(code=made)


def _enacted() -> Round:
    found = desk.open_round(
        fiscal_year=2020,
        name_ja="令和２年度 概算要求（例示）",
        name_en="FY2020 request (example)",
        ceiling_on=date(2019, 7, 31),
        bodies=example2020.BODIES,
    )
    for body in example2020.BODIES:
        desk.consented(desk.of(found, body), *example2020.lines_of(body))
    desk.compile_round(found)
    for stage in ("draft", "enacted"):
        for body in example2020.BODIES:
            yen = example2020.amounts_of(body, stage)
            desk.amounts(desk.of(found, body), stage, yen, "例示")
        here = Round.objects.get(pk=found.pk)
        actions.settle_round(here.code, stage, desk.TODAY, **desk.how(desk.HQ, here.version))
    here = Round.objects.get(pk=found.pk)
    return actions.publish(here.code, **desk.how(desk.HQ, here.version))
