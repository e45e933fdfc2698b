"""A series of an indicator read from a CSV: label, year, value, unit, one number in a line.

Decides: what a line may hold; every finding is told with its line, and one finding refuses the
whole file. Pure. Called by the action that imports evidence. Source: S-484 (source and version).
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from ikkan.tabular import encoding
from ikkan.values.errors import InputError
from ikkan.values.text import Text

LARGEST: Final = 1_000_000
MOST_ROWS: Final = 5_000
_SHOWN: Final = 20
_LARGEST_VALUE: Final = Decimal(10) ** 17
_PLACES: Final = -6
_HEADS: Final = {
    "label": ("label", "区分", "項目", "国・地域", "国"),
    "year": ("year", "年", "年度"),
    "value": ("value", "値", "数値"),
    "unit": ("unit", "単位"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One number of a series."""

    label: str
    year: int
    value: Decimal
    unit: str


def read(data: bytes, file: str) -> tuple[Value, ...]:
    """The values of the file. Raises InputError that names every line that cannot be read."""
    if len(data) > LARGEST:
        raise InputError("evidence.size", _TOO_LARGE)
    lines = _lines(data, file)
    columns = _columns(lines[0][1] if lines else ())
    if len(lines) > MOST_ROWS + 1:
        raise InputError("evidence.rows", _TOO_MANY.format(most=MOST_ROWS))
    found: list[Text] = []
    values: list[Value] = []
    seen: dict[tuple[str, int], int] = {}
    for number, cells in lines[1:]:
        value, said = _value({name: _at(cells, place) for name, place in columns.items()})
        if value is not None and (value.label, value.year) in seen:
            before = seen[value.label, value.year]
            said = [_TWICE.format(label=value.label, year=value.year, line=before)]
        elif value is not None:
            seen[value.label, value.year] = number
            values.append(value)
        found += [_LINE.format(line=number, said=one) for one in said]
    if not values and not found:
        found.append(_EMPTY)
    _demand(found)
    return tuple(values)


def _lines(data: bytes, file: str) -> list[tuple[int, Sequence[str]]]:
    """Lines with their numbers, empty ones left out."""
    text = data.decode(encoding.decide([data], file).name)
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        rows = [(reader.line_num, [_plain(cell) for cell in row]) for row in reader]
    except csv.Error as error:
        raise InputError("evidence.csv", _NO_CSV) from error
    return [(number, row) for number, row in rows if any(row)]


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip()


def _columns(heads: Sequence[str]) -> dict[str, int]:
    """Where each column stands. Raises InputError that names those that are missing."""
    lowered = [head.lower() for head in heads]
    found = {
        name: lowered.index(word)
        for name, words in _HEADS.items()
        for word in words
        if word in lowered
    }
    missing = [name for name in _HEADS if name not in found]
    if missing:
        words = ", ".join(f"{name}（{_HEADS[name][1]}）" for name in missing)
        raise InputError("evidence.heads", _NO_HEADS.format(heads=words))
    return found


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _value(cells: dict[str, str]) -> tuple[Value | None, list[Text]]:
    said = [_BLANK.format(column=name) for name in ("label", "unit") if not cells[name]]
    year, number = _year(cells["year"]), _number(cells["value"])
    if year is None:
        said.append(_NO_YEAR.format(read=cells["year"][:20]))
    if number is None:
        said.append(_NO_NUMBER.format(read=cells["value"][:20]))
    if said or year is None or number is None:
        return None, said
    unit, label = cells["unit"][:40], cells["label"][:200]
    return Value(label=label, year=year, value=number, unit=unit), []


def _year(read: str) -> int | None:
    bare = read.removesuffix("年度").removesuffix("年")
    return int(bare) if bare.isdecimal() and 1900 <= int(bare[:6]) <= 2100 else None


def _number(read: str) -> Decimal | None:
    try:
        found = Decimal(read.replace(",", ""))
    except InvalidOperation:
        return None
    if not found.is_finite() or abs(found) >= _LARGEST_VALUE:
        return None
    exponent = found.normalize().as_tuple().exponent
    return found if isinstance(exponent, int) and exponent >= _PLACES else None


def _demand(found: list[Text]) -> None:
    if not found:
        return
    shown = found[:_SHOWN]
    if len(found) > _SHOWN:
        shown.append(_MORE.format(count=len(found) - _SHOWN))
    ja, en = ("\n".join(one.of(language) for one in shown) for language in ("ja", "en"))
    raise InputError("evidence.lines", Text(ja, en))


_TOO_LARGE: Final = Text(
    "ファイルが1 MBを超えています。系列を分けて取り込んでください。",
    "The file is larger than 1 MB; import the series in parts.",
)
_TOO_MANY: Final = Text(
    "{most}行を超えています。系列を分けて取り込んでください。",
    "There are more than {most} lines; import the series in parts.",
)
_NO_CSV: Final = Text(
    "CSVとして読めません。表計算の「CSV UTF-8」で保存し直してください。",
    'The file cannot be read as CSV; save it again as "CSV UTF-8".',
)
_NO_HEADS: Final = Text(
    "1行目に列がありません：{heads}。列の名前を1行目に書いてください。",
    "The first line lacks the columns {heads}; write their names there.",
)
_LINE: Final = Text("{line}行目：{said}", "Line {line}: {said}")
_MORE: Final = Text("ほか{count}件。", "{count} more.")
_BLANK: Final = Text(
    "{column}が空です。値を書いてください。", "{column} is empty; write what it is."
)
_NO_YEAR: Final = Text(
    "「{read}」は年ではありません。西暦4桁で書いてください。",
    '"{read}" is no year; write four digits.',
)
_NO_NUMBER: Final = Text(
    "「{read}」は数ではありません。小数点以下6桁までの数を書いてください。",
    '"{read}" is no number; write one with at most six digits after the point.',
)
_TWICE: Final = Text(
    "「{label}」{year}年は{line}行目にもあります。どちらかを消してください。",
    "{label} of {year} also stands in line {line}; remove one of them.",
)
_EMPTY: Final = Text("値の行がありません。", "There is no line with a value.")
