"""Every kind of record of the context awards, gathered from its parts."""

from ikkan.awards.elsewhere import kinds as elsewhere
from ikkan.awards.kinds import register

__all__ = ["elsewhere", "register"]
