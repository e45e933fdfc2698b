"""The secret address of a calendar: a nonce that is stored, and a code that only the home knows.

Called by the pages and the feed. Who reads the database learns no address from it.
"""

from __future__ import annotations

import hmac

from django.utils.crypto import salted_hmac

from ikkan.desk.messages import CALENDAR_UNKNOWN
from ikkan.desk.models import CalendarAddress
from ikkan.values.errors import NotFound

_SALT = "ikkan.desk.calendar"
_CODE_LENGTH = 32


def token_of(address: CalendarAddress) -> str:
    """What stands in the address before `.ics`."""
    return f"{address.nonce}{_code(address.nonce)}"


def account_of(token: str) -> str:
    """The account whose calendar the token opens. Raises NotFound."""
    nonce, code = token[:-_CODE_LENGTH], token[-_CODE_LENGTH:]
    row = CalendarAddress.objects.filter(nonce=nonce).first() if nonce else None
    if row is None or not hmac.compare_digest(code.encode(), _code(row.nonce).encode()):
        raise NotFound("desk.calendar", CALENDAR_UNKNOWN)
    return row.account


def _code(nonce: str) -> str:
    return salted_hmac(_SALT, nonce, algorithm="sha256").hexdigest()[:_CODE_LENGTH]
