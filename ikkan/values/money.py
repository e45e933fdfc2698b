"""Yen: whole, exact, never a float; and the units in which budgets are printed.

Decides: how money adds, is shared and is split without losing a yen.
Called by: budget, calls, awards, portfolio, pages. Source: design §3 "Amounts", style 7.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from ikkan.values.errors import UnitError
from ikkan.values.text import Text


class Unit(Enum):
    """A unit of yen amounts; the value is the symbol as printed."""

    YEN = "円"
    THOUSAND = "千円"
    TEN_THOUSAND = "万円"
    MILLION = "百万円"
    OKU = "億円"
    CHO = "兆円"

    @property
    def symbol(self) -> str:
        """億円, 千円, ..."""
        return self.value

    @property
    def factor(self) -> int:
        """How many yen one of it is: 100,000,000 for 億円."""
        return int(10 ** _POWERS[self])

    @classmethod
    def of(cls, symbol: str) -> Unit:
        """The unit printed as `symbol`. Raises UnitError."""
        for unit in cls:
            if unit.value == symbol:
                return unit
        known = "・".join(unit.value for unit in cls)
        text = Text(
            "「{symbol}」は円の単位ではありません。使える単位: {known}",
            '"{symbol}" is no unit of yen. Known units: {known}',
        )
        raise UnitError("unit.unknown", text.format(symbol=symbol, known=known))


_POWERS = {
    Unit.YEN: 0,
    Unit.THOUSAND: 3,
    Unit.TEN_THOUSAND: 4,
    Unit.MILLION: 6,
    Unit.OKU: 8,
    Unit.CHO: 12,
}


class Rounding(Enum):
    """What happens to a part of a yen; all three are symmetric about zero."""

    HALF_UP = "half_up"  # 四捨五入
    DOWN = "down"  # 切捨て, towards zero
    UP = "up"  # 切上げ, away from zero


@dataclass(frozen=True, slots=True, order=True)
class Yen:
    """A whole number of yen, negative allowed: ``Yen(1_000)``. TypeError unless a plain int."""

    amount: int

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise TypeError(f"Yen takes a whole number, not {self.amount!r}")

    def __str__(self) -> str:
        return f"{'-' if self.amount < 0 else ''}¥{abs(self.amount):,}"

    def __add__(self, other: Yen) -> Yen:
        return Yen(self.amount + other.amount) if isinstance(other, Yen) else NotImplemented

    def __sub__(self, other: Yen) -> Yen:
        return Yen(self.amount - other.amount) if isinstance(other, Yen) else NotImplemented

    def __neg__(self) -> Yen:
        return Yen(-self.amount)

    def __mul__(self, times: int) -> Yen:
        return Yen(self.amount * times) if type(times) is int else NotImplemented

    __rmul__ = __mul__

    @staticmethod
    def total(amounts: Iterable[Yen]) -> Yen:
        """The sum; ``Yen(0)`` of nothing."""
        return sum(amounts, start=Yen(0))

    def share(self, part: Fraction, *, rounding: Rounding = Rounding.HALF_UP) -> Yen:
        """`part` of the amount, rounded to a whole yen. For shares that must add up use `split`."""
        exact = abs(self.amount * _fraction(part))
        match rounding:
            case Rounding.HALF_UP:
                size = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
            case Rounding.DOWN:
                size = exact.numerator // exact.denominator
            case Rounding.UP:
                size = -(-exact.numerator // exact.denominator)
        return Yen(size if (self.amount < 0) == (part < 0) else -size)

    @staticmethod
    def split(total: Yen, weights: Sequence[Fraction]) -> tuple[Yen, ...]:
        """`total` in parts proportional to `weights`, one per weight, summing to `total` exactly.

        Largest remainder; equal remainders go to the earlier weight; a weight of zero gets nothing.
        Raises UnitError without weights, with a negative one, or when all are zero.
        """
        shares = [_fraction(weight) for weight in weights]
        whole = sum(shares, start=Fraction(0))
        if whole <= 0 or min(shares) < 0:
            raise UnitError("money.weights", _WEIGHTS)
        size = abs(total.amount)
        exact = [size * share / whole for share in shares]
        parts = [value.numerator // value.denominator for value in exact]
        by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
        for index in by_remainder[: size - sum(parts)]:
            parts[index] += 1
        sign = -1 if total.amount < 0 else 1
        return tuple(Yen(sign * part) for part in parts)

    def in_unit(self, unit: Unit) -> Decimal:
        """The amount counted in `unit`, exactly: ``Yen(380_000_000).in_unit(OKU) == 3.8``."""
        whole, rest = divmod(abs(self.amount), unit.factor)
        digits = f"{rest:0{_POWERS[unit]}d}".rstrip("0") if rest else ""
        return Decimal(f"{'-' if self.amount < 0 else ''}{whole}{'.' if digits else ''}{digits}")

    @classmethod
    def from_unit(cls, value: Decimal, unit: Unit) -> Yen:
        """`value` counted in `unit`, as yen. UnitError for a part of a yen; TypeError for float."""
        amount = _decimal(value)
        if not amount.is_finite():
            raise UnitError("unit.not_finite", _NOT_FINITE)
        exact = Fraction(amount) * unit.factor
        if exact.denominator != 1:
            raise UnitError("unit.part_of_yen", _PART.format(value=value, unit=unit.symbol))
        return cls(exact.numerator)


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise TypeError(f"an amount is a Decimal, not {value!r}")
    return Decimal(value)


def _fraction(value: object) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, Fraction | int):
        raise TypeError(f"a share is a Fraction, not {value!r}")
    return Fraction(value)


_WEIGHTS = Text(
    "配分の重みは0以上で、少なくとも一つは正の数にしてください。",
    "Weights must not be negative, and at least one must be positive.",
)
_NOT_FINITE = Text("金額が数ではありません。", "The amount is not a number.")
_PART = Text(
    "{value}{unit}は円未満の端数を含みます。円単位で割り切れる額にしてください。",
    "{value} {unit} holds a part of a yen. Give an amount in whole yen.",
)
