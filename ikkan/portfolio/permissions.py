"""Who names seeds, opens and decides gates, proposes, advises on and decides hand-overs."""

from __future__ import annotations

from ikkan.audit.actor import SYSTEM_ROLE, Actor, Reach
from ikkan.audit.policy import allow
from ikkan.portfolio.rules import DECIDERS
from ikkan.values.text import Text


def _office_or_institution(actor: Actor, ref: Reach) -> bool:
    """Nobody is every organisation: an institution's office acts for the one it was granted for."""
    office = SYSTEM_ROLE in actor.roles or actor.holds("funder_staff", ref)
    return office or actor.granted(("institution_office",), ref)


allow("can_name_seed", "funder_staff", "program_officer", *DECIDERS)
allow("can_end_seed", "funder_staff", *DECIDERS)
allow("can_keep_seed", "funder_staff", "program_officer", *DECIDERS)
allow("can_note_seed", "funder_staff", "program_officer", *DECIDERS)
allow("can_relate_seed", "funder_staff", "program_officer", "disease_coordinator", *DECIDERS)
allow(
    "can_search_seeds",
    *("hq_officer", "ministry_officer", "funder_staff", "auditor"),
    *("program_officer", "disease_coordinator", *DECIDERS),
    description=Text(
        "埋もれた成果と、導出までの期間を見る", "See idle results and the time to a licence"
    ),
)
allow("can_open_gate", "program_officer", *DECIDERS)
allow("can_decide_gate", *DECIDERS)
allow("can_convene_gate", "funder_staff", "program_officer", "disease_coordinator", *DECIDERS)
allow("can_add_evidence", "funder_staff", "program_officer", "disease_coordinator", *DECIDERS)
allow("can_settle_gate_money", "funder_staff")
allow("can_move_phase", "funder_staff", "program_officer", *DECIDERS)
allow(
    "can_see_gates_ahead",
    *("hq_officer", "ministry_officer", "funder_staff", "auditor"),
    *("program_officer", "disease_coordinator", *DECIDERS),
    description=Text("ゲートの予定と統計を見る", "See gates ahead and their statistics"),
)
allow("can_propose_handover", "program_officer", *DECIDERS)
allow("can_give_opinion", "disease_coordinator")
allow("can_decide_handover", *DECIDERS)
allow("can_link_successor", "funder_staff")
allow("can_record_portfolio")
allow("can_give_officer_advice", "disease_coordinator")
allow("can_answer_officer_advice", "funder_staff", "program_director")
allow("can_keep_issues", "funder_staff", "program_officer", *DECIDERS)
allow("can_keep_cross_cases", "funder_staff", *DECIDERS)
allow("can_speak_for_project", "program_director")
allow("can_hold_officer_meetings", "funder_staff", "program_officer", *DECIDERS)
allow(
    "can_move_action_item",
    *("funder_staff", "program_officer", "disease_coordinator", "reviewer", *DECIDERS),
)
allow("can_propose_design", "funder_staff", "program_officer", *DECIDERS)
allow("can_answer_design_proposal", "hq_officer", "ministry_officer")
allow("can_draft_design", "hq_officer", "ministry_officer", "funder_staff")
allow("can_adopt_design", "hq_officer", "ministry_officer")
allow(
    "can_see_boards",
    *("hq_officer", "ministry_officer", "funder_staff", "auditor"),
    *("program_officer", "disease_coordinator", *DECIDERS),
    description=Text("ポートフォリオの盤を見る", "See the boards of the portfolio"),
)

_WATCHERS = ("funder_staff", "program_officer", "disease_coordinator", *DECIDERS)
allow("can_keep_source", *_WATCHERS)
allow("can_note_contact", *_WATCHERS)
allow("can_record_signal", *_WATCHERS)
allow("can_keep_topic", *_WATCHERS)
allow("can_write_dossier", *_WATCHERS)
allow("can_assess", "reviewer", *_WATCHERS)
allow("can_approve_dossier", *DECIDERS)
allow("can_draft_strategy", *_WATCHERS)
allow("can_decide_strategy", *DECIDERS)
allow("can_switch_status", "hq_officer")
allow("can_class_programme", "hq_officer")
allow("can_found_call", "funder_staff")
allow("can_ask_sharing", "funder_staff", "institution_office", condition=_office_or_institution)
allow("can_answer_sharing", "funder_staff", *DECIDERS)
allow("can_log_sharing", "funder_staff", "institution_office", condition=_office_or_institution)
allow("can_write_plain", "funder_staff")


def _of_ones_own(actor: Actor, ref: Reach) -> bool:
    """Offices anywhere in their reach; researchers, institutions and companies for their own."""
    office = (SYSTEM_ROLE, "funder_staff", "program_officer", "disease_coordinator", *DECIDERS)
    own = actor.granted(("researcher", "institution_office", "company"), ref)
    return own or any(actor.holds(role, ref) for role in office)


allow(
    "can_keep_industry",
    *("funder_staff", "program_officer", "disease_coordinator", *DECIDERS),
    *("researcher", "institution_office"),
    condition=_of_ones_own,
)
allow("can_end_support", "funder_staff", "program_officer", "disease_coordinator", *DECIDERS)
allow(
    "can_answer_referral",
    *("funder_staff", "disease_coordinator", "institution_office", "company"),
    condition=_of_ones_own,
)
allow("can_name_steward", "administrator")
allow("can_confide", "company", "funder_staff", "disease_coordinator", condition=_of_ones_own)
allow("can_introduce", "funder_staff", "disease_coordinator")
allow(
    "can_consent",
    *("company", "researcher", "funder_staff", "disease_coordinator"),
    condition=_of_ones_own,
)
allow(
    "can_grant_access",
    *("researcher", "funder_staff", "disease_coordinator"),
    condition=_of_ones_own,
)
allow("can_open_room", "company", condition=_of_ones_own)
allow(
    "can_record_deal",
    *("funder_staff", "disease_coordinator", "institution_office", "researcher"),
    condition=_of_ones_own,
)
allow("can_count_deal", "funder_staff")
allow("can_certify_investor", "funder_staff")
allow("can_record_investment", "funder_staff", "company", condition=_of_ones_own)
allow("can_check_eligibility", "funder_staff", "program_officer", *DECIDERS)
allow(
    "can_see_slips",
    *("hq_officer", "ministry_officer", "funder_staff", "auditor", "researcher"),
    *("program_officer", "disease_coordinator", "institution_office", *DECIDERS),
    description=Text("マイルストーンの遅れの一覧を見る", "See the report of slipped milestones"),
)
allow("can_coordinate", "disease_coordinator", "funder_staff", *DECIDERS)
allow("can_open_round", "disease_coordinator", "funder_staff", *DECIDERS)
allow("can_propose_case", "disease_coordinator", "funder_staff", "program_officer", *DECIDERS)
allow("can_lend_case", "disease_coordinator", "funder_staff", *DECIDERS)
allow("can_pair", "funder_staff")
allow("can_confirm_pairing", *DECIDERS)
allow("can_link_programmes", "funder_staff", "hq_officer")
allow(
    "can_see_rounds",
    *("hq_officer", "funder_staff", "auditor", "disease_coordinator", *DECIDERS),
    description=Text("引継ぎの板を見る", "See the board of hand-overs"),
)
allow("can_plan_adjustment", "hq_officer", "funder_staff")
allow(
    "can_see_studio",
    *("hq_officer", "funder_staff", "auditor"),
    description=Text(
        "調整費の決定の作業台を見る", "See the decision studio of the adjustment fund"
    ),
)
allow("can_steer", "hq_officer", "funder_staff", "program_director")
allow(
    "can_see_steering",
    *("hq_officer", "funder_staff", "program_director", "auditor"),
    description=Text("舵取りの作業台を見る", "See the steering workshop"),
)
