"""One policy on every way: role × record × way, generated; the oracle is written independently."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from ikkan.records.kinds import kinds
from tests.visibility import oracle, portfolio
from tests.visibility.portfolio import ROLES, Portfolio
from tests.visibility.turns import rows_of
from tests.visibility.ways import WAYS, allowed

SAMPLE = 200


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any, amed: Any) -> Iterator[Portfolio]:
    """The portfolio of this file."""
    with portfolio.kept(django_db_blocker, amed) as whole:
        yield whole


@pytest.fixture
def seen(made: Portfolio, db: None) -> Portfolio:
    """The portfolio, with what was already asked of it."""
    return made


def test_the_oracle_names_every_kind_and_only_roles_that_are_given(amed: Any) -> None:
    codes = {kind.code for kind in kinds()}
    assert set(oracle.BY_ROLE) == codes
    assert set(oracle.BY_ANYBODY) <= codes
    assert {role for table in oracle.BY_ROLE.values() for role in table} <= set(ROLES)
    assert {role for roles in oracle.FIELDS.values() for role in roles} <= set(ROLES)
    named = {row.role for kind in kinds() for row in kind.sight} - {"account"}
    assert named <= set(ROLES)
    assert {row.code for row in amed.rows["role"]} == set(ROLES)


def test_every_limited_field_is_in_the_oracle() -> None:
    limited = {(kind.code, one.name): one.roles for kind in kinds() for one in kind.fields}
    assert {key: roles for key, roles in limited.items() if roles} == oracle.FIELDS


def test_every_kind_is_shown_to_some_and_hidden_from_some(seen: Portfolio) -> None:
    for kind in kinds():
        said = {
            allowed(seen, viewer, kind, row)
            for viewer in seen.viewers.values()
            for row in seen.records[kind.code]
        }
        everybody = oracle.BY_ANYBODY.get(kind.code) is oracle.every
        assert said == ({True} if everybody else {True, False}), kind.code


@pytest.mark.sqlite_only
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("way", WAYS)
def test_a_role_meets_what_it_may_see_and_nothing_else(
    seen: Portfolio, way: str, role: str
) -> None:
    viewer = seen.viewers[role]
    wrong = {
        said: None
        for kind, row in rows_of(seen, viewer, way)
        for said in WAYS[way](seen, viewer, kind, row)
    }
    assert not wrong, "\n".join(list(wrong)[:40])


@pytest.mark.postgres
def test_a_sample_on_the_other_database(seen: Portfolio) -> None:
    every = [(role, way, kind, row) for role in ROLES for way in WAYS for kind, row in seen.every()]
    wrong = [
        f"{role} {way}: {said}"
        for role, way, kind, row in random.Random(3).sample(every, SAMPLE)
        for said in WAYS[way](seen, seen.viewers[role], kind, row)
    ]
    assert not wrong, "\n".join(wrong[:40])
