"""A seed with a researcher, two companies with accounts, and a steward, made once for a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.awards import world as worlds
from tests.portfolio.industry import scene
from tests.portfolio.industry.scene import Scene


@pytest.fixture(scope="module")
def played(django_db_setup: None, django_db_blocker: Any, amed: Any) -> Iterator[Scene]:
    """The scene of one file."""
    with worlds.kept(django_db_blocker, amed):
        yield scene.make()


@pytest.fixture
def seen(played: Scene, db: None) -> Scene:
    """Codes and actors of the scene."""
    return played
