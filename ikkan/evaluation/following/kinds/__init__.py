"""Kinds of records of the part: follow-ups, goals, ratings, the log of measures."""

from ikkan.evaluation.following.kinds import entries, followups, goals

__all__ = ["entries", "followups", "goals"]
