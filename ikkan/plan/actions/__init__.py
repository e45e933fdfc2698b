"""Writes of plan: the policy pack, clauses in preparation, and who holds which office."""

from ikkan.plan.actions.appointments import appoint, end_appointment
from ikkan.plan.actions.clauses import decide_clause, draft_clause, revise_clause
from ikkan.plan.actions.packs import record_pack

__all__ = [
    "appoint",
    "decide_clause",
    "draft_clause",
    "end_appointment",
    "record_pack",
    "revise_clause",
]
