"""Kinds of the adjustment fund, gathered."""

from ikkan.budget.adjustment.kinds import checks, decisions, pots, proposals, rounds

__all__ = ["checks", "decisions", "pots", "proposals", "rounds"]
