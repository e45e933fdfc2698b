"""Who may put a pack into force, prepare and decide clauses, appoint officers, and act for bodies.

Of bodies the actions look further: who keeps the records of which follows the pack.
"""

from __future__ import annotations

from ikkan.audit.policy import allow

allow("can_apply_pack", "administrator")
allow("can_draft_clause", "hq_officer")
allow("can_decide_clause", "hq_officer")
allow("can_appoint", "funder_staff")
allow("can_seat", "hq_officer", "ministry_officer", "funder_staff")
allow("can_charter", "hq_officer", "ministry_officer")
allow("can_hold_meetings", "hq_officer", "ministry_officer", "funder_staff")
allow("can_give_advice", "hq_officer", "ministry_officer", "funder_staff", "company")
allow("can_draft_decision", "hq_officer", "ministry_officer", "funder_staff")
allow("can_take_decision", "hq_officer", "ministry_officer", "funder_staff")
