"""The day a page speaks of and what the pack says as of it.

Decides: how `?as_of=` is read, and which of the two languages is spoken. Called by every view.
Raises InputError for a day it cannot read.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from ikkan.plan import queries
from ikkan.plan.snapshot import Snapshot
from ikkan.values import glyphs
from ikkan.values.errors import InputError
from ikkan.values.text import Text

PARAMETER: Final = "as_of"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_KEPT: Final = "_ikkan_snapshot"


def as_of(request: HttpRequest) -> date:
    """The day asked for, else today where the settings stand."""
    asked = request.GET.get(PARAMETER, "").strip()
    if not asked:
        return timezone.localdate()
    if _DAY.fullmatch(asked):
        try:
            return date.fromisoformat(asked)
        except ValueError:
            pass
    raise InputError("as_of.form", _WRONG.format(read=glyphs.shown(asked)))


def snapshot_of(request: HttpRequest) -> Snapshot:
    """Everything as of the day of the request, read once per request; one or four queries."""
    found = getattr(request, _KEPT, None)
    if found is None:
        found = queries.snapshot(as_of(request))
        setattr(request, _KEPT, found)
    return found


def language() -> str:
    """The reader's language: ja or en."""
    return "en" if (get_language() or "ja").startswith("en") else "ja"


_WRONG = Text(
    "時点「{read}」を読めません。2025-03-31 の形（年4桁-月2桁-日2桁）で、"
    "実在する日を書いてください。",
    'Cannot read the day "{read}". Write a real day as 2025-03-31 (year-month-day).',
)
