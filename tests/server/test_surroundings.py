"""What the environment says of home, keys and database."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from ikkan.server import database, surroundings
from ikkan.values.errors import InputError


def test_sqlite_is_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IKKAN_HOME", str(tmp_path))
    monkeypatch.setenv("IKKAN_DATABASE_URL", "")
    made = surroundings.database()
    assert made["NAME"] == str(tmp_path / "ikkan.sqlite3")
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    monkeypatch.setenv("IKKAN_DATABASE_URL", "sqlite:////srv/ikkan/x.sqlite3")
    assert surroundings.database()["NAME"] == "/srv/ikkan/x.sqlite3"


def test_postgresql_by_address(monkeypatch: pytest.MonkeyPatch) -> None:
    address = "postgresql://u%40x:p%2Fw@db.example:5433/ikkan?sslmode=require"
    monkeypatch.setenv("IKKAN_DATABASE_URL", address)
    made = surroundings.database()
    shown = [made[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")]
    assert shown == ["u@x", "p/w", "db.example", "5433", "ikkan"]
    assert made["OPTIONS"]["sslmode"] == "require"
    monkeypatch.setenv("IKKAN_DATABASE_URL", "postgresql://postgres:@/postgres?host=/run/pg")
    assert surroundings.database()["HOST"] == "/run/pg"


def test_another_database_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IKKAN_DATABASE_URL", "mysql://x/y")
    with pytest.raises(InputError) as refused:
        surroundings.database()
    assert refused.value.code == "database.url"


def test_keys_come_from_environment_or_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("IKKAN_HOME", str(tmp_path))
    monkeypatch.delenv("IKKAN_SECRET_KEY", raising=False)
    passing = surroundings.key(surroundings.SECRET_FILE, "IKKAN_SECRET_KEY")
    assert len(passing) > 40
    (tmp_path / surroundings.SECRET_FILE).write_text("kept\n", encoding="ascii")
    assert surroundings.key(surroundings.SECRET_FILE, "IKKAN_SECRET_KEY") == "kept"
    monkeypatch.setenv("IKKAN_SECRET_KEY", "named")
    assert surroundings.key(surroundings.SECRET_FILE, "IKKAN_SECRET_KEY") == "named"


def test_single_sign_on_by_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IKKAN_OIDC_ISSUER", raising=False)
    assert surroundings.single_sign_on() == {}
    monkeypatch.setenv("IKKAN_OIDC_ISSUER", "https://id.example")
    monkeypatch.setenv("IKKAN_OIDC_CLIENT_ID", "ikkan")
    provider = surroundings.single_sign_on()["openid_connect"]
    assert provider["APPS"][0]["settings"]["server_url"] == "https://id.example"


@pytest.mark.django_db
def test_the_database_of_the_tests_is_fit() -> None:
    found = database.fitness()
    assert found.vendor == connection.vendor
    assert found.fit, found.reasons
    database.refuse_unfit()
    assert database.pending_migrations() == []


@pytest.mark.django_db
def test_an_unfit_database_says_every_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "OLDEST_SQLITE", (9, 0))
    monkeypatch.setattr(database, "OLDEST_POSTGRESQL", 990_000)
    found = database.fitness()
    assert not found.fit
    with pytest.raises(Exception, match=found.version.split()[0]):
        database.refuse_unfit()
