"""`ikkan serve`: granian serves the WSGI application until Ctrl-C.

Decides: what must be there before the first request; it migrates nothing. Source: decisions/0005
(WSGI with blocking threads; TERM is followed by KILL).
"""

from __future__ import annotations

import os
import socket

import click

from ikkan.server import homes, kernels, ready, speech, surroundings
from ikkan.values.errors import InputError
from ikkan.values.text import Text

KILL_AFTER = 1


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True)
@click.option("--threads", type=click.IntRange(1, 64), default=4, show_default=True)
def command(host: str, port: int, workers: int, threads: int) -> int:
    """Serve Ikkan. 画面を開けるようにする。"""
    os.environ["IKKAN_STATIC"] = "collected"
    _refuse_unready()
    _refuse_taken(host, port)
    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::"} else host  # noqa: S104
    speech.say(_SERVED.format(address=f"http://{shown}:{port}/"))
    _show_logins()
    _close_connections()
    from granian import Granian
    from granian.constants import Interfaces

    with kernels.compiling():
        Granian(
            "ikkan.server.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=threads,
            workers_kill_timeout=KILL_AFTER,
            log_enabled=False,
        ).serve()
    speech.say(_STOPPED)
    return 0


def _refuse_unready() -> None:
    if homes.keyless():
        raise InputError("home.empty", _EMPTY.format(home=surroundings.home()))
    with ready.database():
        from ikkan.plan import queries
        from ikkan.server import database

        database.refuse_unfit()
        if database.pending_migrations() or not homes.static_is_current():
            raise InputError("home.behind", _BEHIND)
        queries.current_version()


def _refuse_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise InputError(
                "serve.port", _TAKEN.format(host=host, port=port, reason=error.strerror)
            ) from error


def _show_logins() -> None:
    from ikkan.server import logins

    found = logins.kept()
    if found is None:
        return
    password, members = found
    speech.say(_LOGINS.format(password=password))
    for login in members:
        speech.say(f"  {login.email}")


def _close_connections() -> None:
    from django.db import connections

    connections.close_all()


_SERVED = Text(
    "Ikkanを {address} で開けます。止めるにはCtrl-C。",
    "Ikkan is served at {address}; stop it with Ctrl-C.",
)
_STOPPED = Text("止めました。", "Stopped.")
_LOGINS = Text(
    "実演用のログイン（合言葉 {password}）:", "Logins of the demonstration (password {password}):"
)
_EMPTY = Text(
    "「{home}」はまだ用意されていません。ikkan init を実行してください。",
    'The home "{home}" is not prepared yet; run `ikkan init`.',
)
_BEHIND = Text(
    "データベースか静的ファイルがこの版より古いです。ikkan init を実行してください。",
    "The database or the static files are older than this version; run `ikkan init`.",
)
_TAKEN = Text(
    "{host}:{port} を使えません（{reason}）。--port で別の番号を選んでください。",
    "Cannot listen on {host}:{port} ({reason}); choose another --port.",
)
