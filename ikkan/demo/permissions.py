"""Who may begin a demonstration: the machine's own command line only."""

from __future__ import annotations

from ikkan.audit.policy import allow

allow("can_begin_demonstration")
