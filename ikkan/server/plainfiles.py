"""Plain CSV files of a person, read whole: values by column, and every fault with its line.

Decides: what a cell may hold and how faults are gathered. Called by: the commands of the engines.
Source: style 12 and 13 (what was wrong, where, what to do; all of it at once).
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from ikkan.values.errors import FaultsError, InputError
from ikkan.values.text import Text

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong; its text begins with its place."""

    text: Text
    code: str = "files.rows"


class FilesError(FaultsError[Fault]):
    """Everything that is wrong with the files of a command."""

    SHOWN = 30


@dataclass(slots=True)
class Faults:
    """What was found in all files of a command."""

    found: list[Fault] = field(default_factory=list)

    def add(self, path: Path, place: int | str | None, text: Text) -> None:
        """One fault at a line or a name of a file, or of the whole file."""
        at = path.name if place is None else f"{path.name}:{place}"
        self.found.append(Fault(Text(f"{at}：{text.ja}", f"{at}: {text.en}")))

    def stop(self) -> None:
        """Raises FilesError with every fault, if there is one."""
        if self.found:
            raise FilesError(self.found)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file; `values` by column."""

    line: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class File:
    """A CSV file with a header; cells are read with `read`, faults go to `faults`."""

    path: Path
    rows: tuple[Row, ...]
    columns: frozenset[str]
    faults: Faults

    def read(
        self, row: Row, column: str, parse: Callable[[str], Value], empty: Value | None = None
    ) -> Value | None:
        """The value of a cell, `empty` where nothing stands there; None after a fault."""
        said = row.values.get(column, "")
        if not said:
            if empty is None:
                self.faults.add(self.path, row.line, _EMPTY.format(column=column))
            return empty
        try:
            return parse(said)
        except ValueError:
            self.faults.add(self.path, row.line, _CELL.format(column=column, value=said[:40]))
            return None

    def codes(self, column: str) -> tuple[str, ...]:
        """The codes of all rows; a second line with the same code is a fault."""
        seen: dict[str, int] = {}
        for row in self.rows:
            code = self.read(row, column, str)
            if code is None:
                continue
            if code in seen:
                self.faults.add(self.path, row.line, _TWICE.format(code=code, line=seen[code]))
            seen.setdefault(code, row.line)
        return tuple(seen)


def opened(path: Path, needed: Sequence[str], faults: Faults) -> File:
    """A file with at least the `needed` columns. Raises InputError where it is no CSV at all."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            lines = list(_lines(stream))
    except OSError as error:
        raise unopened(path, error) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError("files.csv", _CSV.format(file=path.name)) from error
    header = [name.strip() for name in lines[0][1]] if lines else []
    missing = [name for name in needed if name not in header]
    if missing or len(set(header)) != len(header):
        faults.add(path, 1, _HEADER.format(missing=", ".join(missing or header)))
        return File(path, (), frozenset(header), faults)
    rows = []
    for number, cells in lines[1:]:
        if len(cells) > len(header):
            faults.add(path, number, _WIDE.format(cells=len(cells), columns=len(header)))
            continue
        rows.append(Row(number, dict(zip(header, map(str.strip, cells), strict=False))))
    return File(path, tuple(rows), frozenset(header), faults)


def write(path: Path, rows: Iterable[Sequence[object]]) -> None:
    """Rows as a CSV file, the heads first. Raises InputError where it cannot be written."""
    try:
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)
    except OSError as error:
        raise unopened(path, error) from error


def unopened(path: Path, error: OSError) -> InputError:
    """What is said of a file that cannot be opened."""
    return InputError("files.open", _OPEN.format(file=path.name, reason=error.strerror))


def _lines(stream: Any) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(stream)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, cells


def score(said: str) -> float:
    """A finite number of at least 0. Raises ValueError."""
    value = float(said)
    if not (math.isfinite(value) and value >= 0):
        raise ValueError(said)
    return value


def count(said: str) -> int:
    """A whole number of at least 0; commas may group it. Raises ValueError."""
    value = int(said.replace(",", ""))
    if value < 0:
        raise ValueError(said)
    return value


def day(said: str) -> int:
    """A date as a day number. Raises ValueError."""
    return date.fromisoformat(said).toordinal()


def words(said: str) -> tuple[str, ...]:
    """Words between semicolons."""
    return tuple(word.strip() for word in said.split(";") if word.strip())


def pairs(
    path: Path | None,
    columns: tuple[str, str],
    known: tuple[Mapping[str, int], ...],
    faults: Faults,
) -> list[tuple[int, int]]:
    """Rows of two known codes, as numbers; none without a file."""
    if path is None:
        return []
    file = opened(path, columns, faults)
    found = []
    for row in file.rows:
        at = []
        for column, codes in zip(columns, known, strict=True):
            code = file.read(row, column, str)
            if code is not None and code not in codes:
                faults.add(path, row.line, _UNKNOWN.format(column=column, code=code))
            elif code is not None:
                at.append(codes[code])
        if len(at) == 2:
            found.append((at[0], at[1]))
    return list(dict.fromkeys(found))


_OPEN = Text("「{file}」を開けません（{reason}）。", "{file} cannot be opened ({reason}).")
_CSV = Text(
    "「{file}」はUTF-8のCSVではありません。UTF-8で保存し直してください。",
    "{file} is no CSV in UTF-8; save it as UTF-8.",
)
_HEADER = Text(
    "見出しに列がないか、重複しています：{missing}。",
    "columns missing or twice in the header: {missing}",
)
_WIDE = Text(
    "セルが{cells}個あり、見出しの{columns}列を超えています。",
    "{cells} cells, more than the {columns} columns of the header",
)
_EMPTY = Text("列「{column}」が空です。", "column {column} is empty")
_CELL = Text("列「{column}」の値「{value}」は使えません。", "column {column} cannot hold {value}")
_TWICE = Text("コード「{code}」は{line}行目にもあります。", "code {code} stands in line {line} too")
_UNKNOWN = Text("列「{column}」の「{code}」は知られていません。", "{column} {code} is unknown")
