"""Small words of the board of hand-overs: labels, gaps, amounts, addresses that keep the filters.

Called by the templates of matching.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import template

from ikkan.portfolio.matching import messages
from ikkan.portfolio.matching.board import STATES
from ikkan.records.words import language
from ikkan.review.messages import POSITION_LABELS
from ikkan.values.text import Text

register = template.Library()
_OKU: Final = 100_000_000


@register.simple_tag(takes_context=True)
def turned_to(context: template.Context, **changed: str) -> str:
    """The query of this address with these names changed; "" takes a name off."""
    asked = context["request"].GET.copy()
    for name in ("plan", "page", *changed):
        if name in changed or name == "plan":
            asked.pop(name, None)
    for name, value in changed.items():
        if value:
            asked[name] = value
    return f"?{asked.urlencode()}"


@register.filter
def at(found: Mapping[str, Any] | None, key: str) -> Any:
    """The value of a key; "" where there is none."""
    return (found or {}).get(key) or Text("", "")


@register.filter
def percent4(share: float | None) -> str:
    """A share in per cent with four digits."""
    return "–" if share is None else f"{share:.4%}"


@register.filter
def oku(yen: int) -> str:
    """Yen in hundred millions, one digit; nothing for nothing."""
    if not yen:
        return ""
    return f"{yen / _OKU:,.1f}{_UNIT.of(language())}"


@register.filter
def placed(cell: Mapping[str, int]) -> int:
    """Awards of a cell with a place in the plan that is not decided."""
    return cell["planned"] + cell["proposed"]


@register.filter
def position(code: str) -> str:
    """The name of a position in an opinion."""
    return POSITION_LABELS[code].of(language())


@register.simple_tag
def reason_label(code: str) -> str:
    """Why an award goes nowhere, in a few words."""
    label = messages.REASON_LABELS.get(code)
    return label.of(language()) if label else ""


@register.simple_tag
def state_label(code: str) -> str:
    """The name of a state of the board."""
    return STATES[code].of(language())


_UNIT: Final = Text("億円", " × ¥100M")
