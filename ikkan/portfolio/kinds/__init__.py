"""Every kind of record of the context portfolio, gathered from its parts."""

from ikkan.portfolio.kinds import register
from ikkan.portfolio.officers import kinds as officers
from ikkan.portfolio.seeds import kinds as seeds

__all__ = ["officers", "register", "seeds"]
