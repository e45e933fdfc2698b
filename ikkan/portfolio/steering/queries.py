"""Reads of the workshop: kept scenarios that a reader sees, and whether one is stale.

Called by views, kinds and actions; visibility before anything is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.portfolio.models import SteeringScenario
from ikkan.portfolio.steering import rules
from ikkan.records.queries import visible
from ikkan.values.ref import Ref

KIND: Final = "portfolio.steering_scenario"
PAPERS: Final = (
    "plan.paper",
    "plan.decision",
    "plan.meeting",
    "budget.adjustment_round",
    "portfolio.studio_plan",
    "budget.round",
    "budget.policy",
)
"""Kinds of papers that a scenario may be attached to."""


def ref_of(code: str) -> Ref:
    """The reference of a scenario."""
    return Ref(KIND, code)


def scenarios(actor: Actor) -> Any:
    """Scenarios that the reader sees, the newest first; taken back ones are not listed."""
    return visible(KIND, actor).exclude(state=rules.WITHDRAWN).order_by("-pk")


def chosen(actor: Actor, codes: Sequence[str]) -> list[SteeringScenario]:
    """Those of the codes that the reader sees, in their order."""
    rows = {one.code: one for one in visible(KIND, actor).filter(code__in=codes)}
    return [rows[code] for code in dict.fromkeys(codes) if code in rows]
