"""The condition of programmes that need an investment by a certified VC, where money is decided.

Decides: an application of such a programme becomes an award only after a check found the
investment; awards without one stand in the broken-line report. Called at start. Source: 003:773.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ikkan.awards import conditions
from ikkan.awards.gaps import gaps
from ikkan.awards.models import Award
from ikkan.line import registry
from ikkan.line.registry import Gap
from ikkan.plan.queries import snapshot
from ikkan.portfolio.industry import messages, queries, words
from ikkan.portfolio.industry.models import EligibilityCheck
from ikkan.values.text import Text

AWARD, APPLICATION = "awards.award", "calls.application"


def register() -> None:
    """Declare the condition and the gap."""
    conditions.register(refused)
    registry.register_gap(AWARD, "award.investment", _LABEL, unchecked)


def refused(application: str, programme: str, day: date) -> Text | None:
    """Why the application may not become an award; None where nothing is in the way."""
    if not queries.needs_investment(programme, day):
        return None
    if queries.eligible(f"{APPLICATION}:{application}"):
        return None
    return messages.CHECK_FIRST.format(programme=programme, application=application)


def unchecked(as_of: date) -> Iterable[Gap]:
    """Awards of such programmes without a check that found the investment. Two queries."""
    wanted = [
        row.code
        for row in snapshot(as_of).entries("programme", state="all")
        if row.data.get("needs_investment")
    ]
    if not wanted:
        return []
    found = EligibilityCheck.objects.filter(verdict=words.ELIGIBLE, checked_on__lte=as_of)
    checked = set(found.values_list("subject", flat=True))
    rows = Award.objects.filter(programme_code__in=wanted, began_on__lte=as_of)
    rows = rows.select_related("application").order_by("pk")
    left = []
    for row in rows:
        application = f"{APPLICATION}:{row.application.code}" if row.application else ""
        if not {f"{AWARD}:{row.code}", application} & checked:
            left.append(row)
    return gaps(left)


_LABEL = Text(
    "認定VCの出資を確かめていない課題（要件のある事業）",
    "Awards without the certified investment that their programme needs",
)
