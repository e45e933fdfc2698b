"""Writes of officers at work: advice, issues, cases, meetings, action items, proposals, designs.

Called by the pages of records and the demonstration.
"""

from ikkan.portfolio.officers.actions.advising import (
    addressed_to,
    answer_advice,
    follow_advice,
    give_advice,
    withdraw_advice,
)
from ikkan.portfolio.officers.actions.cases import close_case, open_case, revise_case, speak
from ikkan.portfolio.officers.actions.designs import (
    adopt_design,
    content,
    draft_design,
    revise_design,
)
from ikkan.portfolio.officers.actions.issues import move_issue, raise_issue
from ikkan.portfolio.officers.actions.meetings import (
    add_participant,
    hear_opinion,
    minute_meeting,
    move_item,
    plan_meeting,
    set_item,
)
from ikkan.portfolio.officers.actions.proposals import (
    answer_proposal,
    draft_proposal,
    follow_proposal,
    send_proposal,
    withdraw_proposal,
)

__all__ = [
    "add_participant",
    "addressed_to",
    "adopt_design",
    "answer_advice",
    "answer_proposal",
    "close_case",
    "content",
    "draft_design",
    "draft_proposal",
    "follow_advice",
    "follow_proposal",
    "give_advice",
    "hear_opinion",
    "minute_meeting",
    "move_issue",
    "move_item",
    "open_case",
    "plan_meeting",
    "raise_issue",
    "revise_case",
    "revise_design",
    "send_proposal",
    "set_item",
    "speak",
    "withdraw_advice",
    "withdraw_proposal",
]
