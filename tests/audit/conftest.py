"""A probe action of its own, actors, and a journal with three seals to tamper with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import rules as rules_library
from django.db import connection

from ikkan.audit import journal, policy, registry
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor, Scope
from ikkan.audit.models import JournalEntry
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.plugins.guards import forget_head, guards_aside

TODAY = date(2026, 4, 1)
PROBER = Actor("u-prober", frozenset({"account", "prober"}))
STRANGER = Actor("u-stranger", frozenset({"account"}))


def scoped(code: str) -> Actor:
    """A prober for one record only."""
    return Actor("u-scoped", frozenset({"prober"}), (Scope("prober", "probe", code),))


@pytest.fixture(autouse=True)
def _no_head() -> Iterator[None]:
    forget_head()
    yield
    forget_head()


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Room for actions and permissions of one test, gone at its end."""
    monkeypatch.setattr(registry, "_actions", dict(registry._actions))
    monkeypatch.setattr(policy, "_table", dict(policy._table))
    before = set(rules_library.permissions.permissions)
    yield
    for name in set(rules_library.permissions.permissions) - before:
        rules_library.remove_perm(name)


@pytest.fixture
def probe(registered: None) -> Callable[..., Any]:
    """`probe("object", by=…)` writes one entry and returns the reference."""
    policy.allow("can_probe", "prober")

    @action(
        "tests.probe",
        permission="can_probe",
        description=Text("試す", "Probe"),
        scope=lambda asked: Ref("probe", asked["target"]),
    )
    def write_one(
        target: str,
        payload: object = "",
        *,
        by: Actor,
        as_of: date,
        version: int | None,
        key: str | None,
    ) -> Ref:
        journal.write(Ref("probe", target), {"payload": payload, "名": "値"})
        return Ref("probe", target)

    def run(target: str = "one", payload: object = "", **given: Any) -> Any:
        asked = {"by": PROBER, "as_of": TODAY, "version": None, "key": None} | given
        return write_one(target, payload, **asked)

    return run


@pytest.fixture
def empty_journal(db: None) -> None:
    """Nothing in the journal, whatever an earlier step of the session committed."""
    tables = ("unsealed", "journalpayload", "sealedleaf", "seal", "journalentry", "actionkey")
    with guards_aside(), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM audit_{table}")


@pytest.fixture
def sealed(empty_journal: None, probe: Callable[..., Any]) -> list[JournalEntry]:
    """Five entries under three seals of two, one and two."""
    for batch in (("a", "b"), ("c",), ("d", "e")):
        for target in batch:
            probe(target, key=f"key-{target}")
        journal.seal_pending()
    return list(JournalEntry.objects.order_by("number"))
