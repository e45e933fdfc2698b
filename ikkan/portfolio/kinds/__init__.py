"""Every kind of record of the context portfolio, gathered from its parts."""

from ikkan.portfolio.gating import kinds as gating
from ikkan.portfolio.horizon import kinds as horizon
from ikkan.portfolio.industry import kinds as industry
from ikkan.portfolio.kinds import register
from ikkan.portfolio.matching import kinds as matching
from ikkan.portfolio.officers import kinds as officers
from ikkan.portfolio.seeds import kinds as seeds
from ikkan.portfolio.steering import kinds as steering
from ikkan.portfolio.studio import kinds as studio

__all__ = [
    "gating",
    "horizon",
    "industry",
    "matching",
    "officers",
    "register",
    "seeds",
    "steering",
    "studio",
]
