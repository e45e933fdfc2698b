"""The real pack, read once, and put into force for a test."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ikkan.audit.actor import SYSTEM
from ikkan.pack.model import Pack
from ikkan.plan import actions
from ikkan.plan.models import PackVersion
from ikkan.server import packs

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def amed(root: Path) -> Pack:
    """packs/amed, sound."""
    return packs.load(root / "packs" / "amed")


@pytest.fixture
def applied(db: None, amed: Pack) -> PackVersion:
    """packs/amed in force."""
    return actions.record_pack(amed, by=SYSTEM, as_of=TODAY, version=None, key=None)
