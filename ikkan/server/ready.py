"""Starts Django for a command, once, with one request id for everything the command does.

Called by the commands that need the database; it refuses a home that was never made.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ikkan.server import surroundings
from ikkan.values.errors import InputError
from ikkan.values.text import Text


def start() -> None:
    """Load the settings and the contexts."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikkan.server.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


@contextmanager
def database() -> Iterator[None]:
    """Django with a database that has its tables. Raises InputError where `init` never ran."""
    start()
    from django.db import DatabaseError, connection

    from ikkan.audit.request import request_id
    from ikkan.plan.models import PackVersion

    if _no_file():
        raise InputError("home.empty", _EMPTY.format(home=surroundings.home()))
    try:
        made = PackVersion._meta.db_table in connection.introspection.table_names()
    except DatabaseError as error:
        raise InputError("home.database", _NO_DATABASE.format(reason=error)) from error
    if not made:
        raise InputError("home.empty", _EMPTY.format(home=surroundings.home()))
    with request_id():
        yield


def _no_file() -> bool:
    """True where SQLite would have to make its file first."""
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    return (
        connection.vendor == "sqlite" and not name.startswith("file:") and not Path(name).exists()
    )


_EMPTY = Text(
    "「{home}」はまだ用意されていません。ikkan init を実行してください。",
    'The home "{home}" is not prepared yet; run `ikkan init`.',
)
_NO_DATABASE = Text(
    "データベースに接続できません（{reason}）。IKKAN_HOMEとIKKAN_DATABASE_URLを確かめてください。",
    "The database cannot be reached ({reason}); check IKKAN_HOME and IKKAN_DATABASE_URL.",
)
