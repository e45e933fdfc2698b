"""The pairing term of an award: a successor programme reserved at selection, with conditions.

Decides: the term rests on what the award's call offered. Called by the portfolio, when a pairing
is promised or let go. Source: 003 L1056, L1236 (ペアリング).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ikkan.audit.actions import action
from ikkan.audit.actor import Actor, Reach
from ikkan.awards import messages
from ikkan.awards.actions.locking import changed, locked
from ikkan.awards.models import Award
from ikkan.plan.offices import scopes_of
from ikkan.values.errors import InputError
from ikkan.values.text import Text


def _reach(arguments: Mapping[str, Any]) -> Reach:
    """The programme of the award and the projects of which it is a share."""
    programme = Award.objects.filter(code=arguments["code"]).values_list("programme_code")
    found = programme.first()
    return None if found is None else scopes_of(found[0], arguments["as_of"])


@action(
    "awards.set_pairing",
    permission="can_set_pairing",
    description=Text(
        "課題の継続支援の約定を記す", "Write the term of continued support of an award"
    ),
    scope=_reach,
)
def set_pairing(
    code: str,
    programme: str,
    terms: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Award:
    """Empty `programme` takes the term off. Raises NotFound, VersionConflict, InputError."""
    award = locked(code, version)
    if programme:
        offered = award.call.pairing if award.call is not None else []
        if programme not in offered:
            words = messages.NOT_OFFERED.format(code=code, programme=programme)
            raise InputError("awards.not_offered", words)
        if not terms.strip():
            raise InputError("awards.pairing_terms", messages.PAIRING_TERMS)
    award.pairing_programme, award.pairing_terms = programme, terms.strip() if programme else ""
    said = {"pairing_programme": programme, "pairing_terms": award.pairing_terms}
    return changed(award, said, "pairing_programme", "pairing_terms")
