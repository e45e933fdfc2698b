"""What of a request a reader sees: which version, and whether the thread.

Decides: the ministry itself, the headquarters and the auditors read what is in work and the thread;
other ministries of a shared request what was submitted; everybody what was compiled, on any day
they look at, and the amounts of a stage once the stage was settled. Which requests a reader sees at
all is the table of kinds. Called by kinds, pages, the joint request and the workbook. Source: issue
"The five-step request" (who sees what before compilation is a setting of the pack).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

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
    if not inside(request, actor):
        of_day = newest([request], actor, as_of).get(request.pk)
        return None if of_day is None else queries.version_of(request, of_day[0])
    if as_of < timezone.localdate():
        return queries.known_at(request, queries.end_of(as_of)).version
    return queries.version_of(request)


def newest(requests: Sequence[Request], actor: Actor, as_of: date) -> dict[Any, tuple[int, Any]]:
    """Key of the request → number and key of the version submitted by the end of the day that
    counts for the reader. One query."""
    moment = queries.end_of(as_of)
    by_key = {one.pk: one for one in requests}
    rows = Version.objects.filter(request__in=list(by_key), submitted_at__lt=moment)
    found: dict[Any, tuple[int, Any]] = {}
    for key, number, pk in rows.order_by("number").values_list("request_id", "number", "pk"):
        if _counts(by_key[key], actor, number, moment):
            found[key] = (number, pk)
    return found


def _counts(request: Request, actor: Actor, number: int, moment: datetime) -> bool:
    if inside(request, actor):
        return True
    compiled = request.round.compiled_at
    if compiled is not None and compiled < moment and request.compiled_number is not None:
        return number == request.compiled_number
    return request.shared and "ministry_officer" in actor.roles


def shown_stages(request: Request, actor: Actor, as_of: date) -> frozenset[str]:
    """Stages of which the reader sees amounts: those inside all, others what was settled by then.

    How the negotiation went stays with both sides.
    """
    settled = {"draft": request.round.drafted_on, "enacted": request.round.enacted_on}
    if inside(request, actor):
        return frozenset(settled)
    return frozenset(stage for stage, day in settled.items() if day is not None and day <= as_of)


def shown_amounts(request: Request, actor: Actor, as_of: date) -> dict[str, dict[str, int]]:
    """Stage → line → the newest amount of the day. One query."""
    stages = shown_stages(request, actor, as_of)
    found = queries.amounts_of(request, queries.end_of(as_of))
    return {stage: yen for stage, yen in found.items() if stage in stages}


def summed(
    requests: Sequence[Request], actor: Actor, as_of: date
) -> list[tuple[queries.MinistryRow, bool]]:
    """A row for each request as the reader sees it, and whether a version counts. Four queries."""
    versions = newest(requests, actor, as_of)
    numbers: Mapping[Any, int] = {key: number for key, (number, _) in versions.items()}
    found = []
    for row in queries.by_ministry(requests, numbers, queries.end_of(as_of)):
        stages = shown_stages(row.request, actor, as_of)
        seen = replace(
            row,
            open=row.open if inside(row.request, actor) else 0,
            draft_yen=row.draft_yen if "draft" in stages else None,
            enacted_yen=row.enacted_yen if "enacted" in stages else None,
        )
        found.append((seen, row.request.pk in versions))
    return found


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
