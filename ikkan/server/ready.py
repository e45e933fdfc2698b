"""Starts Django for a command, once, with one request id for everything the command does.

Called by the commands that need the database; it refuses a home that was never made.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

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

    try:
        made = PackVersion._meta.db_table in connection.introspection.table_names()
    except DatabaseError as error:
        raise InputError("home.database", _NO_DATABASE.format(reason=error)) from error
    if not made:
        raise InputError("home.empty", _EMPTY.format(home=surroundings.home()))
    with request_id():
        yield


_EMPTY = Text(
    "「{home}」はまだ用意されていません。ikkan init を実行してください。",
    'The home "{home}" is not prepared yet; run `ikkan init`.',
)
_NO_DATABASE = Text(
    "データベースに接続できません（{reason}）。IKKAN_HOMEとIKKAN_DATABASE_URLを確かめてください。",
    "The database cannot be reached ({reason}); check IKKAN_HOME and IKKAN_DATABASE_URL.",
)
