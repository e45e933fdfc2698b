"""The AMED pack in force for the tests of a module, and readers of what came back.

A module applies the pack once, inside a transaction that its end rolls back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from ikkan.pack.model import Pack
from ikkan.plan import queries
from ikkan.plan.models import PackVersion
from ikkan.plan.snapshot import Snapshot
from ikkan.server import packs
from tests.packed import in_force
from tests.portal.markup import Element, parse

TODAY = date(2026, 11, 22)
Get = Callable[..., Element]


@pytest.fixture(scope="session")
def pack(root: Path) -> Pack:
    """packs/amed, sound."""
    return packs.load(root / "packs" / "amed")


@pytest.fixture(scope="module")
def applied(django_db_setup: None, django_db_blocker: Any, pack: Pack) -> Iterator[PackVersion]:
    """packs/amed in force for the module; nothing of it stays."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer._from_testcase = True  # what a test opens inside may call itself durable
        outer.__enter__()
        try:
            yield in_force(pack, TODAY)
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def amed(applied: PackVersion, db: None) -> Snapshot:
    """What the pack says today."""
    return queries.snapshot(TODAY)


@pytest.fixture
def get(amed: Snapshot, client: Client) -> Get:
    """`get("/tables/", "en")` gives the parsed page; it must answer 200."""

    def page(address: str, language: str = "ja", status: int = 200) -> Element:
        answer = client.get(address, headers={"accept-language": language})
        assert answer.status_code == status, answer.content.decode()[:2000]
        return parse(answer.content.decode())

    return page
