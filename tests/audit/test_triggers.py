"""The triggers refuse what the product never does, on the database the test runs on."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from ikkan.audit.models import JournalEntry
from ikkan.audit.triggers import Allow, guarded, guards_missing, refuse_change

Entries = list[JournalEntry]


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except IntegrityError as error:
        return "only grows" in str(error)
    return False


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_journalentry SET actor = 'x'",
        "UPDATE audit_journalentry SET mac = mac",
        "DELETE FROM audit_journalentry",
        "UPDATE audit_sealedleaf SET position = 9",
        "DELETE FROM audit_sealedleaf",
        "UPDATE audit_seal SET count = 9",
        "DELETE FROM audit_seal",
        "DELETE FROM audit_journalpayload",
        "UPDATE audit_journalpayload SET body = '{}'",
        "UPDATE audit_journalpayload SET salt = ''",
        "UPDATE audit_journalpayload SET body = NULL, salt = 'kept'",
        "UPDATE audit_journalpayload SET body = NULL, salt = '', entry_id = entry_id + 100",
    ],
)
def test_the_journal_refuses(sealed: Entries, statement: str) -> None:
    assert refused(statement)


def test_erasure_is_let_through_once_and_not_undone(sealed: Entries) -> None:
    number = sealed[0].number
    where = f"WHERE entry_id = {number}"
    assert not refused(f"UPDATE audit_journalpayload SET body = NULL, salt = '' {where}")
    assert refused(f"UPDATE audit_journalpayload SET body = '{{}}' {where}")
    assert refused(f"UPDATE audit_journalpayload SET body = NULL, salt = '' {where}")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_truncate_is_refused() -> None:
    assert refused("TRUNCATE audit_sealedleaf")


def test_every_guard_stands(db: None) -> None:
    assert guards_missing(guarded()) == []
    assert guards_missing(["auth_group"]) == ["auth_group"]


@pytest.fixture
def guarded_table(db: None) -> str:
    name = "audit_test_growing"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {name} (id integer PRIMARY KEY, a text, closed text)")
        cursor.execute(f"INSERT INTO {name} VALUES (1, 'x', NULL), (2, NULL, NULL)")
    return name


def apply(operations: list) -> None:
    with connection.schema_editor(atomic=False) as editor:
        for operation in operations:
            operation.database_forwards("audit", editor, None, None)


@pytest.mark.postgres
def test_a_row_is_closed_once_and_otherwise_stays(guarded_table: str) -> None:
    check_closing(guarded_table)


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
def test_a_row_is_closed_once_and_otherwise_stays_on_sqlite() -> None:
    name = "audit_test_growing"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {name} (id integer PRIMARY KEY, a text, closed text)")
        cursor.execute(f"INSERT INTO {name} VALUES (1, 'x', NULL), (2, NULL, NULL)")
    try:
        check_closing(name)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {name}")


def check_closing(name: str) -> None:
    operations = refuse_change(name, Allow.closing("closed"))
    apply(operations)
    apply(operations)  # again: replaces itself, as after a rebuilt table
    assert refused(f"UPDATE {name} SET a = 'y' WHERE id = 1")
    assert refused(f"UPDATE {name} SET a = 'y' WHERE id = 2")
    assert refused(f"UPDATE {name} SET a = 'y', closed = 'now' WHERE id = 1")
    assert not refused(f"UPDATE {name} SET closed = 'now' WHERE id = 1")
    assert not refused(f"UPDATE {name} SET closed = 'now' WHERE id = 2")
    assert refused(f"UPDATE {name} SET closed = 'later' WHERE id = 1")
    assert refused(f"UPDATE {name} SET closed = NULL WHERE id = 1")
    assert refused(f"DELETE FROM {name}")
    with pytest.raises(ValueError, match="no such columns: z"):
        apply(refuse_change(name, Allow.closing("z")))


def test_the_tables_that_only_grow_are_known_by_their_migrations(db: None) -> None:
    assert {
        "audit_journalentry",
        "audit_journalpayload",
        "audit_seal",
        "audit_sealedleaf",
        "line_edge",
        "plan_entry",
        "plan_figure",
        "plan_packversion",
    } <= set(guarded())
    assert issubclass(IntegrityError, DatabaseError)
