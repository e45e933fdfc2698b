"""Who may open accounts and move money: ministries above a programme, the funder from there on."""

from __future__ import annotations

from ikkan.audit.policy import allow
from ikkan.values.text import Text

allow("can_open_account", "ministry_officer", "funder_staff")
allow("can_transfer", "ministry_officer", "funder_staff")
allow("can_reallocate", "ministry_officer")
allow("can_run_fund", "funder_staff")
allow("can_close_fund", "ministry_officer")
allow(
    "can_move_above_programme",
    "ministry_officer",
    description=Text(
        "国庫・府省・機構の口座を開き、その間で資金を動かす",
        "Open accounts of treasury, ministries and agencies and move money between them",
    ),
)
allow(
    "can_move_from_agency",
    "funder_staff",
    description=Text(
        "事業から下の口座を開き、機構から下へ資金を動かす",
        "Open accounts from the programme down and move money from the agency down",
    ),
)
allow("can_write_policy", "hq_officer")
allow("can_decide_policy", "hq_officer")
allow("can_receive_policy", "ministry_officer")
allow("can_import_evidence", "hq_officer", "funder_staff")
allow("can_open_request_round", "hq_officer")
allow("can_prepare_request", "ministry_officer")
allow("can_confirm_request", "ministry_officer")
allow("can_submit_request", "ministry_officer")
allow("can_answer_request", "ministry_officer")
allow("can_hear_request", "hq_officer")
allow("can_consent_to_request", "hq_officer")
allow("can_compile_requests", "hq_officer")
allow("can_record_amounts", "hq_officer")
allow("can_load_sheets", "hq_officer")
allow("can_judge_match", "hq_officer", "ministry_officer", "funder_staff")
allow("can_open_adjustment", "hq_officer")
allow("can_propose_adjustment", "program_director", "hq_officer", "funder_staff")
allow("can_screen_adjustment", "funder_staff")
allow("can_put_forward_adjustment", "funder_staff")
allow("can_decide_adjustment", "hq_officer")
allow("can_execute_adjustment", "hq_officer")
allow("can_check_adjustment", "funder_staff", "hq_officer")
