"""What is held against all lines of a workbook: keys, ministries, units, versions, sums.

Decides: which disagreements stop it, which want a look, which are only told. Pure; called by
workbook_reading. Source: issue of the command tower, "Bad input".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

from ikkan.budget.requests.rules import NewLine
from ikkan.budget.requests.workbook import UNIT, Known
from ikkan.budget.requests.workbook_cells import shown
from ikkan.tabular.grid import letter
from ikkan.values.finding import Finding, Place, Severity

_WRONG_UNITS: Final = (1_000, 100_000, 1_000_000)
"""Yen for thousands, millions for thousands, oku for thousands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the sheet that is a line; `seen` is the row version it was made from."""

    number: int
    line: NewLine | None
    seen: int | None
    columns: Mapping[str, int]


def of_rows(
    rows: Sequence[Row], known: Known, file: str, sheet: str, columns: frozenset[str]
) -> list[Finding]:
    """Everything that is to be said about the lines together."""
    say = _Sayer(file=file, sheet=sheet)
    found = [*_twice(rows, say), *_vanished(rows, known, say)]
    codes = {row.line.code for row in rows if row.line}
    for row in rows:
        if row.line is not None:
            found += _of_line(row, row.line, known, codes, say)
    if not rows:
        found.append(say("rows.none"))
    return found


def of_totals(
    rows: Sequence[Row], totals: Sequence[tuple[int, str, int, int]], file: str, sheet: str
) -> list[Finding]:
    """Rows of totals against the lines they may add up."""
    say = _Sayer(file=file, sheet=sheet)
    found: list[Finding] = []
    ends: dict[str, int] = {}
    lines = [(row.number, row.line) for row in rows if row.line is not None]
    for number, name, column, yen in totals:
        above = [(at, getattr(line, name) or 0) for at, line in lines if at < number]
        spans = [[pair for pair in above if pair[0] > ends.get(name, 0)], above]
        if not above:
            spans = [[(at, getattr(line, name) or 0) for at, line in lines]]
        ends[name] = number
        sums = [sum(value for _, value in span) for span in spans]
        if yen in sums or not any(spans):
            continue
        span, total = min(zip(spans, sums, strict=True), key=lambda one: abs(one[1] - yen))
        slack = abs(total - yen) <= max(len(span), 1) * UNIT
        first, last = (span[0][0], span[-1][0]) if span else (number, number)
        found.append(
            say(
                "sum.rounding" if slack else "sum.other",
                Severity.WARNING if slack else Severity.ERROR,
                row=number,
                column=column,
                read=_thousands(yen),
                total=_thousands(total),
                difference=_thousands(total - yen),
                span=f"{letter(column)}{first}:{letter(column)}{last}",
            )
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sayer:
    file: str
    sheet: str

    def __call__(self, code: str, severity: Severity = Severity.ERROR, /, *, row: int | None = None,
                 column: int | None = None, **values: Any) -> Finding:  # fmt: skip
        name = letter(column) if column else None
        place = Place(self.file, line=row, key=self.sheet, column=name)
        return Finding(code, place, severity=severity, values=values)


def _twice(rows: Sequence[Row], say: _Sayer) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for row in rows:
        if row.line is None:
            continue
        before = first.setdefault(row.line.code, row.number)
        if before != row.number:
            at = row.columns.get("code")
            first_at = f"{letter(at or 1)}{before}"
            yield say("code.twice", row=row.number, column=at, code=row.line.code, first=first_at)


def _vanished(rows: Sequence[Row], known: Known, say: _Sayer) -> Iterator[Finding]:
    here = {row.line.code for row in rows if row.line}
    for one in known.lines:
        if rows and one.line.code not in here:
            yield say("line.gone", Severity.WARNING, code=one.line.code, name=one.line.name_ja)


def _of_line(
    row: Row, line: NewLine, known: Known, codes: set[str], say: _Sayer
) -> Iterator[Finding]:
    at, number = row.columns.get, row.number
    other = next((b for b in known.bodies if line.code.startswith(f"{b}-")), None)
    if other is not None and line.code not in known.codes and other != known.stamp.body:
        yield say("line.body", row=number, column=at("code"), code=line.code,
                  body=known.bodies[other])  # fmt: skip
    elif (
        line.code not in known.codes
        and known.lines
        and not line.code.startswith(f"{known.stamp.body[:12]}-")
    ):
        yield say("code.unknown", Severity.WARNING, row=number, column=at("code"),
                  code=line.code)  # fmt: skip
    payer = known.payers.get(line.programme)
    if payer and payer != known.stamp.body:
        name = known.bodies.get(payer, payer)
        yield say("line.payer", Severity.WARNING, row=number, column=at("programme"), body=name)
    if line.reprint_of and (line.reprint_of not in codes or line.reprint_of == line.code):
        yield say("line.reprint", row=number, column=at("reprint_of"),
                  read=shown(line.reprint_of))  # fmt: skip
    if not line.area and known.choices.get("area"):
        yield say("line.area", Severity.WARNING, row=number, column=at("area"), name=line.name_ja)
    yield from _units(row, line, known, say)
    yield from _meanwhile(row, line, known, say)


def _units(row: Row, line: NewLine, known: Known, say: _Sayer) -> Iterator[Finding]:
    present = known.codes.get(line.code)
    previous = line.previous_yen or (present.line.previous_yen if present else None)
    if not previous:
        return
    for name in ("request_yen", "wish_yen"):
        asked = getattr(line, name)
        factor = _wrong_unit(asked, previous)
        if factor is None:
            continue
        code = "amount.small" if factor < 1 else "amount.large"
        times = factor.denominator if factor < 1 else factor.numerator
        yield say(code, row=row.number, column=row.columns.get(name), times=f"{times:,}",
                  read=_thousands(asked), previous=_thousands(previous))  # fmt: skip


def _wrong_unit(asked: int, previous: int) -> Fraction | None:
    """By which unit an amount seems to be wrong against the year before: within a factor of two."""
    if not asked:
        return None
    ratio = Fraction(asked, previous)
    for times in _WRONG_UNITS:
        for factor in (Fraction(times), Fraction(1, times)):
            if factor / 2 <= ratio <= factor * 2:
                return factor
    return None


def _meanwhile(row: Row, line: NewLine, known: Known, say: _Sayer) -> Iterator[Finding]:
    """A line that somebody changed after the template was made, where the workbook differs."""
    present = known.codes.get(line.code)
    if present is None or row.seen is None or row.seen == present.row_version:
        return
    if replace(line, code=present.line.code) != present.line:
        yield say("line.meanwhile", Severity.WARNING, row=row.number,
                  column=row.columns.get("row_version"), code=line.code)  # fmt: skip


def _thousands(yen: int) -> str:
    whole, rest = divmod(abs(yen), UNIT)
    sign = "−" if yen < 0 else ""
    return f"{sign}{whole:,}" + (f".{rest:03}".rstrip("0") if rest else "")
