"""Log-in, second step, own account, switches of language and display, through HTTP."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ikkan.accounts import actions
from ikkan.accounts.models import Delegation, User
from ikkan.audit.models import JournalEntry
from tests.accounts.conftest import ASKED, PASSWORD

pytestmark = pytest.mark.django_db
Person = Callable[..., User]
ENGLISH = {"accept-language": "en"}


def log_in(client: Client, user: User, password: str = PASSWORD):
    return client.post("/accounts/login/", {"login": user.email, "password": password})


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    "address", ["login/", "signup/", "password/reset/", "password/reset/done/", "inactive/"]
)
def test_pages_before_log_in_stand_in_the_shell(
    client: Client, address: str, language: str
) -> None:
    page = client.get(f"/accounts/{address}", headers={"accept-language": language})
    body = page.content.decode()
    assert page.status_code == 200
    assert len(re.findall("<h1", body)) == 1
    assert re.search(r"<h1[^>]*>\s*\S", body)
    assert "/static/" not in body or "onload=" not in body
    assert not re.search(r"<script(?![^>]*src=)[^>]*>", body.replace("application/json", ""))


def test_logging_in_and_out(client: Client, person: Person) -> None:
    user = person("ada")
    assert log_in(client, user, "wrong").status_code == 200
    page = log_in(client, user)
    assert page.status_code == 302
    assert page.headers["Location"] == reverse("desk:work")
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    body = client.get("/account/").content.decode()
    assert "ada@example.jp" in body
    assert client.get("/accounts/logout/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/account/").status_code == 302


def test_a_wrong_password_is_said_once_and_names_no_account(client: Client, person: Person) -> None:
    person("ada")
    known = client.post("/accounts/login/", {"login": "ada@example.jp", "password": "x"})
    unknown = client.post("/accounts/login/", {"login": "eve@example.jp", "password": "x"})

    def words(page) -> list[str]:
        return re.findall(r"<li>.*?</li>", page.content.decode())

    assert words(known) == words(unknown) != []


def test_guessing_is_slowed_down(client: Client, person: Person) -> None:
    user = person("ada")
    answers = [log_in(client, user, f"guess-{count}").content.decode() for count in range(8)]
    assert answers[0] != answers[-1]
    assert log_in(client, user).status_code in (200, 429), (
        "the right one is refused for a while too"
    )


def test_nobody_signs_up(client: Client) -> None:
    client.post("/accounts/signup/", {"email": "eve@example.jp", "password1": PASSWORD})
    assert not User.objects.filter(email="eve@example.jp").exists()


def test_the_address_cannot_be_changed_around_the_action(client: Client, person: Person) -> None:
    user = person("ada")
    log_in(client, user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.get("/accounts/email/").status_code == 200
    client.post("/accounts/email/", {"action_add": "", "email": "eve@example.jp"})
    client.post("/accounts/email/", {"action_remove": "", "email": "ada@example.jp"})
    assert [one.email for one in user.emailaddress_set.all()] == ["ada@example.jp"]


def test_a_first_password_is_set_by_a_link(client: Client) -> None:
    user = actions.create_account("ada@example.jp", **ASKED)
    client.post("/accounts/password/reset/", {"email": user.email})
    link = re.search(r"https?://[^/\s]+(/accounts/password/reset/key/\S+)", mail.outbox[0].body)
    assert link
    page = client.get(link[1], follow=True)
    assert page.status_code == 200
    target = page.request["PATH_INFO"]
    client.post(target, {"password1": PASSWORD, "password2": PASSWORD})
    assert log_in(client, user).status_code == 302


def test_the_second_step_is_switched_on_and_asked(client: Client, person: Person) -> None:
    user = person("ada")
    log_in(client, user)
    assert client.get("/accounts/2fa/").status_code == 200
    page = client.get("/accounts/2fa/totp/activate/", follow=True)
    assert page.request["PATH_INFO"] == "/accounts/reauthenticate/", "the password is asked again"
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/", headers=ENGLISH)
    body = page.content.decode()
    assert "<svg" in body
    assert "data:" not in body
    secret = re.search(r"<code>([A-Z2-7]{16,})</code>", body)
    assert secret
    assert secret[1] not in page.headers.get("Set-Cookie", "")
    code = totp.format_hotp_value(
        totp.hotp_value(secret[1], next(iter(totp.yield_hotp_counters_from_time())))
    )
    page = client.post("/accounts/2fa/totp/activate/", {"code": code}, follow=True)
    assert page.status_code == 200
    assert client.get("/accounts/2fa/recovery-codes/").status_code == 200
    assert client.get("/accounts/2fa/recovery-codes/generate/").status_code == 200
    assert client.get("/accounts/2fa/totp/deactivate/").status_code == 200
    recovery = re.findall(
        r"<code>([0-9a-f]{8,})</code>",
        client.get("/accounts/2fa/recovery-codes/").content.decode(),
    )
    client.post("/accounts/logout/")
    page = log_in(client, user)
    assert page.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/accounts/2fa/authenticate/").status_code == 200
    assert client.get("/account/").status_code == 302, "not in yet"
    client.post("/accounts/2fa/authenticate/", {"code": recovery[0]})
    assert client.get("/account/").status_code == 200


def test_the_account_page_shows_roles_and_lends_one(client: Client, person: Person) -> None:
    today = timezone.localdate()
    person("taker")
    giver = person("giver", "programme_officer", "administrator", valid_from=today)
    client.force_login(giver)
    body = client.get("/account/", headers=ENGLISH).content.decode()
    assert "Programme officer" in body
    key = re.search(r'name="lend-key" value="([0-9a-f]+)"', body)
    assert key
    form = {
        "lend-to_email": "taker@example.jp",
        "lend-role": "programme_officer",
        "lend-valid_from": today.isoformat(),
        "lend-valid_to": (today + timedelta(days=3)).isoformat(),
        "lend-reason": "leave",
        "lend-key": key[1],
    }
    for _ in range(2):
        assert client.post("/account/delegations/", form).status_code == 302
    loan = Delegation.objects.get()
    assert 'value="administrator"' not in body, "administrators act in person"
    wrong = client.post(
        "/account/delegations/", form | {"lend-to_email": giver.email, "lend-key": "other"}
    )
    assert wrong.status_code == 400
    assert "✕" in wrong.content.decode()
    wrong = client.post("/account/delegations/", form | {"lend-valid_to": "next year"})
    assert wrong.status_code == 400
    end = f"/account/delegations/{loan.pk}/end/"
    assert client.post(end, {"version": "9"}).status_code == 409
    assert client.post(end, {"version": "1"}).status_code == 302
    loan.refresh_from_db()
    assert loan.valid_to == today - timedelta(days=1)
    assert client.post("/account/delegations/0/end/", {"version": "1"}).status_code == 404


def test_settings_are_saved_unless_they_changed_in_between(client: Client, person: Person) -> None:
    user = person("ada")
    client.force_login(user)
    form = {
        "display_name": "Ada",
        "language": "en",
        "density": "dense",
        "scheme": "dark",
        "version": user.version,
    }
    page = client.post("/account/preferences/", form, follow=True)
    assert page.headers["Content-Language"] == "en"
    assert "Your settings are saved." in page.content.decode()
    assert client.post("/account/preferences/", form).status_code == 409
    assert client.post("/account/preferences/", form | {"scheme": "pink"}).status_code == 400
    user.refresh_from_db()
    assert (user.density, user.scheme, user.keys_enabled) == ("dense", "dark", False)
    assert JournalEntry.objects.filter(action="accounts.set_preferences").count() == 1


@pytest.mark.parametrize(
    ("account", "cookie", "browser", "expected"),
    [
        ("en", "ja", "ja", "en"),
        ("", "en", "ja", "en"),
        ("", "", "en-GB,en;q=0.8", "en"),
        ("", "", "fr", "ja"),
        ("", "nonsense", "", "ja"),
        (None, "en", "ja", "en"),
        (None, "", "en", "en"),
        (None, "", "", "ja"),
    ],
)
def test_language_is_that_of_account_then_cookie_then_browser_then_japanese(
    client: Client, person: Person, account: str | None, cookie: str, browser: str, expected: str
) -> None:
    if account is not None:
        user = person("ada")
        User.objects.filter(pk=user.pk).update(language=account)
        client.force_login(user)
    if cookie:
        client.cookies["ikkan_language"] = cookie
    headers = {"accept-language": browser} if browser else {}
    page = client.get("/permissions/", headers=headers)
    assert page.headers["Content-Language"] == expected
    assert {"Accept-Language", "Cookie"} <= {one.strip() for one in page.headers["Vary"].split(",")}


@pytest.mark.parametrize(
    ("target", "goes"),
    [
        ("/figures/?year=2021", "/figures/?year=2021"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_the_switch_goes_back_to_the_page_and_never_elsewhere(
    client: Client, target: str, goes: str
) -> None:
    page = client.post("/account/language/", {"language": "en", "next": target})
    assert page.status_code == 303
    assert page.headers["Location"] == goes
    assert client.cookies["ikkan_language"].value == "en"


def test_switches_are_kept_for_the_account_and_strangers_have_cookies(
    client: Client, person: Person
) -> None:
    for language in ("", "fr", "JA"):
        assert client.post("/account/language/", {"language": language}).status_code == 400
    assert client.get("/account/language/").status_code == 405
    client.post("/account/display/", {"density": "dense", "keys_enabled": "off"})
    assert client.cookies["ikkan_density"].value == "dense"
    assert client.cookies["ikkan_keys"].value == "off"
    assert client.post("/account/display/", {"scheme": "pink"}).status_code == 400
    assert client.post("/account/display/", {"keys_enabled": "perhaps"}).status_code == 400
    user = person("ada")
    client.force_login(user)
    client.post("/account/language/", {"language": "en"})
    client.post("/account/display/", {"scheme": "dark"})
    user.refresh_from_db()
    assert (user.language, user.scheme, user.density) == ("en", "dark", "standard")


def test_forms_are_guarded_against_other_sites() -> None:
    client = Client(enforce_csrf_checks=True)
    for address in ("/account/language/", "/account/display/", "/accounts/login/"):
        assert client.post(address, {"language": "en"}).status_code == 403
