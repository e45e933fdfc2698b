"""Tables in Parquet files, in batches, so that a large file never stands in memory as a whole.

Decides: nothing; names and types are the file's own. Called by: opening. PyArrow is loaded when
a file is read. A row's number is its position, from 1.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ikkan.tabular.cells import Line, Lines, raw
from ikkan.values.errors import InputError
from ikkan.values.text import Text

if TYPE_CHECKING:
    import pyarrow as pa

BATCH: Final = 5_000


def heads(path: Path, name: str) -> tuple[str, ...]:
    """The names of its columns. InputError: damaged."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return tuple(pq.read_schema(path).names)
    except (pa.ArrowException, OSError) as error:
        raise InputError("tabular.parquet", _DAMAGED.format(file=name)) from error


def lines(path: Path) -> Lines:
    """Its rows in their order."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=BATCH):
                columns = [_micro(column).to_pylist() for column in batch.columns]
                for row in zip(*columns, strict=True):
                    number += 1
                    yield Line(number, [_cell(value) for value in row])
    except (pa.ArrowException, OSError) as error:
        raise InputError("tabular.parquet", _DAMAGED.format(file=path.name)) from error


def _micro(column: pa.Array) -> pa.Array:
    """The column with times to the microsecond: Python has none finer."""
    import pyarrow as pa

    if pa.types.is_timestamp(column.type):
        return column.cast(pa.timestamp("us", tz=column.type.tz), safe=False)
    return column.cast(pa.time64("us"), safe=False) if pa.types.is_time64(column.type) else column


def _cell(value: Any) -> Any:
    return value if type(value) in (str, int, float) else raw(value)


_DAMAGED = Text(
    "「{file}」はParquetとして読めません（壊れているか、途中で切れています）。もう一度入手してください。",
    "{file} cannot be read as Parquet: it is damaged or cut short; fetch it again.",
)
