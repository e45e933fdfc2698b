"""Who is told, in which language, when mail leaves, and who may read a notice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ikkan.accounts import actions as accounts
from ikkan.accounts.models import User
from ikkan.audit.models import JournalEntry
from ikkan.desk import actions, notices
from ikkan.desk.models import Notice
from ikkan.parties.models import Person
from ikkan.records.models import Demonstration
from ikkan.records.queries import visible
from ikkan.values.errors import NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.desk.conftest import ENGLISH, acting, asked

pytestmark = pytest.mark.django_db
Make = Callable[..., User]
WORDS = Text("ゲートの判断が出ました。", "A gate was decided.")
ABOUT = Ref("parties.person", "PER-X")
PROJECT = Ref("programme", "p-1")


def told(words: Text = WORDS, about: Ref = ABOUT, **whom) -> set[str]:
    rows = notices.tell(
        words, about, by=whom.pop("by", asked()["by"]), as_of=timezone.localdate(), **whom
    )
    names = dict(User.objects.values_list("code", "display_name"))
    return {names[row.to] for row in rows}


def test_accounts_roles_and_scopes_are_told_once(account: Make) -> None:
    ada = account("ada", "auditor")
    account("bo", "program_officer")
    account("cy", "program_officer", scope=PROJECT)
    account("di", "program_officer", scope=Ref("programme", "p-2"))
    account("ed", "researcher", scope=PROJECT)
    gone = account("fay", "auditor")
    accounts.close_account(gone.code, **(asked() | {"version": gone.version}))
    assert told(accounts=[ada.code, gone.code], roles=["auditor"]) == {"ada"}
    assert told(roles=["program_officer"]) == {"bo", "cy", "di"}
    assert told(roles=["program_officer"], scope=PROJECT) == {"bo", "cy"}
    assert told(scope=PROJECT) == {"cy", "ed"}
    assert told(accounts=["u-nobody"]) == told() == set()
    assert told(accounts=[ada.code], by=acting(ada)) == set(), "nobody is told of one's own act"


def test_deputies_are_told_as_well(account: Make) -> None:
    today = timezone.localdate()
    giver, taker = account("giver", "program_officer", "researcher"), account("taker")
    days = {"valid_from": today, "valid_to": today + timedelta(days=3), "reason": "出張"}
    accounts.delegate(taker.email, "program_officer", **days, **asked(acting(giver)))
    assert told(roles=["program_officer"]) == {"giver", "taker"}
    assert told(roles=["researcher"]) == {"giver"}
    assert told(accounts=[giver.code]) == {"giver"}
    actions.record_absence(taker.email, **days, **asked(acting(giver)))
    assert told(accounts=[giver.code]) == {"giver", "taker"}


def test_mail_leaves_on_commit_in_the_language_of_each(
    account: Make, django_capture_on_commit_callbacks
) -> None:
    account("ada", "auditor", language="en")
    account("bo", "auditor")
    long = Text("一行目\r\nBcc: eve@example.jp " + "あ" * 200, "Line one\nBcc: eve@example.jp")
    with django_capture_on_commit_callbacks(execute=True):
        told(words=long, roles=["auditor"])
        assert mail.outbox == []
    english, japanese = sorted(mail.outbox, key=lambda letter: letter.to)
    assert english.to == ["ada@example.jp"]
    assert english.subject == "[Ikkan] Line one Bcc: eve@example.jp"
    assert "Log in to Ikkan" in english.body
    assert len(japanese.subject) == notices.LONGEST_SUBJECT
    assert "ログイン" in japanese.body
    assert [letter.bcc for letter in mail.outbox] == [[], []]


def test_a_refused_action_tells_nobody(account: Make, django_capture_on_commit_callbacks) -> None:
    account("ada", "auditor")

    def refused() -> None:
        with transaction.atomic():
            told(roles=["auditor"])
            raise NotFound("x", WORDS)

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(NotFound):
        refused()
    assert not Notice.objects.exists()
    assert mail.outbox == []


def test_a_home_of_demonstration_sends_no_mail(
    account: Make, django_capture_on_commit_callbacks
) -> None:
    account("ada", "auditor")
    Demonstration.objects.create(seed=1, size=1)
    with django_capture_on_commit_callbacks(execute=True):
        assert told(roles=["auditor"]) == {"ada"}
    assert mail.outbox == []
    assert Notice.objects.get().fictional


def test_telling_many_costs_as_many_queries_as_telling_one(
    account: Make, django_assert_max_num_queries
) -> None:
    for count in range(20):
        account(f"one{count}", "auditor")
    with django_assert_max_num_queries(15):
        assert len(told(roles=["auditor"])) == 20


def test_a_notice_is_seen_and_marked_by_its_addressee_only(account: Make) -> None:
    ada, bo = account("ada", "auditor"), account("bo", "auditor", "funder_staff")
    told(accounts=[ada.code])
    (notice,) = Notice.objects.all()
    assert list(visible("desk.notice", acting(ada))) == [notice]
    assert not visible("desk.notice", acting(bo)).exists()
    with pytest.raises(NotFound):
        actions.mark_read([notice.code], **asked(acting(bo)))
    before = JournalEntry.objects.count()
    assert actions.mark_read([notice.code], **asked(acting(ada))) == 1
    assert actions.mark_read([notice.code], **asked(acting(ada))) == 0
    assert JournalEntry.objects.count() == before + 1
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert notice.version == 2


def test_the_page_lists_notices_and_marks_them(
    client: Client, account: Make, researcher: Person
) -> None:
    ada = account("ada", "auditor")
    about = Ref("parties.person", researcher.code)
    for count in range(3):
        told(words=Text(f"知らせ{count}", f"Notice {count}"), about=about, accounts=[ada.code])
    assert client.get(reverse("desk:notices")).status_code == 302
    client.force_login(ada)
    page = client.get(reverse("desk:notices"), headers=ENGLISH)
    body = page.content.decode()
    assert "Notice 0" in body
    assert "3 unread" in body
    code = Notice.objects.order_by("pk").first().code
    page = client.post(reverse("desk:read"), {"code": code}, follow=True, headers=ENGLISH)
    assert page.redirect_chain == [(reverse("desk:notices"), 303)]
    assert "1 notice marked as read." in page.content.decode()
    page = client.post(reverse("desk:read"), {"all": "1"}, follow=True)
    assert "2件を既読にしました" in page.content.decode()
    assert "すべて既読にする" not in page.content.decode()
    assert client.get(f"{reverse('desk:notices')}?page=9").status_code == 404
    assert client.get(reverse("records:desk.notice.record", args=[code])).status_code == 200
    client.force_login(account("bo", "funder_staff"))
    assert client.get(reverse("records:desk.notice.record", args=[code])).status_code == 404
    assert client.post(reverse("desk:read"), {"code": code}).status_code == 404
    assert "知らせ0" not in client.get(reverse("desk:notices")).content.decode()
