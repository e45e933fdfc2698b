"""Published figures: what is printed agrees with value, unit and rounding.

Decides: that a figure's columns are what its printed text says; the text is the fact.
Called by: the checker. Source: design §3 "A figure keeps its printed text, unit, interval".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ikkan.pack.model import Pack, Row
from ikkan.pack.note import found
from ikkan.pack.relations import at
from ikkan.values import glyphs, printed
from ikkan.values.errors import InputError, UnitError
from ikkan.values.finding import Finding
from ikkan.values.printed import Printed
from ikkan.values.text import Text

_OF_YEARS = frozenset({"years", "fiscal_year"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """What the columns of a figure say."""

    text: str
    value: Decimal
    unit: str
    rounding: Decimal
    exact: bool
    approximate: bool


def check(pack: Pack) -> list[Finding]:
    """Findings about figures whose print says something else than their columns."""
    return [finding for row in pack.rows_of("figure") for finding in _figure(row)]


def _figure(row: Row) -> Iterator[Finding]:
    data = row.data
    text, value, unit, rounding = (data[n] for n in ("printed", "value", "unit", "rounding"))
    if not (isinstance(text, str) and isinstance(unit, str)):
        return
    if not (isinstance(value, Decimal) and isinstance(rounding, Decimal)):
        return
    exact, approximate = bool(data["exact"]), bool(data["approximate"])
    if rounding < 0 or (rounding == 0 and not exact):
        yield found("figure.rounding_sign", at(row, "rounding"), read=str(rounding))
    claim = _Claim(
        text=text, value=value, unit=unit, rounding=rounding, exact=exact, approximate=approximate
    )
    if data["measure"] in _OF_YEARS and value in _years(text):
        return
    yield from _compared(row, claim)


def _compared(row: Row, claim: _Claim) -> Iterator[Finding]:
    try:
        shown = read(claim.text, claim.unit)
    except UnitError:
        values = {"read": claim.text, "unit": claim.unit}
        yield found("figure.unit", at(row, "unit"), **values)
        return
    except InputError as error:
        yield found("figure.printed", at(row, "printed"), read=claim.text, reason=error.text)
        return
    if shown.value != claim.value:
        values = {"read": str(claim.value), "text": claim.text, "expected": str(shown.value)}
        yield found("figure.value", at(row, "value"), **values)
    if not (claim.exact or claim.approximate) and shown.rounding != claim.rounding:
        values = {"read": str(claim.rounding), "text": claim.text, "expected": str(shown.rounding)}
        yield found("figure.rounding", at(row, "rounding"), **values)
    if shown.approximate != claim.approximate:
        yield found("figure.approximate", at(row, "approximate"), text=claim.text)


def read(text: str, unit: str) -> Printed:
    """The number a figure prints in its unit; "億円/年" agrees with a print in 億円 a year.

    Raises UnitError when the print is in another unit, PrintedFormError when it cannot be read.
    """
    plain, _, per = glyphs.normalise(unit).partition("/")
    shown = _read(text, plain)
    if per and shown.per is not None and shown.per[:1] != per[:1]:
        raise UnitError("figure.per", _PER.format(text=text, unit=unit))
    return shown


def _read(text: str, unit: str) -> Printed:
    """The number, also with its unit behind it ("1,204 million EUR"), a seal or brackets about."""
    try:
        return printed.parse(text, unit=unit)
    except UnitError:
        raise
    except InputError as refusal:
        folded = glyphs.normalise(text)
        if folded.startswith("(") and folded.endswith(")"):
            return _read(folded[1:-1], unit)
        bare = folded.removesuffix(unit).rstrip()
        if bare and bare != folded:
            return _read(bare, unit)
        return _part(folded, unit, refusal)


def _part(text: str, unit: str, refusal: InputError) -> Printed:
    """One part of a breakdown, printed with its seal: 文726. Raises `refusal` for anything else."""
    try:
        parts = printed.parse_breakdown(text, unit=unit)
    except UnitError:
        raise
    except InputError:
        raise refusal from None
    if len(parts) != 1 or parts[0][1] is None:
        raise refusal
    return parts[0][1]


def _years(text: str) -> set[Decimal]:
    """First year, last year and number of years that a printed period names."""
    try:
        period = printed.parse_period(text)
    except InputError:
        return set()
    years = (period.first, period.last, period.years)
    return {Decimal(year) for year in years if year is not None}


_PER = Text(
    "印字「{text}」は単位「{unit}」と期間の取り方が違います。",
    'The print "{text}" counts per another period than the unit "{unit}".',
)
