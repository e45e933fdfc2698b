"""Every action of Ikkan, and the demand that each has a rule and a description.

Called by: the decorator `action`, AuditConfig.ready, the matrix page, generated tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from ikkan.audit import policy
from ikkan.values.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One verb that writes: its name, permission, what it does, and the function."""

    name: str
    permission: str
    description: Text
    function: Callable[..., Any]


_actions: dict[str, Action] = {}


def register(action: Action) -> None:
    """Take in one action. Raises ImproperlyConfigured for a name taken or an empty description."""
    if action.name in _actions:
        raise ImproperlyConfigured(f"action {action.name} is registered twice")
    if not action.description.ja.strip() or not action.description.en.strip():
        raise ImproperlyConfigured(f"action {action.name} has no description in both languages")
    _actions[action.name] = action


def all_actions() -> tuple[Action, ...]:
    """Every action, by name."""
    return tuple(_actions[name] for name in sorted(_actions))


def demand_rules() -> None:
    """Raise ImproperlyConfigured with every action whose permission nobody named."""
    bare = [
        f"{one.name} ({one.permission})"
        for one in all_actions()
        if not policy.known(one.permission)
    ]
    if bare:
        raise ImproperlyConfigured(f"actions without a rule in any permissions.py: {bare}")
