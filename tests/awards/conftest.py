"""An adopted application under the pack in force, made once for each file of tests.

What a test changes is undone at its end: it runs in a savepoint of the file's transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ikkan.awards.models import Award
from tests.awards import world as worlds
from tests.awards.world import World


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any, amed: Any) -> Iterator[World]:
    """The world of one file."""
    with worlds.kept(django_db_blocker, amed):
        yield worlds.make()


@pytest.fixture
def world(made: World, db: None) -> World:
    """Codes of parties, accounts, a call and an adopted application."""
    return made


@pytest.fixture
def award(world: World) -> Award:
    """The award made of it."""
    return worlds.award_of(world)
