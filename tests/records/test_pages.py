"""Lists, record pages and forms of records through HTTP, with organisations as the example."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from ikkan.audit.models import JournalEntry
from ikkan.parties.models import Organisation

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("applied"),
    pytest.mark.sqlite_only,
]
NEW = "/organisations/new/register/"
TYPED = {"name_ja": "第一大学", "name_en": "First University", "sort": "university"}


def hidden(body: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(version|key)" value="([^"]*)"', body))


def send(client: Client, url: str, **typed: str) -> Any:
    form = hidden(client.get(url).content.decode())
    return client.post(url, form | typed)


def test_a_form_makes_a_record_and_shows_it(as_role: Any) -> None:
    staff = as_role("funder_staff")
    done = send(staff, NEW, **TYPED)
    assert done.status_code == 303
    body = staff.get(done["Location"]).content.decode()
    assert "First University" in body
    assert "Register an organisation: recorded." in body
    assert 'aria-label="The line' in body


def test_sent_twice_it_is_made_once(as_role: Any) -> None:
    staff = as_role("funder_staff")
    form = hidden(staff.get(NEW).content.decode()) | TYPED
    first, second = staff.post(NEW, form), staff.post(NEW, form)
    assert first["Location"] == second["Location"]
    assert Organisation.objects.count() == 1


def test_the_key_of_another_form_is_refused_and_nothing_is_lost(as_role: Any) -> None:
    staff = as_role("funder_staff")
    form = hidden(staff.get(NEW).content.decode())
    staff.post(NEW, form | TYPED)
    back = staff.post(NEW, form | TYPED | {"name_ja": "第二大学"})
    body = back.content.decode()
    assert back.status_code == 409
    assert "第二大学" in body
    assert "nothing was changed" in body
    assert hidden(body)["key"] != form["key"]
    assert Organisation.objects.count() == 1


def test_every_finding_of_a_form_stands_in_its_summary(as_role: Any) -> None:
    staff = as_role("funder_staff")
    before = JournalEntry.objects.count()
    back = send(staff, NEW, name_ja="", sort="castle", corporate_number="123")
    body = back.content.decode()
    assert back.status_code == 400
    summary = body[body.index("error-summary") : body.index("</ul>", body.index("error-summary"))]
    assert summary.count("<li>") >= 2
    assert 'href="#id_name_ja"' in summary
    assert JournalEntry.objects.count() == before


def test_what_was_typed_survives_the_end_of_the_session(as_role: Any) -> None:
    staff = as_role("funder_staff")
    form = hidden(staff.get(NEW).content.decode())
    staff.logout()
    away = staff.post(NEW, form | TYPED)
    assert away.status_code == 302
    assert away["Location"].startswith("/accounts/login/")
    staff.force_login(staff.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    body = staff.get(NEW).content.decode()
    assert "First University" in body
    assert "What you typed was kept" in body
    assert "First University" not in staff.get(NEW).content.decode()
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize("role", ["researcher", "company", "hq_officer"])
def test_others_neither_see_nor_send_the_form(as_role: Any, role: str) -> None:
    client = as_role(role)
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, TYPED).status_code == 403
    assert NEW not in client.get("/organisations/").content.decode()
    assert Organisation.objects.count() == 0


def test_a_stranger_is_asked_to_log_in(client: Client) -> None:
    assert client.get(NEW)["Location"].startswith("/accounts/login/")


def test_filters_narrow_list_count_and_files_alike(as_role: Any, client: Client) -> None:
    staff = as_role("funder_staff")
    send(staff, NEW, **TYPED)
    send(staff, NEW, name_ja="第一病院", name_en="First Hospital", sort="hospital")
    page = client.get("/organisations/?sort=hospital", headers={"accept-language": "en"})
    body = page.content.decode()
    assert "1 record that you may see" in body
    assert "First Hospital" in body
    assert "First University" not in body
    rows = client.get("/organisations.csv?sort=hospital").content.decode("utf-8-sig").splitlines()
    assert len([row for row in rows if row.startswith("ORG-")]) == 1
    assert client.get("/organisations/?sort=castle").status_code == 400
    assert client.get("/organisations/?page=99").status_code == 404
    assert client.get("/organisations/?page=１").status_code == 400


def test_the_policy_stands_on_a_page(client: Client) -> None:
    body = client.get("/permissions/records/", headers={"accept-language": "en"}).content.decode()
    assert "Organisations" in body
    assert "Everything" in body


def test_a_draft_of_a_stranger_is_kept_only_while_it_is_a_form() -> None:
    stranger = Client()
    for longest, kept in ((60_000, False), (20, True)):
        stranger.post(NEW, TYPED | {"name_ja": "あ" * longest})
        assert (NEW in stranger.session.get("ikkan_drafts", {})) is kept


def test_a_record_beyond_the_suggestions_can_be_typed(as_role: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("ikkan.records.forms.MOST_SUGGESTED", 2)
    staff = as_role("funder_staff")
    for number in range(4):
        send(staff, NEW, **TYPED | {"name_ja": f"第{number}大学"})
    last = Organisation.objects.order_by("name_ja").last()
    assert last is not None
    person = {"name_ja": "研究者", "organisation": last.code}
    assert send(staff, "/people/new/register/", **person).status_code == 303
    person["organisation"] = "ORG-none"
    assert send(staff, "/people/new/register/", **person).status_code == 400
