"""An uploaded request workbook as lines, with everything that is to be said about it at once.

Decides: which sheet and row hold the headings, which rows are lines, and what each cell gives; it
writes nothing and raises nothing. Called by uploads. Source: issue of the command tower, "Bad
input".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from ikkan.budget.requests import workbook_checks as checks
from ikkan.budget.requests import workbook_heading as heading
from ikkan.budget.requests.rules import NewLine
from ikkan.budget.requests.workbook import (
    COLUMNS,
    FIELDS,
    MOST_LINES,
    Column,
    Known,
    bare,
    next_code,
)
from ikkan.budget.requests.workbook_cells import MOST_LOOKED, NO_CELL, Reader, shown
from ikkan.tabular import grid, guarded
from ikkan.tabular.grid import Cell, Page, letter
from ikkan.values.finding import Finding, Place, Severity, sort

MOST_FOUND: Final = 500
MOST_FREE: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of a workbook: its lines in the order of their rows, and every finding."""

    lines: tuple[NewLine, ...] = ()
    findings: tuple[Finding, ...] = ()
    rows: int = 0

    @property
    def errors(self) -> int:
        """How many findings keep it from being applied."""
        return sum(one.severity is Severity.ERROR for one in self.findings)


def read(data: bytes, name: str, known: Known) -> Reading:
    """The lines of an upload. Refused files are not read at all."""
    refused = guarded.examine(data, name)
    if refused:
        return Reading(findings=sort(refused))
    try:
        pages = grid.read(data)
    except guarded.Damaged:
        return Reading(findings=(Finding("guard.damaged", Place(name)),))
    return _Work(name=name, pages=pages, known=known).done()


@dataclass(slots=True, kw_only=True)
class _Work:
    name: str
    pages: tuple[Page, ...]
    known: Known
    found: list[Finding] = field(default_factory=list)
    looked: list[int] = field(default_factory=lambda: [MOST_LOOKED])
    given: str = ""

    def done(self) -> Reading:
        """All of it."""
        page, header, placed = heading.best(self.pages)
        if page is None or not placed:
            wanted = "、".join(one.label.ja for one in COLUMNS if one.required)
            self._say("sheet.none", wanted=wanted, sheets="、".join(p.name for p in self.pages[:9]))
            return self._told((), 0)
        self._sheets(page)
        self._stamp()
        columns = self._columns(page, header, placed)
        rows = list(self._rows(page, header, columns))
        self.found += checks.of_rows(rows, self.known, self.name, page.name, frozenset(columns))
        self.found += checks.of_totals(
            rows, self._totals(page, header, columns), self.name, page.name
        )
        return self._told(tuple(row.line for row in rows if row.line is not None), len(rows))

    def _told(self, lines: tuple[NewLine, ...], rows: int) -> Reading:
        findings = sort(dict.fromkeys(self.found))
        if len(findings) > MOST_FOUND:
            left = len(findings) - MOST_FOUND + 1
            more = Finding("more", Place(self.name), values={"count": left})
            findings = (more, *findings[: MOST_FOUND - 1])
        return Reading(lines=lines, findings=findings, rows=rows)

    def _say(self, code: str, severity: Severity = Severity.ERROR, /, *, sheet: str | None = None,
             row: int | None = None, column: int | None = None, **values: Any) -> None:  # fmt: skip
        name = letter(column) if column else None
        place = Place(self.name, line=row, key=sheet, column=name)
        self.found.append(Finding(code, place, severity=severity, values=values))

    def _sheets(self, page: Page) -> None:
        for other in self.pages:
            if other.hidden:
                self._say("sheet.hidden", Severity.WARNING, sheet=other.name)
            if other.cut:
                self._say("sheet.cut", sheet=other.name, most=grid.MOST_CELLS)

    def _stamp(self) -> None:
        read = heading.stamp_of(self.pages)
        wanted = self.known.stamp
        if not {"request", "body", "number", "edition"} <= read.keys():
            self._say("stamp.none")
            return
        for name, code in (("body", "stamp.body"), ("request", "stamp.request"),
                           ("number", "stamp.number"), ("edition", "stamp.edition")):  # fmt: skip
            if read[name] != getattr(wanted, name):
                said = {"read": shown(read[name]), "wanted": getattr(wanted, name)}
                self._say(code, **said)
                return

    def _columns(self, page: Page, header: int, placed: dict[int, Column]) -> dict[str, int]:
        """Position by field; what is moved, renamed, missing or there twice is said."""
        found: dict[str, int] = {}
        free: dict[int, str] = {}
        for position in range(1, min(page.width, heading.MOST_COLUMNS) + 1):
            words = page.cells.get((header, position), NO_CELL).value
            column = placed.get(position)
            if column is None and words.strip() and len(free) < MOST_FREE:
                free[position] = words
            elif column is not None and column.field in found:
                first = letter(found[column.field])
                self._say("column.twice", sheet=page.name, row=header, column=position,
                          label=column.label, first=first)  # fmt: skip
            elif column is not None:
                found[column.field] = position
        self._renamed(page, header, found, free)
        self._moved(page, header, found)
        filled = {column for row, column in page.cells if row > header}
        for position, words in free.items():
            if position in filled:
                self._say("column.unknown", Severity.INFO, sheet=page.name, row=header,
                          column=position, read=shown(words))  # fmt: skip
        for column in COLUMNS:
            if column.field not in found and column.sort != "seen":
                grave = column.required or (column.field == "code" and self.known.lines)
                code = "column.missing" if grave else "column.kept"
                severity = Severity.ERROR if grave else Severity.WARNING
                self._say(code, severity, sheet=page.name, row=header, label=column.label)
        return found

    def _renamed(
        self, page: Page, header: int, found: dict[str, int], free: dict[int, str]
    ) -> None:
        for column in COLUMNS:
            if column.field in found or not free:
                continue
            likeness, position = max(
                (max(heading.likeness(word, bare(said)) for word in column.words), -at)
                for at, said in free.items()
            )
            if likeness >= heading.LIKE:
                words = free.pop(-position)
                found[column.field] = -position
                self._say("column.renamed", Severity.INFO, sheet=page.name, row=header,
                          column=-position, read=shown(words), label=column.label)  # fmt: skip

    def _moved(self, page: Page, header: int, found: dict[str, int]) -> None:
        """Columns that stand elsewhere: neighbours that moved alike are told once."""
        shifts: dict[int, list[Column]] = {}
        for place, column in enumerate(COLUMNS, start=1):
            if found.get(column.field, place) != place:
                shifts.setdefault(found[column.field] - place, []).append(column)
        for shift, columns in shifts.items():
            several = len(columns) > 1
            self._say("columns.moved" if several else "column.moved", Severity.INFO,
                      sheet=page.name, row=header, column=found[columns[0].field],
                      label=columns[0].label, last=columns[-1].label, columns=len(columns),
                      count=abs(shift), right=shift > 0)  # fmt: skip

    def _rows(self, page: Page, header: int, columns: dict[str, int]) -> Iterator[checks.Row]:
        numbers = [row for row in page.rows if row > header]
        at = columns.get("code", 0)
        written = (page.cells.get((row, at), NO_CELL).value.strip() for row in numbers)
        self.given = next_code(self.known.stamp.body, [*self.known.codes, *written])
        self._hidden(page, header, columns)
        merged: set[tuple[int, int, int, int]] = set()
        count = 0
        for row in numbers:
            cells = self._cells(page, row, columns, merged)
            if all(cell.blank for name, cell in cells.items() if name != "row_version"):
                continue
            if heading.is_total(cells):
                continue
            count += 1
            if count > MOST_LINES:
                self._say("rows.many", sheet=page.name, row=row, most=MOST_LINES)
                return
            yield self._line(page, row, cells, columns)

    def _hidden(self, page: Page, header: int, columns: dict[str, int]) -> None:
        filled = set(page.rows)
        rows = sorted(row for row in page.hidden_rows if row > header and row in filled)
        for row in rows[:50]:
            self._say("row.hidden", Severity.WARNING, sheet=page.name, row=row)
        for name, position in columns.items():
            if any(a <= position <= b for a, b in page.hidden_columns):
                self._say("column.hidden", Severity.WARNING, sheet=page.name, row=header,
                          column=position, label=FIELDS[name].label)  # fmt: skip

    def _cells(
        self, page: Page, row: int, columns: dict[str, int],
        seen: set[tuple[int, int, int, int]],
    ) -> dict[str, Cell]:  # fmt: skip
        """The cells of a row by field; a cell in a merged range shows the range's own."""
        merged = page.merged_at(row)
        cells = {}
        for name, position in columns.items():
            cell = page.cells.get((row, position), NO_CELL)
            for one in merged:
                top, left, bottom, right = one
                if not (left <= position <= right) or (top, left) == (row, position):
                    continue
                source = page.cells.get((top, left), NO_CELL)
                amount = FIELDS[name].sort == "amount" and not source.blank
                span = f"{letter(left)}{top}:{letter(right)}{bottom}"
                if one not in seen and not source.blank:
                    seen.add(one)
                    code = "merged.amount" if amount else "merged.split"
                    grave = Severity.ERROR if amount else Severity.INFO
                    self._say(code, grave, sheet=page.name, row=top, column=left, span=span,
                              count=bottom - top + 1)  # fmt: skip
                cell = NO_CELL if amount or left != position else source
            cells[name] = cell
        return cells

    def _line(
        self, page: Page, row: int, cells: dict[str, Cell], columns: dict[str, int]
    ) -> checks.Row:
        values: dict[str, Any] = {}
        for name, cell in cells.items():
            column = FIELDS[name]

            def say(code: str, severity: Severity = Severity.ERROR, at: int = columns[name],
                    **said: Any) -> None:  # fmt: skip
                self._say(code, severity, sheet=page.name, row=row, column=at, **said)

            reader = Reader(known=self.known, say=say, looked=self.looked)
            values[name] = reader.value(cell, column)
        seen = values.pop("row_version", None)
        code = self._code(page, row, columns, str(values.get("code") or ""))
        present = self.known.codes.get(code)
        for column in COLUMNS:
            if column.field not in columns and column.sort != "seen":
                kept = getattr(present.line, column.field) if present else None
                values[column.field] = kept
        blank = self._demand(page, row, cells, columns, values)
        line = _made(code, values) if not blank else None
        return checks.Row(number=row, line=line, seen=seen, columns=columns)

    def _code(self, page: Page, row: int, columns: dict[str, int], read: str) -> str:
        """The code as it was read; a new line gets the next, a number may have lost its zeros."""
        if not read:
            code = self.given
            head, _, number = code.rpartition("-")
            self.given = f"{head}-{int(number) + 1:02}"
            at = columns.get("code")
            self._say("code.given", Severity.INFO, sheet=page.name, row=row, column=at, code=code)
            return code
        if read not in self.known.codes and read.isdecimal():
            alike = [one for one in self.known.codes if one.isdecimal() and int(one) == int(read)]
            return alike[0] if len(alike) == 1 else read
        return read

    def _demand(self, page: Page, row: int, cells: dict[str, Cell], columns: dict[str, int],
                values: dict[str, Any]) -> bool:  # fmt: skip
        """Say which demanded cells are blank; True where no line can be made at all."""
        for column in COLUMNS:
            if not column.required or column.field not in columns:
                continue
            if column.sort == "amount" and values.get("provisional"):
                continue
            if cells[column.field].blank:
                code = "amount.blank" if column.sort == "amount" else "cell.blank"
                self._say(code, sheet=page.name, row=row, column=columns[column.field],
                          label=column.label)  # fmt: skip
        return not str(values.get("name_ja") or "")

    def _totals(
        self, page: Page, header: int, columns: dict[str, int]
    ) -> list[tuple[int, str, int, int]]:
        """(row, field, column, yen) of every amount in a row of totals."""
        found = []
        for row in page.rows:
            cells = {name: page.cells.get((row, at), NO_CELL) for name, at in columns.items()}
            if row == header or (row < header - 1) or not heading.is_total(cells):
                continue
            for name, cell in cells.items():
                number = cell.number
                if FIELDS[name].sort == "amount" and number is not None and abs(number) < 10**15:
                    found.append((row, name, columns[name], int(number * 1000)))
        return found[:200]


def _made(code: str, values: dict[str, Any]) -> NewLine:
    return NewLine(
        code=code,
        name_ja=str(values.get("name_ja") or ""),
        cost_class=str(values.get("cost_class") or ""),
        request_yen=values.get("request_yen") or 0,
        wish_yen=values.get("wish_yen") or 0,
        previous_yen=values.get("previous_yen"),
        name_en=str(values.get("name_en") or ""),
        programme=str(values.get("programme") or ""),
        project=str(values.get("project") or ""),
        purpose=str(values.get("purpose") or ""),
        phase=str(values.get("phase") or ""),
        domains=tuple(values.get("domains") or ()),
        area=str(values.get("area") or ""),
        cites=tuple(values.get("cites") or ()),
        justification=str(values.get("justification") or ""),
        note=str(values.get("note") or ""),
        provisional=bool(values.get("provisional")),
        reprint_of=str(values.get("reprint_of") or ""),
        affirms=tuple(values.get("affirms") or ()),
        no_project=str(values.get("no_project") or ""),
    )
