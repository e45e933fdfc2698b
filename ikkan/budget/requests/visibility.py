"""What of a request a reader sees: which version, and whether the thread.

Decides: the ministry itself, the headquarters and the auditors read what is in work and the thread;
other ministries what was submitted; everybody what was compiled. Which requests a reader sees at
all is the table of kinds. Called by kinds, pages and the workbook. Source: issue "The five-step
request" (who sees what before compilation is a setting of the pack).
"""

from __future__ import annotations

from datetime import date
from typing import Final

from django.utils import timezone

from ikkan.audit.actor import Actor
from ikkan.budget.models import Line, Message, Request, Version
from ikkan.budget.requests import queries
from ikkan.values.ref import Ref

INSIDE: Final = ("hq_officer", "auditor", "system")


def inside(request: Request, actor: Actor) -> bool:
    """Whether the reader stands on one of the two sides, or watches over them."""
    body = Ref("body", request.body)
    return any(role in actor.roles for role in INSIDE) or actor.holds("ministry_officer", body)


def shown_version(request: Request, actor: Actor, as_of: date) -> Version | None:
    """The version that the reader sees on that day; None where none was submitted."""
    if as_of < timezone.localdate():
        return queries.known_at(request, queries.end_of(as_of)).version
    if inside(request, actor):
        return queries.version_of(request)
    number = request.compiled_number or request.submitted_number
    return None if number is None else queries.version_of(request, number)


def shown_lines(request: Request, actor: Actor, as_of: date) -> list[Line]:
    """The lines of that version, by code."""
    version = shown_version(request, actor, as_of)
    return [] if version is None else list(version.lines.all())


def shown_thread(request: Request, actor: Actor, as_of: date) -> list[Message]:
    """The entries said by the end of the day, for those inside."""
    if not inside(request, actor):
        return []
    rows = Message.objects.filter(request=request, said_at__lt=queries.end_of(as_of))
    return list(rows.select_related("answers"))
