"""The day a page speaks of and what the pack says as of it.

Called by every view of the portal. Raises InputError for a day it cannot read.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

from ikkan.plan import queries
from ikkan.plan.snapshot import Snapshot
from ikkan.records.days import PARAMETER, as_of
from ikkan.records.words import language

__all__ = ["PARAMETER", "as_of", "language", "snapshot_of"]
_KEPT: Final = "_ikkan_snapshot"


def snapshot_of(request: HttpRequest) -> Snapshot:
    """Everything as of the day of the request, read once per request; one or four queries."""
    found = getattr(request, _KEPT, None)
    if found is None:
        found = queries.snapshot(as_of(request))
        setattr(request, _KEPT, found)
    return found
