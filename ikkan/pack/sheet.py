"""A CSV text as records with the line each begins on.

Decides: header, quoting, number and length of cells; goes on after a broken record.
Called by: the reader. Source: RFC 4180.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ikkan.pack.note import found
from ikkan.values.finding import Finding, Place

LONGEST_CELL: Final = 32_768
MOST_BREAKS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record by header; `whole` is False when its number of cells is wrong."""

    line: int
    cells: Mapping[str, str]
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The headers and records of one CSV file."""

    headers: tuple[str, ...]
    records: tuple[Record, ...]


def read(text: str, name: str, findings: list[Finding]) -> Sheet:
    """The sheet in `text`; what is wrong goes to `findings`."""
    lines = _numbered(text, name, findings)
    _, headers = next(lines, (1, []))
    for header, times in Counter(headers).items():
        place = Place(name, line=1, column=header or None)
        if not header.strip():
            findings.append(found("header.empty", place))
        elif times > 1:
            findings.append(found("header.duplicate", place, header=header, times=times))
    records = []
    for line, cells in lines:
        whole = len(cells) == len(headers)
        if not whole:
            place = Place(name, line=line)
            findings.append(found("row.cells", place, read=len(cells), expected=len(headers)))
        records.append(Record(line=line, cells=_cells(headers, cells), whole=whole))
    return Sheet(headers=tuple(headers), records=tuple(records))


def too_long(place: Place, length: int) -> Finding:
    """The finding for a cell over the limit."""
    return found("cell.too_long", place, length=length, limit=LONGEST_CELL)


def _cells(headers: list[str], cells: list[str]) -> dict[str, str]:
    """Cells by header; of a header that comes twice the first counts."""
    by_header: dict[str, str] = {}
    for header, cell in zip(headers, cells, strict=False):
        by_header.setdefault(header, cell)
    return by_header


def _numbered(text: str, name: str, findings: list[Finding]) -> Iterator[tuple[int, list[str]]]:
    """(first line, cells) of every record that is not blank; begins anew after a broken one."""
    lines = list(io.StringIO(text, newline=""))
    begin, breaks = 0, 0
    while begin < len(lines):
        reader = csv.reader(lines[begin:] if begin else lines, strict=True)
        start = begin
        try:
            for cells in reader:
                first, start = start + 1, begin + reader.line_num
                if cells:
                    yield first, cells
            return
        except csv.Error as error:
            place = Place(name, line=start + 1)
            if "limit" in str(error):
                size = max(map(len, lines[start : begin + reader.line_num]), default=0)
                findings.append(too_long(place, size))
            else:
                findings.append(found("row.quoting", place, reason=str(error)))
            begin, breaks = start + 1, breaks + 1
            if breaks == MOST_BREAKS:
                findings.append(found("file.stopped", Place(name, line=start + 1), breaks=breaks))
                return
