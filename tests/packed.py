"""A pack in force in an empty database: applied once a process, then put back table by table.

Called by the fixtures that need a pack. What is put back is what the action itself wrote; where
anything stands in its tables already, or where a test commits, the action runs again. SQLite keeps
the rows in other databases in memory and copies them itself; PostgreSQL takes them by COPY.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection

from ikkan.audit.actor import SYSTEM
from ikkan.plan import actions
from ikkan.plan.models import PackVersion

Kept = dict[str, Any]
"""By table: the text of COPY on PostgreSQL, the name of its shelf on SQLite."""
_KEPT: dict[tuple[str, str, date], tuple[int, Kept]] = {}
_SHELVES: dict[str, sqlite3.Connection] = {}
"""Databases in memory, each of one pack; one lives as long as this connection to it."""
_MOST = 8
"""SQLite attaches ten databases to one connection."""


def in_force(pack: Any, day: date) -> PackVersion:
    """The version that the pack became. A real application the first time and whenever needed."""
    plain = connection.in_atomic_block and not _busy()
    key = (connection.vendor, pack.digest, day)
    if plain and key in _KEPT:
        number, kept = _KEPT[key]
        _put(kept)
        return PackVersion.objects.get(pk=number)
    version = actions.record_pack(pack, by=SYSTEM, as_of=day, version=None, key=None)
    if plain and len(_KEPT) < _MOST:
        _KEPT[key] = (version.pk, _keep(f"shelf{len(_KEPT)}"))
    return version


def _tables() -> list[str]:
    return [name for name in connection.introspection.table_names() if name not in _STANDING]


_STANDING = frozenset({"django_migrations", "django_content_type", "auth_permission"})
"""What migrations leave behind in an empty database."""


def _busy() -> bool:
    """Whether any table holds a row."""
    quoted = [connection.ops.quote_name(name) for name in _tables()]
    asked = " OR ".join(f"EXISTS (SELECT 1 FROM {name})" for name in quoted)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return bool(cursor.fetchone()[0])


def _keep(shelf: str) -> Kept:
    """Every row of every table."""
    kept: Kept = {}
    for name in _tables():
        quoted = connection.ops.quote_name(name)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor, cursor.copy(f"COPY {quoted} TO STDOUT") as copy:
                held: Any = b"".join(bytes(part) for part in copy)
        else:
            held = _shelved(quoted, shelf)
        if held:
            kept[name] = held
    return kept


def _shelved(table: str, shelf: str) -> str:
    """The shelf on which the rows of a table lie as they are stored; empty where there are none."""
    heads = connection.connection.execute(f"SELECT * FROM {table} LIMIT 0").description
    columns = [f'"{head[0]}"' for head in heads]
    stored = ", ".join(f"+{column}" for column in columns)
    rows = connection.connection.execute(f"SELECT {stored} FROM {table}").fetchall()
    if not rows:
        return ""
    if shelf not in _SHELVES:
        _SHELVES[shelf] = sqlite3.connect(_address(shelf), uri=True, isolation_level=None)
    _SHELVES[shelf].execute(f"CREATE TABLE {table} ({', '.join(columns)})")
    places = ", ".join("?" * len(columns))
    _SHELVES[shelf].executemany(f"INSERT INTO {table} VALUES ({places})", rows)
    return shelf


def _address(shelf: str) -> str:
    return f"file:ikkan-{shelf}?mode=memory&cache=shared"


def _put(kept: Kept) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA database_list")
            for shelf in set(kept.values()) - {name for _, name, _ in cursor.fetchall()}:
                cursor.execute(f"ATTACH %s AS {shelf}", [_address(shelf)])
        for name, held in kept.items():
            quoted = connection.ops.quote_name(name)
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {quoted} FROM STDIN") as copy:
                    copy.write(held)
            else:
                cursor.execute(f"INSERT INTO main.{quoted} SELECT * FROM {held}.{quoted}")
    _advance(kept)


def _advance(kept: Kept) -> None:
    """The next number of every table follows those put back."""
    models = [
        one for one in apps.get_models(include_auto_created=True) if one._meta.db_table in kept
    ]
    with connection.cursor() as cursor:
        for words in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(words)
