"""Every model of the context parties, gathered from its parts."""

from ikkan.parties.facilities.models import (
    Capability,
    Criteria,
    Designation,
    Facility,
    Network,
)
from ikkan.parties.models.register import (
    Organisation,
    Person,
    Tie,
)

__all__ = [
    "Capability",
    "Criteria",
    "Designation",
    "Facility",
    "Network",
    "Organisation",
    "Person",
    "Tie",
]
