"""The one door to Ibis and DuckDB: the tables of a publication, and results as plain rows.

Decides: that files are read as Parquet (the wheel of DuckDB attaches no other database) and that
equal results have equal hashes on any engine. Called by measures. Source: design §4 "analytics".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ikkan.analytics.schema import TABLES

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from ikkan.analytics.lake import Publication

Cell = str | int | bool | Decimal | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Rows of a measure in their order; decimals without idle zeros."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def hash(self) -> str:
        """SHA-256 of columns and rows, whatever the engine that computed them."""
        digest = hashlib.sha256(json.dumps(self.columns).encode())
        for row in self.rows:
            digest.update(b"\n" + json.dumps([_plain(cell) for cell in row]).encode())
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one publication as Ibis sees them, by name, on any engine."""

    connection: Any

    def __getitem__(self, name: str) -> ir.Table:
        return self.connection.table(name)

    def run(self, expression: ir.Table) -> Result:
        """The rows of an expression."""
        found = self.connection.to_pyarrow(expression)
        return Result(
            columns=tuple(found.column_names),
            rows=tuple(_rows(found.to_pydict().values())),
        )


@contextmanager
def opened(publication: Publication) -> Iterator[Tables]:
    """The publication, ready to be asked; everything is closed afterwards."""
    import ibis

    connection = ibis.duckdb.connect()
    try:
        for name in TABLES:
            connection.read_parquet(str(publication.file(name)), table_name=name)
        yield Tables(connection)
    finally:
        connection.disconnect()


def _rows(columns: Iterable[list[Any]]) -> Iterator[tuple[Cell, ...]]:
    return (tuple(_cell(value) for value in row) for row in zip(*columns, strict=True))


def _cell(value: Any) -> Any:
    """Decimals without idle zeros and never with an exponent."""
    if isinstance(value, Decimal):
        return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()
    return value


def _plain(cell: Cell) -> Any:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat() if isinstance(cell, date) else cell
