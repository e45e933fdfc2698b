"""How a row of a pack is written into the registers, and read back with its types.

Decides: the JSON form of every column type. Called by actions (in) and queries (out); a row that
goes in and out is the same row (test). Source: schema.toml, decisions/0001.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from ikkan.pack import schema
from ikkan.pack.model import Row, SourceRef, Table, TableCell, TableRow
from ikkan.plan.snapshot import CellView, FigureView, RowView, TableView
from ikkan.values.finding import Place
from ikkan.values.text import Text

FIGURE: Final = "figure"
_READ: Final[Mapping[str, Callable[[Any], Any]]] = {
    "decimal": Decimal,
    "fraction": Fraction,
    "day": date.fromisoformat,
}
_TEXTS: Final = ("vintage", "period", "ministry", "cost_class", "project", "programme", "term")
_FIGURE_TEXTS: Final = (*_TEXTS, "stage", "pot", "reprint_of")
_FIGURE_LABELS: Final = ("name", "note")
_FIGURE_PLAIN: Final = ("set", "measure", "printed", "unit", "basis", "year")
_FIGURE_DIGITS: Final = ("value", "rounding")
_FIGURE_FLAGS: Final = ("exact", "approximate", "total")


def written(value: object) -> object:
    """One value of a row as JSON holds it."""
    if isinstance(value, Text):
        return {"ja": value.ja, "en": value.en}
    if isinstance(value, (Decimal, Fraction)):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def entry_fields(row: Row) -> dict[str, Any]:
    """The columns of an Entry that hold what the row says."""
    label = row.label
    data = {name: written(value) for name, value in row.data.items() if value is not None}
    own = {"kind": row.kind, "label_ja": label.ja, "label_en": label.en, "data": data}
    return _shared(row) | own


def figure_fields(row: Row) -> dict[str, Any]:
    """The columns of a Figure that hold what the row says."""
    data = row.data
    own: dict[str, Any] = {name: data[name] for name in _FIGURE_PLAIN}
    own |= {name: str(data[name]) for name in _FIGURE_DIGITS}
    own |= {name: data[name] for name in _FIGURE_FLAGS}
    own |= {name: data[name] or "" for name in _FIGURE_TEXTS}
    for name in _FIGURE_LABELS:
        value = data[name]
        label = value if isinstance(value, Text) else Text("", "")
        own |= {f"{name}_ja": label.ja, f"{name}_en": label.en}
    return _shared(row) | own


def read_data(kind: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The data of an Entry with its types; every column of the kind, None where empty."""
    known = schema.load().kinds.get(kind)
    if known is None:
        return MappingProxyType(dict(data))
    return MappingProxyType(
        {column.name: _read(column.type, data.get(column.name)) for column in known.columns}
    )


def figure_data(stored: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a stored Figure by column of its kind, None where empty."""
    data: dict[str, Any] = {name: stored[name] for name in _FIGURE_PLAIN}
    data |= {name: Decimal(stored[name]) for name in _FIGURE_DIGITS}
    data |= {name: stored[name] for name in _FIGURE_FLAGS}
    data |= {name: stored[name] or None for name in _FIGURE_TEXTS}
    for name in _FIGURE_LABELS:
        ja, en = stored[f"{name}_ja"], stored[f"{name}_en"]
        data[name] = Text(ja, en) if ja or en else None
    return {column.name: data[column.name] for column in schema.load().kinds[FIGURE].columns}


def table_json(table: Table) -> dict[str, Any]:
    """A printed table as PackVersion keeps it."""
    plain = ("code", "group", "source", "unit", "basis", "year", "layout")
    return {name: getattr(table, name) for name in plain} | {
        "title": written(table.title),
        "corner": written(table.corner),
        "notes": list(table.notes),
        "columns": [written(column) for column in table.columns],
        "rows": [
            {"head": written(row.head), "cells": [_cell_json(cell) for cell in row.cells]}
            for row in table.rows
        ],
    }


def table_view(stored: Mapping[str, Any], figures: Mapping[str, FigureView]) -> TableView:
    """A kept table with the figures that its cells name."""
    plain = ("code", "group", "source", "unit", "basis", "year", "layout")
    return TableView(
        **{name: stored[name] for name in plain},
        title=_text(stored["title"]),
        corner=_text(stored["corner"]),
        notes=tuple(stored["notes"]),
        columns=tuple(_text(column) for column in stored["columns"]),
        rows=tuple(
            RowView(
                head=_text(row["head"]),
                cells=tuple(_cell_view(cell, figures) for cell in row["cells"]),
            )
            for row in stored["rows"]
        ),
    )


def row(kind: str, stored: Mapping[str, Any], data: Mapping[str, Any], position: int) -> Row:
    """The row of a pack that was stored as `stored` with `data`."""
    return Row(
        kind=kind,
        code=stored["code"],
        data=MappingProxyType(dict(data)),
        valid_from=stored["valid_from"],
        valid_to=stored["valid_to"],
        sources=tuple(SourceRef(code, line) for code, line in sources(stored["source"])),
        items=tuple(stored["items"].split()),
        place=Place(f"{kind}.csv"),
        position=position,
    )


def table(stored: Mapping[str, Any]) -> Table:
    """A kept table as the pack had it."""
    plain = ("code", "group", "source", "unit", "basis", "year", "layout")
    return Table(
        **{name: stored[name] for name in plain},
        title=_text(stored["title"]),
        corner=_text(stored["corner"]),
        notes=tuple(stored["notes"]),
        columns=tuple(_text(column) for column in stored["columns"]),
        rows=tuple(
            TableRow(head=_text(row["head"]), cells=tuple(_cell(cell) for cell in row["cells"]))
            for row in stored["rows"]
        ),
        place=Place("tables.toml"),
    )


def sources(text: str) -> tuple[tuple[str, int | None], ...]:
    """``001:20 003`` as pairs of source and line."""
    pairs = (word.partition(":") for word in text.split())
    return tuple((code, int(line) if line else None) for code, _, line in pairs)


def _shared(row: Row) -> dict[str, Any]:
    return {
        "code": row.code,
        "source": " ".join(str(source) for source in row.sources),
        "items": " ".join(row.items),
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
    }


def _read(type_: str, value: Any) -> Any:
    if value is None:
        return None
    if type_ == "label":
        return _text(value)
    return _READ[type_](value) if type_ in _READ else value


def _text(value: Mapping[str, str] | str) -> Text:
    return Text(value, value) if isinstance(value, str) else Text(value["ja"], value["en"])


def _cell_json(cell: TableCell) -> dict[str, Any]:
    cells = {part.name: getattr(cell, part.name) for part in fields(cell)}
    return {
        name: [written(part) for part in value] if isinstance(value, tuple) else written(value)
        for name, value in cells.items()
        if value not in (None, ())
    }


def _cell(stored: Mapping[str, Any]) -> TableCell:
    return TableCell(**{name: _cell_value(name, value) for name, value in stored.items()})


def _cell_value(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_text(part) if isinstance(part, Mapping) else part for part in value)
    return _text(value) if isinstance(value, Mapping) else value


def _cell_view(stored: Mapping[str, Any], figures: Mapping[str, FigureView]) -> CellView:
    known: dict[str, Any] = dict(stored)
    main = known.pop("main", None)
    parts = known.pop("parts", ())
    labels = known.pop("labels", ())
    known |= {name: _text(known[name]) for name in ("prefix", "suffix") if known.get(name)}
    return CellView(
        main=figures[main] if main else None,
        parts=tuple(figures[part] for part in parts),
        labels=tuple(_text(label) for label in labels),
        **known,
    )
