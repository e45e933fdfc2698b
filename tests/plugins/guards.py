"""Lets a test database be emptied although its tables refuse it.

Tests with `transaction=True` and `live_server` empty every table at their end; the triggers of the
journal would refuse that. Here, and nowhere in the product, they stand aside while it happens, and
the head file of the emptied journal goes too. Loaded by `-p` from pyproject.toml.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


@contextmanager
def guards_aside() -> Iterator[None]:
    """No trigger answers inside; all of them are back afterwards."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            try:
                yield
            finally:
                connection.ensure_connection()
                with connection.cursor() as fresh:
                    fresh.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        try:
            yield
        finally:
            for _, sql in triggers:
                cursor.execute(sql)


def forget_head() -> None:
    """Remove what the home remembers of a journal that is gone."""
    from django.conf import settings

    for name in ("journal.head", "journal.verified"):
        Path(settings.IKKAN_HOME, name).unlink(missing_ok=True)


@pytest.fixture(autouse=True, scope="session")
def _emptying_test_databases() -> Iterator[None]:
    from django.conf import settings

    if not settings.configured:
        yield
        return
    from django.test import TransactionTestCase

    patch = pytest.MonkeyPatch()
    ordinary = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def emptied(self: Any) -> None:
        with guards_aside():
            ordinary(self)
        forget_head()

    patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
    yield
    patch.undo()
