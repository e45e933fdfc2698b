"""Every kind of record of the context budget, gathered from its parts."""

from ikkan.budget.kinds import ledger

__all__ = ["ledger"]
