"""What roles leave to one another is still asked: every way meets every kind from both sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.visibility import portfolio
from tests.visibility.portfolio import Portfolio
from tests.visibility.turns import rows_of
from tests.visibility.ways import WAYS, allowed

pytestmark = pytest.mark.sqlite_only


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any, amed: Any) -> Iterator[Portfolio]:
    """The portfolio of this file."""
    with portfolio.kept(django_db_blocker, amed) as whole:
        yield whole


def test_every_way_meets_every_kind_seen_and_hidden(made: Portfolio, db: None) -> None:
    possible: set[tuple[str, bool]] = set()
    asked: dict[str, set[tuple[str, bool]]] = {way: set() for way in WAYS}
    pairs: Counter[tuple[str, str]] = Counter()
    for viewer in made.viewers.values():
        for kind, row in made.every():
            possible.add((kind.code, allowed(made, viewer, kind, row)))
        for way in WAYS:
            rows = rows_of(made, viewer, way)
            asked[way] |= {(kind.code, allowed(made, viewer, kind, row)) for kind, row in rows}
            pairs.update({(viewer.role, kind.code) for kind, _ in rows})
    missed = {way: sorted(possible - found) for way, found in asked.items() if possible - found}
    assert missed == {}
    assert min(pairs[role, code] for role in made.viewers for code in made.records) >= 4
