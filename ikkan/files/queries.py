"""Reads of attachments: always through the sight of the record they are attached to.

Decides: who sees which file, who may attach to a record, and by which role. Called by views, the
record page (through `records.ports`) and the actions.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from ikkan.audit.actor import SYSTEM_ROLE, Actor, Scope
from ikkan.files import messages, rules
from ikkan.files.models import File
from ikkan.records import queries as records
from ikkan.records.kinds import Kind, kind_of
from ikkan.records.sight import Flag, Sight, condition
from ikkan.values.errors import NotFound
from ikkan.values.ref import Ref

KIND: Final = "files.file"


def attached(ref: Ref, actor: Actor) -> list[File]:
    """Files of a record that the actor may know of, the latest first; none of a hidden record.

    Refused, withdrawn and erased ones are shown to who attached them and to the keepers.
    """
    if records.find(ref, actor) is None:
        return []
    rows = File.objects.filter(on_kind=ref.kind, on_code=ref.code).order_by("-pk")
    office = _by_role(ref, actor, rules.OFFICES)
    return [row for row in rows if _known_to(row, actor, office=office)]


def _known_to(row: File, actor: Actor, *, office: bool) -> bool:
    own = row.attached_by == actor.code
    if row.state not in {rules.QUARANTINED, rules.CLEAN}:
        return own or bool(actor.roles & rules.KEEPERS)
    return own or office or row.level == rules.AS_RECORD


def offered(code: str, actor: Actor) -> File:
    """A file that the actor may download now. Raises NotFound alike for every reason."""
    row = File.objects.filter(code=code, state=rules.CLEAN).first()
    if row is None or records.find(row.on, actor) is None:
        raise NotFound("files.none", messages.NONE)
    office = row.level == rules.OFFICES_ONLY and _by_role(row.on, actor, rules.OFFICES)
    if not _known_to(row, actor, office=office):
        raise NotFound("files.none", messages.NONE)
    return row


def known(code: str, actor: Actor) -> File:
    """A file of a record that the actor sees, in any state it may know of. Raises NotFound."""
    row = File.objects.filter(code=code).first()
    if row is None or row not in attached(row.on, actor):
        raise NotFound("files.none", messages.NONE)
    return row


def may_attach(ref: Ref, actor: Actor) -> bool:
    """Whether the actor sees the record by a role that attaches: a public sight is not enough."""
    return ref.kind != KIND and _by_role(ref, actor, rules.ATTACHERS)


def reach(ref: Ref, actor: Actor) -> Ref | None:
    """The record for which the actor holds the role by which it sees `ref`, for the permission.

    A role granted for one person or programme reaches the records seen by it; None is everywhere.
    """
    for scope in _scopes(actor, rules.ATTACHERS):
        if _sees(ref, Actor(actor.code, frozenset({scope.role}), (scope,))):
            return Ref(scope.kind, scope.code) if scope.kind else None
    return ref


def _by_role(ref: Ref, actor: Actor, roles: Collection[str]) -> bool:
    if SYSTEM_ROLE in actor.roles:
        return True
    held = tuple(_scopes(actor, roles))
    return _sees(ref, Actor(actor.code, frozenset(scope.role for scope in held), held))


def _scopes(actor: Actor, roles: Collection[str]) -> list[Scope]:
    """Every role of `roles` that the actor holds, one entry for each reach."""
    found = [scope for scope in actor.scopes if scope.role in roles]
    limited = {scope.role for scope in found}
    bare = [Scope(role) for role in roles if role in actor.roles and role not in limited]
    return [*found, *bare]


def _sees(ref: Ref, actor: Actor) -> bool:
    """Whether the roles themselves show the record, without what everybody sees."""
    kind = kind_of(ref.kind)
    if kind is None or not actor.roles:
        return False
    if not any(row.role in rules.OFFICES for row in kind.sight):
        # A kind that everybody sees alike: an office held everywhere stands for it.
        return any(scope.role in rules.OFFICES and not scope.kind for scope in actor.scopes)
    where = condition(_own(kind, actor), actor)
    rows = kind.model._default_manager.filter(code=ref.code)
    return where is not None and rows.filter(where).exists()


def _own(kind: Kind, actor: Actor) -> tuple[Sight, ...]:
    """Rows of the kind's table for these roles; what is shown as published does not count."""
    return tuple(
        Sight(row.role, tuple(one for one in row.wheres if not isinstance(one, Flag)))
        for row in kind.sight
        if row.role in actor.roles
    )
