"""A table read by a mapping: what was decided about the file, every finding, and its rows.

Decides: which column is which field, which rows are no data (empty, totals, notes, headers
repeated), and that a row with an unreadable value is refused with all of its reasons. Called by:
`ikkan import`. Rows stream: the file never stands in memory as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from ikkan.tabular import cells, heading, matching
from ikkan.tabular.cells import Line, Raw
from ikkan.tabular.conversion import Value, value_of
from ikkan.tabular.heading import Header
from ikkan.tabular.mapping import TableMapping
from ikkan.tabular.matching import Column
from ikkan.tabular.opening import Opened
from ikkan.values.errors import InputError
from ikkan.values.finding import Finding, Place, Severity

TOTALS: Final = frozenset(
    {"合計", "計", "総計", "小計", "総合計", "累計", "total", "subtotal", "grandtotal", "sum"}
)
_NOTES: Final = ("注", "※", "*", "出典", "資料", "備考", "(注", "note", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of data; `line` is where it begins. A row with an error in `findings` is no input.

    `skipped` says why a line is no data at all: empty, total, note, header.
    """

    line: int
    values: Mapping[str, Value] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    skipped: str = ""

    @property
    def refused(self) -> bool:
        """Whether one of its findings is an error."""
        return any(found.severity is Severity.ERROR for found in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of an opened file under a mapping; errors in `findings` mean it cannot be read."""

    opened: Opened
    mapping: TableMapping
    sheet: str
    header: Header | None
    columns: tuple[Column, ...]
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether its rows can be read."""
        return all(found.severity is not Severity.ERROR for found in self.findings)

    def rows(self) -> Iterator[Row]:
        """Every line after the header, in the order of the file. ValueError: not sound."""
        if self.header is None or not self.sound:
            raise ValueError("rows of a table with errors")
        repeated = {cells.bare(head.name) for head in self.header.heads}
        for line in self.opened.lines(self.sheet):
            if line.number > self.header.line:
                skipped = _no_data(line.cells, repeated)
                yield Row(line=line.number, skipped=skipped) if skipped else self._row(line)

    def _row(self, line: Line) -> Row:
        values: dict[str, Value] = {}
        found: list[Finding] = []
        for column in self.columns:
            cell: Raw = column.given
            if column.position is not None:
                cell = line.cells[column.position] if column.position < len(line.cells) else None
            rule = column.rule
            try:
                value = value_of(cell, rule, unit=column.unit, currency=self.mapping.currency)
            except InputError as error:
                found.append(self._note("row.value", line, column, cell, reason=error.text))
                continue
            if value is None and rule.required:
                found.append(self._note("row.missing", line, column, cell, label=rule.label))
            values[rule.name] = value
        width = 0 if self.header is None else self.header.heads[-1].position + 1
        if any(not cells.blank(cell) for cell in line.cells[width:]):
            place = self._place(line.number)
            many = {"cells": len(line.cells), "columns": width}
            found.append(Finding("row.width", place, values=many))
        return Row(line=line.number, values=values, findings=tuple(found))

    def _note(self, code: str, line: Line, column: Column, cell: Raw, **values: object) -> Finding:
        place = self._place(line.number, column.name)
        return Finding(code, place, values={"read": cells.shown(cell), **values})

    def _place(self, line: int, column: str | None = None) -> Place:
        return Place(self.opened.name, line=line, key=self.sheet or None, column=column)


def read(
    opened: Opened,
    mapping: TableMapping,
    *,
    sheet: str = "",
    given: Mapping[str, str] | None = None,
) -> Table:
    """The table of `opened` under `mapping`, its header found and its columns matched.

    `sheet` else the mapping's sheet, else the one whose header fits best. `given` are values for
    fields that the file has no column for. Findings hold everything that is wrong, at once.
    """
    name, header, found = _chosen(opened, mapping, sheet or mapping.sheet)
    if header is None:
        wanted = ", ".join(rule.columns[0] for rule in mapping.fields if rule.required)
        place = Place(opened.name, key=name or None)
        found = [*found, Finding("header.none", place, values={"wanted": wanted})]
        columns: tuple[Column, ...] = ()
    else:
        place = Place(opened.name, line=header.line or None, key=name or None)
        columns, notes = matching.match(header, mapping, given or {}, place)
        found = [*found, *notes]
    return Table(
        opened=opened,
        mapping=mapping,
        sheet=name,
        header=header,
        columns=columns,
        findings=tuple(found),
    )


def _chosen(
    opened: Opened, mapping: TableMapping, sheet: str
) -> tuple[str, Header | None, list[Finding]]:
    """(sheet, its header, findings)."""
    wanted = [column for rule in mapping.fields for column in rule.columns]
    if opened.heads:
        return "", heading.given(opened.heads, wanted), []
    if sheet and opened.sheets and sheet not in opened.sheets:
        known = ", ".join(opened.sheets)
        return (
            "",
            None,
            [Finding("sheet.none", Place(opened.name, key=sheet), values={"known": known})],
        )
    names = (sheet,) if sheet and opened.sheets else opened.sheets or ("",)
    best: tuple[str, Header | None] = (names[0], None)
    for name in names:
        first = list(islice(opened.lines(name), heading.LOOKED_AT))
        header = heading.find(first, wanted, opened.merged(name, heading.LOOKED_AT))
        if header is not None and (best[1] is None or header.score > best[1].score):
            best = (name, header)
    return *best, []


def _no_data(row: Sequence[Raw], repeated: set[str]) -> str:
    filled = [cell for cell in row if not cells.blank(cell)]
    if not filled:
        return "empty"
    first = cells.bare(filled[0]).strip("()[]【】<>〈〉")
    if first in TOTALS:
        return "total"
    if len(filled) == 1 and len(row) > 2 and first.startswith(_NOTES):
        return "note"
    if len(filled) > 2 and all(cells.bare(cell) in repeated for cell in filled):
        return "header"
    return ""
