"""Every kind of record of the context portfolio, gathered from its parts."""

from ikkan.portfolio.kinds import register

__all__ = ["register"]
