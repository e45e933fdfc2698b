"""Small words of the steering workshop: amounts, intervals, chances. Called by its templates."""

from __future__ import annotations

from collections.abc import Sequence

from django import template

from ikkan.portfolio.studio import messages
from ikkan.records.words import language
from ikkan.values import era
from ikkan.values.text import Text

register = template.Library()
_FEW, _MANY = 0.01, 0.99


@register.filter
def yen_words(yen: int) -> str:
    """An amount in a sentence."""
    return messages.amount(yen).of(language())


@register.filter
def signed1(value: float) -> str:
    """A mean change of a count with its sign and one digit; ± for none."""
    return "±0" if not round(value, 1) else f"{value:+,.1f}".replace("-", "−")


@register.filter
def between(series: Sequence[float]) -> str:
    """The ends of an interval (low, median, high …) of counts."""
    return f"{_count(series[0])}–{_count(series[2])}"


@register.filter
def between_more(series: Sequence[float]) -> str:
    """The ends of an interval of changes, each with its sign."""
    low, high = (_count(value, "+") if value else "±0" for value in (series[0], series[2]))
    return Text(f"{low}～{high}", f"{low} to {high}").of(language())


def _count(value: float, sign: str = "") -> str:
    digits = 0 if value == int(value) else 1
    return f"{value:{sign},.{digits}f}".replace("-", "−")


@register.filter
def chance(share: float | None) -> str:
    """A share of the computed futures in whole per cent; the ends are not said to be sure."""
    if share is None:
        return "–"
    if share < _FEW:
        return Text("1%未満", "under 1%").of(language())
    if share > _MANY:
        return Text("99%超", "over 99%").of(language())
    return f"{share:.0%}"


@register.filter
def fiscal_year(year: int) -> str:
    """令和8年度（2026） or FY2026."""
    return era.label(int(year), language())


@register.filter
def levers_text(said: Sequence[Sequence[str]]) -> str:
    """Everything that a kept scenario changes, in one line."""
    texts = [Text(*one) for one in said]
    return Text("。".join(one.ja for one in texts), "; ".join(one.en for one in texts)).of(
        language()
    )
