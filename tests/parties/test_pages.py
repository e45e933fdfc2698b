"""Parties on the pages that the engine draws: who sees whom, and the forms that write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ikkan.accounts import actions as accounts
from ikkan.accounts.models import User
from ikkan.accounts.queries import actor_of
from ikkan.audit.actor import PUBLIC, SYSTEM, Actor
from ikkan.parties import actions
from ikkan.parties.models import Organisation, Person, Tie
from ikkan.records.queries import visible
from ikkan.values.ref import Ref
from tests.parties.conftest import ASKED, TODAY

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def account() -> Callable[..., User]:
    """`account("ada", "researcher", scope=ref)`: an account with that role from today on."""

    def make(name: str, *roles: str, scope: Ref | None = None) -> User:
        how = ASKED | {"as_of": timezone.localdate()}
        user = accounts.create_account(f"{name}@example.jp", name, **how)
        for role in roles:
            accounts.grant_role(user.code, role, scope=scope, **how)
        return user

    return make


def as_actor(user: User) -> Actor:
    return actor_of(user, timezone.localdate())


def codes(kind: str, actor: Actor) -> set[str]:
    return set(visible(kind, actor).values_list("code", flat=True))


def test_who_sees_which_people_and_ties(organisation: Make, person: Make, account: Make) -> None:
    home, away = organisation("甲大学"), organisation("乙大学")
    open_one = person("公開", home, published=True)
    closed, other = person("非公開", home), person("別", away)
    tie = actions.record_tie(closed.code, "family", other=other.code, valid_from=TODAY, **ASKED)
    me = as_actor(account("a", "researcher", scope=Ref("parties.person", closed.code)))
    office = as_actor(
        account("b", "institution_office", scope=Ref("parties.organisation", home.code))
    )
    staff, hq = as_actor(account("c", "funder_staff")), as_actor(account("d", "hq_officer"))
    plain = as_actor(account("e", "researcher"))
    assert codes("parties.organisation", PUBLIC) == {home.code, away.code}
    assert codes("parties.person", PUBLIC) == codes("parties.person", plain) == {open_one.code}
    assert codes("parties.person", me) == {open_one.code, closed.code}
    assert codes("parties.person", office) == {open_one.code, closed.code}
    assert codes("parties.person", hq) == {open_one.code, closed.code, other.code}
    for actor, seen in ((PUBLIC, set()), (office, set()), (hq, set()), (plain, set())):
        assert codes("parties.tie", actor) == seen
    for actor in (me, staff, SYSTEM):
        assert codes("parties.tie", actor) == {tie.code}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_staff_registers_and_ties_through_the_forms(
    client: Client, account: Make, organisation: Make, language: str
) -> None:
    client.force_login(account("ada", "funder_staff"))
    spoken = {"accept-language": language}
    page = reverse("records:parties.organisation.new", args=["register"])
    assert client.get(page, headers=spoken).status_code == 200
    form = {"name_ja": "甲大学", "name_en": "", "sort": "university", "key": "k1"}
    wrong = client.post(page, form | {"corporate_number": "7000012050003"}, headers=spoken)
    assert wrong.status_code == 400
    assert "7000012050003" in wrong.content.decode()
    assert "parties.corporate_number" in wrong.content.decode()
    for _ in range(2):
        done = client.post(page, form | {"prefecture": "13"}, headers=spoken)
        assert done.status_code == 303
    body = Organisation.objects.get()
    shown = client.get(done.headers["Location"], headers=spoken).content.decode()
    assert ("東京都" if language == "ja" else "Tokyo") in shown
    page = reverse("records:parties.person.new", args=["register"])
    for name in ("研究者一", "研究者二"):
        form = {"name_ja": name, "organisation": body.code, "published": "on", "key": name}
        assert client.post(page, form, headers=spoken).status_code == 303
    one, two = Person.objects.order_by("pk")
    page = reverse("records:parties.person.write", args=[one.code, "tie"])
    assert client.get(page, headers=spoken).status_code == 200
    form = {"sort": "family", "other": two.code, "valid_from": "2026-04-01", "key": "t"}
    assert client.post(page, form | {"version": "1"}, headers=spoken).status_code == 303
    tie = Tie.objects.get()
    shown = client.get(reverse("records:parties.person.record", args=[two.code]), headers=spoken)
    assert ("親族" if language == "ja" else "Family") in shown.content.decode()
    page = reverse("records:parties.tie.write", args=[tie.code, "end"])
    form = {"last_day": "2026-10-31", "version": "1", "key": "e"}
    assert client.post(page, form, headers=spoken).status_code == 303
    tie.refresh_from_db()
    assert tie.valid_to is not None
    stale = client.post(page, form | {"key": "e2"}, headers=spoken)
    assert stale.status_code == 409


def test_lists_exports_and_refusals_keep_closed_people_closed(
    client: Client, person: Make, account: Make
) -> None:
    closed = person("非公開の人")
    person("公開の人", published=True)
    for name in ("list", "csv"):
        page = client.get(reverse(f"records:parties.person.{name}"))
        assert page.status_code == 200
        assert "公開の人" in page.content.decode()
        assert "非公開の人" not in page.content.decode()
    assert client.get(reverse("records:parties.person.record", args=[closed.code])).status_code == (
        404
    )
    client.force_login(account("ada", "hq_officer"))
    body = client.get(
        reverse("records:parties.person.record", args=[closed.code]), headers=ENGLISH
    ).content.decode()
    assert "Record a tie" not in body
    assert "Code of the account" not in body
