"""What the pages of audit read: the matrix of permissions, and pages of the journal.

Called by views. The journal is paged by number with a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from ikkan.audit import head, policy, ports, registry
from ikkan.audit.actor import ACCOUNT_ROLE, PUBLIC_ROLE, SYSTEM_ROLE
from ikkan.audit.messages import RESERVED_ROLE_LABELS
from ikkan.audit.models import JournalEntry, Seal, Unsealed
from ikkan.values.text import Text

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the matrix: an action or a right to read, and the roles that have it."""

    name: str
    permission: str
    description: Text
    roles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Roles in order with their labels; rows of actions, rows of rights to read."""

    roles: tuple[tuple[str, Text], ...]
    actions: tuple[Row, ...]
    rights: tuple[Row, ...]


def matrix() -> Matrix:
    """Role × action from the registry and the table of permissions; no rule is run."""
    table = policy.table()
    needed = {one.permission for one in registry.all_actions()}
    return Matrix(
        roles=tuple(_roles(ports.role_labels())),
        actions=tuple(
            Row(
                name=one.name,
                permission=one.permission,
                description=one.description,
                roles=table[one.permission].roles,
            )
            for one in registry.all_actions()
        ),
        rights=tuple(
            Row(name=one.name, permission=one.name, description=one.description, roles=one.roles)
            for one in table.values()
            if one.description is not None and one.name not in needed
        ),
    )


def _roles(labels: Mapping[str, Text]) -> list[tuple[str, Text]]:
    ends = (PUBLIC_ROLE, ACCOUNT_ROLE, SYSTEM_ROLE)
    unlabelled = sorted(policy.named_roles() - labels.keys() - set(ends))
    return [
        *((code, RESERVED_ROLE_LABELS[code]) for code in ends[:2]),
        *((code, label) for code, label in labels.items() if code not in ends),
        *((code, Text(code, code)) for code in unlabelled),
        (SYSTEM_ROLE, RESERVED_ROLE_LABELS[SYSTEM_ROLE]),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which entries to show; empty texts and None filter nothing."""

    actor: str = ""
    action: str = ""
    object_ref: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry as the list shows it."""

    entry: JournalEntry
    actor_name: str
    description: Text | None
    erased: bool
    sealed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Entries from new to old; `older` continues the list, None at its end."""

    lines: tuple[Line, ...]
    older: int | None


def page(chosen: Filter) -> Page:
    """One page of the journal; two queries and the names of its actors."""
    entries = JournalEntry.objects.select_related("payload", "waiting").order_by("-number")
    if chosen.actor:
        entries = entries.filter(actor=chosen.actor)
    if chosen.action:
        entries = entries.filter(action=chosen.action)
    if chosen.object_ref:
        entries = entries.filter(object_ref=chosen.object_ref)
    if chosen.before is not None:
        entries = entries.filter(number__lt=chosen.before)
    found = list(entries[: PAGE + 1])
    shown = found[:PAGE]
    names = ports.actor_names({entry.actor for entry in shown})
    words = {one.name: one.description for one in registry.all_actions()}
    lines = tuple(
        Line(
            entry=entry,
            actor_name=names.get(entry.actor, ""),
            description=words.get(entry.action),
            erased=not hasattr(entry, "payload") or entry.payload.body is None,
            sealed=not hasattr(entry, "waiting"),
        )
        for entry in shown
    )
    return Page(lines=lines, older=shown[-1].number if len(found) > PAGE else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The newest seal, what waits for one, and the last verification."""

    seal: int
    sealed_at: datetime | None
    pending: int
    verified: head.Verified | None


def status() -> Status:
    """How far the journal is sealed and verified; two queries."""
    last = Seal.objects.order_by("-number").first()
    return Status(
        seal=last.number if last else 0,
        sealed_at=last.at if last else None,
        pending=Unsealed.objects.count(),
        verified=head.read_verified(settings.IKKAN_HOME),
    )
