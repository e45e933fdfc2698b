"""What audit needs from packages above it, declared here, wired by `server`.

Before wiring, roles and actors show as their codes and everybody is a stranger.
Source: design §2 ("What a right package needs computed from the left").
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from django.http import HttpRequest

from ikkan.audit.actor import PUBLIC, Actor
from ikkan.values.text import Text


class RoleLabels(Protocol):
    """Roles of the pack in force, in its order: code → label."""

    def __call__(self) -> Mapping[str, Text]: ...


class ActorNames(Protocol):
    """Names for opaque actor codes; a code it does not know is left out."""

    def __call__(self, codes: Collection[str]) -> Mapping[str, str]: ...


class ActorOf(Protocol):
    """Who sent a request, with the roles held today."""

    def __call__(self, request: HttpRequest) -> Actor: ...


class PackInForce(Protocol):
    """`code@version` of the pack in force, empty before the first one."""

    def __call__(self) -> str: ...


_role_labels: RoleLabels | None = None
_actor_names: ActorNames | None = None
_actor_of: ActorOf | None = None
_pack_in_force: PackInForce | None = None


def wire(
    *,
    role_labels: RoleLabels | None = None,
    actor_names: ActorNames | None = None,
    actor_of: ActorOf | None = None,
    pack_in_force: PackInForce | None = None,
) -> None:
    """Put implementations in; what is not given stays as it is."""
    global _role_labels, _actor_names, _actor_of, _pack_in_force
    _role_labels = role_labels or _role_labels
    _actor_names = actor_names or _actor_names
    _actor_of = actor_of or _actor_of
    _pack_in_force = pack_in_force or _pack_in_force


def role_labels() -> Mapping[str, Text]:
    """Labels of the pack's roles; empty before wiring."""
    return _role_labels() if _role_labels else {}


def actor_names(codes: Collection[str]) -> Mapping[str, str]:
    """Names of those codes that are known."""
    return _actor_names(codes) if _actor_names and codes else {}


def actor_of(request: HttpRequest) -> Actor:
    """Who sent the request."""
    return _actor_of(request) if _actor_of else PUBLIC


def pack_in_force() -> str:
    """The pack under which an action is taken."""
    return _pack_in_force() if _pack_in_force else ""
