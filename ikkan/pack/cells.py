"""What one cell of each column type may hold, and the value it becomes.

Decides: the forms of int, decimal, date, day, flag, fraction, choice, code, terms, source, items.
Called by: the reader, tables, relations; `terms` also by plan. Source: head of schema.toml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from ikkan.pack.model import SourceRef, Value
from ikkan.pack.schema import Column

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+~@-]{0,79}")
_INT: Final = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_DECIMAL: Final = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?")
_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_FRACTION: Final = re.compile(r"([0-9]{1,9})(?:/([1-9][0-9]{0,8}))?")
_TERM: Final = re.compile(r"([+-]?)(.+)")
_ITEM: Final = re.compile(r"S-[0-9]{3}")


class CellRefused(Exception):
    """A cell does not hold what its column says; `code` is the finding's."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Term:
    """One signed figure of an identity."""

    sign: int
    code: str


def value(column: Column, text: str) -> Value:
    """The value of a cell that is not empty. Raises CellRefused."""
    match column.type:
        case "int":
            return int(_matched(_INT, text, "cell.int")[0])
        case "decimal":
            return Decimal(_matched(_DECIMAL, text, "cell.decimal")[0])
        case "date":
            return dated(text)
        case "day":
            return day(text)
        case "flag":
            return _matched(re.compile("[01]"), text, "cell.flag")[0] == "1"
        case "fraction":
            match = _matched(_FRACTION, text, "cell.fraction")
            return Fraction(int(match[1]), int(match[2] or 1))
        case "choice":
            if text not in column.options and not column.named:
                raise CellRefused("cell.choice", read=text, options=list(column.options))
        case "ref":
            referenced(column, text)
        case "terms":
            terms(text)
    return text


def code(text: str) -> str:
    """A code. Raises CellRefused."""
    return _matched(_CODE, text, "cell.code")[0]


def day(text: str) -> date:
    """A day written YYYY-MM-DD. Raises CellRefused."""
    match = _DATE.fullmatch(text)
    if match is None or match[3] is None:
        raise CellRefused("cell.day", read=text)
    dated(text)
    return date.fromisoformat(text)


def dated(text: str) -> str:
    """A date of the precision the source prints: YYYY, YYYY-MM or YYYY-MM-DD."""
    match = _matched(_DATE, text, "cell.date")
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise CellRefused("cell.no_such_day", read=text) from None
    return text


def referenced(column: Column, text: str) -> str:
    """A cell of a ref column: a code, or kind:code where the column names several kinds."""
    if len(column.kinds) == 1:
        return code(text)
    kind, colon, rest = text.partition(":")
    if not colon or kind not in column.kinds:
        raise CellRefused("cell.ref", read=text, kinds=list(column.kinds))
    code(rest)
    return text


def terms(text: str) -> tuple[Term, ...]:
    """The signed figures of "+a +b -c"; a sign may be left out where it is +."""
    parts = []
    for word in text.split():
        match = _TERM.fullmatch(word)
        if match is None or not _CODE.fullmatch(match[2]):
            raise CellRefused("cell.terms", read=text, part=word)
        parts.append(Term(-1 if match[1] == "-" else 1, match[2]))
    return tuple(parts)


def sources(text: str) -> tuple[SourceRef, ...]:
    """The sources of a row: "001:20 001:22 003". Raises CellRefused."""
    return tuple(_source(word, text) for word in text.split())


def items(text: str) -> tuple[str, ...]:
    """The inventory items of a row: "S-001 S-226". Raises CellRefused."""
    for word in text.split():
        if not _ITEM.fullmatch(word):
            raise CellRefused("cell.items", read=text, part=word)
    return tuple(text.split())


def _source(word: str, text: str) -> SourceRef:
    name, colon, line = word.partition(":")
    if not _CODE.fullmatch(name) or (colon and not re.fullmatch("[1-9][0-9]{0,6}", line)):
        raise CellRefused("cell.source", read=text, part=word)
    return SourceRef(name, int(line) if colon else None)


def _matched(pattern: re.Pattern[str], text: str, refusal: str) -> re.Match[str]:
    match = pattern.fullmatch(text)
    if match is None:
        raise CellRefused(refusal, read=text)
    return match
