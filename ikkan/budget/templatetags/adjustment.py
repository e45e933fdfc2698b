"""Filters of the pages of the adjustment fund: fiscal years, amounts, units.

Called by templates of budget/adjustment.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django import template

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
def unit_once(figure: FigureView) -> str:
    """The unit of a figure where its print does not hold it."""
    return "" if figure.unit in figure.printed else figure.unit
