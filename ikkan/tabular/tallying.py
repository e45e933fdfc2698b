"""What becomes of the rows of somebody's table: batch by batch, each loaded, merged or refused.

Decides: how rows are counted and how a refusal names its columns. Called by the loaders of awards,
of projects elsewhere and of the horizon. Source: docs/operations.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, TypeVar

from ikkan.tabular import messages
from ikkan.tabular.reading import Row, Table
from ikkan.values.errors import InputError
from ikkan.values.finding import Finding, Place, Severity
from ikkan.values.text import Text

MOST_TOLD: Final = 1_000
"""Differences from the record that are told one by one; the rest is counted."""
_SHOWN: Final = 60
Made = TypeVar("Made")


@dataclass(slots=True, kw_only=True)
class Tally:
    """What became of the rows. `rows` = `loaded` + `merged` + `refused`, in every run.

    `changed` counts what was written in this run, `differs` values that are others on record.
    """

    rows: int = 0
    loaded: int = 0
    merged: int = 0
    refused: int = 0
    changed: int = 0
    differs: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    refusals: list[tuple[int, Text]] = field(default_factory=list)

    def made(self, rows: Iterable[Row], make: Callable[[Row], Made]) -> Iterator[tuple[int, Made]]:
        """Line and what `make` makes of each good row; it refuses a row by InputError."""
        for row in rows:
            if row.skipped:
                self.skipped[row.skipped] += 1
                continue
            try:
                if row.refused:
                    raise InputError("row.refused", reasons(row))
                yield row.line, make(row)
            except InputError as error:
                self.refusals.append((row.line, error.text))

    def told(self, place: Place, code: str, name: str, stored: object, read: object) -> None:
        """That a value is another one on record than in the file; nothing is overwritten."""
        self.differs += 1
        if self.differs > MOST_TOLD:
            return
        values = {"code": code, "field": name}
        values |= {"stored": str(stored)[:_SHOWN], "read": str(read)[:_SHOWN]}
        self.findings.append(
            Finding("record.differs", place, severity=Severity.WARNING, values=values)
        )

    def close(self, first: Iterable[Finding]) -> None:
        """Count the rows when all are read; what `first` says stands before the findings."""
        self.refused = len(self.refusals)
        self.rows = self.loaded + self.merged + self.refused
        self.refusals.sort(key=lambda refusal: refusal[0])
        self.findings = [*first, *self.findings]


def batches(table: Table, size: int, progress: Callable[[int], None]) -> Iterator[list[Row]]:
    """The rows by `size`; `progress(rows read)` after each batch."""
    rows, done = table.rows(), 0
    while chunk := list(islice(rows, size)):
        yield chunk
        done += len(chunk)
        progress(done)


def reasons(row: Row) -> Text:
    """Every reason of a refused row, each with its column."""
    found = []
    for one in row.findings:
        if one.severity is Severity.ERROR:
            column, words = one.place.column, messages.sentence(one)
            found.append(
                Text(f"[{column}] {words.ja}", f"[{column}] {words.en}") if column else words
            )
    return Text.joined(found)
