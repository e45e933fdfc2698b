"""A policy pack in memory: rows by kind, printed tables, settings, and what is valid on a day.

Decides: look-up by code, as of a day, and the edges that rows carry. Called by: the checker, plan,
line, diff. Source: design §2 (every row `code, valid_from, valid_to, source, items`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from ikkan.pack import schema
from ikkan.values.errors import NotFound
from ikkan.values.finding import Place
from ikkan.values.ref import Ref
from ikkan.values.text import Text

Value = str | int | Decimal | date | Fraction | bool | Text | None
_NAMING: Final = (
    *("name", "product", "title", "text", "event", "printed", "from_printed", "person"),
)
_empty: Any = partial(MappingProxyType, {})


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A source by its code and, where the row cites one, a line: a quotation of the pack."""

    code: str
    line: int | None = None

    def __str__(self) -> str:
        return self.code if self.line is None else f"{self.code}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of one kind; `data` holds every column of the kind, None where nothing is written.

    A label column is one Text; a `date` column keeps the written text, because its precision
    (year, month, day) is part of the fact; a `day` column is a date.
    """

    kind: str
    code: str
    data: Mapping[str, Value]
    valid_from: date | None
    valid_to: date | None
    sources: tuple[SourceRef, ...]
    items: tuple[str, ...]
    place: Place
    position: int

    @property
    def ref(self) -> Ref:
        """kind:code."""
        return Ref(self.kind, self.code)

    @property
    def label(self) -> Text:
        """What a reader calls the row; its code where it has no name."""
        for name in _NAMING:
            value = self.data.get(name)
            if isinstance(value, Text):
                return value
            if isinstance(value, str) and value:
                return Text(value, value)
        return Text(self.code, self.code)

    def valid_on(self, day: date) -> bool:
        """Whether `day` lies within the row's dates, both ends included; an empty end is open."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """One printed cell: a figure, its parts in the second line; all empty where nothing is printed.

    `parts_style` is "seals" （内30,総6）, "plain" （4.6億円） or "angle" ＜A 336億円、B 47億円＞,
    where a label stands before each part; `separator` stands between parts.
    """

    main: str | None = None
    parts: tuple[str, ...] = ()
    parts_style: str = "seals"
    separator: str = ","
    labels: tuple[Text, ...] = ()
    prefix: Text | None = None
    suffix: Text | None = None

    @property
    def figures(self) -> tuple[str, ...]:
        """Codes of all figures printed in the cell."""
        return ((self.main,) if self.main else ()) + self.parts


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row of a printed table, with one cell per column."""

    head: Text
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a source, as printed; `notes` are codes of quotations."""

    code: str
    group: str
    title: Text
    source: str
    unit: str | None
    basis: str | None
    year: int | None
    notes: tuple[str, ...]
    corner: Text
    columns: tuple[Text, ...]
    layout: str
    rows: tuple[TableRow, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class PackEdge:
    """One edge of the line that a ref cell makes, from the row that names to the one named."""

    column: str
    direction: str
    from_ref: Ref
    to_ref: Ref
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack as read; `settings` is pack.toml as written, `rules` the sha256 of rules.py or ""."""

    code: str
    version: str
    settings: Mapping[str, Any] = field(compare=False)
    rows: Mapping[str, tuple[Row, ...]] = field(compare=False)
    tables: tuple[Table, ...] = field(compare=False)
    digest: str
    path: Path = field(compare=False)
    rules: str = ""
    _index: Mapping[tuple[str, str], Row] = field(
        default_factory=_empty, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        index: dict[tuple[str, str], Row] = {}
        for kind, rows in self.rows.items():
            for row in rows:
                index.setdefault((kind, row.code), row)
        object.__setattr__(self, "_index", MappingProxyType(index))

    def find(self, kind: str, code: str) -> Row | None:
        """The row of that kind and code, or None."""
        return self._index.get((kind, code))

    def row(self, kind: str, code: str) -> Row:
        """The row of that kind and code. Raises NotFound."""
        found = self.find(kind, code)
        if found is None:
            raise NotFound("pack.row", _NO_ROW.format(pack=self.code, kind=kind, code=code))
        return found

    def rows_of(self, kind: str) -> tuple[Row, ...]:
        """The rows of a kind in the order of their file; none where the pack has no such file."""
        return self.rows.get(kind, ())

    def table(self, code: str) -> Table:
        """The printed table of that code. Raises NotFound."""
        for table in self.tables:
            if table.code == code:
                return table
        raise NotFound("pack.table", _NO_ROW.format(pack=self.code, kind="table", code=code))

    def at(self, day: date) -> Pack:
        """The pack with the rows that are valid on `day`; tables, digest and version stay."""
        rows = {
            kind: tuple(row for row in rows if row.valid_on(day))
            for kind, rows in self.rows.items()
        }
        return replace(self, rows=MappingProxyType(rows))

    def edges(self) -> tuple[PackEdge, ...]:
        """Every edge that a ref column with a direction makes, in the order of the schema."""
        return tuple(
            PackEdge(
                column=column.name,
                direction=column.edge,
                from_ref=row.ref,
                to_ref=column.target(value),
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
            for kind in schema.load().kinds.values()
            for column in kind.columns
            if column.edge is not None
            for row in self.rows_of(kind.code)
            if isinstance(value := row.data[column.name], str)
        )


_NO_ROW = Text(
    "パック{pack}に{kind}:{code}はありません。コードを確かめてください。",
    "The pack {pack} has no {kind}:{code}; check the code.",
)
