"""What a record's page shows of its attachments, as plain words for the template.

Called by `records.ports` (wired by `server`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from ikkan.audit import policy
from ikkan.audit.actor import Actor
from ikkan.files import formats, queries, rules
from ikkan.files.models import File
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One line of the table; `url` only where it can be downloaded now."""

    code: str
    name: str
    format: Text
    size: int
    state: str
    state_label: Text
    level: Text
    said: Text
    at: datetime
    fictional: bool
    url: str | None
    withdraw_url: str | None


def of_record(ref: Ref, actor: Actor) -> Mapping[str, Any]:
    """`attached` and `attach_url` for `files/_attached.html`."""
    rows = queries.attached(ref, actor)
    able = policy.within_reach("can_attach", actor) and queries.may_attach(ref, actor)
    where = {"kind": ref.kind, "code": ref.code}
    return {
        "attached": [line(row, actor) for row in rows],
        "attach_url": reverse("files:attach", kwargs=where) if able else None,
    }


def line(row: File, actor: Actor) -> Shown:
    """A file as the table shows it to the actor."""
    mine = policy.within_reach("can_withdraw", actor) and rules.may_withdraw(
        actor.code, actor.roles, row.attached_by
    )
    able = mine and rules.follows(row.state, rules.WITHDRAWN)
    where = {"code": row.code}
    return Shown(
        code=row.code,
        name=row.name,
        format=formats.FORMATS[row.format].label,
        size=row.size,
        state=row.state,
        state_label=rules.STATES[row.state],
        level=rules.LEVELS[row.level],
        said=row.said,
        at=row.recorded_at,
        fictional=row.fictional,
        url=reverse("files:download", kwargs=where) if row.state == rules.CLEAN else None,
        withdraw_url=reverse("files:withdraw", kwargs=where) if able else None,
    )
