"""Tables in text files: delimited lines (CSV, TSV) and one JSON object a line.

Decides: the delimiter, by which one cuts the first lines alike; line numbers are those of the file,
also where a quoted cell holds line breaks. Called by: opening. Source: RFC 4180, JSON Lines.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, Final

from ikkan.tabular.cells import Line, Lines, raw
from ikkan.values.errors import InputError
from ikkan.values.text import Text

DELIMITERS: Final = {",": "csv", "\t": "tsv", ";": "csv", "|": "csv"}
_LOOKED_AT: Final = 200
_OBJECTS: Final = 1000


def form(path: Path, encoding: str, name: str) -> tuple[str, str, tuple[str, ...]]:
    """(csv, tsv or jsonl; the delimiter; the keys of the objects). InputError: no table."""
    with path.open(encoding=encoding, newline="") as file:
        start = file.read(4096).lstrip()
    if start.startswith("{"):
        return "jsonl", "", _keys(path, encoding, name)
    if start.startswith(("[", "<", "%PDF")):
        raise InputError("tabular.no_table", _NO_TABLE.format(file=name))
    if "\0" in start:
        raise InputError("tabular.no_table", _NO_TABLE.format(file=name))
    delimiter = max(DELIMITERS, key=lambda sign: _evenness(path, encoding, sign))
    return DELIMITERS[delimiter], delimiter, ()


def _evenness(path: Path, encoding: str, sign: str) -> tuple[float, int]:
    """(the share of the first lines that have the usual number of cells, that number)."""
    with path.open(encoding=encoding, newline="") as file:
        try:
            widths = [len(row) for row in islice(csv.reader(file, delimiter=sign), _LOOKED_AT)]
        except csv.Error:
            return 0.0, 0
    counted = Counter(width for width in widths if width > 1).most_common(1)
    return (counted[0][1] / len(widths), counted[0][0]) if counted else (0.0, 0)


def delimited(path: Path, encoding: str, delimiter: str, name: str) -> Lines:
    """The lines of a delimited file as text cells. InputError: a cell that never ends."""
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        before = 0
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                said = _CELL.format(file=name, line=before + 1, reason=error)
                raise InputError("tabular.cell", said) from error
            yield Line(before + 1, row)
            before = reader.line_num


def objects(path: Path, encoding: str, heads: tuple[str, ...], name: str) -> Lines:
    """The objects of a JSON Lines file, their values in the order of `heads`."""
    known = set(heads)
    for number, found in _objects(path, encoding, name):
        strange = next((key for key in found if key not in known), None)
        if strange is not None:
            said = _LATE_KEY.format(file=name, line=number, key=strange, seen=_OBJECTS)
            raise InputError("tabular.jsonl", said)
        yield Line(number, [_plain(found.get(head)) for head in heads])


def _plain(value: Any) -> Any:
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return raw(value)


def _keys(path: Path, encoding: str, name: str) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    for _, found in islice(_objects(path, encoding, name), _OBJECTS):
        seen.update(dict.fromkeys(found))
    return tuple(seen)


def _objects(path: Path, encoding: str, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding=encoding) as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                found = json.loads(line, parse_float=Decimal)
            except (ValueError, RecursionError):
                found = None
            if not isinstance(found, dict):
                raise InputError("tabular.jsonl", _JSONL.format(file=name, line=number))
            yield number, found


_NO_TABLE = Text(
    "「{file}」は表ではありません。CSV、TSV、XLSX、XLS、JSON Lines、Parquet（.gzでも可）を"
    "指定してください。",
    "{file} is no table; name a CSV, TSV, XLSX, XLS, JSON Lines or Parquet file (plain or .gz).",
)
_CELL = Text(
    "「{file}」の{line}行目から始まるセルを読めません（{reason}）。引用符が閉じているか"
    "確かめてください。",
    "{file}: a cell that begins on line {line} cannot be read ({reason}); "
    "check that its quotes are closed.",
)
_JSONL = Text(
    "「{file}」の{line}行目はJSONのオブジェクト（{{…}}）ではありません。一行に一つ書いてください。",
    "{file}, line {line} is no JSON object; write one object a line.",
)
_LATE_KEY = Text(
    "「{file}」の{line}行目に、最初の{seen}行にないキー「{key}」があります。"
    "キーを最初の行にも書いてください。",
    "{file}, line {line} has the key {key}, which none of the first {seen} objects has; "
    "write it in the first object too.",
)
