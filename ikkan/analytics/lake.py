"""The lake: frozen tables as Parquet, one folder for each publication, and a pointer to the newest.

Decides: a publication is seen whole or not at all (its sums are verified when it is opened); the
same rows give the same folder and bytes.
Called by `ikkan lake publish` and the data book. Source: design §4 "analytics".
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ikkan.analytics.schema import TABLES, Table
from ikkan.values.errors import InputError, NotFound
from ikkan.values.text import Text

if TYPE_CHECKING:
    import pyarrow as pa

MANIFEST: Final = "manifest.json"
_FORMAT: Final = 1
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a publication says of itself: whose eyes it was read with, and of which day.

    `closed` names the tables that these eyes may not see: their rows are unknown, not none.
    """

    viewer: str
    as_of: date
    pack: str
    pack_version: str
    start_month: int
    fictional: bool
    closed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """One table of a publication."""

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One folder of the lake; `code` follows from the contents alone."""

    code: str
    folder: Path
    facts: Facts
    files: Mapping[str, FileFacts]

    def file(self, name: str) -> Path:
        """The file of a table."""
        return self.folder / f"{name}.parquet"

    def has(self, name: str) -> bool:
        """Whether the table holds a row."""
        return self.files[name].rows > 0


def publish(folder: Path, facts: Facts, tables: Mapping[str, Iterable[Row]]) -> Publication:
    """Write `tables` and point to them; tables not named are written empty.

    Rows are tuples in the order of the columns; they are put in the order of the table's keys.
    Raises InputError for rows that do not fit their table and for a folder that cannot be written.
    """
    unknown = sorted(set(tables) - set(TABLES))
    if unknown:
        raise KeyError(f"no table of the lake: {', '.join(unknown)}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=folder, prefix=".part-"))
        try:
            files = {
                name: _write(draft / f"{name}.parquet", table, tables.get(name, ()))
                for name, table in TABLES.items()
            }
            manifest = _manifest(facts, files)
            code = hashlib.sha256(manifest.encode()).hexdigest()[:16]
            (draft / MANIFEST).write_text(manifest, encoding="utf-8")
            _settle(draft, folder / code)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        _point(folder / _pointer(facts.viewer), code)
    except OSError as error:
        raise InputError("lake.folder", _UNWRITABLE.format(folder=folder, reason=error)) from error
    return _open(folder / code)


def current(folder: Path, viewer: str) -> Publication:
    """The newest publication for these eyes. Raises NotFound where none is whole."""
    try:
        code = (folder / _pointer(viewer)).read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise NotFound("lake.none", _NONE) from error
    if not _sound(folder / code):
        raise NotFound("lake.damaged", _DAMAGED.format(folder=folder / code))
    return _open(folder / code)


def arrow(table: Table, rows: Iterable[Row]) -> pa.Table:
    """Rows as an Arrow table in the order of their keys. Raises InputError for a wrong type."""
    import pyarrow as pa

    schema = table.arrow()
    places = [table.names.index(key) for key in table.keys]
    ordered = sorted(rows, key=lambda row: tuple(row[place] for place in places))
    columns = list(zip(*ordered, strict=True)) if ordered else [()] * len(table.columns)
    try:
        arrays = [
            pa.array(values, type=field.type) for values, field in zip(columns, schema, strict=True)
        ]
    except (pa.ArrowInvalid, pa.ArrowTypeError, ValueError) as error:
        raise InputError("lake.rows", _MISFIT.format(table=table.name, reason=error)) from error
    return pa.Table.from_arrays(arrays, schema=schema)


def _write(path: Path, table: Table, rows: Iterable[Row]) -> FileFacts:
    import pyarrow as pa
    import pyarrow.parquet as pq

    made, sink = arrow(table, rows), pa.BufferOutputStream()
    pq.write_table(made, sink, compression="zstd")
    body = sink.getvalue().to_pybytes()
    path.write_bytes(body)
    return FileFacts(rows=made.num_rows, sha256=hashlib.sha256(body).hexdigest())


def _settle(draft: Path, target: Path) -> None:
    """Put the finished folder in its place; the same contents may stand there already."""
    if _sound(target):
        return
    if target.exists():
        shutil.rmtree(target)
    try:
        draft.rename(target)
    except OSError:
        if not _sound(target):
            raise


def _sound(folder: Path) -> bool:
    """Whether every file of a publication is there as its manifest says."""
    try:
        found = _open(folder)
        return all(
            hashlib.sha256(found.file(name).read_bytes()).hexdigest() == facts.sha256
            for name, facts in found.files.items()
        )
    except (OSError, ValueError, KeyError):
        return False


def _point(pointer: Path, code: str) -> None:
    draft = pointer.with_name(f".{pointer.name}.{os.getpid()}")
    draft.write_text(f"{code}\n", encoding="ascii")
    draft.replace(pointer)


def _pointer(viewer: str) -> str:
    return f"{viewer}.current"


def _manifest(facts: Facts, files: Mapping[str, FileFacts]) -> str:
    said = {
        "format": _FORMAT,
        **asdict(facts),
        "as_of": facts.as_of.isoformat(),
        "closed": list(facts.closed),
        "tables": {name: asdict(file) for name, file in files.items()},
    }
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _open(folder: Path) -> Publication:
    said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return Publication(
        code=folder.name,
        folder=folder,
        facts=Facts(
            viewer=said["viewer"],
            as_of=date.fromisoformat(said["as_of"]),
            pack=said["pack"],
            pack_version=said["pack_version"],
            start_month=said["start_month"],
            fictional=said["fictional"],
            closed=tuple(said["closed"]),
        ),
        files={name: FileFacts(**file) for name, file in said["tables"].items()},
    )


_UNWRITABLE = Text(
    "「{folder}」に書けません（{reason}）。IKKAN_HOMEの空きと権限を確かめてください。",
    "Cannot write {folder} ({reason}); check the room and the rights of IKKAN_HOME.",
)
_MISFIT = Text(
    "表「{table}」の行が型に合いません（{reason}）。元の記録を直してください。",
    "Rows do not fit the table {table} ({reason}); correct the record they come from.",
)
_DAMAGED = Text(
    "公開したデータ「{folder}」が壊れています。ikkan lake publish でもう一度公開してください。",
    "The published data in {folder} are damaged; publish them again with `ikkan lake publish`.",
)
_NONE = Text(
    "データの公開がまだありません。ikkan lake publish を実行してください。",
    "No data have been published yet; run `ikkan lake publish`.",
)
