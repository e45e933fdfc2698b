"""What every answer forbids, what nobody may keep, and what no page holds."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from ikkan.accounts import actions
from ikkan.audit.actor import SYSTEM
from ikkan.plan.snapshot import Snapshot
from ikkan.portal import security
from tests.e2e.pages import TEMPLATES
from tests.portal.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
PASSWORD = "一貫した長い合言葉-2026"
KINDS = {
    "page": ("/about/", 200),
    "fragment": ("/figures/request2020.amed.wish.TOTAL/card/", 200),
    "csv": ("/money/2021.csv", 200),
    "workbook": ("/money/2021.xlsx", 200),
    "log-in": ("/accounts/login/", 200),
    "sent elsewhere": ("/account/", 302),
    "unreadable": ("/plan/?as_of=yesterday", 400),
    "refused": ("/journal/", 302),
    "not found": ("/nowhere/", 404),
    "not a method": ("/account/language/", 405),
}


class Inline(HTMLParser):
    """Collects what a page that obeys the policy cannot hold."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or "style" in given or (tag == "script" and not given.get("src")):
            self.found.append(self.get_starttag_text() or tag)
        self.found += [name for name in given if name.startswith("on")]
        for name in ("href", "src", "action"):
            address = given.get(name) or ""
            outside = tag in {"script", "link", "img", "form"} and "//" in address
            if outside or address.startswith("javascript:"):
                self.found.append(f"{tag} {name}={address}")


def directives(policy: str) -> dict[str, list[str]]:
    parts = (part.split() for part in policy.split(";"))
    return {name: words for name, *words in parts}


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_of_answer_carries_the_headers(
    amed: Snapshot, client: Client, kind: str
) -> None:
    address, status = KINDS[kind]
    answer = client.get(address)
    assert answer.status_code == status
    rules = directives(answer.headers["Content-Security-Policy"])
    assert rules["default-src"] == ["'none'"]
    assert rules["frame-ancestors"] == ["'none'"]
    for name in ("script-src", "style-src", "connect-src", "form-action"):
        assert rules[name] == ["'self'"], name
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    vary = {word.strip().lower() for word in answer.headers["Vary"].split(",")}
    assert {"cookie", "accept-language"} <= vary


def test_a_failure_of_ours_carries_them_too(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(*_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("ikkan.plan.queries.snapshot", fall)
    client.raise_request_exception = False
    answer = client.get("/about/")
    assert answer.status_code == 500
    assert "Content-Security-Policy" in answer.headers
    assert "broken on purpose" not in answer.content.decode()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_page_holds_inline_script_or_style(
    amed: Snapshot, client: Client, language: str
) -> None:
    wrong = {}
    for address in TEMPLATES:
        page = Inline()
        answer = client.get(address, headers={"accept-language": language})
        page.feed(answer.content.decode())
        if page.found:
            wrong[address] = page.found
    assert wrong == {}


@pytest.fixture
def reader(db: None, settings: Any) -> Client:
    """Somebody logged in."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    asked: dict[str, Any] = {"by": SYSTEM, "as_of": TODAY, "version": None, "key": None}
    user = actions.create_account("ada@example.jp", "Ada", PASSWORD, **asked)
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("address", ["/", "/plan/", "/money/2021.csv", "/nowhere/", "/account/"])
def test_what_a_person_logged_in_sees_is_kept_by_nobody(
    amed: Snapshot, reader: Client, address: str
) -> None:
    kept = reader.get(address).headers["Cache-Control"]
    assert kept == "private, no-store"


def test_a_public_page_is_asked_for_again_each_time(amed: Snapshot, client: Client) -> None:
    assert client.get("/plan/").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("language", "words"),
    [("ja", "この送信は受け取れません"), ("en", "This form cannot be taken")],
)
def test_a_form_without_its_token_is_refused_in_the_readers_language(
    amed: Snapshot, language: str, words: str
) -> None:
    client = Client(enforce_csrf_checks=True)
    sent = {"language": "en", "next": "/"}
    answer = client.post("/account/language/", sent, headers={"accept-language": language})
    assert answer.status_code == 403
    page = Inline()
    page.feed(answer.content.decode())
    assert page.found == []
    assert words in answer.content.decode()
    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies


def test_a_switch_never_leads_to_another_site(amed: Snapshot, client: Client) -> None:
    for target in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        answer = client.post("/account/language/", {"language": "en", "next": target})
        assert answer.headers["Location"] == "/"


def test_forms_may_end_at_the_issuer_of_single_sign_on() -> None:
    providers = {
        "openid_connect": {
            "APPS": [{"settings": {"server_url": "https://login.example.go.jp/realms/x"}}]
        }
    }
    allowed = directives(security.policy(providers))["form-action"]
    assert allowed == ["'self'", "https://login.example.go.jp"]
    assert directives(security.policy({}))["form-action"] == ["'self'"]


def test_the_issuer_is_named_in_the_header_once_settings_name_it(client: Client) -> None:
    providers = {"openid_connect": {"APPS": [{"settings": {"server_url": "https://id.example"}}]}}
    with override_settings(SOCIALACCOUNT_PROVIDERS=providers):
        answer = Client().get("/account/language/")
    rules = directives(answer.headers["Content-Security-Policy"])
    assert rules["form-action"] == ["'self'", "https://id.example"]
