"""Which roles a person holds on a day, from grants and delegations; pure.

Decides: how grants and delegations merge into scopes, and which delegation is refused.
Called by: queries.actor_of, actions. A last day counts (`valid_to` is inclusive, as in packs).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from ikkan.audit.actor import ACCOUNT_ROLE, PUBLIC_ROLE, RESERVED_ROLES, Scope

NOT_DELEGATED: Final = frozenset({"administrator", "auditor"})
"""Whoever grants roles or watches over them does so in person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A role that somebody (`holder`, an account code) was granted, for one record or all."""

    holder: str
    role: str
    kind: str = ""
    code: str = ""
    valid_from: date
    valid_to: date | None

    def on(self, day: date) -> bool:
        """Whether it holds on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lent:
    """A role that `giver` lets `taker` use for a time."""

    giver: str
    taker: str
    role: str
    valid_from: date
    valid_to: date

    def on(self, day: date) -> bool:
        """Whether it holds on `day`."""
        return self.valid_from <= day <= self.valid_to


def scopes(
    who: str, held: Iterable[Held], lent: Iterable[Lent], day: date
) -> tuple[frozenset[str], tuple[Scope, ...]]:
    """Roles and scopes of `who` on `day`.

    A delegation gives exactly what its giver was granted and still holds on that day; what the
    giver only borrowed is not passed on.
    """
    valid = [one for one in held if one.on(day)]
    found = {
        Scope(one.role, one.kind, one.code, "" if one.holder == who else one.holder)
        for one in valid
        if one.holder == who
        or any(
            (loan.giver, loan.taker, loan.role) == (one.holder, who, one.role) and loan.on(day)
            for loan in lent
        )
    }
    roles = frozenset(scope.role for scope in found) | {PUBLIC_ROLE, ACCOUNT_ROLE}
    return roles, tuple(sorted(found))


def delegable(role: str) -> bool:
    """Whether a role may be lent at all."""
    return role not in NOT_DELEGATED and role not in RESERVED_ROLES
