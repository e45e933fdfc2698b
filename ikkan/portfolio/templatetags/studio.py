"""Small words of the decision studio: amounts in hundred millions, effects as counts, shares.

Called by the templates of the studio.
"""

from __future__ import annotations

from typing import Any, Final

from django import template

from ikkan.budget.adjustment.queries import PROPOSAL
from ikkan.portfolio.studio import messages
from ikkan.portfolio.studio.queries import KIND
from ikkan.records.kinds import kind_of
from ikkan.records.words import language

register = template.Library()
_OKU: Final = 100_000_000
_MINUS: Final = "−"


@register.filter
def oku1(yen: int | None) -> str:
    """Yen in hundred millions with one digit; – for nothing."""
    return "–" if yen is None else _signless(f"{yen / _OKU:,.1f}")


@register.filter
def oku_field(yen: int) -> str:
    """The same as a number that can be typed, with as many digits as it has."""
    return f"{yen / _OKU:.6f}".rstrip("0").rstrip(".")


@register.filter
def oku_more(yen: int) -> str:
    """A difference in hundred millions with its sign."""
    return _signless(f"{yen / _OKU:+,.1f}")


@register.filter
def like(value: float, unit: float) -> str:
    """A value as a count of the model's first indicator."""
    return _signless(f"{value / unit:,.2f}")


@register.filter
def like3(value: float, unit: float) -> str:
    """The same with three digits, for what a hundred million do."""
    return _signless(f"{value / unit:,.3f}")


@register.filter
def like_more(value: float, unit: float) -> str:
    """The same with its sign."""
    return _signless(f"{value / unit:+,.2f}")


@register.filter
def like_less(value: float, unit: float) -> str:
    """A loss as a negative count; 0.00 for none."""
    return _signless(f"{-value / unit:,.2f}") if value / unit >= 0.005 else "0.00"


@register.filter
def per_oku(price: float, unit: float) -> str:
    """The worth of a yen as what a hundred million do, in counts of the first indicator."""
    return _signless(f"{price * _OKU / unit:,.3f}")


@register.filter
def percent(share: float | None, digits: int = 1) -> str:
    """A share in per cent."""
    return "–" if share is None else f"{share:.{digits}%}"


@register.filter
def gap(share: float | None) -> str:
    """A proven gap in per cent, rounded up to four digits: never said to be less than it is."""
    return "–" if share is None else messages.gap(share)


@register.filter
def path_words(path: str) -> str:
    """How the engine solved it, in words."""
    return messages.PATHS[path].of(language()) if path in messages.PATHS else path


@register.filter
def whole(value: float) -> str:
    """A count; one digit where it is no whole number."""
    return _signless(f"{value:,.0f}" if value == int(value) else f"{value:,.1f}")


@register.filter
def more(value: float) -> str:
    """A change of a count with its sign; ± for none."""
    return "±0" if not value else _signless(f"{value:+,.0f}")


@register.filter
def million1(million: int) -> str:
    """Million yen in hundred millions with one digit."""
    return oku1(million * 1_000_000)


@register.filter
def plan_url(code: str) -> str:
    """The page of a saved plan."""
    return _url(KIND, code)


@register.filter
def proposal_url(code: str) -> str:
    """The page of a proposal."""
    return _url(PROPOSAL, code)


def _url(kind: str, code: str) -> str:
    found = kind_of(kind)
    return "" if found is None else found.url(code)


@register.filter
def edit_label(edit: Any) -> str:
    """What was laid down, in a word."""
    return messages.EDITS[edit].of(language())


@register.filter
def plan_label(code: str) -> str:
    """Engine, person, or nothing decided."""
    return (messages.SORTS.get(code) or messages.NONE).of(language())


@register.filter
def plan_short(code: str) -> str:
    """The same in one word, beside a drawing."""
    return messages.SHORT[code].of(language())


def _signless(written: str) -> str:
    return written.replace("-", _MINUS)
