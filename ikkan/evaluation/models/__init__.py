"""Every model of the context evaluation, gathered from its parts."""

from ikkan.evaluation.following.models import Entry, Followup, Goal, GoalItem, Rating
from ikkan.evaluation.models.actuals import (
    KIND_LENGTH,
    Actual,
    ActualOutcome,
    Finding,
    Response,
)

__all__ = [
    "KIND_LENGTH",
    "Actual",
    "ActualOutcome",
    "Entry",
    "Finding",
    "Followup",
    "Goal",
    "GoalItem",
    "Rating",
    "Response",
]
