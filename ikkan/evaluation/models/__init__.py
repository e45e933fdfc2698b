"""Every model of the context evaluation, gathered from its parts."""

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
    "Finding",
    "Response",
]
