"""Calls and applications in the browser: who sees what, the forms, and what waits for whom."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ikkan.audit import ports
from ikkan.audit.actor import PUBLIC, Actor
from ikkan.calls import actions, work
from ikkan.calls.models import Application, Call
from ikkan.parties.models import Person
from tests.calls.conftest import (
    AFTER,
    FUNDER,
    TODAY,
    applied,
    asked,
    new_application,
    new_call,
    researcher,
)


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    """A browser of somebody with these roles."""

    def of(actor: Actor) -> Client:
        monkeypatch.setattr(ports, "_actor_of", lambda request: actor)
        return Client(headers={"accept-language": "ja"})

    return of


def typed(client: Client, url: str, **given: Any) -> Any:
    """Fill in a form as its page offers it."""
    page = client.get(url).content.decode()
    hidden = dict(re.findall(r'name="(key|version)"[^>]*value="([^"]*)"', page))
    return client.post(url, hidden | given)


def test_the_public_sees_calls_once_they_are_open(
    call: Call, account: str, browser: Callable[[Actor], Client]
) -> None:
    planned = actions.plan_call(new_call(account), **asked())
    client = browser(PUBLIC)
    page = client.get(f"/calls/{call.code}/").content.decode()
    assert "募集中" in page
    assert "口座と採択の合計" not in page
    assert client.get(f"/calls/{planned.code}/").status_code == 404
    assert "この口座での採択の合計" in browser(FUNDER).get(f"/calls/{call.code}/").content.decode()


def test_an_application_is_for_its_applicant_and_those_who_decide(
    call: Call, people: list[Person], browser: Callable[[Actor], Client]
) -> None:
    url = f"/applications/{applied(call, people[0]).code}/"
    officer = Actor("u-5", frozenset({"hq_officer", "account", "public"}))
    seen = [researcher(people[0]), FUNDER]
    unseen = [PUBLIC, researcher(people[1]), officer]
    assert [browser(who).get(url).status_code for who in seen] == [200, 200]
    assert [browser(who).get(url).status_code for who in unseen] == [404, 404, 404]


@pytest.mark.covers("S-394")
def test_a_call_is_planned_opened_applied_to_and_decided_by_forms(
    account: str, people: list[Person], browser: Callable[[Actor], Client]
) -> None:
    today = timezone.localdate()
    staff = browser(FUNDER)
    answer = typed(
        staff,
        "/calls/new/plan/",
        title_ja="公募",
        programme_code="screening-at-home",
        account=account,
        opens_on=today.isoformat(),
        closes_on=(today + timedelta(days=30)).isoformat(),
        upper_yen="500",
    )
    assert answer.status_code == 303, answer.content.decode()
    call = Call.objects.get()
    assert typed(staff, f"/calls/{call.code}/open/").status_code == 303
    applicant = browser(researcher(people[0]))
    Person.objects.filter(pk__gt=0).update(published=True)
    asked_for = {"title_ja": "課題", "requested_yen": "501", "principal": people[0].code}
    url = f"/calls/{call.code}/apply/"
    answer = typed(applicant, url, **asked_for)
    assert answer.status_code == 400
    assert "上限500円" in answer.content.decode()
    given = asked_for | {"requested_yen": "400", "tags": "first-time"}
    answer = typed(applicant, url, **given)
    assert answer.status_code == 303, answer.content.decode()
    assert Application.objects.get().tags == ["first-time"]
    assert typed(applicant, url, **(asked_for | {"requested_yen": "400"})).status_code == 400
    other = asked_for | {"principal": people[1].code, "requested_yen": "400"}
    assert typed(applicant, url, **other).status_code == 403
    made = Application.objects.get()
    staff = browser(FUNDER)
    url = f"/applications/{made.code}/adopt/"
    assert "締め切ってから" in staff.get(url).content.decode()
    given = {"yen": "400", "reason": "優れている"}
    assert staff.post(url, given | {"version": "1"}).status_code == 400
    assert typed(staff, f"/calls/{call.code}/close/").status_code == 400
    assert typed(staff, f"/calls/{call.code}/close/", reason="早期").status_code == 303
    answer = typed(staff, url, **given)
    assert answer.status_code == 303, answer.content.decode()
    call.refresh_from_db()
    assert call.state == "decided"
    page = browser(researcher(people[0])).get(f"/applications/{made.code}/").content.decode()
    assert "優れている" in page


def test_an_application_is_declined_or_withdrawn_by_forms(
    closed: tuple[Call, list[Application]],
    people: list[Person],
    browser: Callable[[Actor], Client],
) -> None:
    first, second = closed[1][:2]
    answer = typed(browser(FUNDER), f"/applications/{first.code}/decline/", reason="及ばない")
    assert answer.status_code == 303
    answer = typed(browser(researcher(people[1])), f"/applications/{second.code}/withdraw/")
    assert answer.status_code == 303
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("declined", "withdrawn")


def test_what_waits_for_whom(account: str, people: list[Person]) -> None:
    planned = actions.plan_call(new_call(account), **asked())

    def listed(actor: Actor, as_of: date) -> list[tuple[str, str, Any]]:
        found = [*work.of_calls(actor, as_of), *work.of_applications(actor, as_of)]
        return [(one.ref.code, one.write or "", one.due) for one in found]

    mine = researcher(people[0])
    assert listed(FUNDER, TODAY) == [(planned.code, "open", planned.opens_on)]
    assert listed(mine, TODAY) == []
    actions.open_call(planned.code, **asked(version=1))
    assert listed(FUNDER, TODAY) == []
    assert listed(mine, TODAY) == [(planned.code, "apply", planned.closes_on)]
    made = applied(planned, people[0])
    assert listed(FUNDER, AFTER) == [(planned.code, "close", planned.closes_on)]
    actions.close_call(planned.code, **asked(AFTER, version=2))
    assert listed(FUNDER, AFTER) == [(made.code, "adopt", AFTER)]
    assert listed(mine, AFTER) == []
    assert list(work.of_applications(mine, AFTER)) == []


def test_a_repeated_submit_makes_one_application(call: Call, people: list[Person]) -> None:
    new = new_application(call.code, people[0].code)
    how = asked() | {"key": "k-1"}
    assert actions.apply(new, **how) == actions.apply(new, **how)
    assert Application.objects.count() == 1
