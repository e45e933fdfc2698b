"""Every kind of record of the context plan, gathered from its parts."""

from ikkan.plan.kinds import registers

__all__ = ["registers"]
