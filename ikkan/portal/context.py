"""What the shell of every page shows: whose programme, the day, the eight stations, the version.

Decides: which stations have a page. Called by Django for every template, errors included; where no
pack was applied yet, or the day cannot be read, the shell stands without them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from ikkan.audit.actor import ACCOUNT_ROLE
from ikkan.audit.ports import actor_of
from ikkan.audit.request import current_request_id
from ikkan.desk.queries import unread
from ikkan.plan.snapshot import Snapshot
from ikkan.portal import reading
from ikkan.records.kinds import kinds
from ikkan.values.errors import IkkanError
from ikkan.values.text import Text

LABELS: Final = {
    "plan": gettext_lazy("Plan"),
    "budget": gettext_lazy("Budget"),
    "call": gettext_lazy("Call"),
    "award": gettext_lazy("Award"),
    "gate": gettext_lazy("Gate"),
    "handover": gettext_lazy("Hand-over"),
    "outcome": gettext_lazy("Outcome"),
    "next_plan": gettext_lazy("Next plan"),
}
_OF_RECORDS: Final = frozenset({"call", "award", "gate", "handover"})
KEYS: Final = {
    "plan": "p", "budget": "b", "call": "k", "award": "a",
    "gate": "t", "handover": "h", "outcome": "o", "next_plan": "n",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A station of the main navigation; without `url` it has no page yet."""

    code: str
    label: Any
    key: str
    url: str | None


def page(request: HttpRequest) -> dict[str, object]:
    """Context processor: `shell`, and `language` as ja or en."""
    try:
        known: Snapshot | None = reading.snapshot_of(request)
    except IkkanError:
        known = None
    said = _shell(known)
    actor = actor_of(request)
    waiting = unread(actor).count() if ACCOUNT_ROLE in actor.roles else 0
    return said | {"shell": {**said["shell"], "unread": waiting}}


def bare() -> dict[str, object]:
    """The shell of a page that may ask nothing: the line, today, the number of the request."""
    return _shell(None) | {"request_id": current_request_id()}


def _shell(known: Snapshot | None) -> dict[str, Any]:
    return {
        "language": reading.language(),
        "shell": {
            "as_of": known.as_of if known else timezone.localdate(),
            "today": timezone.localdate(),
            "stations": _stations(),
            "whose": _whose(known),
            "version": known.pack_version if known else None,
        },
    }


def _stations() -> tuple[Station, ...]:
    pages = {
        "plan": reverse("portal:plan"),
        "budget": reverse("portal:tables"),
        "outcome": reverse("portal:outcomes"),
        "next_plan": f"{reverse('portal:plan')}#next",
    } | {kind.station: kind.list_url for kind in reversed(kinds()) if kind.station in _OF_RECORDS}
    return tuple(
        Station(code=code, label=label, key=KEYS[code], url=pages.get(code))
        for code, label in LABELS.items()
    )


def _whose(known: Snapshot | None) -> tuple[Text, ...]:
    if known is None:
        return ()
    settings = known.settings
    names = [settings.get("strip", {}).get("text"), settings.get("headquarters")]
    names.append(settings.get("funder"))
    return tuple(Text(name["ja"], name["en"]) for name in names if name)
