"""Who may put a pack into force."""

from __future__ import annotations

from ikkan.audit.policy import allow

allow("can_apply_pack", "administrator")
