"""Kinds of records of officers at work."""

from ikkan.portfolio.officers.kinds import advice, cases, designs, issues, meetings

__all__ = ["advice", "cases", "designs", "issues", "meetings"]
