"""Rounds and requests as records: pages, lists, forms, who sees them."""

from ikkan.budget.requests.kinds import asked, rounds

__all__ = ["asked", "rounds"]
