"""What several kinds of bodies at work have in common: fields of bodies and references, sight.

Called by the kinds of this part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

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
    rows: Iterable[tuple[Any, str, str]],
    titled: Any,
    labels: dict[str, Text],
) -> Iterator[WorkItem]:
    """Work items for the keepers of a body: rows as (record, body, code of the form)."""
    if not actor.roles & {"hq_officer", "ministry_officer", "funder_staff"}:
        return
    known = queries.standing(as_of)
    for row, body, write in rows:
        if known.acts_for(actor, body):
            yield WorkItem(
                ref=Ref(kind, row.code), verb=labels[write], title=titled(row), write=write
            )
