"""Bodies at work as records: offices and charters, meetings and papers, advice, decisions."""

from ikkan.plan.bodies.kinds import deciding, seats, sittings

__all__ = ["deciding", "seats", "sittings"]
