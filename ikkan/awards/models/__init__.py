"""Every model of the context awards, gathered from its parts."""

from ikkan.awards.models.register import (
    CODE_LENGTH,
    Award,
    AwardOfficer,
    Continuation,
    YearAmount,
)

__all__ = [
    "CODE_LENGTH",
    "Award",
    "AwardOfficer",
    "Continuation",
    "YearAmount",
]
