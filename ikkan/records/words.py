"""The reader's language for words that are declared as Text.

Called by kinds and forms (`lazy`) and by the pages of records.
"""

from __future__ import annotations

from typing import Any

from django.utils.functional import lazy as _django_lazy
from django.utils.translation import get_language

from ikkan.values.text import Text


def language() -> str:
    """ja or en, as the request is answered."""
    return "en" if (get_language() or "ja").startswith("en") else "ja"


def lazy(words: Text) -> Any:
    """A string that is written in the reader's language when it is shown."""
    return _spoken(words)


def _of(words: Text) -> str:
    return words.of(language())


_spoken = _django_lazy(_of, str)
