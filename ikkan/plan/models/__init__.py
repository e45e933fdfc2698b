"""Every model of the context plan, gathered from its parts."""

from ikkan.plan.bodies.models import Advice, Charter, Decision, Meeting, Paper, Seat
from ikkan.plan.models.registers import (
    CODE_LENGTH,
    DIGITS_LENGTH,
    KIND_LENGTH,
    Appointment,
    Clause,
    Dated,
    Entry,
    Figure,
    PackVersion,
)

__all__ = [
    "CODE_LENGTH",
    "DIGITS_LENGTH",
    "KIND_LENGTH",
    "Advice",
    "Appointment",
    "Charter",
    "Clause",
    "Dated",
    "Decision",
    "Entry",
    "Figure",
    "Meeting",
    "PackVersion",
    "Paper",
    "Seat",
]
