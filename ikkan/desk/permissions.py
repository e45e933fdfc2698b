"""What everybody with an account may do at the own desk."""

from __future__ import annotations

from ikkan.audit.actor import ACCOUNT_ROLE, SYSTEM_ROLE, Actor, Reach
from ikkan.audit.policy import allow
from ikkan.values.ref import Ref


def _oneself(actor: Actor, reach: Reach) -> bool:
    """Only whoever is away ends an absence; without a record in hand anybody may ask."""
    if reach is None or SYSTEM_ROLE in actor.roles:
        return True
    return Ref("account", actor.code) in (reach if isinstance(reach, tuple) else (reach,))


allow("can_mark_read", ACCOUNT_ROLE)
allow("can_renew_calendar", ACCOUNT_ROLE)
allow("can_record_absence", ACCOUNT_ROLE)
allow("can_end_absence", ACCOUNT_ROLE, condition=_oneself)
