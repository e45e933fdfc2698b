"""Reads of evaluation: the current value of an indicator, what is unanswered, what is uncited.

Called by pages, gaps and work lists. Decides: a superseded value is history; a missing one is
missing, not zero.
"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from ikkan.evaluation.models import Actual, Finding, Response
from ikkan.evaluation.rules import DONE, OPEN
from ikkan.line.models import Edge
from ikkan.plan.queries import snapshot
from ikkan.plan.snapshot import EntryView
from ikkan.values.errors import NotFound
from ikkan.values.ref import Ref

ADOPTED = "adopted"
DECIDED = frozenset({"decided", "in_force"})


def current(indicator: str, fiscal_year: int, counting: str) -> Actual | None:
    """The value in force; None where none was recorded."""
    rows = Actual.objects.filter(superseded_at__isnull=True)
    return rows.filter(indicator_code=indicator, fiscal_year=fiscal_year, counting=counting).first()


def unanswered() -> QuerySet[Finding]:
    """Findings without a response, the oldest first."""
    return Finding.objects.filter(state=OPEN).order_by("found_on", "pk")


def under_way() -> QuerySet[Response]:
    """Responses not yet done, the most urgent first."""
    return Response.objects.filter(state=OPEN).order_by("due_on", "pk")


def uncited() -> list[Response]:
    """Responses that are done and that no clause cites, itself or by its finding."""
    done = list(Response.objects.filter(state=DONE).select_related("finding").order_by("pk"))
    cited = set(
        Edge.objects.filter(
            superseded_at__isnull=True,
            kind="cites",
            to_kind__in=("evaluation.response", "evaluation.finding"),
        ).values_list("to_kind", "to_code")
    )
    return [
        row
        for row in done
        if not cited & {("evaluation.response", row.code), ("evaluation.finding", row.finding.code)}
    ]


def without_actual(as_of: date) -> list[EntryView]:
    """Indicators of decided documents of the term in force that have no actual value."""
    try:
        known = snapshot(as_of)
    except NotFound:
        return []
    terms = {
        row.code for row in known.entries("term", state="in_force") if row.data["status"] == ADOPTED
    }
    documents = {
        row.code
        for row in known.entries("instrument")
        if row.data.get("term") in terms and row.data["status"] in DECIDED
    }
    valued = set(Actual.objects.values_list("indicator_code", flat=True).distinct())
    return [
        row
        for row in known.entries("indicator")
        if row.data["of"] in documents and row.code not in valued
    ]


def indicator(code: str, as_of: date) -> EntryView | None:
    """The row of the pack; None where it has none of that code."""
    try:
        found = snapshot(as_of).find(Ref("indicator", code))
    except NotFound:
        return None
    return found if isinstance(found, EntryView) else None
