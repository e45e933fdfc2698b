"""Every write of the part."""

from ikkan.evaluation.following.actions.entries import keep_entry, revise_entry
from ikkan.evaluation.following.actions.followups import (
    comment_followup,
    draft_goal,
    open_followup,
    present_goal,
    publish_ratings,
    rate_by_minister,
    rate_self,
    report_followup,
    revise_goal,
)

__all__ = [
    "comment_followup",
    "draft_goal",
    "keep_entry",
    "open_followup",
    "present_goal",
    "publish_ratings",
    "rate_by_minister",
    "rate_self",
    "report_followup",
    "revise_entry",
    "revise_goal",
]
