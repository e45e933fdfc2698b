"""The visibility policy: which role sees which records of a kind, as data.

Decides: what a row of the table means to the database. Every way to a record – page, list, API,
search, export, count, feed, file, line – goes through `condition`; a role that is not named sees
what the public sees. Source: design §2 ("Row visibility comes before anything is counted").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.utils import timezone

from ikkan.audit.actor import PUBLIC_ROLE, SYSTEM_ROLE, Actor


@dataclass(frozen=True, slots=True)
class Everything:
    """Every record of the kind."""


@dataclass(frozen=True, slots=True)
class Flag:
    """Records whose boolean attribute at this path is set."""

    path: str


@dataclass(frozen=True, slots=True)
class Within:
    """Records whose value at `path` is the code of a record for which the role was granted.

    A role held everywhere reaches all of them, except that nobody is every person or organisation.
    """

    kind: str
    path: str

    @property
    def personal(self) -> bool:
        """Whether only a role granted for one party counts."""
        return self.kind.startswith("parties.")


@dataclass(frozen=True, slots=True)
class Own:
    """Records whose value at `path` is the account of the viewer; with `until`, to that day."""

    path: str
    until: str = ""


Where = Everything | Flag | Within | Own
EVERYTHING: Final = Everything()


@dataclass(frozen=True, slots=True)
class Sight:
    """One row of the table: what `role` sees, by any of `wheres`."""

    role: str
    wheres: tuple[Where, ...]


def sights(**roles: Where | tuple[Where, ...]) -> tuple[Sight, ...]:
    """The table of one kind: ``sights(public=Flag("published"), auditor=EVERYTHING)``."""
    return tuple(
        Sight(role, wheres if isinstance(wheres, tuple) else (wheres,))
        for role, wheres in roles.items()
    )


def condition(table: tuple[Sight, ...], actor: Actor) -> Q | None:
    """What the actor sees as a condition on rows; None where it is nothing at all.

    A path over many-valued relations may repeat rows: the caller asks for distinct keys.
    """
    if SYSTEM_ROLE in actor.roles:
        return Q()
    found: Q | None = None
    for row in table:
        if row.role != PUBLIC_ROLE and row.role not in actor.roles:
            continue
        for where in row.wheres:
            part = _part(where, row.role, actor)
            if part is None:
                continue
            if part == Q():
                return part
            found = part if found is None else found | part
    return found


def _part(where: Where, role: str, actor: Actor) -> Q | None:
    if isinstance(where, Everything):
        return Q()
    if isinstance(where, Flag):
        return Q(**{where.path: True})
    if isinstance(where, Own):
        still = {f"{where.until}__gte": timezone.localdate()} if where.until else {}
        return Q(**{where.path: actor.code}, **still)
    held = [scope for scope in actor.scopes if scope.role == role]
    if not where.personal and (not held or any(not scope.kind for scope in held)):
        return Q()
    codes = sorted({scope.code for scope in held if scope.kind == where.kind})
    return Q(**{f"{where.path}__in": codes}) if codes else None
