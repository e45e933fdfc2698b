"""Decides where Ikkan keeps its data and which database it speaks to, from the environment.

Called by settings and by the commands that need a home before Django is loaded.
Source: design §4 (SQLite in WAL by default, PostgreSQL when outgrown).
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from ikkan.values.errors import InputError
from ikkan.values.text import Text

DATABASE_FILE = "ikkan.sqlite3"
SECRET_FILE = "secret.key"  # noqa: S105 - a file name
JOURNAL_FILE = "journal.key"
_POSTGRESQL = ("postgresql", "postgres")


def home() -> Path:
    """The folder of data: IKKAN_HOME, else ./var."""
    return Path(os.environ.get("IKKAN_HOME") or "var").expanduser().resolve()


def key(name: str, variable: str) -> str:
    """The secret in the environment, else in the home; a passing one where neither exists.

    A passing key serves checks and tests only: `ikkan serve` refuses a home without its keys.
    """
    named = os.environ.get(variable)
    if named:
        return named
    kept = home() / name
    if kept.is_file():
        return kept.read_text(encoding="ascii").strip()
    return secrets.token_urlsafe(48)


def switched(variable: str) -> bool:
    """True for 1, yes, true, on."""
    return os.environ.get(variable, "").strip().lower() in {"1", "yes", "true", "on"}


def words(variable: str, default: str = "") -> list[str]:
    """The comma-separated words of a variable."""
    return [word for part in os.environ.get(variable, default).split(",") if (word := part.strip())]


def database() -> dict[str, Any]:
    """Django's description of the database that IKKAN_DATABASE_URL names. Raises InputError."""
    address = os.environ.get("IKKAN_DATABASE_URL", "")
    if not address:
        return _sqlite(str(home() / DATABASE_FILE))
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/")) or str(home() / DATABASE_FILE))
    if parts.scheme not in _POSTGRESQL:
        raise InputError("database.url", _SCHEME.format(scheme=parts.scheme or address[:20]))
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "ikkan",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or (parts.hostname or ""),
        "PORT": options.pop("port", "") or (str(parts.port) if parts.port else ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"client_encoding": "UTF8", **options},
        "TEST": {"TEMPLATE": "template0", "CHARSET": "UTF8"},
    }


def single_sign_on() -> dict[str, Any]:
    """Providers of allauth: the OpenID Connect issuer that IKKAN_OIDC_ISSUER names, else none."""
    issuer = os.environ.get("IKKAN_OIDC_ISSUER")
    if not issuer:
        return {}
    app = {
        "provider_id": "oidc",
        "name": os.environ.get("IKKAN_OIDC_NAME", "OpenID Connect"),
        "client_id": os.environ.get("IKKAN_OIDC_CLIENT_ID", ""),
        "secret": os.environ.get("IKKAN_OIDC_CLIENT_SECRET", ""),
        "settings": {"server_url": issuer},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON;",
        },
    }


_SCHEME = Text(
    "IKKAN_DATABASE_URLの「{scheme}」は使えません。postgresql://…かsqlite:///…で書いてください。",
    "IKKAN_DATABASE_URL cannot be {scheme}; write postgresql://… or sqlite:///….",
)
