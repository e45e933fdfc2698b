"""Every model of the context portfolio, gathered from its parts."""

from ikkan.portfolio.models.register import Gate, Handover, Opinion, Seed, SeedAward

__all__ = ["Gate", "Handover", "Opinion", "Seed", "SeedAward"]
