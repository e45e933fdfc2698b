"""`ikkan account create`: an account with its roles, as the machine's own operator makes it.

Decides: nothing; accounts.actions does. The first administrator is made so.
"""

from __future__ import annotations

import sys

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


def _password() -> str:
    """Asked on a terminal without echo; else the first line of standard input."""
    if sys.stdin.isatty():
        return str(click.prompt("password", hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline().rstrip("\n")


_MADE = Text("{email}の利用者{code}を作りました。", "Account {code} made for {email}.")
