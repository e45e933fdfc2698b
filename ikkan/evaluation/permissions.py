"""Who records actual values and findings, and who responds to them."""

from __future__ import annotations

from ikkan.audit.policy import allow

allow("can_record_actual", "hq_officer")
allow("can_record_finding", "hq_officer")
allow("can_respond", "ministry_officer")
allow("can_open_followup", "hq_officer", "ministry_officer")
allow("can_follow_up", "ministry_officer")
allow("can_comment_followup", "hq_officer")
allow("can_keep_log", "hq_officer", "ministry_officer", "funder_staff")
allow("can_set_goals", "hq_officer", "ministry_officer")
allow("can_rate_self", "funder_staff")
allow("can_rate_funder", "hq_officer", "ministry_officer")
