"""Who reports outcomes, verifies them, and ascribes them to awards."""

from __future__ import annotations

from ikkan.audit.policy import allow

allow("can_report_outcome", "researcher", "institution_office", "funder_staff")
allow("can_verify_outcome", "funder_staff")
allow("can_link_outcome", "funder_staff")
allow("can_record_outcomes", "funder_staff")
