"""The tag `say`: a phrase of the engine's own pages in the reader's language.

Called by templates of records and files.
"""

from __future__ import annotations

from django import template

from ikkan.records.words import language

register = template.Library()


@register.simple_tag
def say(english: str, japanese: str) -> str:
    """The phrase in the reader's language."""
    return english if language() == "en" else japanese


@register.simple_tag
def counted(number: int) -> str:
    """How many records of a list the reader may see."""
    if language() == "en":
        return f"{number:,} record{'' if number == 1 else 's'} that you may see"
    return f"見る権限のある記録 {number:,}件"
