"""A published number: what is printed, in which unit, and what it may have been unrounded.

Decides: the rounding interval (四捨五入) of a printed figure; none for an approximate one.
Called by: plan (identities), portfolio, pages. Source: design §3 "holds / within rounding /
contradiction".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ikkan.values.errors import InputError, UnitError
from ikkan.values.interval import Interval
from ikkan.values.printed import Printed
from ikkan.values.text import Text

__all__ = ["Figure", "Interval"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as a source prints it; values stay in the printed `unit`.

    `exact`: a count that is not rounded (years, fiscal years). `approximate` (約): how wide is not
    declared, so `interval` is None and no equality may be judged on it.
    Raises UnitError when `printed` says another unit, InputError when it says another value.
    """

    code: str
    printed: Printed | str
    value: Decimal
    unit: str
    rounding: Decimal
    exact: bool = False
    approximate: bool = False

    def __post_init__(self) -> None:
        shown = self.printed
        if isinstance(shown, Printed):
            if shown.unit is not None and shown.unit != self.unit:
                raise UnitError("figure.unit", _DIFFERS.format(code=self.code, text=shown.text))
            if (shown.value, shown.approximate) != (self.value, self.approximate):
                raise InputError("figure.value", _DIFFERS.format(code=self.code, text=shown.text))
        if not self.value.is_finite() or not (self.rounding > 0 or self.exact):
            raise InputError("figure.rounding", _ROUNDING.format(code=self.code))

    @classmethod
    def of(cls, code: str, printed: Printed, *, exact: bool = False) -> Figure:
        """The figure that `printed` shows. Raises UnitError when it shows no unit."""
        if printed.unit is None:
            raise UnitError("figure.unit", _NO_UNIT.format(code=code, text=printed.text))
        return cls(
            code=code,
            printed=printed,
            value=printed.value,
            unit=printed.unit,
            rounding=printed.rounding,
            exact=exact,
            approximate=printed.approximate,
        )

    @property
    def text(self) -> str:
        """The printed text, unchanged."""
        return self.printed.text if isinstance(self.printed, Printed) else self.printed

    @property
    def interval(self) -> Interval | None:
        """Where the unrounded number lies, in `unit`; None when it is approximate."""
        if self.approximate:
            return None
        if self.exact:
            return Interval.point(self.value)
        return Interval.rounded(self.value, self.rounding)


_DIFFERS = Text(
    "数値{code}が印字「{text}」と合いません。どちらかを直してください。",
    'The figure {code} does not agree with its print "{text}". Correct one of them.',
)
_NO_UNIT = Text(
    "数値{code}の印字「{text}」に単位がありません。列の単位を与えてください。",
    'The print "{text}" of the figure {code} has no unit. Give the unit of its column.',
)
_ROUNDING = Text(
    "数値{code}の値か丸めの幅が正しくありません。丸めの幅は正の数です。",
    "The value or the rounding of the figure {code} is wrong; a rounding is positive.",
)
