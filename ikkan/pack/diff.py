"""What changed between two versions of a pack, row by row and column by column.

Decides: when a row is added, removed, changed or moved. Called by: `ikkan pack diff`, apply.
Source: issue part 3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from ikkan.pack import reader, schema
from ikkan.pack.model import Pack

PACK: Final = "pack"
TABLE: Final = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change; `column`, `old`, `new` are None for a row that was added or removed.

    `kind` is a kind of row, "table" (column: key path in tables.toml) or "pack" (key path in
    pack.toml, or "rules.py" with its hashes). Column "position": the row stands elsewhere among
    the rows that both versions have.
    """

    kind: str
    code: str
    change: Literal["added", "removed", "changed"]
    column: str | None = None
    old: object = None
    new: object = None


def diff(old: Pack, new: Pack) -> list[Change]:
    """Every change from `old` to `new`, in the order of the schema; none for equal digests."""
    changes = list(_fields(PACK, new.code, _settings(old), _settings(new)))
    for kind in schema.load().kinds:
        before = {row.code: reader.canonical_row(row) for row in old.rows_of(kind)}
        after = {row.code: reader.canonical_row(row) for row in new.rows_of(kind)}
        changes += _records(kind, before, after)
    tables = [
        {table.code: reader.canonical_table(table) for table in pack.tables} for pack in (old, new)
    ]
    changes += _records(TABLE, tables[0], tables[1])
    return changes


def _settings(pack: Pack) -> dict[str, Any]:
    return {**pack.settings, "rules.py": pack.rules}


def _records(
    kind: str, before: Mapping[str, dict[str, Any]], after: Mapping[str, dict[str, Any]]
) -> Iterator[Change]:
    for code in before:
        if code not in after:
            yield Change(kind=kind, code=code, change="removed")
    ranks = {code: rank for rank, code in enumerate(code for code in before if code in after)}
    rank = 0
    for code, record in after.items():
        if code not in before:
            yield Change(kind=kind, code=code, change="added")
            continue
        yield from _fields(kind, code, before[code], record)
        if ranks[code] != rank:
            yield Change(
                kind=kind,
                code=code,
                change="changed",
                column="position",
                old=ranks[code] + 1,
                new=rank + 1,
            )
        rank += 1


def _fields(
    kind: str, code: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Change]:
    old, new = dict(_flat(before)), dict(_flat(after))
    for path in dict.fromkeys([*old, *new]):
        was, now = old.get(path), new.get(path)
        if was != now:
            yield Change(kind=kind, code=code, change="changed", column=path, old=was, new=now)


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, object]]:
    """(key path, value) of every leaf; texts in two languages and lists of words are leaves."""
    if isinstance(value, Mapping) and not (path and set(value) == {"ja", "en"}):
        for key, under in value.items():
            yield from _flat(under, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and any(isinstance(entry, Mapping | list) for entry in value):
        for number, entry in enumerate(value, start=1):
            yield from _flat(entry, f"{path}[{number}]")
    else:
        yield path, value
