"""What changes bodies at work: offices, charters, meetings, papers, advice, decisions."""

from ikkan.plan.bodies.actions.advising import answer_advice, give_advice, publish_advice
from ikkan.plan.bodies.actions.deciding import (
    decide,
    draft_decision,
    publish_decision,
    revise_decision,
    written,
)
from ikkan.plan.bodies.actions.seats import (
    appoint_to_seat,
    dismiss_from_seat,
    end_charter,
    end_seat,
    set_up_council,
)
from ikkan.plan.bodies.actions.sittings import (
    call_meeting,
    hold_meeting,
    lay_paper,
    minute_meeting,
    publish_meeting,
    revise_meeting,
)

__all__ = [
    "answer_advice",
    "appoint_to_seat",
    "call_meeting",
    "decide",
    "dismiss_from_seat",
    "draft_decision",
    "end_charter",
    "end_seat",
    "give_advice",
    "hold_meeting",
    "lay_paper",
    "minute_meeting",
    "publish_advice",
    "publish_decision",
    "publish_meeting",
    "revise_decision",
    "revise_meeting",
    "set_up_council",
    "written",
]
