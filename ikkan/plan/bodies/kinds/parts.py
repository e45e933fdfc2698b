"""What several kinds of bodies at work have in common: fields of bodies and references, sight.

Called by the kinds of this part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from ikkan.audit.actor import Actor
from ikkan.plan.bodies import queries
from ikkan.plan.bodies.rules.standing import ref_of
from ikkan.records.kinds import Field, WorkItem
from ikkan.records.sight import EVERYTHING, Flag, Own, Sight, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

MOST_WAITING = 50


def body_field(name: str, label: Text, *, filter: bool = False, listed: bool = True) -> Field:
    """A body of the pack or a council of a charter."""
    return Field(
        name,
        label,
        "ref",
        kind="body",
        value=lambda row: ref_of(found) if (found := getattr(row, name)) else None,
        filter=filter,
        listed=listed,
    )


def refs_field(name: str, label: Text, *, listed: bool = True) -> Field:
    """References kept as texts."""
    return Field(
        name,
        label,
        "refs",
        value=lambda row: [Ref.parse(ref) for ref in getattr(row, name)],
        listed=listed,
    )


def seen_inside(*more: str, funder: str = "of_funder") -> tuple[Sight, ...]:
    """What is published; the offices everything; who wrote it that; the funder what is its own."""
    written: dict[str, Any] = {role: Own("written_by") for role in more}
    return sights(
        public=Flag("published"),
        hq_officer=EVERYTHING,
        ministry_officer=EVERYTHING,
        auditor=EVERYTHING,
        funder_staff=(Flag(funder), Own("written_by")),
        **written,
    )


def both(row: Any, name: str) -> Text:
    """A text kept in two columns; the Japanese where the English is not written."""
    ja = str(getattr(row, f"{name}_ja"))
    return Text(ja, str(getattr(row, f"{name}_en")) or ja)


def waiting(
    actor: Actor,
    as_of: date,
    kind: str,
    rows: QuerySet[Any],
    body: str,
    write: Callable[[Any], str],
    titled: Callable[[Any], Text],
    labels: dict[str, Text],
) -> Iterator[WorkItem]:
    """Work items of the bodies that the actor keeps; `body` names the column of the body.

    `write(record)` is the code of the form that comes next.
    """
    if not actor.roles & {"hq_officer", "ministry_officer", "funder_staff"}:
        return
    known = queries.standing(as_of)
    kept = [code for code in known.names if known.acts_for(actor, code)]
    for row in rows.filter(**{f"{body}__in": kept}).order_by("pk")[:MOST_WAITING]:
        form = write(row)
        yield WorkItem(ref=Ref(kind, row.code), verb=labels[form], title=titled(row), write=form)
