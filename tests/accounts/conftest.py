"""Accounts of a test, made as the command line makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache

from ikkan.accounts import actions
from ikkan.accounts.models import RoleGrant, User
from ikkan.audit import ports
from ikkan.audit.actor import SYSTEM
from ikkan.values.text import Text

TODAY = date(2026, 4, 1)
PASSWORD = "一貫した長い合言葉-2026"
ASKED: dict[str, Any] = {"by": SYSTEM, "as_of": TODAY, "version": None, "key": None}
ROLES = {
    "auditor": Text("監査担当", "Auditor"),
    "administrator": Text("管理者", "Administrator"),
    "programme_officer": Text("PO", "Programme officer"),
    "hq_officer": Text("本部職員", "HQ officer"),
}


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(ports, "_role_labels", lambda: ROLES)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def person(db: None) -> Callable[..., User]:
    """`person("a", "auditor")`: an account with these roles from TODAY on."""

    def make(name: str, *roles: str, **given: Any) -> User:
        user = actions.create_account(f"{name}@example.jp", name, PASSWORD, **ASKED)
        for role in roles:
            actions.grant_role(user.code, role, **(ASKED | given))
        return user

    return make


def grant_of(user: User, role: str) -> RoleGrant:
    return user.grants.get(role=role)
