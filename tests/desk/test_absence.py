"""An absence lends every role that can be lent, shows to both, and ends early when one is back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ikkan.accounts import actions as accounts
from ikkan.accounts.models import Delegation, User
from ikkan.audit.models import JournalEntry
from ikkan.desk import actions
from ikkan.desk.models import Absence, Notice
from ikkan.values.errors import IkkanError, InputError, NotAllowed, NotFound, VersionConflict
from tests.desk.conftest import acting, asked

pytestmark = pytest.mark.django_db
Make = Callable[..., User]


def in_days(count: int) -> date:
    return timezone.localdate() + timedelta(days=count)


def away(user: User, deputy: User, first: int = 0, last: int = 5, reason: str = "出張") -> Absence:
    return actions.record_absence(
        deputy.email,
        valid_from=in_days(first),
        valid_to=in_days(last),
        reason=reason,
        **asked(acting(user)),
    )


def test_roles_are_lent_for_the_days_on_which_they_are_held(account: Make) -> None:
    ada, bo = account("ada", "auditor", "program_officer"), account("bo")
    accounts.grant_role(ada.code, "researcher", valid_to=in_days(2), **asked())
    accounts.grant_role(ada.code, "funder_staff", valid_from=in_days(3), **asked())
    before = JournalEntry.objects.count()
    absence = away(ada, bo)
    lent = {(loan.role, loan.valid_from, loan.valid_to) for loan in absence.loans.all()}
    assert lent == {
        ("program_officer", in_days(0), in_days(5)),
        ("researcher", in_days(0), in_days(2)),
        ("funder_staff", in_days(3), in_days(5)),
    }
    assert "auditor" not in acting(bo).roles
    assert {"program_officer", "researcher"} <= acting(bo).roles
    assert JournalEntry.objects.count() == before + 4, "each loan and the absence"
    (notice,) = Notice.objects.all()
    assert notice.to == bo.code
    assert "ada" in notice.words_en


def test_what_is_refused_leaves_nothing(account: Make) -> None:
    ada, bo = account("ada", "program_officer"), account("bo", "program_officer")
    cy = account("cy")
    away(bo, cy, 10, 12)
    wrong: list[tuple[Callable[[], Absence], type[IkkanError], str]] = [
        (lambda: away(ada, bo, 5, 4), InputError, "desk.dates"),
        (lambda: away(ada, bo, -1, 4), InputError, "desk.past"),
        (lambda: away(ada, bo, 0, 366), InputError, "desk.long"),
        (lambda: away(ada, bo, reason=" "), InputError, "desk.reason"),
        (lambda: away(ada, ada), InputError, "desk.deputy_self"),
        (lambda: away(ada, bo, 12, 20), InputError, "desk.away"),
        (lambda: away(bo, ada, 9, 10), InputError, "desk.away"),
        (lambda: away(ada, User(email="eve@example.jp")), NotFound, "desk.deputy"),
    ]
    absences, loans = Absence.objects.count(), Delegation.objects.count()
    for attempt, kind, code in wrong:
        with pytest.raises(kind) as refusal:
            attempt()
        assert refusal.value.code == code
    with pytest.raises(NotFound):
        actions.record_absence(
            bo.email, valid_from=in_days(0), valid_to=in_days(1), reason="x", **asked()
        )
    assert (Absence.objects.count(), Delegation.objects.count()) == (absences, loans)


def test_back_early_ends_the_loans_too(account: Make) -> None:
    ada, bo, cy = account("ada", "program_officer", "researcher"), account("bo"), account("cy")
    absence = away(ada, bo)
    loan = absence.loans.get(role="researcher")
    accounts.end_delegation(loan.pk, **(asked(acting(ada)) | {"version": loan.version}))
    seen = {"version": absence.version}
    for other in (bo, cy):
        with pytest.raises(NotAllowed):
            actions.end_absence(absence.code, **(asked(acting(other)) | seen))
    with pytest.raises(NotFound):
        actions.end_absence("ABS-X", **(asked(acting(ada)) | seen))
    with pytest.raises(VersionConflict):
        actions.end_absence(absence.code, **asked(acting(ada)))
    ended = actions.end_absence(absence.code, **(asked(acting(ada)) | seen))
    assert ended.valid_to == in_days(-1)
    assert "program_officer" not in acting(bo).roles
    with pytest.raises(InputError):
        actions.end_absence(absence.code, **(asked(acting(ada)) | {"version": ended.version}))
    assert away(ada, bo).loans.count() == 2, "an absence that was ended stands in no way"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_form_records_once_and_both_see_it(
    client: Client, account: Make, language: str
) -> None:
    ada = account("ada", "program_officer", language=language)
    bo = account("bo", language=language)
    client.force_login(ada)
    page = reverse("records:desk.absence.new", args=["record"])
    assert client.get(page).status_code == 200
    form = {
        "valid_from": in_days(0).isoformat(),
        "valid_to": in_days(2).isoformat(),
        "deputy_email": bo.email,
        "reason": "出張",
        "key": "once",
    }
    wrong = client.post(page, form | {"deputy_email": "eve@example.jp"})
    assert wrong.status_code == 404
    assert "eve@example.jp" in wrong.content.decode()
    assert client.post(page, form | {"valid_to": ""}).status_code == 400
    for _ in range(2):
        assert client.post(page, form).status_code == 303
    absence = Absence.objects.get()
    end = reverse("records:desk.absence.write", args=[absence.code, "end"])
    mine = client.get(reverse("desk:work")).content.decode()
    assert ("代理はboさんです" if language == "ja" else "bo acts for you") in mine
    assert end in mine
    client.force_login(bo)
    theirs = client.get(reverse("desk:work")).content.decode()
    assert ("あなたが代理です" if language == "ja" else "you act meanwhile") in theirs
    record = reverse("records:desk.absence.record", args=[absence.code])
    assert record in theirs
    shown = client.get(record).content.decode()
    assert "PO" in shown or "Programme officer" in shown
    assert end not in shown
    assert client.post(end, {"version": absence.version}).status_code == 403
    client.force_login(account("cy"))
    assert client.get(record).status_code == 404
    client.force_login(ada)
    done = client.post(end, {"version": absence.version, "key": "end"}, follow=True)
    assert done.status_code == 200
    assert end not in client.get(reverse("desk:work")).content.decode()


def test_a_stranger_is_asked_to_log_in(client: Client) -> None:
    for name in ("work", "notices", "calendar"):
        answer = client.get(reverse(f"desk:{name}"))
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/accounts/login/")
