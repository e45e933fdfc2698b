"""Accounts from the command line, and logins of a demonstration that outlive a broken start."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.utils import timezone

from ikkan.accounts.models import RoleGrant, User
from ikkan.accounts.queries import actor_of
from ikkan.audit.models import JournalEntry
from ikkan.server import homes, logins, surroundings

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
EMAIL = "a@example.org"


@pytest.fixture(autouse=True)
def _quick(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def file() -> Iterator[Path]:
    path = surroundings.home() / logins.FILE
    path.unlink(missing_ok=True)
    yield path
    path.unlink(missing_ok=True)


@pytest.fixture
def account(applied: Any) -> str:
    logins.create(EMAIL, "A", "correct horse battery staple", ["auditor"])
    return EMAIL


def roles() -> set[str]:
    actor = actor_of(User.objects.get(email=EMAIL), timezone.localdate())
    return set(actor.roles) - {"public", "account"}


def let_in() -> list[str]:
    """The addresses of the demonstration, after each logged in with the password that is shown."""
    found = logins.kept()
    assert found is not None
    word, members = found
    for one in members:
        assert authenticate(username=one.email, password=word) is not None, one.email
    return [one.email for one in members]


def test_a_role_is_given_until_a_day_and_ended(ikkan, account: str) -> None:
    day = timezone.localdate() + timedelta(days=30)
    done = ikkan("account", "grant", account.upper(), "administrator", "--until", day, "--json")
    assert (done.code, done.json["until"]) == (0, str(day)), done.err
    assert RoleGrant.objects.get(role="administrator").valid_to == day
    assert roles() == {"auditor", "administrator"}
    ended = ikkan("account", "end", account, "administrator", "--json")
    assert (ended.code, ended.json["ended"]) == (0, 1), ended.err
    assert roles() == {"auditor"}
    assert {entry.actor for entry in JournalEntry.objects.filter(action="accounts.end_role")} == {
        "system"
    }


def test_every_grant_of_a_role_ends_at_once(ikkan, account: str) -> None:
    assert ikkan("account", "grant", account, "auditor").code == 0
    assert ikkan("account", "end", account, "auditor", "--json").json["ended"] == 2
    assert roles() == set()


def test_a_closed_account_is_let_in_no_more(ikkan, account: str) -> None:
    assert ikkan("account", "close", account, "--json").json == {"ok": True, "changed": True}
    assert not User.objects.get(email=account).is_active
    again = ikkan("--lang", "en", "account", "close", account, "--json")
    assert (again.code, again.json["changed"]) == (0, False)
    assert "closed already" in again.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("grant", "nobody@example.org", "auditor"), "accounts.account"),
        (("grant", EMAIL, "no_such_role"), "accounts.role"),
        (("grant", EMAIL, "auditor", "--until", "2001-01-01"), "accounts.dates"),
        (("end", "nobody@example.org", "auditor"), "accounts.account"),
        (("end", EMAIL, "administrator"), "accounts.grant"),
        (("close", "nobody@example.org"), "accounts.account"),
    ],
)
def test_what_cannot_be_is_refused_in_both_languages(
    ikkan, account: str, words: tuple[str, ...], code: str
) -> None:
    done = ikkan("account", *words, "--json")
    assert (done.code, done.json["error"]) == (2, code)
    assert len(done.err.splitlines()) == 2


def test_logins_that_fit_are_left_alone(applied: Any, file: Path) -> None:
    logins.create_demonstration()
    before, entries = file.read_bytes(), JournalEntry.objects.count()
    logins.create_demonstration()
    assert (file.read_bytes(), JournalEntry.objects.count()) == (before, entries)
    assert "administrator@ikkan.example" in let_in()
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.glob("*.part")) == []


@pytest.mark.parametrize(
    "text", [None, "", "{", "[]", '{"password": "x"}', '{"password": "x", "logins": []}']
)
def test_a_lost_or_spoilt_file_is_written_again(applied: Any, file: Path, text: str | None) -> None:
    logins.create_demonstration()
    whole, accounts = let_in(), User.objects.count()
    file.unlink()
    if text is not None:
        file.write_text(text, encoding="utf-8")
    assert logins.kept() is None
    logins.create_demonstration()
    assert let_in() == whole
    assert User.objects.count() == accounts
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_closed_account_of_the_demonstration_stays_closed(
    ikkan, applied: Any, file: Path
) -> None:
    logins.create_demonstration()
    ikkan("account", "close", "auditor@ikkan.example")
    assert "auditor@ikkan.example" not in let_in()
    file.unlink()
    logins.create_demonstration()
    assert "auditor@ikkan.example" not in let_in()
    assert not User.objects.get(email="auditor@ikkan.example").is_active


def test_logins_of_another_database_are_not_shown(applied: Any, file: Path) -> None:
    members = [{"email": "administrator@ikkan.example", "role": "administrator"}]
    homes.write_private(file, json.dumps({"password": "of another", "logins": members}))
    assert logins.kept() is None
    logins.create_demonstration()
    assert "administrator@ikkan.example" in let_in()


def test_a_file_that_cannot_be_written_leaves_no_account(applied: Any, file: Path) -> None:
    file.mkdir()
    try:
        with pytest.raises(IsADirectoryError):
            logins.create_demonstration()
    finally:
        file.rmdir()
    assert not User.objects.filter(email__endswith=logins.DOMAIN).exists()
    logins.create_demonstration()
    assert let_in()
