"""Every model of the context awards, gathered from its parts."""

from ikkan.awards.elsewhere.models import External, ExternalAmount, Overlap, Theme, ThemeAmount
from ikkan.awards.models.register import (
    CODE_LENGTH,
    Award,
    AwardOfficer,
    AwardTag,
    Continuation,
    YearAmount,
)

__all__ = [
    "CODE_LENGTH",
    "Award",
    "AwardOfficer",
    "AwardTag",
    "Continuation",
    "External",
    "ExternalAmount",
    "Overlap",
    "Theme",
    "ThemeAmount",
    "YearAmount",
]
