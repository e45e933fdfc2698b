"""The rows of one kind from its CSV file.

Decides: which columns a file must and may have, and what each row holds; collects every finding and
keeps the row, so that references to it resolve. Called by: the reader. Source: schema.toml.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from ikkan.pack import cells, schema, sheet
from ikkan.pack.folder import Folder
from ikkan.pack.model import Row, SourceRef, Value
from ikkan.pack.note import found
from ikkan.pack.schema import Column, Kind
from ikkan.pack.sheet import LONGEST_CELL, Record, Sheet
from ikkan.values.finding import Finding, Place
from ikkan.values.text import Text

Read = TypeVar("Read")


def read(folder: Folder, kind: Kind) -> tuple[Row, ...]:
    """The rows of a kind in the order of the file; findings go to the folder's."""
    start = len(folder.findings)
    text = folder.text(kind.file)
    if text is None:
        return ()
    table = sheet.read(text, kind.file, folder.findings)
    _check_headers(kind, table, folder.findings)
    rows: list[Row] = []
    first: dict[str, int] = {}
    for record in table.records:
        row = _Reader(kind, record, folder.findings).row(position=len(rows))
        if row is None:
            continue
        if row.code in first:
            at = Place(kind.file, line=record.line, column="code")
            folder.findings.append(
                found("code.duplicate", at, read=row.code, first=first[row.code])
            )
        first.setdefault(row.code, record.line)
        rows.append(row)
    folder.capped(start, kind.file)
    return tuple(rows)


def _check_headers(kind: Kind, table: Sheet, findings: list[Finding]) -> None:
    columns = (*schema.load().common, *kind.columns)
    known = {header for column in columns for header in column.headers}
    for header in dict.fromkeys(table.headers):
        if header.strip() and header not in known:
            place = Place(kind.file, line=1, column=header)
            findings.append(found("column.unknown", place, header=header, known=sorted(known)))
    present = set(table.headers)
    for column in columns:
        missing = [header for header in column.headers if header not in present]
        if missing and (column.required or len(missing) < len(column.headers)):
            for header in missing:
                place = Place(kind.file, line=1, column=header)
                findings.append(found("column.missing", place, header=header))


class _Reader:
    """One record while it becomes a row."""

    def __init__(self, kind: Kind, record: Record, findings: list[Finding]) -> None:
        self.kind = kind
        self.record = record
        self.findings = findings

    def row(self, *, position: int) -> Row | None:
        """The row; None when it has no usable code."""
        code = self._cell("code", cells.code, required=True)
        if not self.record.whole:
            data: dict[str, Value] = {column.name: None for column in self.kind.columns}
            return None if code is None else self._made(code, data, position)
        data = {column.name: self._value(column) for column in self.kind.columns}
        sources = self._cell("source", cells.sources, required=True) or ()
        items = self._cell("items", cells.items) or ()
        since = self._cell("valid_from", cells.day)
        until = self._cell("valid_to", cells.day)
        if since is not None and until is not None and until < since:
            self._note("dates.order", "valid_to", since=since, until=until)
            since = until = None
        if code is None:
            return None
        return self._made(code, data, position, (since, until), sources, items)

    def _made(
        self,
        code: str,
        data: dict[str, Value],
        position: int,
        dates: tuple[date | None, date | None] = (None, None),
        sources: tuple[SourceRef, ...] = (),
        items: tuple[str, ...] = (),
    ) -> Row:
        return Row(
            kind=self.kind.code,
            code=code,
            data=MappingProxyType(data),
            valid_from=dates[0],
            valid_to=dates[1],
            sources=sources,
            items=items,
            place=Place(self.kind.file, line=self.record.line),
            position=position,
        )

    def _value(self, column: Column) -> Value:
        if column.type == "label":
            return self._label(column)
        return self._cell(
            column.name, lambda text: cells.value(column, text), required=column.required
        )

    def _label(self, column: Column) -> Text | None:
        ja, en = (self._written(header) for header in column.headers)
        if ja is None or en is None:
            return None
        if ja and en:
            return Text(ja, en)
        if ja or en:
            absent = column.headers[1 if ja else 0]
            self._note("label.language", absent, read=ja or en, header=absent)
        elif column.required and set(column.headers) <= set(self.record.cells):
            self._note("cell.missing", column.headers[0], header=" + ".join(column.headers))
        return None

    def _cell(
        self, header: str, parse: Callable[[str], Read], *, required: bool = False
    ) -> Read | None:
        text = self._written(header)
        if text is None:
            return None
        if not text:
            if required and header in self.record.cells:
                self._note("cell.missing", header, header=header)
            return None
        try:
            return parse(text)
        except cells.CellRefused as refusal:
            self._note(refusal.code, header, **refusal.values)
            return None

    def _written(self, header: str) -> str | None:
        """The text of a cell, without blanks at its ends; None for one that is too long."""
        text = self.record.cells.get(header, "")
        if len(text) > LONGEST_CELL:
            place = Place(self.kind.file, line=self.record.line, column=header)
            self.findings.append(sheet.too_long(place, len(text)))
            return None
        return text.strip()

    def _note(self, code: str, at: str, /, **values: object) -> None:
        place = Place(self.kind.file, line=self.record.line, column=at)
        self.findings.append(found(code, place, **values))
