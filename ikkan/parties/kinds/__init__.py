"""Every kind of record of the context parties, gathered from its parts."""

from ikkan.parties.facilities import kinds as facilities
from ikkan.parties.kinds import register

__all__ = ["facilities", "register"]
