"""Accounts as the machine's own operator handles them: by address, or one per role to demonstrate.

Called by `ikkan account` and `ikkan init --demo-logins`; writes through accounts.actions.
The logins of a demonstration are kept in the home, readable by its owner only, and shown at start.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.utils import timezone

from ikkan.accounts import actions
from ikkan.accounts import queries as accounts
from ikkan.audit.actor import RESERVED_ROLES, SYSTEM
from ikkan.plan import queries
from ikkan.server import homes, surroundings

FILE: Final = "demo-logins.json"
DOMAIN: Final = "ikkan.example"
SEVERAL: Final = {"ministry_officer": ("-2", "-3")}
"""Roles of which a demonstration needs more than one account: what one writes another confirms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """An address of the demonstration with its role."""

    email: str
    role: str


def create(email: str, name: str, password: str, roles: Iterable[str]) -> str:
    """An account with roles from today on; returns its code. All or nothing."""
    with transaction.atomic():
        user = actions.create_account(email, name, password, **_asked())
        for role in roles:
            actions.grant_role(user.code, role, **_asked())
    return str(user.code)


def grant(email: str, role: str, until: date | None) -> str:
    """Give a role from today on; returns the code of the account. Raises NotFound, InputError."""
    user = accounts.by_email(email)
    actions.grant_role(user.code, role, valid_to=until, **_asked())
    return str(user.code)


def end(email: str, role: str) -> int:
    """End every grant of a role that still holds; returns how many. Raises NotFound."""
    with transaction.atomic():
        grants = accounts.open_grants(email, role, timezone.localdate())
        for one in grants:
            actions.end_role(one.pk, **_asked(one.version))
    return len(grants)


def close(email: str) -> bool:
    """Refuse the log-in of an account; False where it was closed already. Raises NotFound."""
    with transaction.atomic():
        user = accounts.by_email(email)
        if user.is_active:
            actions.close_account(user.code, **_asked(user.version))
            return True
    return False


def create_demonstration() -> None:
    """An account for each role of the pack in force (more of SEVERAL), one password; once a home.

    Where the file in the home is lost or does not fit the accounts, they get a new password. The
    file is written before the commit: a file without accounts is put right by the next call.
    """
    with transaction.atomic():
        if kept() is None:
            _make_demonstration()


def _make_demonstration() -> None:
    roles = queries.snapshot(timezone.localdate()).entries("role", state="all")
    wanted = {
        f"{role.code.replace('_', '-')}{suffix}@{DOMAIN}": (role, suffix)
        for role in roles
        if role.code not in RESERVED_ROLES
        for suffix in ("", *SEVERAL.get(role.code, ()))
    }
    known = {user.email: user for user in accounts.among(wanted)}
    word = "-".join(secrets.token_hex(3) for _ in range(3))
    logins = []
    for email, (role, suffix) in wanted.items():
        user = known.get(email)
        if user is None:
            create(email, f"{role.label.ja}{suffix}", word, [role.code])
        elif user.is_active:
            actions.renew_password(user.code, word, **_asked(user.version))
        else:
            continue  # closed by somebody: it stays closed
        logins.append({"email": email, "role": role.code})
    homes.write_private(_file(), json.dumps({"password": word, "logins": logins}))


def kept() -> tuple[str, tuple[Login, ...]] | None:
    """The password of the demonstration and its addresses that this database lets in; else None."""
    try:
        data = json.loads(_file().read_text(encoding="utf-8"))
        word, logins = str(data["password"]), [Login(**login) for login in data["logins"]]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    users = [user for user in accounts.among([one.email for one in logins]) if user.is_active]
    if not any(check_password(word, user.password) for user in users):
        return None
    there = {user.email for user in users}
    return word, tuple(login for login in logins if login.email in there)


def by_role() -> dict[str, list[str]]:
    """Codes of the demonstration's accounts by their role; none where there are no logins."""
    found = kept()
    if found is None:
        return {}
    by: dict[str, list[str]] = {}
    codes = {user.email: str(user.code) for user in accounts.among([one.email for one in found[1]])}
    for one in found[1]:
        by.setdefault(one.role, []).append(codes[one.email])
    return by


def _asked(version: int | None = None) -> dict[str, Any]:
    """How the machine itself asks for an action today."""
    return {"by": SYSTEM, "as_of": timezone.localdate(), "version": version, "key": None}


def _file() -> Path:
    return surroundings.home() / FILE
