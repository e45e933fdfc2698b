"""Who may register organisations and people, and record their ties."""

from __future__ import annotations

from ikkan.audit.actor import SYSTEM_ROLE, Actor, Reach
from ikkan.audit.policy import allow
from ikkan.parties.models import Person


def _office_or_oneself(actor: Actor, ref: Reach) -> bool:
    """Nobody is every person: a researcher's role counts for the person it was granted for."""
    office = SYSTEM_ROLE in actor.roles or actor.holds("funder_staff", ref)
    return office or actor.granted(("researcher",), ref)


def _own_interests(actor: Actor, ref: Reach) -> bool:
    """Everybody declares for the person that its account acts as; the office for anybody."""
    if SYSTEM_ROLE in actor.roles or actor.holds("funder_staff", ref):
        return True
    named = ref if isinstance(ref, tuple) else (ref,)
    codes = [one.code for one in named if one is not None and one.kind == "parties.person"]
    return Person.objects.filter(account_code=actor.code, code__in=codes).exists()


_DECLARE = (
    *("funder_staff", "program_director", "program_supervisor", "program_officer"),
    *("disease_coordinator", "reviewer", "researcher", "company"),
)

allow("can_register_party", "funder_staff")
allow("can_record_tie", "funder_staff", "researcher", condition=_office_or_oneself)
allow("can_declare_interests", *_DECLARE, condition=_own_interests)
allow("can_register_facility", "funder_staff", "ministry_officer")
allow("can_designate_facility", "ministry_officer")
