"""Words of the pages of the adjustment fund: fiscal years, amounts, units, links by permission.

Called by templates of budget/adjustment.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django import template

from ikkan.audit import policy
from ikkan.audit.ports import actor_of
from ikkan.plan.snapshot import FigureView
from ikkan.records.words import language
from ikkan.values import era
from ikkan.values.money import Unit, Yen

register = template.Library()
_TENTH: Final = Decimal("0.1")


@register.filter
def fiscal_year(year: int) -> str:
    """令和3年度（2021） or FY2021."""
    return era.label(int(year), language())


@register.filter
def oku(yen: int) -> str:
    """An amount in 億円 with one decimal."""
    value = Yen(int(yen)).in_unit(Unit.OKU).quantize(_TENTH, rounding=ROUND_HALF_UP)
    return f"{value:,}"


@register.filter
def oku_words(yen: int) -> str:
    """The same in a sentence: 84.4億円, or ¥8,440 million."""
    return f"{oku(yen)}億円" if language() == "ja" else f"¥{int(yen) / 1_000_000:,.0f} million"


@register.simple_tag(takes_context=True)
def may(context: template.Context, permission: str) -> bool:
    """Whether a page of that permission is worth a link for the reader; the page asks again."""
    return policy.within_reach(permission, actor_of(context["request"]))


@register.filter
def unit_once(figure: FigureView) -> str:
    """The unit of a figure where its print does not hold it."""
    return "" if figure.unit in figure.printed else figure.unit
