"""Values of records as cells for people and for files, in the reader's language.

Decides: how each type of field is written. Called by the pages and exports of records.
Source: ui.md §3 (numbers, dates).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from unicodedata import east_asian_width

from django.utils import timezone
from django.utils.formats import date_format

from ikkan.audit.actor import Actor
from ikkan.records import ports
from ikkan.records.ports import Named
from ikkan.tabular import sheet
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_BRIEF: Final = 14
"""Half-width places: 2026年11月22日 fits."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place: words, and where they lead."""

    text: str
    ref: Ref | None = None
    url: str | None = None
    number: bool = False

    @property
    def brief(self) -> bool:
        """Whether it is short enough to stay on one line of a table: days, states, numbers."""
        wide = sum(2 if east_asian_width(one) in "WF" else 1 for one in self.text)
        return wide <= _BRIEF


class Writer:
    """Writes cells of one page: names of all references are read once."""

    def __init__(self, values: Iterable[Any], as_of: date, actor: Actor, language: str) -> None:
        refs = [ref for value in values for ref in _refs(value)]
        self._names: Mapping[Ref, Named] = ports.names(refs, as_of, actor)
        self._language = language

    def cells(
        self, value: Any, type_: str = "text", choices: Mapping[str, Text] | None = None
    ) -> tuple[Cell, ...]:
        """One value; nothing for what is not known, several for several references."""
        if value is None or value == "" or value == ():
            return ()
        if isinstance(value, Ref):
            return self._named(value)
        if type_ == "refs":
            return tuple(cell for ref in value for cell in self._named(ref))
        if isinstance(value, bool):
            words = Text("はい", "Yes") if value else Text("いいえ", "No")
            return (Cell(words.of(self._language)),)
        if choices is not None and value in choices:
            return (Cell(choices[value].of(self._language)),)
        number = isinstance(value, (int, Decimal)) and type_ != "year"
        return (Cell(self._written(value, type_), number=number),)

    def plain(
        self, value: Any, type_: str = "text", choices: Mapping[str, Text] | None = None
    ) -> sheet.Cell:
        """One value for a file: numbers and days stay numbers and days."""
        if isinstance(value, bool) or (isinstance(value, (int, Decimal, date)) and not choices):
            return value
        return ", ".join(cell.text for cell in self.cells(value, type_, choices))

    def hides(self, value: Any) -> bool:
        """Whether the value is a reference to a record that the reader may not see."""
        return isinstance(value, Ref) and value not in self._names

    def _named(self, ref: Ref) -> tuple[Cell, ...]:
        """Nothing for what the reader may not see, the code for what nobody knows."""
        found = self._names.get(ref)
        if found is None:
            return ()
        if not found.known:
            return (Cell(ref.code),)
        return (Cell(found.label.of(self._language), ref=ref, url=found.url),)

    def _written(self, value: Any, type_: str) -> str:
        if isinstance(value, Text):
            return value.of(self._language)
        if isinstance(value, datetime):
            local = timezone.localtime(value)
            return date_format(local, "Y年n月j日 H:i" if self._language == "ja" else "j M Y H:i")
        if isinstance(value, date):
            return date_format(value, "Y年n月j日" if self._language == "ja" else "j M Y")
        if type_ == "year":
            return f"{value}年度" if self._language == "ja" else f"FY{value}"
        if type_ == "yen":
            sign = "−" if value < 0 else ""
            unit = f"{abs(value):,}"
            return f"{sign}{unit}円" if self._language == "ja" else f"{sign}¥{unit}"
        if isinstance(value, int):
            return f"{value:,}"
        return tidy(value) if isinstance(value, Decimal) else str(value)


def tidy(value: Decimal) -> str:
    """Digits with commas, without the zeros that only the column adds: 7, 0.25, 1,200.5."""
    whole = value.to_integral_value()
    return f"{whole:,}" if value == whole else f"{value.normalize():,f}"


def _refs(value: Any) -> Iterable[Ref]:
    if isinstance(value, Ref):
        return (value,)
    if isinstance(value, (tuple, list)):
        return tuple(one for one in value if isinstance(one, Ref))
    return ()
