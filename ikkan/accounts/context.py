"""What every template may ask: who reads (`actor`) and how (`display`); both read when used."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from ikkan.accounts.queries import display_of
from ikkan.audit.ports import actor_of


def account(request: HttpRequest) -> dict[str, object]:
    """Context processor; costs nothing on a page that shows neither."""
    return {
        "actor": SimpleLazyObject(lambda: actor_of(request)),
        "display": SimpleLazyObject(lambda: display_of(request)),
    }
