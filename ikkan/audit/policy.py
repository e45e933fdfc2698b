"""Which role holds which permission: a table that each context fills in its `permissions.py`.

Called by: `action`, views (`permitted`), the matrix page. The predicates live in the library
`rules`, so that a context may add a condition on the record. A permission nobody named is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import rules

from ikkan.audit.actor import SYSTEM_ROLE, Actor, Reach
from ikkan.audit.messages import NOT_ALLOWED
from ikkan.values.errors import NotAllowed
from ikkan.values.text import Text

Condition = Callable[[Actor, Reach], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """One row of the table; `description` says what may be seen where no action needs it."""

    name: str
    roles: frozenset[str]
    description: Text | None
    conditional: bool = False


_table: dict[str, Permission] = {}


def allow(
    permission: str,
    *roles: str,
    description: Text | None = None,
    condition: Condition | None = None,
) -> None:
    """Give `permission` to `roles` (the command line always has it), under `condition` if any.

    Raises KeyError where the permission was named before.
    """
    held = frozenset(roles) | {SYSTEM_ROLE}

    def holds(actor: Actor, ref: Reach) -> bool:
        return any(actor.holds(role, ref) for role in held)

    predicate = rules.predicate(holds, name=f"role for {permission}")
    if condition is not None:
        predicate &= rules.predicate(condition, name=f"condition of {permission}")
    rules.add_perm(permission, predicate)
    _table[permission] = Permission(
        name=permission, roles=held, description=description, conditional=condition is not None
    )


def permitted(permission: str, actor: Actor, ref: Reach = None) -> bool:
    """Whether the actor may; False for a permission that nobody named."""
    return bool(rules.has_perm(permission, actor, ref)) if known(permission) else False


def demand(permission: str, actor: Actor, ref: Reach = None, *, doing: Text | None = None) -> None:
    """Raise NotAllowed unless the actor may; `doing` says in words what was asked for."""
    if not permitted(permission, actor, ref):
        one = _table.get(permission)
        words = doing or (one.description if one else None) or Text(permission, permission)
        raise NotAllowed(
            "audit.not_allowed", NOT_ALLOWED.format(doing=words, permission=permission)
        )


def asks_where(permission: str, actor: Actor) -> bool:
    """Whether the answer depends on the record: a role for some only, or a condition."""
    one = _table.get(permission)
    return within_reach(permission, actor) and (
        (one is not None and one.conditional) or not permitted(permission, actor)
    )


def within_reach(permission: str, actor: Actor) -> bool:
    """Whether the actor has a role of this permission for anything at all: a form is worth showing.

    The action itself asks again, for the record in hand.
    """
    one = _table.get(permission)
    return one is not None and bool(one.roles & actor.roles)


def known(permission: str) -> bool:
    """Whether some context named the permission."""
    return bool(rules.perm_exists(permission))


def table() -> dict[str, Permission]:
    """All permissions by name, in the order of their names."""
    return dict(sorted(_table.items()))


def named_roles() -> frozenset[str]:
    """Every role that some permission names."""
    return frozenset().union(*(one.roles for one in _table.values()))
