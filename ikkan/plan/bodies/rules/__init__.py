"""Rules of bodies at work: standing, offices and charters, meetings and advice, decisions."""

from ikkan.plan.bodies.rules.deciding import NewDecision
from ikkan.plan.bodies.rules.seats import NewCharter, NewSeat
from ikkan.plan.bodies.rules.sittings import Item, NewAdvice, NewMeeting, NewPaper
from ikkan.plan.bodies.rules.standing import Standing

__all__ = [
    "Item",
    "NewAdvice",
    "NewCharter",
    "NewDecision",
    "NewMeeting",
    "NewPaper",
    "NewSeat",
    "Standing",
]
