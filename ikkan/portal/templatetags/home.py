"""Filters of the home page: printed text in half width, and the names of project counts.

Decides: nothing but letters. Called by templates of the home page and of funds.
"""

from __future__ import annotations

import unicodedata

from django import template

from ikkan.portal import words
from ikkan.values.interval import Interval

register = template.Library()


@register.filter
def half(printed: str) -> str:
    """Printed text with half-width digits and signs, minus as −."""
    return unicodedata.normalize("NFKC", printed).replace("-", "−")


@register.filter
def spread(found: Interval) -> str:
    """``71 ± 3.5``."""
    return words.spread(found)


@register.filter
def over(numerator: float, denominator: float) -> str:
    """A quotient for an attribute of a drawing, with eight decimals."""
    return f"{numerator / denominator:.8f}"
