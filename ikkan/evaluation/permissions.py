"""Who records actual values and findings, and who responds to them."""

from __future__ import annotations

from ikkan.audit.policy import allow

allow("can_record_actual", "hq_officer")
allow("can_record_finding", "hq_officer")
allow("can_respond", "ministry_officer")
