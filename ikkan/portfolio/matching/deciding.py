"""What must be there before a hand-over is decided: a destination that still takes it, a quorum.

Called by the decision. The panel is a case of `review` about the hand-over, or about its gate.
Source: S-325, S-327.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from ikkan.awards.loads import demand
from ikkan.portfolio import rules as portfolio
from ikkan.portfolio.matching import taking
from ikkan.portfolio.matching.rules import PLAIN
from ikkan.portfolio.models import Handover
from ikkan.review import queries as panels
from ikkan.values.ref import Ref

_KIND: Final = "portfolio.handover"


def demand_ready(handover: Handover, state: str, as_of: date) -> None:
    """Raise InputError with every reason against this decision now."""
    for panel in panels.about(Ref(_KIND, handover.code)):
        panels.demand_quorum(panel, as_of)
    if state != portfolio.DECIDED:
        return
    if handover.link == PLAIN and handover.call is None:
        return
    found = taking.against(
        handover.award, handover.to_programme, handover.call, as_of, but=handover.pk
    )
    demand([(0, error) for error in found], 1)
