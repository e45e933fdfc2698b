"""A file on disk as tables: its format by its content, packed or not, sheet by sheet.

Decides: what a file is (never by its name), how much may come out of a packed one, and that a file
that is no table is refused. Called by: reading. Engines are loaded when a file needs them.
"""

from __future__ import annotations

import gzip
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from ikkan.tabular import books, encoding, lake, texts
from ikkan.tabular.cells import Lines
from ikkan.values.errors import InputError
from ikkan.values.text import Text

MOST: Final = 4 << 30
"""Bytes that may come out of a packed file."""
MOST_BOOK: Final = 512 << 20
"""Bytes that a workbook may hold unpacked: it is read as a whole."""
_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PARQUET: Final = b"PAR1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file that can be read: `form` is csv, tsv, jsonl, xlsx, xls or parquet.

    `heads` is the header where the form itself gives one (parquet, jsonl); `path` is the unpacked
    file while it is open.
    """

    name: str
    path: Path
    form: str
    packed: bool
    encoding: encoding.Encoding | None = None
    delimiter: str = ""
    sheets: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()

    def lines(self, sheet: str = "") -> Lines:
        """The lines of the table (of `sheet` in a workbook), from the first on."""
        if self.form in ("xlsx", "xls"):
            return books.lines(self.path, sheet)
        if self.form == "parquet":
            return lake.lines(self.path)
        name = self.encoding.name if self.encoding else "utf-8"
        if self.form == "jsonl":
            return texts.objects(self.path, name, self.heads, self.name)
        return texts.delimited(self.path, name, self.delimiter, self.name)

    def merged(self, sheet: str, last: int) -> dict[tuple[int, int], tuple[int, int]]:
        """Hidden cells of merged ranges down to line `last`, with the cell shown for each."""
        return books.merged(self.path, sheet, last) if self.form in ("xlsx", "xls") else {}


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """The file at `path`, unpacked beside the system's scratch files when it is packed.

    Raises InputError: not there, empty, too large, damaged, or no table.
    """
    with _unpacked(path) as (plain, packed):
        yield _looked_at(path.name, plain, packed)


def _looked_at(name: str, path: Path, packed: bool) -> Opened:
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise InputError("tabular.empty", _EMPTY.format(file=name))
    if start.startswith(_PARQUET):
        heads = lake.heads(path, name)
        return Opened(name=name, path=path, form="parquet", packed=packed, heads=heads)
    if start.startswith((_ZIP, _OLE)):
        form = "xls" if start.startswith(_OLE) else "xlsx"
        _demand_size(path, name, form)
        return Opened(
            name=name, path=path, form=form, packed=packed, sheets=books.sheets(path, name)
        )
    with path.open("rb") as file:
        found = encoding.decide(iter(lambda: file.read(encoding.CHUNK), b""), name)
    form, delimiter, heads = texts.form(path, found.name, name)
    return Opened(
        name=name,
        path=path,
        form=form,
        packed=packed,
        encoding=found,
        delimiter=delimiter,
        heads=heads,
    )


def _demand_size(path: Path, name: str, form: str) -> None:
    size = path.stat().st_size
    if form == "xlsx":
        try:
            with zipfile.ZipFile(path) as archive:
                size = sum(part.file_size for part in archive.infolist())
        except (zipfile.BadZipFile, OSError) as error:
            raise InputError("tabular.damaged", _DAMAGED.format(file=name)) from error
    if size > MOST_BOOK:
        raise InputError("tabular.large", _LARGE.format(file=name, most=MOST_BOOK >> 20))


@contextmanager
def _unpacked(path: Path) -> Iterator[tuple[Path, bool]]:
    """(a plain file, whether `path` was packed)."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == _GZIP
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError("tabular.file", _MISSING.format(file=path, reason=reason)) from error
    if not packed:
        yield path, False
        return
    with tempfile.TemporaryDirectory(prefix="ikkan-") as folder:
        plain = Path(folder) / "plain"
        with plain.open("wb") as out:
            _unpack(path, out)
        yield plain, True


def _unpack(path: Path, out: IO[bytes]) -> None:
    size = 0
    try:
        with gzip.open(path, "rb") as packed:
            while chunk := packed.read(encoding.CHUNK):
                size += len(chunk)
                if size > MOST:
                    most = MOST >> 20
                    raise InputError("tabular.large", _LARGE.format(file=path.name, most=most))
                out.write(chunk)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError("tabular.damaged", _DAMAGED.format(file=path.name)) from error


_MISSING = Text(
    "ファイル「{file}」を開けません（{reason}）。場所と名前を確かめてください。",
    "The file {file} cannot be opened ({reason}); check its place and name.",
)
_EMPTY = Text(
    "ファイル「{file}」は空です。中身のあるファイルを指定してください。",
    "The file {file} is empty; name one that holds a table.",
)
_DAMAGED = Text(
    "ファイル「{file}」は壊れているか、途中で切れています。もう一度入手してください。",
    "The file {file} is damaged or cut short; fetch it again.",
)
_LARGE = Text(
    "ファイル「{file}」は展開すると{most} MiBを超えます。分割するか、CSVかParquetにしてください。",
    "The file {file} unpacks to more than {most} MiB; split it, or save it as CSV or Parquet.",
)
