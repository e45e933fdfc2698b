"""Who names seeds, opens and decides gates, proposes, advises on and decides hand-overs."""

from __future__ import annotations

from ikkan.audit.policy import allow
from ikkan.portfolio.rules import DECIDERS

allow("can_name_seed", "funder_staff", "program_officer", *DECIDERS)
allow("can_end_seed", "funder_staff", *DECIDERS)
allow("can_open_gate", "program_officer", *DECIDERS)
allow("can_decide_gate", *DECIDERS)
allow("can_propose_handover", "program_officer", *DECIDERS)
allow("can_give_opinion", "disease_coordinator")
allow("can_decide_handover", *DECIDERS)
allow("can_link_successor", "funder_staff")
allow("can_record_portfolio")
