"""Every model of the context parties, gathered from its parts."""

from ikkan.parties.facilities.models import (
    Capability,
    Criteria,
    Designation,
    Facility,
    Network,
    NetworkReport,
    Opening,
)
from ikkan.parties.models.register import (
    Declaration,
    Organisation,
    Person,
    Tie,
)

__all__ = [
    "Capability",
    "Criteria",
    "Declaration",
    "Designation",
    "Facility",
    "Network",
    "NetworkReport",
    "Opening",
    "Organisation",
    "Person",
    "Tie",
]
