"""Every kind of record of the horizon, declared at start."""

from ikkan.portfolio.horizon.kinds import (
    assessing,
    dossiers,
    preparing,
    sharing,
    topics,
    watching,
)

__all__ = ["assessing", "dossiers", "preparing", "sharing", "topics", "watching"]
