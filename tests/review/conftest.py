"""An award, its people and their accounts, made once for each file of tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.awards import world as worlds
from tests.portfolio import stage
from tests.portfolio.stage import Stage


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any, amed: Any) -> Iterator[Stage]:
    """The world of one file."""
    with worlds.kept(django_db_blocker, amed):
        yield stage.make()


@pytest.fixture
def staged(made: Stage, db: None) -> Stage:
    """Codes of the award, its people and their actors."""
    return made
