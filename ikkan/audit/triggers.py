"""Triggers that refuse to change or delete rows, the same on SQLite and PostgreSQL.

Decides: which tables only grow. Called by migrations: ``refuse_change("plan_figure",
Allow.closing("superseded_at"))``; the columns of the table are read when the migration runs, and
`guarded` reads the migrations again for the names of the tables.
SQLite loses triggers when a later migration rebuilds the table: repeat the operation after it
(`ikkan audit verify` and `ikkan doctor` tell).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

MESSAGE = "this table only grows"


@dataclass(frozen=True, slots=True)
class Allow:
    """The one change that is let through: these columns, under this condition on OLD and NEW."""

    columns: tuple[str, ...]
    condition: str

    @classmethod
    def closing(cls, column: str) -> Allow:
        """Set `column` once, from NULL to a value (such as `superseded_at`)."""
        return cls((column,), f'OLD."{column}" IS NULL AND NEW."{column}" IS NOT NULL')


class OnlyGrows(Operation):
    """Guards one table; it needs no models, so that no state of them is drawn for it."""

    reversible = True

    def __init__(self, table: str, allow: tuple[Allow, ...]) -> None:
        self.table = table
        self.allow = allow

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Models do not change."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Put the guards of the table, in place of earlier ones."""
        self.database_backwards(app_label, schema_editor, from_state, to_state)
        for statement in _create(schema_editor, self.table, self.allow):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Take the guards away."""
        for statement in _drop(schema_editor.connection.vendor, self.table):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        """What `migrate --plan` says."""
        return f"Refuse changes of {self.table}"


def refuse_change(table: str, *allow: Allow) -> list[OnlyGrows]:
    """Operations that refuse DELETE, TRUNCATE (PostgreSQL) and every UPDATE not allowed.

    Run again on the same table they replace the earlier guards.
    """
    return [OnlyGrows(table, allow)]


def guarded() -> list[str]:
    """Every table of this database that a migration of any context guards, by name."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    named = {
        operation.table
        for migration in loader.disk_migrations.values()
        for operation in migration.operations
        if isinstance(operation, OnlyGrows)
    }
    return sorted(named.intersection(connection.introspection.table_names()))


def guards_missing(tables: Sequence[str]) -> list[str]:
    """Those of `tables` that lack one of their guards; one query."""
    verbs = _verbs(connection.vendor)
    names = {f"{table}_refuse_{verb}": table for table in tables for verb in verbs}
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return sorted({table for name, table in names.items() if name not in present})


def _drop(vendor: str, table: str) -> list[str]:
    on = "" if vendor == "sqlite" else f' ON "{table}"'
    return [f'DROP TRIGGER IF EXISTS "{table}_refuse_{verb}"{on}' for verb in _verbs(vendor)]


def _verbs(vendor: str) -> tuple[str, ...]:
    return ("update", "delete") if vendor == "sqlite" else ("update", "delete", "truncate")


def _create(editor: BaseDatabaseSchemaEditor, table: str, allow: Sequence[Allow]) -> list[str]:
    with editor.connection.cursor() as cursor:
        described = editor.connection.introspection.get_table_description(cursor, table)
    columns = [column.name for column in described]
    sqlite = editor.connection.vendor == "sqlite"
    same = "IS" if sqlite else "IS NOT DISTINCT FROM"
    ways = [_way(one, columns, same) for one in allow]
    refused = " AND ".join(f"NOT ({way})" for way in ways)
    return _sqlite(table, refused) if sqlite else _postgresql(table, refused)


def _way(allow: Allow, columns: Sequence[str], same: str) -> str:
    unknown = set(allow.columns) - set(columns)
    if unknown:
        raise ValueError(f"no such columns: {', '.join(sorted(unknown))}")
    kept = [f'OLD."{name}" {same} NEW."{name}"' for name in columns if name not in allow.columns]
    return " AND ".join([f"({allow.condition})", *kept])


def _sqlite(table: str, refused: str) -> list[str]:
    when = f"WHEN {refused} " if refused else ""
    abort = f"SELECT RAISE(ABORT, '{table}: {MESSAGE}')"
    return [
        f'CREATE TRIGGER "{table}_refuse_update" BEFORE UPDATE ON "{table}" '
        f"FOR EACH ROW {when}BEGIN {abort}; END",
        f'CREATE TRIGGER "{table}_refuse_delete" BEFORE DELETE ON "{table}" '
        f"FOR EACH ROW BEGIN {abort}; END",
    ]


def _postgresql(table: str, refused: str) -> list[str]:
    when = f"WHEN ({refused}) " if refused else ""
    call = "EXECUTE FUNCTION ikkan_refuse_change()"
    return [
        "CREATE OR REPLACE FUNCTION ikkan_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '%: {MESSAGE}', TG_TABLE_NAME "
        "USING ERRCODE = 'restrict_violation'; END $$",
        f'CREATE TRIGGER "{table}_refuse_update" BEFORE UPDATE ON "{table}" '
        f"FOR EACH ROW {when}{call}",
        f'CREATE TRIGGER "{table}_refuse_delete" BEFORE DELETE ON "{table}" FOR EACH ROW {call}',
        f'CREATE TRIGGER "{table}_refuse_truncate" BEFORE TRUNCATE ON "{table}" '
        f"FOR EACH STATEMENT {call}",
    ]
