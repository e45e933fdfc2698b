"""Small words of the steering workshop. Called by its templates."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def signed1(value: float) -> str:
    """A mean change of a count with its sign and one digit; ± for none."""
    return "±0" if not round(value, 1) else f"{value:+,.1f}".replace("-", "−")
