"""Who plans and decides calls, and who applies."""

from __future__ import annotations

from ikkan.audit.actor import SYSTEM_ROLE, Actor, Reach
from ikkan.audit.policy import allow

APPLICANTS = ("researcher", "institution_office")


def _for_oneself(actor: Actor, ref: Reach) -> bool:
    """Nobody is every person: an applicant's role counts for the party it was granted for."""
    return SYSTEM_ROLE in actor.roles or actor.granted(APPLICANTS, ref)


allow("can_run_call", "funder_staff")
allow("can_adopt", "funder_staff")
allow("can_apply", *APPLICANTS, condition=_for_oneself)
allow("can_record_applications", "funder_staff")
