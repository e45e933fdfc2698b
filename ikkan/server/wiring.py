"""Puts the implementations of the left into the ports of the right.

Called once by ServerConfig.ready. Roles are those of today, never of the day looked at.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils import timezone

from ikkan.accounts import queries as accounts
from ikkan.audit import ports
from ikkan.audit.actor import Actor
from ikkan.plan import queries as plan
from ikkan.values.errors import NotFound
from ikkan.values.text import Text


def wire() -> None:
    """Fill every port."""
    ports.wire(
        role_labels=role_labels,
        actor_names=accounts.names_of,
        actor_of=actor_of,
        pack_in_force=pack_in_force,
    )


def actor_of(request: HttpRequest) -> Actor:
    """Who sent the request, with the roles held today."""
    return accounts.actor_of(request, timezone.localdate())


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
