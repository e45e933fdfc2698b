"""Rows of any kind of the pack as cells a reader can follow, in the columns of the schema.

Decides: what a column shows (names for references, words for choices, nothing for empty).
Called by the register's pages and their downloads. No database. Source: pack/schema.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _

from ikkan.pack import schema
from ikkan.plan.snapshot import EntryView, FigureView, Snapshot
from ikkan.portal.choices import WORDS
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_HIDDEN_IN_LISTS: Final = frozenset({"definition", "duty", "note", "description", "statement"})


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column of one row shows; `ref` and `url` where it names another record."""

    text: str
    ref: Ref | None = None
    url: str | None = None
    number: bool = False
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A column with its heading and what it shows of one row."""

    name: str
    head: str
    cells: tuple[Cell, ...]


def fields(row: EntryView | FigureView, known: Snapshot, language: str) -> Iterator[Field]:
    """Every filled column of a row in the order of the schema, its label column left out."""
    for column in schema.load().kinds[row.kind].columns:
        value = row.data.get(column.name)
        if value in (None, "") or value == row.label:
            continue
        cells = tuple(_cells(column, value, known, language))
        if cells:
            yield Field(column.name, column.label.of(language), cells)


def columns(kind: str, rows: Iterable[EntryView]) -> tuple[schema.Column, ...]:
    """Columns worth a place in a list: filled somewhere, short, and not the name itself."""
    shown = list(rows)
    return tuple(
        column
        for column in schema.load().kinds[kind].columns
        if column.name not in _HIDDEN_IN_LISTS
        and any(row.data.get(column.name) not in (None, "") for row in shown)
        and not all(row.data.get(column.name) == row.label for row in shown)
    )


def cells_of(
    row: EntryView, column: schema.Column, known: Snapshot, language: str
) -> tuple[Cell, ...]:
    """What one column shows of a row; nothing where the source prints nothing."""
    value = row.data.get(column.name)
    if value in (None, ""):
        return ()
    return tuple(_cells(column, value, known, language))


def plain(cells: Iterable[Cell]) -> str:
    """Cells as text for a file."""
    return ", ".join(cell.text for cell in cells)


def _cells(column: schema.Column, value: Any, known: Snapshot, language: str) -> Iterator[Cell]:
    if isinstance(value, Text):
        if value.of(language):
            yield Cell(value.of(language))
    elif column.type == "ref":
        yield _named(column.target(str(value)), known, language)
    elif column.type == "terms":
        yield from (_term(term, known, language) for term in str(value).split())
    elif column.type == "choice":
        word = WORDS.get(str(value))
        yield Cell(word.of(language) if word else str(value))
    elif column.type == "flag":
        if value not in (False, 0, "0"):
            yield Cell(_("yes"))
    elif isinstance(value, date):
        yield Cell(value.isoformat())
    else:
        number = isinstance(value, (int, Decimal, Fraction))
        yield Cell(str(value), number=number, printed=column.type == "printed")


def _named(ref: Ref, known: Snapshot, language: str) -> Cell:
    found = known.find(ref)
    if found is None:
        return Cell(ref.code)
    return Cell(found.label.of(language), ref=ref, url=found.url)


def _term(term: str, known: Snapshot, language: str) -> Cell:
    sign, code = (term[0], term[1:]) if term[0] in "+-" else ("", term)
    found = known.find(Ref("figure", code))
    if not isinstance(found, FigureView):
        return Cell(term)
    mark = "−" if sign == "-" else ""
    return Cell(f"{mark}{found.printed}", ref=found.ref, url=found.url, printed=True)


def kind(code: str) -> schema.Kind:
    """The kind of that code. Raises KeyError."""
    return schema.load().kinds[code]
