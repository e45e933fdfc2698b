"""Writes of the way to industry: readiness, exits, support, confidences, deals.

Called by the pages of records, the page of the data room and the demonstration.
"""

from ikkan.portfolio.industry.actions.deals import (
    certify_investor,
    check_eligibility,
    count_deal,
    publish_deal,
    record_deal,
    record_investment,
)
from ikkan.portfolio.industry.actions.exits import (
    move_milestone,
    plan_exit,
    reach_milestone,
    set_milestone,
)
from ikkan.portfolio.industry.actions.interests import (
    end_steward,
    entrust_interest,
    name_steward,
    state_interest,
    withdraw_interest,
)
from ikkan.portfolio.industry.actions.introductions import (
    consent,
    decline,
    propose_introduction,
    record_meeting,
)
from ikkan.portfolio.industry.actions.readiness import (
    begin_readiness,
    judge_readiness,
    note_industry,
    revise_note,
)
from ikkan.portfolio.industry.actions.rooms import (
    grant_access,
    list_document,
    open_document,
    revoke_access,
)
from ikkan.portfolio.industry.actions.support import (
    answer_referral,
    ask_support,
    end_support,
    log_support,
    refer,
)

__all__ = [
    "answer_referral",
    "ask_support",
    "begin_readiness",
    "certify_investor",
    "check_eligibility",
    "consent",
    "count_deal",
    "decline",
    "end_steward",
    "end_support",
    "entrust_interest",
    "grant_access",
    "judge_readiness",
    "list_document",
    "log_support",
    "move_milestone",
    "name_steward",
    "note_industry",
    "open_document",
    "plan_exit",
    "propose_introduction",
    "publish_deal",
    "reach_milestone",
    "record_deal",
    "record_investment",
    "record_meeting",
    "refer",
    "revise_note",
    "revoke_access",
    "set_milestone",
    "state_interest",
    "withdraw_interest",
]
