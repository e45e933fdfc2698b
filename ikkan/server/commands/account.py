"""`ikkan account create|grant|end|close`: accounts and roles, as the machine's operator sets them.

Decides: nothing; accounts.actions does. The first administrator is made so.
"""

from __future__ import annotations

import sys
from datetime import datetime

import click

from ikkan.server import ready, speech
from ikkan.values.text import Text


@click.group("account")
def command() -> None:
    """Accounts. 利用者。"""


@command.command("create")
@click.argument("email")
@click.option("--name", default="", help="Name shown to others. 表示名。")
@click.option("--role", "roles", multiple=True, help="Code of a role; may be repeated. 役割。")
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def create(email: str, name: str, roles: tuple[str, ...], as_json: bool) -> int:
    """Make an account for EMAIL; the password is asked on standard input. 利用者を作る。"""
    with ready.database():
        from ikkan.server import logins

        password = _password()
        code = logins.create(email, name, password, roles)
    speech.say(_MADE.format(email=email, code=code))
    if as_json:
        speech.result({"ok": True, "account": code, "roles": list(roles)})
    return 0


@command.command("grant")
@click.argument("email")
@click.argument("role")
@click.option("--until", type=click.DateTime(formats=["%Y-%m-%d"]), help="Last day. 最後の日。")
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def grant(email: str, role: str, until: datetime | None, as_json: bool) -> int:
    """Give EMAIL the ROLE from today on. 役割を付ける。"""
    last = None if until is None else until.date()
    with ready.database():
        from ikkan.server import logins

        code = logins.grant(email, role, last)
    speech.say(_GRANTED.format(email=email, role=role))
    if as_json:
        speech.result({"ok": True, "account": code, "role": role, "until": last})
    return 0


@command.command("end")
@click.argument("email")
@click.argument("role")
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def end(email: str, role: str, as_json: bool) -> int:
    """End the ROLE of EMAIL: yesterday was its last day. 役割を終える。"""
    with ready.database():
        from ikkan.server import logins

        count = logins.end(email, role)
    speech.say(_ENDED.format(email=email, role=role))
    if as_json:
        speech.result({"ok": True, "role": role, "ended": count})
    return 0


@command.command("close")
@click.argument("email")
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def close(email: str, as_json: bool) -> int:
    """Close the account of EMAIL: it cannot log in any more. 利用者を閉じる。"""
    with ready.database():
        from ikkan.server import logins

        changed = logins.close(email)
    speech.say((_CLOSED if changed else _CLOSED_BEFORE).format(email=email))
    if as_json:
        speech.result({"ok": True, "changed": changed})
    return 0


def _password() -> str:
    """Asked on a terminal without echo; else the first line of standard input."""
    if sys.stdin.isatty():
        return str(click.prompt("password", hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline().rstrip("\n")


_MADE = Text("{email}の利用者{code}を作りました。", "Account {code} made for {email}.")
_GRANTED = Text("{email}に役割{role}を付けました。", "{email} has the role {role}.")
_ENDED = Text("{email}の役割{role}を終えました。", "The role {role} of {email} is ended.")
_CLOSED = Text(
    "{email}を閉じました。もうログインできません。", "{email} is closed: no more log-in."
)
_CLOSED_BEFORE = Text(
    "{email}はもう閉じています。何もしていません。", "{email} is closed already; nothing to do."
)
