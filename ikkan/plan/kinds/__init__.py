"""Every kind of record of the context plan, gathered from its parts."""

from ikkan.plan.bodies import kinds as bodies
from ikkan.plan.kinds import registers

__all__ = ["bodies", "registers"]
