"""One cell as the value of its field: text, whole number, year, day or money.

Decides: how a cell of each type is read; a value is exact or refused, never guessed. Called by:
reading. Source: ikkan.values for printed numbers, eras and yen.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from ikkan.tabular import cells
from ikkan.tabular.cells import Raw
from ikkan.tabular.mapping import FieldRule
from ikkan.tabular.transforms import TRANSFORMS
from ikkan.values import era, glyphs, printed
from ikkan.values.errors import InputError
from ikkan.values.money import Unit, Yen
from ikkan.values.text import Text

Value = str | int | date | Decimal | None
HOME: Final = "JPY"
DASHES: Final = frozenset({"-", "‐", "―", "—", "－", "ー", "…", "‥", "N/A", "n/a", "NA"})
_PLAIN: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?")
_LONG: Final = re.compile(r"-?[0-9]{1,15}\.[0-9]{10,30}")
_DAY_PARTS: Final = re.compile(r"([0-9]{1,4})[./-]([0-9]{1,2})[./-]([0-9]{1,4})")


def value_of(cell: Raw, rule: FieldRule, *, unit: str, currency: str) -> Value:
    """The value of `cell`; None for a blank one, and for a dash where a number is expected.

    `unit` is the unit of yen of the column. Money in yen comes as whole yen (int), in another
    currency as a Decimal. Raises InputError with the reason and the known forms.
    """
    if cells.blank(cell):
        return None
    if rule.type == "text":
        said = _text(cell, rule)
        return said or None
    if rule.type == "date":
        return _day(cell, rule)
    if isinstance(cell, str):
        cell = _text(cell, rule).strip()
        if not cell or cell in DASHES:
            return None
    if rule.type == "money":
        return _money(cell, unit, currency)
    if rule.type == "year":
        return _year(cell)
    return _whole(cell)


def _text(cell: Raw, rule: FieldRule) -> str:
    said = cells.text(cell)
    for name in rule.transforms:
        said = TRANSFORMS[name](said)
    return said.strip()


def _whole(cell: Raw) -> int:
    value = _number(cell)
    if value != value.to_integral_value():
        raise InputError("cell.whole", _WHOLE.format(read=cells.shown(cell)))
    return int(value)


def _year(cell: Raw) -> int:
    if isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool):
        return era.parse_year(str(_whole(cell)))
    if isinstance(cell, date):
        raise InputError("cell.year", _A_DAY.format(read=cells.shown(cell)))
    return era.parse_year(cells.text(cell))


def _day(cell: Raw, rule: FieldRule) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    said = _text(cell, rule)
    if not said or said in DASHES:
        return None
    parts = _DAY_PARTS.fullmatch(glyphs.tight(said))
    if rule.date_order == "ymd" or parts is None:
        return era.parse_date(said)
    first, second, year = (int(part) for part in parts.groups())
    month, day = (first, second) if rule.date_order == "mdy" else (second, first)
    try:
        return date(year, month, day)
    except ValueError as error:
        words = _NO_DAY.format(read=cells.shown(cell), order=rule.date_order)
        raise InputError("cell.day", words) from error


def _money(cell: Raw, unit: str, currency: str) -> int | Decimal:
    if currency != HOME:
        return _number(cell)
    if isinstance(cell, str) and not _PLAIN.fullmatch(cell):
        if _LONG.fullmatch(cell):
            return _yen(cells.exact(float(cell)), unit)
        read = printed.parse(cell, unit=unit)
        return _yen(read.value, read.unit or unit)
    return _yen(_number(cell), unit)


def _yen(value: Decimal, unit: str) -> int:
    return Yen.from_unit(value, Unit.of(unit)).amount


def _number(cell: Raw) -> Decimal:
    if isinstance(cell, (bool, date)) or cell is None:
        raise InputError("cell.number", _NUMBER.format(read=cells.shown(cell)))
    if isinstance(cell, float):
        if cell != cell or abs(cell) == float("inf"):
            raise InputError("cell.number", _NUMBER.format(read=cells.shown(cell)))
        return cells.exact(cell)
    if isinstance(cell, (int, Decimal)):
        return Decimal(cell)
    if _PLAIN.fullmatch(cell):
        return Decimal(cell)
    return printed.parse(cell).value


_NUMBER = Text(
    "「{read}」は数ではありません。数字で書いてください。",
    '"{read}" is no number; write digits.',
)
_WHOLE = Text(
    "「{read}」は整数ではありません。小数のない数を書いてください。",
    '"{read}" is no whole number; write it without a fraction.',
)
_A_DAY = Text(
    "「{read}」は日付で、年度ではありません。年度（例 令和3年度、2021）を書いてください。",
    '"{read}" is a day, not a year; write a year such as 令和3年度 or 2021.',
)
_NO_DAY = Text(
    "「{read}」は暦にない日です（読む順: {order}）。日付か、対応付けのdate_orderを直してください。",
    '"{read}" is no day of the calendar (read as {order}); correct it or the date_order.',
)
