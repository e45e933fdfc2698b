"""The kinds of rows a pack may hold, read from schema.toml beside this file.

Decides: columns, types, labels, stations and edges of every kind. Called by: the reader and
checker, plan, line, portal's register, the pack guide's test. Source: schema.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from ikkan.values.ref import Ref
from ikkan.values.text import Text

PATH: Final = Path(__file__).with_name("schema.toml")
TYPES: Final = (
    *("text", "label", "int", "decimal", "date", "day", "flag", "fraction"),
    *("choice", "ref", "printed", "terms"),
)
LABEL_LANGUAGES: Final = ("ja", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: `edge` is "up", "side" or None; `named` holds the name of a registered rule."""

    name: str
    type: str
    required: bool
    label: Text
    options: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    edge: str | None = None
    named: bool = False

    @property
    def headers(self) -> tuple[str, ...]:
        """The CSV headers: two for a label, else its name."""
        if self.type == "label":
            return tuple(f"{self.name}_{language}" for language in LABEL_LANGUAGES)
        return (self.name,)

    def target(self, value: str) -> Ref:
        """The record that a cell of this ref column names; "kind:code" where kinds are several."""
        if len(self.kinds) == 1:
            return Ref(self.kinds[0], value)
        return Ref.parse(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Shares (column `share`) of one `of` sum to one on every day."""

    of: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of row; `columns` are its own, without the common ones."""

    code: str
    label: Text
    station: str | None
    columns: tuple[Column, ...]
    once: tuple[str, ...] = ()
    whole: Whole | None = None

    @property
    def file(self) -> str:
        """The CSV file of the kind."""
        return f"{self.code}.csv"

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.code} has no column {name}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """Every kind by code in the order of the file, the common columns, the eight stations."""

    kinds: Mapping[str, Kind]
    common: tuple[Column, ...]
    stations: tuple[str, ...]


@cache
def load() -> Schema:
    """The schema of this version. Raises ValueError when schema.toml contradicts itself."""
    return parse(tomllib.loads(PATH.read_text(encoding="utf-8")))


def parse(data: Mapping[str, Any]) -> Schema:
    """The schema written in `data`. Raises ValueError naming the first contradiction."""
    kinds = {code: _kind(code, entry) for code, entry in data["kind"].items()}
    schema = Schema(
        kinds=MappingProxyType(kinds),
        common=tuple(_column(entry, "common") for entry in data["common"]["columns"]),
        stations=tuple(data["stations"]["order"]),
    )
    _assert_sound(schema)
    return schema


def _kind(code: str, entry: Mapping[str, Any]) -> Kind:
    whole = entry.get("whole")
    return Kind(
        code=code,
        label=_text(entry["label"]),
        station=entry.get("station"),
        columns=tuple(_column(column, code) for column in entry["columns"]),
        once=tuple(entry.get("once", ())),
        whole=None if whole is None else Whole(of=whole["of"], share=whole["share"]),
    )


def _column(entry: Mapping[str, Any], kind: str) -> Column:
    known = {"name", "type", "required", "label", "options", "kinds", "edge", "named"}
    if unknown := set(entry) - known:
        raise ValueError(f"{kind}: unknown keys {sorted(unknown)}")
    return Column(
        name=entry["name"],
        type=entry["type"],
        required=entry.get("required", False),
        label=_text(entry["label"]),
        options=tuple(entry.get("options", ())),
        kinds=tuple(entry.get("kinds", ())),
        edge=entry.get("edge"),
        named=entry.get("named", False),
    )


def _text(entry: Mapping[str, str]) -> Text:
    return Text(entry["ja"], entry["en"])


def _assert_sound(schema: Schema) -> None:
    common = {column.name for column in schema.common}
    for kind in schema.kinds.values():
        names = [column.name for column in kind.columns]
        if len(set(names)) != len(names) or common & set(names):
            raise ValueError(f"{kind.code}: a column twice")
        if kind.station is not None and kind.station not in schema.stations:
            raise ValueError(f"{kind.code}: unknown station {kind.station}")
        for column in kind.columns:
            _assert_column(schema, kind, column)
        whole = () if kind.whole is None else (kind.whole.of, kind.whole.share)
        for name in (*kind.once, *whole):
            kind.column(name)


def _assert_column(schema: Schema, kind: Kind, column: Column) -> None:
    where = f"{kind.code}.{column.name}"
    if column.type not in TYPES:
        raise ValueError(f"{where}: unknown type {column.type}")
    if (column.type == "ref") != bool(column.kinds) or set(column.kinds) - set(schema.kinds):
        raise ValueError(f"{where}: a ref names known kinds, nothing else does")
    if (column.type == "choice") != bool(column.options):
        raise ValueError(f"{where}: a choice names options, nothing else does")
    if column.edge not in (None, "up", "side") or (column.edge and column.type != "ref"):
        raise ValueError(f"{where}: an edge is up or side, of a ref")
