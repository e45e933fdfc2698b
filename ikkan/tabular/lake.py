"""Tables in Parquet files, in batches, so that a large file never stands in memory as a whole.

Decides: nothing; names and types are the file's own. Called by: opening. DuckDB is loaded when a
file is read. A row's number is its position, from 1.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from ikkan.tabular.cells import Line, Lines, raw
from ikkan.values.errors import InputError
from ikkan.values.text import Text

BATCH: Final = 5_000


def heads(path: Path, name: str) -> tuple[str, ...]:
    """The names of its columns. InputError: damaged."""
    import duckdb

    try:
        with duckdb.connect() as connection:
            found = connection.execute("SELECT * FROM read_parquet(?) LIMIT 0", [str(path)])
            return tuple(str(column[0]) for column in found.description or ())
    except duckdb.Error as error:
        raise InputError("tabular.parquet", _DAMAGED.format(file=name)) from error


def lines(path: Path) -> Lines:
    """Its rows in their order."""
    import duckdb

    with duckdb.connect(config={"threads": 1, "preserve_insertion_order": True}) as connection:
        try:
            found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
            number = 0
            while rows := found.fetchmany(BATCH):
                for row in rows:
                    number += 1
                    yield Line(number, [_cell(value) for value in row])
        except duckdb.Error as error:
            raise InputError("tabular.parquet", _DAMAGED.format(file=path.name)) from error


def _cell(value: Any) -> Any:
    return value if type(value) in (str, int, float) else raw(value)


_DAMAGED = Text(
    "「{file}」はParquetとして読めません（壊れているか、途中で切れています）。もう一度入手してください。",
    "{file} cannot be read as Parquet: it is damaged or cut short; fetch it again.",
)
