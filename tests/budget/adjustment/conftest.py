"""The pot of a fiscal year, made once for each file of tests; what a test changes is undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.awards import world as worlds
from tests.budget.adjustment import scene
from tests.budget.adjustment.scene import Scene


@pytest.fixture(scope="module")
def staged(django_db_setup: None, django_db_blocker: Any, amed: Any) -> Iterator[Scene]:
    """The scene of one file."""
    with worlds.kept(django_db_blocker, amed):
        yield scene.make()


@pytest.fixture
def pot(staged: Scene, db: None) -> Scene:
    """Codes of the year, the purse and an award."""
    return staged
