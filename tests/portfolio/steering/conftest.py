"""Awards of two programmes in three phases, with amounts and outcomes, made once for a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from ikkan.awards import actions as awards
from ikkan.portfolio.steering import standing
from ikkan.portfolio.steering.standing import Base
from ikkan.values.text import Text
from tests.awards import world as worlds
from tests.awards.world import ASKED, NEXT_PROGRAMME, PROGRAMME, TODAY, new_award

MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The base case of the day, and codes of its awards."""

    base: Base
    awards: tuple[str, ...]


def make() -> Past:
    """Twelve awards since 2021, ten million yen each; half of them in the next programme."""
    world = worlds.make()
    rows = [
        new_award(
            world,
            title=Text(f"過去の課題{number}", f"An earlier award {number}"),
            programme=NEXT_PROGRAMME if number % 2 else PROGRAMME,
            phase=f"F{number % 3 + 1}",
            began_on=date(2021 + number % 4, 5, 1),
            ends_on=date(2029, 3, 31),
            year_amounts={2021 + number % 4: 10 * MILLION},
        )
        for number in range(12)
    ]
    return Past(awards=tuple(awards.record_awards(rows, **ASKED)), base=standing.read(TODAY))


@pytest.fixture(scope="module")
def recorded(django_db_setup: None, django_db_blocker: Any, amed: Any) -> Iterator[Past]:
    """The records of one file."""
    with worlds.kept(django_db_blocker, amed):
        yield make()


@pytest.fixture
def past(recorded: Past, db: None) -> Past:
    """The base case."""
    return recorded
