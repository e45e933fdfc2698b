"""The FY2023 draft loaded from the pack, forms filled in as their pages offer them, a decision.

A module applies the pack and loads the draft once, in a transaction that its end rolls back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from ikkan.audit.actor import SYSTEM
from ikkan.budget.policies import actions
from ikkan.budget.policies.models import AllocationPolicy, PolicyItem
from ikkan.plan import actions as plan
from ikkan.plan.bodies import actions as bodies
from ikkan.plan.bodies.rules.deciding import NewDecision
from ikkan.values.ref import Ref

TODAY = date(2026, 11, 22)
WHO: dict[str, Any] = {"by": SYSTEM, "as_of": TODAY, "key": None}
DRAFT = "allocation-policy-fy2023-draft"


def loaded() -> AllocationPolicy:
    return actions.load_from_pack(DRAFT, 2023, version=None, **WHO)


def item_at(policy: AllocationPolicy, line: int) -> PolicyItem:
    """The item printed at a line of source 004."""
    return policy.items.get(clause=f"{DRAFT}.004-{line}")


def accept_all(policy: AllocationPolicy) -> None:
    """Every area without a ground is accepted."""
    for item in policy.items.filter(sort="area", grounds=None):
        actions.accept_area(item.code, "前年度から続く領域。", version=item.version, **WHO)


def decided(policy: AllocationPolicy, body: str = "HQ", taken: bool = True) -> str:
    """The code of a decision about the policy."""
    new = NewDecision(
        body=body,
        title_ja="資源配分方針の決定",
        text_ja="案のとおり決定する。",
        about=(Ref("budget.policy", policy.code),),
        circulated_because="持ち回り",
    )
    decision = bodies.draft_decision(new, version=None, **WHO)
    if taken:
        decision = bodies.decide(decision.code, TODAY, version=decision.version, **WHO)
    return decision.code


def typed(client: Any, url: str, **given: Any) -> Any:
    """Fill in a form as its page offers it."""
    page = client.get(url).content.decode()
    hidden = dict(re.findall(r'name="(key|version)"[^>]*value="([^"]*)"', page))
    return client.post(url, hidden | given)


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: Any, amed: Any) -> Iterator[None]:
    """The pack in force for the module; nothing of it stays."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer._from_testcase = True  # what a test opens inside may call itself durable
        outer.__enter__()
        try:
            plan.record_pack(amed, by=SYSTEM, as_of=TODAY, version=None, key=None)
            yield
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture(scope="module")
def draft(kept: None) -> str:
    """The code of the draft, loaded once."""
    return loaded().code


@pytest.fixture
def applied(kept: None, db: None) -> None:
    """The pack in force."""


@pytest.fixture
def policy(draft: str, db: None) -> AllocationPolicy:
    """The draft."""
    return AllocationPolicy.objects.get(code=draft)
