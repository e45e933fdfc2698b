"""Reads of follow-ups, goals and ratings: who sets goals, what is rated, what is still missing.

Called by actions, forms, pages and work lists. Decides: a measure without a report is missing, not
done; the scale of grades and the roles of the funder come from the pack.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from ikkan.audit.actor import Actor
from ikkan.evaluation.following.models import Followup, Goal
from ikkan.evaluation.following.rules import ITEM
from ikkan.plan import queries as plan
from ikkan.plan.snapshot import EntryView, Snapshot
from ikkan.records import queries as records
from ikkan.values.errors import NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

FOLLOWUP, GOAL = "evaluation.followup", "evaluation.goal"
RATING, ENTRY = "evaluation.rating", "evaluation.entry"
ORGANISATION = "parties.organisation"
SETS_GOALS = "sets_goals"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is rated: an item of the goals, or a role of the body that the plan prints."""

    about: str
    text: Text
    ref: Ref | None
    indicators: tuple[str, ...] = ()


def known(as_of: date) -> Snapshot | None:
    """The pack as of the day; None before one was put into force."""
    try:
        return plan.snapshot(as_of)
    except NotFound:
        return None


def setters(body: str, as_of: date) -> tuple[str, ...]:
    """The bodies whose ministers set the goals of `body`, as the pack has it."""
    found = known(as_of)
    rows = found.entries("body_relation") if found else ()
    return tuple(
        str(row.data["from"])
        for row in rows
        if row.data["relation"] == SETS_GOALS and row.data["to"] == body
    )


def funder(as_of: date) -> str:
    """The code of the body that the pack calls its funder; empty where it names none."""
    return str(_settings(as_of, "bodies").get("funder") or "")


def grades(as_of: date) -> dict[str, Text]:
    """The scale of the yearly evaluation; empty where the pack has none and words are free."""
    rows = _settings(as_of, "evaluation").get("grade") or ()
    return {row["code"]: Text(row["name"]["ja"], row["name"]["en"]) for row in rows}


def roles(as_of: date) -> tuple[EntryView, ...]:
    """The roles of the funder that the plan prints: the clauses under the heading of the pack."""
    heading, found = _settings(as_of, "evaluation").get("roles"), known(as_of)
    if not heading or found is None:
        return ()
    return tuple(row for row in found.entries("clause") if row.data.get("under") == heading)


def subjects(goal: Goal, as_of: date) -> tuple[Subject, ...]:
    """Everything that is rated in a year: the items in their order, then the roles."""
    items = [
        Subject(
            about=f"{ITEM}{item.number}",
            text=item.text,
            ref=None,
            indicators=tuple(item.indicators),
        )
        for item in goal.items.all()
    ]
    if goal.body != funder(as_of):
        return tuple(items)
    checked = [Subject(about=str(row.ref), text=row.label, ref=row.ref) for row in roles(as_of)]
    return (*items, *checked)


def unreported() -> QuerySet[Followup]:
    """Follow-ups that wait for their owner, the most urgent first."""
    return Followup.objects.filter(reported_on__isnull=True).order_by("due_on", "pk")


def uncommented() -> QuerySet[Followup]:
    """Reports that headquarters has not commented on, the oldest first."""
    rows = Followup.objects.filter(reported_on__isnull=False, commented_on__isnull=True)
    return rows.order_by("reported_on", "pk")


def of_measures(measures: list[Ref], actor: Actor) -> dict[tuple[str, int], list[Followup]]:
    """The follow-ups of these measures that the actor may see, by measure and year."""
    rows = records.visible(FOLLOWUP, actor).filter(measure__in=[str(ref) for ref in measures])
    found: dict[tuple[str, int], list[Followup]] = {}
    for row in rows.order_by("body", "pk"):
        found.setdefault((row.measure, row.fiscal_year), []).append(row)
    return found


def due_of(measure: Ref, as_of: date) -> date | None:
    """The due day that the source prints for a clause; None where it prints none to the day."""
    found = known(as_of)
    row = found.find(measure) if found else None
    printed = str(row.data.get("due") or "") if row is not None else ""
    try:
        return date.fromisoformat(printed)
    except ValueError:
        return None


def _settings(as_of: date, section: str) -> Mapping[str, Any]:
    found = known(as_of)
    named: Mapping[str, Any] = found.settings.get(section) or {} if found else {}
    return named
