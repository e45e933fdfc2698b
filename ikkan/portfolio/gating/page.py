"""What the page of a gate shows beside its fields: the panel, how early a Go is, re-use.

Called by the record page of the kind. Source: S-340, S-346; E-3 p.36.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.urls import reverse

from ikkan.audit import policy
from ikkan.audit.actor import Actor
from ikkan.portfolio.gating import rules
from ikkan.portfolio.models import Gate
from ikkan.portfolio.rules import CONDITIONAL, NO_GO
from ikkan.review import page as panels
from ikkan.values.text import Text

HAS_CASE: Final = Text("もう案件{subject}があります。", "There is the case {subject} already.")


def context(gate: Gate, actor: Actor, as_of: date) -> Mapping[str, Any]:
    """Everything portfolio/gating_gate.html shows beside the fields."""
    ends_on = gate.award.ended_on or gate.award.ends_on
    may = policy.within_reach("can_see_gates_ahead", actor)
    return {
        "panel": None if gate.subject is None else panels.shown(gate.subject, actor, as_of),
        "early": (
            rules.early_months(gate.decided_on, ends_on)
            if gate.decision in rules.PASSING and gate.decided_on is not None
            else 0
        ),
        "late": gate.decision == CONDITIONAL and gate.due_on is not None and gate.due_on < as_of,
        "reuse_url": (
            reverse("gating:reuse", args=[gate.code]) if gate.decision == NO_GO and may else ""
        ),
        "may_see_ahead": may,
    }
