"""Every kind of record of the horizon, declared at start."""

from ikkan.portfolio.horizon.kinds import assessing, preparing, sharing, watching

__all__ = ["assessing", "preparing", "sharing", "watching"]
