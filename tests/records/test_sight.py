"""The visibility policy as a rule: what each row of the table means for each kind of actor."""

from __future__ import annotations

import pytest
from django.db.models import Q

from ikkan.audit.actor import PUBLIC, SYSTEM, Actor, Scope
from ikkan.records.sight import EVERYTHING, Flag, Own, Within, condition, sights

TABLE = sights(
    public=Flag("published"),
    auditor=EVERYTHING,
    researcher=(Within("parties.person", "principal__code"), Own("account_code")),
    program_officer=Within("programme", "programme_code"),
)


def actor(role: str, *scopes: Scope) -> Actor:
    return Actor("u-1", frozenset({"public", "account", role}), scopes or (Scope(role),))


def test_a_stranger_sees_what_is_published_and_nothing_where_nothing_is() -> None:
    assert condition(TABLE, PUBLIC) == Q(published=True)
    assert condition(sights(auditor=EVERYTHING), PUBLIC) is None


def test_everybody_also_sees_what_the_public_sees() -> None:
    assert condition(TABLE, actor("company")) == Q(published=True)


def test_everything_and_the_command_line_have_no_condition() -> None:
    assert condition(TABLE, actor("auditor")) == Q()
    assert condition(sights(), SYSTEM) == Q()


def test_a_role_for_one_person_reaches_that_person_and_its_own() -> None:
    mine = actor("researcher", Scope("researcher", "parties.person", "P-1"))
    wanted = Q(published=True) | Q(principal__code__in=["P-1"]) | Q(account_code="u-1")
    assert condition(TABLE, mine) == wanted


def test_nobody_is_every_person() -> None:
    everywhere = condition(TABLE, actor("researcher"))
    assert everywhere == Q(published=True) | Q(account_code="u-1")


@pytest.mark.parametrize(
    ("scope", "wanted"),
    [
        (Scope("program_officer"), Q()),
        (
            Scope("program_officer", "programme", "x"),
            Q(published=True) | Q(programme_code__in=["x"]),
        ),
        (Scope("program_officer", "body", "MHLW"), Q(published=True)),
    ],
)
def test_an_office_reaches_its_programmes_or_all_of_them(scope: Scope, wanted: Q) -> None:
    assert condition(TABLE, actor("program_officer", scope)) == wanted
