"""Puts the implementations of the left into the ports of the right.

Called once by ServerConfig.ready. Roles are those of today, never of the day looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from ikkan.accounts import queries as accounts
from ikkan.audit import ports
from ikkan.audit.actor import Actor
from ikkan.files import shown
from ikkan.line import queries as lines
from ikkan.line import registry
from ikkan.plan import queries as plan
from ikkan.records import ports as record_ports
from ikkan.records.ports import Named
from ikkan.values.errors import NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def wire() -> None:
    """Fill every port."""
    ports.wire(
        role_labels=role_labels,
        actor_names=accounts.names_of,
        actor_of=actor_of,
        pack_in_force=pack_in_force,
    )
    record_ports.wire(names=names, thread=thread, files=shown.of_record, choices=choices)


def actor_of(request: HttpRequest) -> Actor:
    """Who sent the request, with the roles held today."""
    return accounts.actor_of(request, timezone.localdate())


def names(refs: Iterable[Ref], as_of: date, viewer: Actor) -> Mapping[Ref, Named]:
    """Names of records and of rows of the pack; what the viewer may not see is left out."""
    return {
        ref: Named(label=found.label, url=found.url, known=found.state != registry.UNKNOWN)
        for ref, found in registry.resolve(refs, as_of, viewer).items()
        if found.state != registry.HIDDEN
    }


def thread(ref: Ref, as_of: date, viewer: Actor) -> Mapping[str, Any]:
    """What a record's page shows of its line."""
    stations, walk = lines.thread(ref, as_of, viewer, depth=2)
    return {
        "line_nodes": stations if any(one.records for one in stations) else None,
        "walk": walk,
    }


def choices(kind: str, as_of: date) -> Iterable[tuple[str, Text]]:
    """Rows of a kind of the pack that may be chosen in a form."""
    try:
        rows = plan.snapshot(as_of).entries(kind)
    except NotFound:
        return ()
    return [(row.code, row.label) for row in rows]


def role_labels() -> Mapping[str, Text]:
    """Roles of the pack in force, in its order; none before the first pack."""
    try:
        roles = plan.snapshot(timezone.localdate()).entries("role", state="all")
    except NotFound:
        return {}
    return {role.code: role.label for role in roles}


def pack_in_force() -> str:
    """`code@version`, empty before the first pack."""
    try:
        version = plan.current_version()
    except NotFound:
        return ""
    return f"{version.code}@{version.version}"
