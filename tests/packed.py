"""A pack in force in an empty database: applied once a process, then put back row by row.

Called by the fixtures that need a pack. What is put back is what the action itself wrote; where
anything stands in its tables already, or where a test commits, the action runs again.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection

from ikkan.audit.actor import SYSTEM
from ikkan.plan import actions
from ikkan.plan.models import PackVersion

Rows = dict[str, Any]
_KEPT: dict[tuple[str, str, date], tuple[int, Rows]] = {}


def in_force(pack: Any, day: date) -> PackVersion:
    """The version that the pack became. A real application the first time and whenever needed."""
    plain = connection.in_atomic_block and not _busy()
    kept = (connection.vendor, pack.digest, day)
    if plain and kept in _KEPT:
        number, rows = _KEPT[kept]
        _put(rows)
        return PackVersion.objects.get(pk=number)
    version = actions.record_pack(pack, by=SYSTEM, as_of=day, version=None, key=None)
    if plain:
        _KEPT[kept] = (version.pk, _rows())
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


def _rows() -> Rows:
    """Every row of every table: text of COPY on PostgreSQL, tuples on SQLite."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for name in _tables():
            quoted = connection.ops.quote_name(name)
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {quoted} TO STDOUT") as copy:
                    found[name] = b"".join(bytes(part) for part in copy)
            else:
                cursor.execute(f"SELECT * FROM {quoted}")
                found[name] = cursor.fetchall()
    return {name: rows for name, rows in found.items() if rows}


def _put(rows: Rows) -> None:
    with connection.cursor() as cursor:
        for name, held in rows.items():
            quoted = connection.ops.quote_name(name)
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {quoted} FROM STDIN") as copy:
                    copy.write(held)
            else:
                places = ", ".join(["%s"] * len(held[0]))
                cursor.executemany(f"INSERT INTO {quoted} VALUES ({places})", held)
    _advance(rows)


def _advance(rows: Rows) -> None:
    """The next number of every table follows those put back."""
    models = [
        one for one in apps.get_models(include_auto_created=True) if one._meta.db_table in rows
    ]
    with connection.cursor() as cursor:
        for words in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(words)
