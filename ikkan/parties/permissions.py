"""Who may register organisations and people, and record their ties."""

from __future__ import annotations

from ikkan.audit.actor import SYSTEM_ROLE, Actor, Reach
from ikkan.audit.policy import allow


def _office_or_oneself(actor: Actor, ref: Reach) -> bool:
    """Nobody is every person: a researcher's role counts for the person it was granted for."""
    office = SYSTEM_ROLE in actor.roles or actor.holds("funder_staff", ref)
    return office or actor.granted(("researcher",), ref)


allow("can_register_party", "funder_staff")
allow("can_record_tie", "funder_staff", "researcher", condition=_office_or_oneself)
allow("can_register_facility", "funder_staff", "ministry_officer")
allow("can_designate_facility", "ministry_officer")
