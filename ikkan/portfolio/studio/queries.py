"""Reads of the studio: saved plans of a round, which of them are stale, the round in hand.

Called by views, kinds and the paper; visibility before anything is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.budget.adjustment import queries as fund
from ikkan.portfolio.models import StudioPlan
from ikkan.portfolio.studio import rules
from ikkan.records.queries import visible

KIND: Final = "portfolio.studio_plan"
ROUND: Final = "budget.adjustment_round"


def rounds(actor: Actor) -> Any:
    """Rounds that the reader sees, the newest first."""
    return visible(ROUND, actor).select_related("year").order_by("-year__fiscal_year", "-number")


def in_hand(actor: Actor) -> Any:
    """The newest round that is not decided yet, else the newest; None where there is none."""
    rows = rounds(actor)
    return rows.filter(state__in=("open", "screening", "proposed")).first() or rows.first()


def plans(found: Any, actor: Actor) -> list[StudioPlan]:
    """Plans of a round that the reader sees, the newest first; taken back ones are not listed."""
    rows = visible(KIND, actor).filter(round=found).exclude(state=rules.WITHDRAWN)
    return list(rows.order_by("-pk"))


def stale(found: Any, kept: Sequence[StudioPlan]) -> set[str]:
    """Codes of the saved plans that rest on data the round no longer has."""
    now = fund.stamp(found)
    return {one.code for one in kept if one.state == rules.SAVED and one.stamp != now}
