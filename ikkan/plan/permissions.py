"""Who may put a pack into force, prepare and decide clauses, and appoint officers."""

from __future__ import annotations

from ikkan.audit.policy import allow

allow("can_apply_pack", "administrator")
allow("can_draft_clause", "hq_officer")
allow("can_decide_clause", "hq_officer")
allow("can_appoint", "funder_staff")
