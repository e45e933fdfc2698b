"""Decides whether the database that answers is fit to keep Japanese text and money.

Called by the WSGI module at start, by `ikkan init` and by `ikkan doctor`.
Source: decisions/0005 (SQLite ≥ 3.40 with WAL and foreign keys; PostgreSQL ≥ 15, UTF8, C.UTF-8: in
a C-locale cluster trigram search drops Japanese).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import get_resolver
from django.utils import timezone

from ikkan.plan import queries
from ikkan.values.errors import IkkanError, NotFound
from ikkan.values.text import Text

OLDEST_SQLITE = (3, 40)
OLDEST_POSTGRESQL = 150_000
_LOCALES = {"C.UTF-8", "C.UTF8"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitness:
    """What the database says of itself, and every reason against it."""

    vendor: str
    version: str
    facts: dict[str, str] = field(default_factory=dict)
    reasons: tuple[Text, ...] = ()

    @property
    def fit(self) -> bool:
        return not self.reasons


def fitness() -> Fitness:
    """Ask the database; two or three short queries."""
    return _sqlite() if connection.vendor == "sqlite" else _postgresql()


def refuse_unfit() -> None:
    """Raise IkkanError with every reason where the database is not fit."""
    found = fitness()
    if not found.fit:
        raise IkkanError(
            "database.unfit",
            Text.joined(found.reasons),
        )


def warm() -> None:
    """Load the addresses and the pack in force, so that the first page is as fast as the next."""
    get_resolver().url_patterns  # noqa: B018 - reading it imports every view
    with suppress(NotFound):
        queries.snapshot(timezone.localdate())
    connection.close()


def pending_migrations() -> list[str]:
    """Migrations that this version has and the database has not."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _sqlite() -> Fitness:
    with connection.cursor() as cursor:
        version = _one(cursor, "SELECT sqlite_version()")
        mode = _one(cursor, "PRAGMA journal_mode")
        keys = _one(cursor, "PRAGMA foreign_keys")
    reasons = []
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_SQLITE:
        reasons.append(_OLD.format(name="SQLite", version=version, least="3.40"))
    if mode not in {"wal", "memory"}:
        reasons.append(_NO_WAL.format(mode=mode))
    if keys != "1":
        reasons.append(_NO_KEYS)
    return Fitness(
        vendor="sqlite",
        version=version,
        facts={"journal_mode": mode, "foreign_keys": keys},
        reasons=tuple(reasons),
    )


def _postgresql() -> Fitness:
    with connection.cursor() as cursor:
        version = _one(cursor, "SHOW server_version")
        number = int(_one(cursor, "SHOW server_version_num"))
        encoding = _one(cursor, "SHOW server_encoding")
        cursor.execute(
            "SELECT datcollate, datctype FROM pg_database WHERE datname = current_database()"
        )
        collate, ctype = cursor.fetchone()
    reasons = []
    if number < OLDEST_POSTGRESQL:
        reasons.append(_OLD.format(name="PostgreSQL", version=version, least="15"))
    if encoding != "UTF8":
        reasons.append(_ENCODING.format(encoding=encoding))
    if not {collate.upper(), ctype.upper()} <= _LOCALES:
        reasons.append(_LOCALE.format(locale=f"{collate}/{ctype}"))
    return Fitness(
        vendor="postgresql",
        version=version,
        facts={"server_encoding": encoding, "collate": collate, "ctype": ctype},
        reasons=tuple(reasons),
    )


def _one(cursor: object, query: str) -> str:
    cursor.execute(query)  # type: ignore[attr-defined]
    return str(cursor.fetchone()[0])  # type: ignore[attr-defined]


_OLD = Text(
    "{name} {version}は古すぎます。{least}以上を使ってください。",
    "{name} {version} is too old; use {least} or later.",
)
_NO_WAL = Text(
    "SQLiteの記録方式が{mode}です。WALにできる場所（ネットワーク上でないディスク）に置いてください。",
    "SQLite journals as {mode}; keep the file where WAL works (a local disk).",
)
_NO_KEYS = Text("SQLiteの外部キーが無効です。", "Foreign keys are off in SQLite.")
_ENCODING = Text(
    "PostgreSQLの文字コードが{encoding}です。UTF8のデータベースを作ってください。",
    "PostgreSQL stores {encoding}; create the database with UTF8.",
)
_LOCALE = Text(
    "PostgreSQLのロケールが{locale}です。C.UTF-8で作ってください（initdb --locale=C.UTF-8）。",
    "The locale of PostgreSQL is {locale}; create it with C.UTF-8 (initdb --locale=C.UTF-8).",
)
