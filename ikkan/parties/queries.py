"""Reads of parties that other contexts need: who an account is.

Called by decisions that a person takes in an office.
"""

from __future__ import annotations

from ikkan.audit.actor import Actor
from ikkan.parties.models import Person


def person_of(actor: Actor) -> Person | None:
    """The person as whom the actor's account acts; None where no person has the account."""
    return Person.objects.select_related("organisation").filter(account_code=actor.code).first()
