"""The permission matrix, generated from the registry: every role × every action as the table says.

A row of the table is what `permissions.py` of a context declares; here it is put against what the
action does when somebody with just that role calls it.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from ikkan.audit import policy, queries, registry
from ikkan.audit.actor import SYSTEM_ROLE, Actor, Scope
from ikkan.audit.registry import Action
from ikkan.values.errors import NotAllowed
from ikkan.values.ref import Ref

TODAY = date(2026, 4, 1)


def roles_of(one: Action) -> Iterator[str]:
    """Where a condition also asks for the record, its context tests who is let through."""
    row = policy.table()[one.permission]
    for role in sorted(policy.named_roles() | {"a_role_nobody_named"}):
        if not (row.conditional and role in row.roles):
            yield role


class Reached(Exception):
    """The call came past the permission."""


@pytest.mark.parametrize("one", registry.all_actions(), ids=lambda one: one.name)
def test_every_role_and_the_action_as_the_table_says(
    one: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reached(*_: Any, **__: Any) -> None:
        raise Reached

    monkeypatch.setattr("ikkan.audit.actions.transaction.atomic", reached)
    for role in roles_of(one):
        allowed = role in policy.table()[one.permission].roles
        with pytest.raises(Reached if allowed else NotAllowed):
            one.function(
                **_anything(one),
                by=Actor("u-test", frozenset({role})),
                as_of=TODAY,
                version=None,
                key=None,
            )


def _anything(one: Action) -> dict[str, Any]:
    """A text for every argument that is required; the body is never reached."""
    parameters = inspect.signature(one.function).parameters.values()
    given = {"by", "as_of", "version", "key"}
    return {
        part.name: "x"
        for part in parameters
        if part.default is part.empty and part.name not in given
    }


@pytest.mark.django_db
def test_every_action_is_in_the_matrix_with_words_in_both_languages() -> None:
    matrix = queries.matrix()
    assert [row.name for row in matrix.actions] == [one.name for one in registry.all_actions()]
    for row in (*matrix.actions, *matrix.rights):
        assert row.description.ja
        assert row.description.en
        assert SYSTEM_ROLE in row.roles
    listed = {code for code, _ in matrix.roles}
    assert policy.named_roles() <= listed


def test_every_permission_is_needed_by_an_action_or_says_what_may_be_read() -> None:
    needed = {one.permission for one in registry.all_actions()}
    idle = [
        one.name
        for one in policy.table().values()
        if one.name not in needed and one.description is None
    ]
    assert idle == []


def test_a_role_for_one_record_holds_there_only(registered: None) -> None:
    policy.allow("can_look", "desk")
    here, there = Ref("project", "T2-01"), Ref("project", "T2-02")
    actor = Actor("u", frozenset({"desk"}), (Scope("desk", "project", "T2-01"),))
    assert policy.permitted("can_look", actor, here)
    assert not policy.permitted("can_look", actor, there)
    assert not policy.permitted("can_look", actor)
    everywhere = Actor("u", frozenset({"desk"}), (*actor.scopes, Scope("desk")))
    assert policy.permitted("can_look", everywhere, there)


def test_a_condition_narrows_a_permission(registered: None) -> None:
    policy.allow("can_look", "desk", condition=lambda actor, ref: ref is not None)
    actor = Actor("u", frozenset({"desk"}))
    assert policy.permitted("can_look", actor, Ref("a", "b"))
    assert not policy.permitted("can_look", actor)


def test_a_permission_is_named_once(registered: None) -> None:
    policy.allow("can_look", "desk")
    with pytest.raises(KeyError):
        policy.allow("can_look", "other")
