"""How a sum of the ledger compares with a number that a source prints; pure.

Decides: it agrees where the sum, in the printed unit, lies in the interval of the print; a print in
another unit, or of no declared width, is compared with nothing. Called by queries.
Source: design §3 ("a reconciliation view shows the gap between them").
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from ikkan.values.errors import UnitError
from ikkan.values.interval import Interval
from ikkan.values.money import Unit, Yen
from ikkan.values.text import Text


class Verdict(StrEnum):
    """What is said of a cell."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NO_LEDGER = "no_ledger"
    NO_PRINT = "no_print"
    OTHER_UNIT = "other_unit"
    NO_WIDTH = "no_width"


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Year, ministry (empty for all of them), cost class and pot, all by code; empty: not said."""

    year: int
    ministry: str
    cost_class: str
    pot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What accounts of a ministry got and passed on across, in yen; corrections are in it."""

    given: int = 0
    carried_in: int = 0
    carried_out: int = 0
    moved: int = 0
    returned: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            given=self.given + other.given,
            carried_in=self.carried_in + other.carried_in,
            carried_out=self.carried_out + other.carried_out,
            moved=self.moved + other.moved,
            returned=self.returned + other.returned,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The verdict, and how far the ledger's sum lies from the print, in the printed unit."""

    verdict: Verdict
    difference: Decimal | None = None


def compare(given: int | None, value: Decimal, unit: str, interval: Interval | None) -> Compared:
    """A sum in yen (None: nothing in the ledger) beside one printed number."""
    if given is None:
        return Compared(verdict=Verdict.NO_LEDGER)
    try:
        amount = Yen(given).in_unit(Unit.of(unit))
    except UnitError:
        return Compared(verdict=Verdict.OTHER_UNIT)
    difference = amount - value
    if interval is None:
        return Compared(verdict=Verdict.NO_WIDTH, difference=difference)
    within = interval.contains(amount)
    return Compared(verdict=Verdict.AGREES if within else Verdict.DIFFERS, difference=difference)


VERDICTS: Final = {
    Verdict.AGREES: Text("端数の範囲で一致", "Agrees within rounding"),
    Verdict.DIFFERS: Text("一致しない", "Differs"),
    Verdict.NO_LEDGER: Text("台帳に記入なし", "No entry in the ledger"),
    Verdict.NO_PRINT: Text("公表値なし", "No published figure"),
    Verdict.OTHER_UNIT: Text("単位が違い比べられない", "Printed in another unit, not compared"),
    Verdict.NO_WIDTH: Text("「約」の印字で判定しない", "Printed as about, not judged"),
}
