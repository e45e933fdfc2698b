"""Numbers, intervals and citations of published figures in the reader's language.

Decides: the words around a number (gettext for the frame, the pack for names).
Called by the pages of tables, figures, checks and sources. No database.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikkan.plan.rules import Verdict, plain
from ikkan.plan.snapshot import FigureView
from ikkan.values.interval import Interval
from ikkan.values.money import Unit
from ikkan.values.text import Text

SIGNS: Final = {
    Verdict.HOLDS: "✓",
    Verdict.WITHIN_ROUNDING: "≈",
    Verdict.CONTRADICTION: "✕",
    Verdict.NO_IDENTITY: "–",
}
_MOST_PLACES: Final = 6
_YEAR: Final = "年度"
_YEN: Final = {known.symbol: known.factor for known in Unit if known is not Unit.YEN}
ORDER: Final = (
    *(Verdict.HOLDS, Verdict.WITHIN_ROUNDING),
    *(Verdict.CONTRADICTION, Verdict.NO_IDENTITY),
)


def interval(found: Interval) -> str:
    """``419.5 以上 420.5 未満``: each end says whether it belongs."""
    if found.low == found.high:
        return plain(found.low)
    low, high = plain(_short(found.low, ROUND_FLOOR)), plain(_short(found.high, ROUND_CEILING))
    if found.closed_low and found.closed_high:
        return _("from %(low)s to %(high)s") % {"low": low, "high": high}
    if found.closed_low:
        return _("at least %(low)s, under %(high)s") % {"low": low, "high": high}
    if found.closed_high:
        return _("over %(low)s, at most %(high)s") % {"low": low, "high": high}
    return _("over %(low)s, under %(high)s") % {"low": low, "high": high}


def unit(symbol: str) -> str:
    """A printed unit; a unit of yen is explained to readers of English: 億円 (¥100,000,000)."""
    if get_language() == "ja" or symbol not in _YEN:
        return symbol
    return f"{symbol} (¥{_YEN[symbol]:,})"


def digits(figure: FigureView) -> str:
    """The value with half-width digits and commas; a fiscal year is a name and has none."""
    return f"{figure.value:f}" if figure.unit == _YEAR else plain(figure.value)


def value(figure: FigureView) -> str:
    """``420億円（419.5 以上 420.5 未満）``; says so where no width is declared."""
    number = f"{digits(figure)}{figure.unit}"
    if figure.interval is None:
        return _("about %(number)s (how wide is not printed)") % {"number": number}
    if figure.interval.low == figure.interval.high:
        return _("%(number)s (counted, not rounded)") % {"number": number}
    return _("%(number)s (%(interval)s)") % {
        "number": number,
        "interval": interval(figure.interval),
    }


def spread(found: Interval) -> str:
    """``421 ± 2`` for the middle and half width of an interval."""
    middle, half = (found.low + found.high) / 2, (found.high - found.low) / 2
    return f"{_tidy(middle)} ± {_tidy(half)}"


def citation(
    figure: FigureView,
    *,
    language: str,
    source: Text | None,
    basis: Text | None,
    pack: str,
    as_of: str,
    address: str,
) -> str:
    """A block of plain text that says what the number is and where it is printed."""
    places = ", ".join(
        code if line is None else _("%(source)s line %(line)s") % {"source": code, "line": line}
        for code, line in figure.sources
    )
    lines = [
        _("“%(printed)s” %(name)s")
        % {"printed": figure.printed, "name": figure.label.of(language)},
        _("Value: %(value)s") % {"value": value(figure)},
    ]
    if basis is not None:
        lines.append(_("Basis: %(basis)s") % {"basis": basis.of(language)})
    title = source.of(language) if source is not None else ""
    lines.append(_("Source: %(title)s (%(places)s)") % {"title": title, "places": places})
    lines.append(
        _("Pack %(pack)s, as of %(as_of)s. %(ref)s")
        % {"pack": pack, "as_of": as_of, "ref": figure.ref}
    )
    lines.append(address)
    return "\n".join(lines)


def _short(end: Decimal, outward: str) -> Decimal:
    """An end of an interval; the many digits of a quotient are cut to three, outwards."""
    places = -int(end.as_tuple().exponent)
    return end if places <= _MOST_PLACES else end.quantize(Decimal("0.001"), outward)


def _tidy(number: Decimal) -> str:
    whole = number.to_integral_value()
    if number == whole:
        return plain(whole)
    return plain(number.quantize(Decimal("0.001")).normalize())
