"""Rows of somebody's table, kept on disk until it is known which of them are one award.

Decides: nothing about awards; it groups. A row belongs to the award of its key; rows of one year
that stand apart (another payer) belong to different awards. Called by: loading. A file of SQLite
holds the rows, so that a table of any size is grouped with little memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Final

from ikkan.values.text import Text

_TABLES: Final = """
CREATE TABLE row (
  line INTEGER, number TEXT, name TEXT, organisation TEXT, own INTEGER, key TEXT, apart TEXT,
  title TEXT, programme TEXT, year INTEGER, yen INTEGER, began TEXT, ends TEXT
);
CREATE TABLE refused (line INTEGER, ja TEXT, en TEXT);
CREATE TABLE counted (what TEXT PRIMARY KEY, number INTEGER);
CREATE TABLE done (what TEXT);
"""
# A name without a number belongs to the one number that the file gives to the same name.
_NUMBERS: Final = """
CREATE TABLE named AS SELECT DISTINCT name, number FROM row WHERE number <> '';
UPDATE row SET number = (SELECT min(named.number) FROM named WHERE named.name = row.name)
WHERE number = '' AND name IN (SELECT name FROM named GROUP BY name HAVING count(*) = 1);
"""
_AMBIGUOUS: Final = """
FROM row WHERE number = '' AND name IN (SELECT name FROM named GROUP BY name HAVING count(*) > 1)
"""
_INSERT: Final = "INSERT INTO row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_GROUPS: Final = """
CREATE TABLE grouped AS
SELECT *, dense_rank() OVER (PARTITION BY key, year ORDER BY apart) AS rank FROM (
  SELECT rowid AS id, line, number, name, organisation, title, programme, year, yen, began, ends,
    apart, CASE own WHEN 1 THEN coalesce(nullif(number, ''), name) || '/' || key ELSE key END AS key
  FROM row
);
CREATE TABLE first AS SELECT key, rank, min(id) AS id FROM grouped GROUP BY key, rank;
CREATE INDEX first_id ON first (id);
CREATE INDEX grouped_key ON grouped (key, rank);
"""
_IN_ORDER: Final = """
SELECT grouped.key, grouped.rank, line, number, name, organisation, title, programme, year, yen,
  began, ends
FROM first JOIN grouped ON grouped.key = first.key AND grouped.rank = first.rank
ORDER BY first.id, grouped.id
"""


@dataclass(frozen=True, slots=True)
class StagedRow:
    """One row that can be loaded. `key` and `rank` say its award, `name` is folded for comparing.

    `yen` is None where the row prints no amount or one in a foreign currency.
    """

    key: str
    rank: int
    line: int
    number: str
    name: str
    organisation: str
    title: str
    programme: str
    year: int
    yen: int | None
    began: date
    ends: date


class Staging:
    """The rows of one run in the file `path`; a file that was finished can be used again."""

    def __init__(self, path: Path) -> None:
        self._store = sqlite3.connect(path, isolation_level=None)

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    @property
    def finished(self) -> bool:
        """Whether every row of the table came in and was grouped."""
        try:
            return self._store.execute("SELECT 1 FROM done").fetchone() is not None
        except sqlite3.DatabaseError:  # never begun, or cut off while it was written
            return False

    def begin(self) -> None:
        """Ready for the rows of a table; the file must be new. It is only scratch."""
        self._store.execute("PRAGMA journal_mode = OFF")
        self._store.execute("PRAGMA synchronous = OFF")
        self._store.executescript(_TABLES)

    def add(
        self,
        rows: Iterable[tuple[object, ...]],
        refused: Iterable[tuple[int, Text]],
        counted: Mapping[str, int],
    ) -> None:
        """Rows in the order of the table's columns, refused lines with their reasons, counts."""
        self._store.execute("BEGIN")
        self._store.executemany(_INSERT, rows)
        self._store.executemany(
            "INSERT INTO refused VALUES (?, ?, ?)",
            ((line, why.ja, why.en) for line, why in refused),
        )
        self._store.executemany(
            "INSERT INTO counted VALUES (?, ?) "
            "ON CONFLICT (what) DO UPDATE SET number = number + excluded.number",
            counted.items(),
        )
        self._store.execute("COMMIT")

    def finish(self, ambiguous: Text) -> None:
        """Group the rows; from here on they can be read.

        `ambiguous` (with {name}) is why a row without a number is refused whose name the file
        gives to several numbers.
        """
        self._store.executescript(_NUMBERS)
        self._store.execute(
            "INSERT INTO refused SELECT line, replace(?, '{name}', organisation), "
            f"replace(?, '{{name}}', organisation) {_AMBIGUOUS}",
            (ambiguous.ja, ambiguous.en),
        )
        self._store.execute(f"DELETE {_AMBIGUOUS}")
        self._store.executescript(_GROUPS)
        self._store.execute("INSERT INTO done VALUES ('grouped')")

    def refused(self) -> Iterator[tuple[int, Text]]:
        """(line, why) of every row that cannot be loaded, in the order of the file."""
        for line, ja, en in self._store.execute("SELECT * FROM refused ORDER BY line"):
            yield line, Text(ja, en)

    def counted(self) -> dict[str, int]:
        """What was counted while the rows came in."""
        return dict(self._store.execute("SELECT what, number FROM counted"))

    def spellings(self) -> Iterator[tuple[str, str]]:
        """(number, its names) for every number that the file spells in several ways."""
        yield from self._store.execute(
            "SELECT number, group_concat(organisation, ' / ') FROM (SELECT DISTINCT number, "
            "name, min(organisation) AS organisation FROM row WHERE number <> '' "
            "GROUP BY number, name ORDER BY min(rowid)) GROUP BY number HAVING count(*) > 1"
        )

    def awards(self) -> Iterator[list[StagedRow]]:
        """The rows of each award, awards in the order of their first rows."""
        rows = (
            StagedRow(*[*row[:10], *map(date.fromisoformat, row[10:])])
            for row in self._store.execute(_IN_ORDER)
        )
        for _, found in groupby(rows, key=attrgetter("key", "rank")):
            yield list(found)

    def count(self) -> int:
        """Awards that the rows make."""
        found: int = self._store.execute("SELECT count(*) FROM first").fetchone()[0]
        return found
