"""Every kind of record of the policies; addresses below `policies/` come before those of codes."""

from ikkan.budget.policies.kinds import evidence, items, policies

__all__ = ["evidence", "items", "policies"]
