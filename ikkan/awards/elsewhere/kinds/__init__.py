"""Kinds of records of this part: in-house themes, other funders' projects, overlap cases."""

from ikkan.awards.elsewhere.kinds import cases, projects, themes

__all__ = ["cases", "projects", "themes"]
