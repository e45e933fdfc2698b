"""Kinds of records of the part: follow-ups, goals, ratings."""

from ikkan.evaluation.following.kinds import followups, goals

__all__ = ["followups", "goals"]
