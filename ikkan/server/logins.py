"""Accounts made on the machine itself: one by name, or one per role for a demonstration.

Called by `ikkan account create` and `ikkan init --demo-logins`; writes through accounts.actions.
The logins of a demonstration are kept in the home, readable by its owner only, and shown at start.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils import timezone

from ikkan.accounts import actions
from ikkan.audit.actor import RESERVED_ROLES, SYSTEM
from ikkan.plan import queries
from ikkan.server import homes, surroundings

FILE: Final = "demo-logins.json"
DOMAIN: Final = "ikkan.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """An address of the demonstration with its role."""

    email: str
    role: str


def create(email: str, name: str, password: str, roles: Iterable[str]) -> str:
    """An account with roles from today on; returns its code. All or nothing."""
    today = timezone.localdate()
    with transaction.atomic():
        user = actions.create_account(
            email, name, password, by=SYSTEM, as_of=today, version=None, key=None
        )
        for role in roles:
            actions.grant_role(user.code, role, by=SYSTEM, as_of=today, version=None, key=None)
    return str(user.code)


def create_demonstration() -> None:
    """One account per role of the pack in force, with one password; once per home."""
    if kept() is not None:
        return
    roles = queries.snapshot(timezone.localdate()).entries("role", state="all")
    word = "-".join(secrets.token_hex(3) for _ in range(3))
    logins = []
    with transaction.atomic():
        for role in roles:
            if role.code not in RESERVED_ROLES:
                email = f"{role.code.replace('_', '-')}@{DOMAIN}"
                create(email, role.label.ja, word, [role.code])
                logins.append({"email": email, "role": role.code})
    homes.write_private(_file(), json.dumps({"password": word, "logins": logins}))


def kept() -> tuple[str, tuple[Login, ...]] | None:
    """The password of the demonstration and its addresses; None where there are none."""
    if not _file().is_file():
        return None
    data = json.loads(_file().read_text(encoding="utf-8"))
    return data["password"], tuple(Login(**login) for login in data["logins"])


def _file() -> Path:
    return surroundings.home() / FILE
