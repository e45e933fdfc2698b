"""Who may write edges: whoever may do what makes them."""

from __future__ import annotations

from ikkan.audit.policy import allow

allow("can_record_edges", "administrator")
