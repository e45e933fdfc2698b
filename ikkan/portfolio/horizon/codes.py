"""A field for codes of many records: typed or pasted, because there are too many to choose from.

Called by the forms of this part; the actions say which codes there are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from django import forms

from ikkan.records.words import lazy
from ikkan.values.text import Text

MOST: Final = 200
_BETWEEN: Final = re.compile(r"[\s,、，;；]+")
_HELP: Final = Text(
    "コードを空白・読点・改行で区切って書きます。一覧や話題の頁にあります。",
    "Codes parted by blanks, commas or lines; lists and topic pages show them.",
)


class Codes(forms.CharField):
    """Codes as a tuple, each once, in the order typed."""

    def __init__(self, label: Text) -> None:
        super().__init__(
            label=lazy(label),
            help_text=lazy(_HELP),
            required=False,
            max_length=20_000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean(self, value: Any) -> tuple[str, ...]:
        typed = str(super().clean(value) or "")
        return tuple(dict.fromkeys(one for one in _BETWEEN.split(typed) if one))[:MOST]


def listed(codes: Iterable[str]) -> str:
    """Codes as the field shows them."""
    return "\n".join(codes)
