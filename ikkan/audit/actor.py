"""Who acts: an opaque code, the roles held today, and how far each reaches.

Decides: whether a role reaches a record. Called by: permissions, actions, every context.
The journal keeps the code only; names live in accounts.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from ikkan.values.ref import Ref

PUBLIC_ROLE: Final = "public"
"""Anybody, also without log-in."""
ACCOUNT_ROLE: Final = "account"
"""Anybody who is logged in."""
SYSTEM_ROLE: Final = "system"
"""The command line on the machine itself."""
Reach = Ref | tuple[Ref, ...] | None
"""What an action touches: a record, or several any of which a role may be granted for."""
RESERVED_ROLES: Final = frozenset({PUBLIC_ROLE, ACCOUNT_ROLE, SYSTEM_ROLE})


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """A role held for one record (`kind:code`), or everywhere when `kind` is empty."""

    role: str
    kind: str = ""
    code: str = ""
    lent_by: str = ""
    """Code of the account that delegated the role; empty when it is held itself."""

    def reaches(self, ref: Reach) -> bool:
        """A role for one record never reaches an action that names no record."""
        named = ref if isinstance(ref, tuple) else (ref,)
        return not self.kind or any(
            one is not None and (self.kind, self.code) == (one.kind, one.code) for one in named
        )


@dataclass(frozen=True, slots=True)
class Actor:
    """``Actor("u-7f3k…", frozenset({"account", "auditor"}), (Scope("auditor"),))``.

    A role without a scope is held everywhere.
    """

    code: str
    roles: frozenset[str] = frozenset()
    scopes: tuple[Scope, ...] = ()

    def holds(self, role: str, ref: Reach = None) -> bool:
        """Whether the actor has the role for this record (any of several), or everywhere."""
        if role not in self.roles:
            return False
        limits = [scope for scope in self.scopes if scope.role == role]
        return not limits or any(scope.reaches(ref) for scope in limits)

    def granted(self, roles: Collection[str], ref: Reach) -> bool:
        """Whether one of the roles was given for this record (any of several), not everywhere."""
        own = (scope for scope in self.scopes if scope.role in roles and scope.kind)
        return any(scope.reaches(ref) for scope in own)


SYSTEM: Final = Actor("system", frozenset({SYSTEM_ROLE}))
PUBLIC: Final = Actor("public", frozenset({PUBLIC_ROLE}))
