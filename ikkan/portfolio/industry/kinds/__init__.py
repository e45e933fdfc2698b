"""Every kind of record on the way to industry."""

from ikkan.portfolio.industry.kinds import confidence, deals, exits, readiness, rooms, support

__all__ = ["confidence", "deals", "exits", "readiness", "rooms", "support"]
