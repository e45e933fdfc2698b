"""The day a page of records speaks of: `?as_of=`, else today.

Decides: how it is read. Raises InputError for a day it cannot read.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from django.http import HttpRequest
from django.utils import timezone

from ikkan.values import glyphs
from ikkan.values.errors import InputError
from ikkan.values.text import Text

PARAMETER: Final = "as_of"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


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


_WRONG = Text(
    "時点「{read}」を読めません。2025-03-31 の形（年4桁-月2桁-日2桁）で、"
    "実在する日を書いてください。",
    'Cannot read the day "{read}". Write a real day as 2025-03-31 (year-month-day).',
)
