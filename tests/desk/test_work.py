"""The work list and the calendar: what waits, in which order, for whom, behind which button."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ikkan.accounts import actions as accounts
from ikkan.accounts.models import User
from ikkan.audit.actor import Actor
from ikkan.desk import actions, addresses, queries, work
from ikkan.desk.models import CalendarAddress
from ikkan.parties.models import Person
from ikkan.records.kinds import WorkItem
from ikkan.values.errors import InputError, VersionConflict
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.desk.conftest import ENGLISH, Work, acting, asked

pytestmark = pytest.mark.django_db
Make = Callable[..., User]
Waiting = Callable[[Work], None]


def items(person: Person) -> Work:
    """Three things of mine, one of others, one to know."""
    ref = Ref("parties.person", person.code)

    def waiting(actor: Actor, as_of: date) -> Iterable[WorkItem]:
        def item(verb: str, days: int | None, **given) -> WorkItem:
            due = None if days is None else as_of + timedelta(days=days)
            words = Text(f"{verb}する", f"Do {verb}")
            return WorkItem(ref=ref, verb=words, title=person.name, due=due, **given)

        yield item("undated", None)
        yield item("later", 9)
        yield item("declare", 1, write="tie")
        yield item("awaited", 4, group="others")
        yield item("know", None, group="info")

    return waiting


def test_items_stand_by_due_day_and_in_groups(
    account: Make, researcher: Person, waiting: Waiting
) -> None:
    waiting(items(researcher))
    actor = acting(account("ada", "funder_staff"))
    found = work.gather(actor, timezone.localdate())
    assert [one.item.verb.en for one in found.mine] == ["Do declare", "Do later", "Do undated"]
    assert [one.item.verb.en for one in found.others] == ["Do awaited"]
    assert [one.item.verb.en for one in found.info] == ["Do know"]
    assert {one.station for one in found.mine} == {"award"}
    with pytest.raises(InputError):
        work.gather(actor, timezone.localdate(), "colour")


def test_the_button_leads_to_the_form_for_whoever_may_use_it(
    account: Make, researcher: Person, waiting: Waiting
) -> None:
    waiting(items(researcher))
    page = reverse("records:parties.person.record", args=[researcher.code])
    staff = work.gather(acting(account("ada", "funder_staff")), timezone.localdate())
    assert staff.mine[0].url == f"{page}tie/"
    assert staff.mine[0].button.en == "Record a tie"
    assert staff.mine[1].url == page
    auditor = work.gather(acting(account("bo", "auditor")), timezone.localdate())
    assert auditor.mine[0].url == page
    assert auditor.mine[0].button == work.OPEN


def test_nothing_waits_about_a_record_that_one_may_not_see(
    account: Make, researcher: Person, waiting: Waiting
) -> None:
    waiting(items(researcher))
    found = work.gather(acting(account("ada")), timezone.localdate())
    assert (found.mine, found.others, found.info) == ((), (), ())


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_is_a_role_s_home(
    client: Client, account: Make, researcher: Person, waiting: Waiting, language: str
) -> None:
    waiting(items(researcher))
    client.force_login(account("ada", "funder_staff", language=language))
    body = client.get(reverse("desk:work")).content.decode()
    heading = re.search(r"<h1>(.*?)</h1>", body, re.S)
    assert heading
    assert "3" in heading[1]
    said = {
        "ja": ("今日の仕事", "資金配分機関の職員", "明日まで", "declareする", "相手の番"),
        "en": ("Today's work", "Staff of the funder", "Due tomorrow", "Do declare", "Others' turn"),
    }
    for words in said[language]:
        assert words in body.replace("&#x27;", "'")
    assert body.partition("<main")[2].count("button-primary") == 1
    assert body.count('class="work-item"') == 3
    assert reverse("desk:calendar") in body
    by_line = client.get(f"{reverse('desk:work')}?order=line")
    assert by_line.status_code == 200
    assert client.get(f"{reverse('desk:work')}?order=x").status_code == 400


def test_an_empty_list_says_what_would_be_there(client: Client, account: Make) -> None:
    client.force_login(account("ada"))
    body = client.get(reverse("desk:work"), headers=ENGLISH).content.decode()
    assert "nothing does" in body


def test_the_calendar_holds_deadlines_under_a_secret_address(
    client: Client, account: Make, researcher: Person, waiting: Waiting
) -> None:
    waiting(items(researcher))
    ada = account("ada", "funder_staff", language="en")
    client.force_login(ada)
    assert "no address yet" in client.get(reverse("desk:calendar")).content.decode()
    page = client.post(reverse("desk:renew_calendar"), follow=True)
    assert page.status_code == 200
    found = re.search(
        r'value="http://testserver(/calendar/[0-9a-f]{48}\.ics)"', page.content.decode()
    )
    assert found
    client.logout()
    answer = client.get(found[1])
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert not answer.cookies
    text = answer.content.decode().replace("\r\n ", "")
    due = timezone.localdate() + timedelta(days=1)
    assert f"DTSTART;VALUE=DATE:{due:%Y%m%d}\r\n" in text
    assert "SUMMARY:Do declare – Researcher One\r\n" in text
    assert f"/people/{researcher.code}/tie/\r\n" in text
    assert text.count("BEGIN:VEVENT") == 3, "what has no day is in no calendar"
    again = client.get(found[1]).content.decode()
    assert re.findall("UID:.*", again) == re.findall("UID:.*", answer.content.decode())
    client.force_login(ada)
    version = queries.calendar_of(ada.code).version
    client.post(reverse("desk:renew_calendar"), {"version": version})
    assert client.get(found[1]).status_code == 404, "the old address stops"


def test_a_wrong_address_or_a_closed_account_opens_nothing(client: Client, account: Make) -> None:
    ada = account("ada", "funder_staff")
    address = actions.renew_calendar_token(**asked(acting(ada)))
    token = addresses.token_of(address)
    assert CalendarAddress.objects.filter(nonce=token).count() == 0
    assert addresses.account_of(token) == ada.code
    wrong = f"{token[:-1]}{'0' if token[-1] != '0' else '1'}"
    for other in (wrong, token[:-1], "x", "0" * 48):
        assert client.get(f"/calendar/{other}.ics").status_code == 404
    with pytest.raises(VersionConflict):
        actions.renew_calendar_token(**asked(acting(ada)))
    assert client.get(f"/calendar/{token}.ics").status_code == 200
    accounts.close_account(ada.code, **(asked() | {"version": ada.version}))
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_an_absence_stands_in_the_calendars_of_both(client: Client, account: Make) -> None:
    today = timezone.localdate()
    ada, bo = account("ada", "program_officer", language="en"), account("bo")
    actions.record_absence(
        bo.email,
        valid_from=today,
        valid_to=today + timedelta(days=2),
        reason="出張",
        **asked(acting(ada)),
    )
    for user, said in ((ada, "SUMMARY:Away (bo acts)"), (bo, "SUMMARY:adaさんの代理")):
        token = addresses.token_of(actions.renew_calendar_token(**asked(acting(user))))
        text = client.get(f"/calendar/{token}.ics").content.decode()
        assert said in text
        assert f"DTEND;VALUE=DATE:{today + timedelta(days=3):%Y%m%d}" in text
