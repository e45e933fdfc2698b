"""Accounts, roles with dates and scopes, delegations: who holds what on which day."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ikkan.accounts import actions, rules
from ikkan.accounts.models import Delegation, User
from ikkan.accounts.queries import actor_of, names_of
from ikkan.audit.actor import PUBLIC, SYSTEM, Actor, Scope
from ikkan.audit.models import JournalEntry
from ikkan.values.errors import InputError, NotAllowed, NotFound, VersionConflict
from ikkan.values.ref import Ref
from tests.accounts.conftest import ASKED, PASSWORD, TODAY, grant_of

pytestmark = pytest.mark.django_db
Person = Callable[..., User]
PO = "programme_officer"
LATER = TODAY + timedelta(days=10)


def roles(user: User, day: date = TODAY) -> set[str]:
    return set(actor_of(user, day).roles) - {"public", "account"}


def lend(giver: User, taker: User, role: str = PO, **given: Any) -> Delegation:
    asked = {
        "valid_from": TODAY,
        "valid_to": LATER,
        "reason": "出張",
        "by": actor_of(giver, TODAY),
        "as_of": TODAY,
        "version": None,
        "key": None,
    }
    return actions.delegate(taker.email, role, **(asked | given))


def test_an_account_is_opened_with_its_address_in_lower_case_and_verified(person: Person) -> None:
    user = person("Ada")
    assert user.email == "ada@example.jp"
    assert user.check_password(PASSWORD)
    assert user.emailaddress_set.get().verified
    entry = JournalEntry.objects.get(action="accounts.create_account")
    assert entry.object_ref == f"account:{user.code}"
    assert PASSWORD not in (entry.payload.body or "")
    assert user.email not in f"{entry.actor}{entry.object_ref}"


@pytest.mark.parametrize("email", ["", "no address", "a@b", "ADA@example.jp"])
def test_an_address_that_is_none_or_taken_is_refused(person: Person, email: str) -> None:
    person("ada")
    with pytest.raises(InputError):
        actions.create_account(email, **ASKED)


@pytest.mark.parametrize("password", ["short", "password1234", "1234567890123"])
def test_a_weak_password_is_refused_with_the_reason_in_both_languages(password: str) -> None:
    with pytest.raises(InputError) as refused:
        actions.create_account("ada@example.jp", "", password, **ASKED)
    assert refused.value.text.ja != refused.value.text.en


def test_without_password_the_account_waits_for_a_reset() -> None:
    assert not actions.create_account("ada@example.jp", **ASKED).has_usable_password()


def test_a_stranger_is_public_and_a_closed_account_too(person: Person) -> None:
    assert actor_of(AnonymousUser(), TODAY) == PUBLIC
    user = person("ada", PO)
    assert actor_of(user, TODAY).roles == {"public", "account", PO}
    user = actions.close_account(user.code, **(ASKED | {"version": user.version}))
    assert actor_of(user, TODAY) == PUBLIC


def test_a_role_holds_from_its_first_to_its_last_day(person: Person) -> None:
    user = person("ada", PO, valid_from=TODAY, valid_to=LATER)
    days = [TODAY - timedelta(days=1), TODAY, LATER, LATER + timedelta(days=1)]
    assert [roles(user, day) for day in days] == [set(), {PO}, {PO}, set()]


def test_an_ended_role_is_gone_the_same_day_and_cannot_end_twice(person: Person) -> None:
    user = person("ada", PO, valid_from=TODAY - timedelta(days=5))
    grant = grant_of(user, PO)
    with pytest.raises(VersionConflict):
        actions.end_role(grant.pk, **(ASKED | {"version": 9}))
    grant = actions.end_role(grant.pk, **(ASKED | {"version": 1}))
    assert roles(user) == set()
    assert roles(user, TODAY - timedelta(days=1)) == {PO}
    with pytest.raises(InputError):
        actions.end_role(grant.pk, **(ASKED | {"version": 2}))
    with pytest.raises(NotFound):
        actions.end_role(0, **(ASKED | {"version": 1}))


def test_a_role_for_one_record_reaches_it_only(person: Person) -> None:
    user = person("ada", PO, scope=Ref("project", "T2-01"))
    actor = actor_of(user, TODAY)
    assert actor.scopes == (Scope(PO, "project", "T2-01"),)
    assert actor.holds(PO, Ref("project", "T2-01"))
    assert not actor.holds(PO)


@pytest.mark.parametrize("role", ["", "public", "account", "system", "no_such_role"])
def test_a_role_that_is_none_is_refused(person: Person, role: str) -> None:
    with pytest.raises(InputError):
        actions.grant_role(person("ada").code, role, **ASKED)


def test_nobody_grants_to_oneself_nor_without_the_permission(person: Person) -> None:
    boss, other = person("boss", "administrator"), person("other", PO)
    asked = ASKED | {"by": actor_of(boss, TODAY)}
    with pytest.raises(NotAllowed):
        actions.grant_role(boss.code, "auditor", **asked)
    grant = actions.grant_role(other.code, "auditor", **asked)
    assert grant.granted_by == boss.code
    with pytest.raises(NotAllowed):
        actions.grant_role(boss.code, PO, **(ASKED | {"by": actor_of(other, TODAY)}))


def test_dates_the_wrong_way_round_are_refused(person: Person) -> None:
    user = person("ada")
    with pytest.raises(InputError):
        actions.grant_role(user.code, PO, valid_from=LATER, valid_to=TODAY, **ASKED)


def test_a_delegation_gives_the_role_with_its_scope_for_its_days(person: Person) -> None:
    giver = person("giver", PO, scope=Ref("project", "T2-01"))
    taker = person("taker")
    lend(giver, taker)
    assert actor_of(taker, TODAY).scopes == (Scope(PO, "project", "T2-01", giver.code),)
    assert roles(taker, LATER) == {PO}
    assert roles(taker, LATER + timedelta(days=1)) == set()
    assert roles(giver) == {PO}
    payload = JournalEntry.objects.get(action="accounts.delegate").payload.body
    assert json.loads(payload or "")["reason"] == "出張"


def test_a_delegation_falls_with_the_role_of_its_giver(person: Person) -> None:
    giver, taker = person("giver", PO), person("taker")
    lend(giver, taker)
    actions.end_role(grant_of(giver, PO).pk, **(ASKED | {"version": 1}))
    assert roles(taker) == set()


def test_a_delegation_falls_with_the_account_of_its_giver(person: Person) -> None:
    giver, taker = person("giver", PO), person("taker")
    lend(giver, taker)
    actions.close_account(giver.code, **(ASKED | {"version": 1}))
    assert roles(taker) == set()


def test_a_borrowed_role_is_not_lent_on(person: Person) -> None:
    giver, taker, third = person("giver", PO), person("taker"), person("third")
    lend(giver, taker)
    with pytest.raises(InputError, match="lent on"):
        lend(taker, third)
    Delegation.objects.create(
        from_user=taker,
        to_user=third,
        role=PO,
        valid_from=TODAY,
        valid_to=LATER,
        reason="around the action",
    )
    assert roles(third) == set()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"valid_from": LATER, "valid_to": TODAY}, "accounts.dates"),
        ({"valid_from": TODAY - timedelta(days=1)}, "accounts.past"),
        ({"valid_to": TODAY + timedelta(days=99)}, "accounts.not_held"),
        ({"reason": "  "}, "accounts.reason"),
        ({"role": "hq_officer"}, "accounts.not_held"),
        ({"role": "administrator"}, "accounts.not_delegable"),
        ({"role": "account"}, "accounts.not_delegable"),
    ],
)
def test_a_delegation_that_cannot_be_is_refused(
    person: Person, given: dict[str, Any], code: str
) -> None:
    giver = person("giver", PO, "administrator", valid_to=TODAY + timedelta(days=30))
    with pytest.raises(InputError) as refused:
        lend(giver, person("taker"), **given)
    assert refused.value.code == code


def test_to_oneself_or_to_nobody_is_refused(person: Person) -> None:
    giver = person("giver", PO)
    with pytest.raises(InputError):
        lend(giver, giver)
    with pytest.raises(NotFound):
        lend(giver, User(email="nobody@example.jp"))


def test_grants_one_after_another_cover_a_delegation_but_a_gap_does_not(person: Person) -> None:
    giver, taker = person("giver", PO, valid_to=TODAY + timedelta(days=3)), person("taker")
    second = {"valid_from": TODAY + timedelta(days=5)}
    actions.grant_role(giver.code, PO, **(ASKED | second))
    with pytest.raises(InputError):
        lend(giver, taker)
    actions.grant_role(giver.code, PO, **(ASKED | {"valid_from": TODAY + timedelta(days=4)}))
    assert lend(giver, taker).pk


@pytest.mark.parametrize(
    ("who", "allowed"), [("giver", True), ("taker", True), ("boss", True), ("third", False)]
)
def test_who_may_end_a_delegation(person: Person, who: str, allowed: bool) -> None:
    people = {
        "giver": person("giver", PO),
        "taker": person("taker"),
        "boss": person("boss", "administrator"),
        "third": person("third", PO),
    }
    loan = lend(people["giver"], people["taker"])
    asked = ASKED | {"by": actor_of(people[who], TODAY), "version": 1}
    if allowed:
        actions.end_delegation(loan.pk, **asked)
        assert roles(people["taker"]) == set()
    else:
        with pytest.raises(NotAllowed):
            actions.end_delegation(loan.pk, **asked)


def test_the_same_key_lends_once(person: Person) -> None:
    giver, taker = person("giver", PO), person("taker")
    assert lend(giver, taker, key="form-1") == lend(giver, taker, key="form-1")
    assert Delegation.objects.count() == 1


def test_an_actor_costs_two_queries_however_many_roles(person: Person) -> None:
    taker = person("taker", PO, "auditor")
    for name in ("a", "b", "c"):
        lend(person(name, PO), taker)
    with CaptureQueriesContext(connection) as queries:
        actor = actor_of(taker, TODAY)
    assert len(queries) == 2
    assert len(actor.scopes) == 5


def test_settings_are_ones_own(person: Person) -> None:
    ada, eve = person("ada"), person("eve")
    asked = ASKED | {"by": actor_of(ada, TODAY)}
    user = actions.set_preferences(ada.code, {"language": "en", "density": "dense"}, **asked)
    assert (user.language, user.density, user.version) == ("en", "dense", 2)
    again = actions.set_preferences(ada.code, {"language": "en"}, **asked)
    assert again.version == 2, "nothing changed, nothing written"
    with pytest.raises(NotAllowed):
        actions.set_preferences(eve.code, {"language": "en"}, **asked)
    with pytest.raises(InputError):
        actions.set_preferences(ada.code, {"language": "fr"}, **asked)
    with pytest.raises(InputError):
        actions.set_preferences(ada.code, {"is_staff": True}, **asked)
    with pytest.raises(VersionConflict):
        actions.set_preferences(ada.code, {"scheme": "dark"}, **(asked | {"version": 1}))
    with pytest.raises(NotAllowed):
        actions.set_preferences(
            ada.code, {"scheme": "dark"}, **(ASKED | {"by": Actor("x", frozenset({"public"}))})
        )


def test_names_for_codes(person: Person) -> None:
    ada = person("ada")
    assert names_of([ada.code, SYSTEM.code]) == {ada.code: "ada"}


def test_merging_is_pure() -> None:
    held = [
        rules.Held(holder="g", role="r", valid_from=TODAY, valid_to=None),
        rules.Held(holder="t", role="s", kind="k", code="c", valid_from=TODAY, valid_to=TODAY),
    ]
    lent = [rules.Lent(giver="g", taker="t", role="r", valid_from=TODAY, valid_to=TODAY)]
    found, scopes = rules.scopes("t", held, lent, TODAY)
    assert found == {"public", "account", "r", "s"}
    assert scopes == (Scope("r", lent_by="g"), Scope("s", "k", "c"))
    assert rules.scopes("t", held, lent, LATER)[1] == ()


def test_an_unknown_setting_is_refused_by_its_name(person: Person) -> None:
    ada = person("ada")
    for name in ("no_such_setting", "is_staff", "password"):
        with pytest.raises(InputError) as refused:
            actions.set_preferences(ada.code, {"language": "en", name: "x"}, **ASKED)
        assert refused.value.code == "accounts.setting"
        assert name in refused.value.text.en
    ada.refresh_from_db()
    assert ada.language == ""


def test_a_password_is_renewed_by_the_machine_only(person: Person) -> None:
    ada, boss = person("ada"), person("boss", "administrator")
    asked = ASKED | {"version": ada.version}
    word = "another-long-word-of-ada"
    with pytest.raises(NotAllowed):
        actions.renew_password(ada.code, word, **(asked | {"by": actor_of(boss, TODAY)}))
    with pytest.raises(InputError):
        actions.renew_password(ada.code, "short", **asked)
    with pytest.raises(VersionConflict):
        actions.renew_password(ada.code, word, **ASKED)
    renewed = actions.renew_password(ada.code, word, **asked)
    assert renewed.check_password(word)
    entry = JournalEntry.objects.get(action="accounts.renew_password")
    assert word not in (entry.payload.body or "")
