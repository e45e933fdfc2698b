"""Who may register organisations and people, and record their ties."""

from __future__ import annotations

from ikkan.audit.policy import allow

allow("can_register_party", "funder_staff")
allow("can_record_tie", "funder_staff", "researcher")
