"""Who puts cases before a panel, seats members, closes; and who may be a member at all."""

from __future__ import annotations

from typing import Final

from ikkan.audit.policy import allow

OFFICERS: Final = (
    *("program_director", "program_supervisor", "program_officer"),
    *("disease_coordinator", "funder_staff"),
)
OFFICES: Final = (
    *("hq_officer", "funder_staff", "program_director", "program_supervisor", "auditor"),
    "disease_coordinator",
)
INSIDE: Final = frozenset({*OFFICES, "program_officer"})
"""Who reads every opinion of a case that it sees."""
OUTSIDE: Final = (*("reviewer", "researcher", "company", "institution_office", "ministry_officer"),)

allow("can_open_subject", *OFFICERS)
allow("can_seat_member", *OFFICERS)
allow("can_close_subject", *OFFICERS)
allow("can_give_review", *OFFICERS, *OUTSIDE)
allow("can_recuse", *OFFICERS, *OUTSIDE)
