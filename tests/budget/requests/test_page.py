"""The page of a request: steps, lines with changes, thread, conditions, what was known when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ikkan.budget.models import Line, Version
from ikkan.values.ref import Ref
from tests.budget.requests import desk

pytestmark = pytest.mark.sqlite_only

TODAY = timezone.localdate()


@pytest.fixture
def request_of(applied: Any) -> Any:
    return desk.of(desk.open_round(), "MHLW")


def page(client: Client, request: Any, query: str = "", language: str = "en") -> str:
    answer = client.get(f"/requests/{request.code}/{query}", headers={"accept-language": language})
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def test_an_empty_request_says_what_to_do_first(request_of: Any, as_role: Any) -> None:
    officer = as_role("ministry_officer", Ref("body", "MHLW"))
    said = page(officer, request_of)
    assert "There is no line yet" in said
    assert said.count('<li class="is-') >= 5
    assert 'aria-current="step"' in said
    japanese = page(officer, request_of, language="ja")
    assert "全ての要求を提出" in japanese
    assert "まだ行がありません" in japanese


def test_changes_against_the_submitted_version_are_struck_and_bold(
    request_of: Any, as_role: Any
) -> None:
    first = desk.new_line("MHLW-01", request_yen=2_700_000_000, wish_yen=0,
                          previous_yen=2_566_694_000)  # fmt: skip
    desk.submitted(request_of, first, desk.new_line("MHLW-02"))
    asked = desk.does("ask", request_of, ["MHLW-01"], "なぜですか。", None, by=desk.HQ)
    desk.does("answer", request_of, asked.number, "必要です。")
    told = desk.does("instruct", request_of, ["MHLW-01"], "見直してください。", None, by=desk.HQ)
    desk.does("start_version", request_of)
    desk.put(request_of, desk.changed(first, request_yen=2_790_000_000), desk.new_line("MHLW-03"))
    officer = as_role("ministry_officer", Ref("body", "MHLW"))
    said = page(officer, request_of)
    assert "2,700,000</del> <strong>2,790,000</strong>" in said
    assert "+8.7%" in said
    assert 'id="line-MHLW-02" class="mark-removed' in said
    assert 'id="line-MHLW-03" class="mark-added' in said
    assert f'id="reply-{told.number}"' in said
    only = page(officer, request_of, "?view=changes")
    assert 'id="line-MHLW-01"' in only
    assert "T2-01" not in page(officer, request_of, "?view=projects")
    compared = officer.get(f"/requests/{request_of.code}/compare/").content.decode()
    assert "<del>2,700,000 thousand yen</del>" in compared
    assert "<ins>2,790,000 thousand yen</ins>" in compared


def test_what_the_coordinating_office_knew_on_a_day(request_of: Any, as_role: Any) -> None:
    desk.submitted(request_of, desk.new_line("MHLW-01"))
    before = (TODAY - timedelta(days=1)).isoformat()
    hq = as_role("hq_officer")
    assert 'id="line-MHLW-01"' in page(hq, request_of)
    Version.objects.filter(request=request_of).update(
        submitted_at=timezone.now() - timedelta(days=3),
        made_at=timezone.now() - timedelta(days=4),
    )
    assert 'id="line-MHLW-01"' in page(hq, request_of, f"?as_of={before}")
    earlier = (TODAY - timedelta(days=6)).isoformat()
    said = page(hq, request_of, f"?as_of={earlier}")
    assert "No version was submitted by then" in said
    assert 'id="line-MHLW-01"' not in said


def test_the_thread_and_the_forms_are_for_those_inside(request_of: Any, as_role: Any) -> None:
    desk.submitted(request_of, desk.new_line("MHLW-01"))
    asked = desk.does("ask", request_of, ["MHLW-01"], "増額の根拠は。", None, by=desk.HQ)
    own = as_role("ministry_officer", Ref("body", "MHLW"))
    said = page(own, request_of)
    assert "増額の根拠は。" in said
    answered = own.post(
        f"/requests/{request_of.code}/answer/",
        {"message": asked.number, "text": "重点領域によります。", "version": "", "key": "k1"},
    )
    assert answered.status_code == 303
    assert "重点領域によります。" in page(as_role("hq_officer"), request_of)
    assert as_role("ministry_officer", Ref("body", "MEXT")).get(
        f"/requests/{request_of.code}/"
    ).status_code == 404  # fmt: skip
    for address in ("lines/new/", "lines/MHLW-01/edit/", "workbook/", "workbook.xlsx"):
        answer = as_role("hq_officer").get(f"/requests/{request_of.code}/{address}")
        assert answer.status_code in (302, 403), address


def test_two_officers_on_one_line_the_later_sees_both_and_chooses(
    request_of: Any, as_role: Any
) -> None:
    desk.put(request_of, desk.new_line("MHLW-01", justification="前の理由"))
    body = Ref("body", "MHLW")
    first, second = as_role("ministry_officer", body), as_role("ministry_officer", body)
    address = f"/requests/{request_of.code}/lines/MHLW-01/edit/"
    seen = typed(first.get(address))
    other = typed(second.get(address))
    assert first.post(address, seen | {"request_yen": "120,000"}).status_code == 303
    late = second.post(address, other | {"request_yen": "１３０，０００", "note": "注"})
    said = late.content.decode()
    assert late.status_code == 409
    assert "120,000 thousand yen" in said
    assert "130,000 thousand yen" in said
    assert Line.objects.get(code="MHLW-01").request_yen == 120_000_000
    again = typed(late) | {"request_yen": "130000", "note": "注"}
    asked = {"asked": ["pick_request_yen", "pick_note"]}
    unchosen = second.post(address, again | asked | {"pick_note": "yours"})
    assert unchosen.status_code == 400
    chosen = again | asked | {"pick_request_yen": "now", "pick_note": "yours"}
    assert second.post(address, chosen).status_code == 303
    line = Line.objects.get(code="MHLW-01")
    assert (line.request_yen, line.note, line.row_version) == (120_000_000, "注", 3)


def test_a_line_is_added_and_taken_out_by_its_form(request_of: Any, as_role: Any) -> None:
    officer = as_role("ministry_officer", Ref("body", "MHLW"))
    address = f"/requests/{request_of.code}/lines/new/"
    form = typed(officer.get(address))
    assert form["code"] == "MHLW-01"
    offered = officer.get(address).content.decode()
    assert "(T3-D1)" in offered
    assert "(T2-D1)" not in offered  # its term ended before the year of the round
    refused = officer.post(address, form | {"name_ja": "例", "request_yen": "約3億円"})
    assert refused.status_code == 400
    added = officer.post(
        address,
        form | {"name_ja": "例の行", "cost_class": "amed_target", "request_yen": "1.5億円"},
    )
    assert added.status_code == 303, added.content.decode()
    line = Line.objects.get(code="MHLW-01")
    assert line.request_yen == 150_000_000
    said = officer.get(f"/requests/{request_of.code}/lines/MHLW-01/").content.decode()
    assert "150,000 thousand yen" in said
    dropped = officer.post(
        f"/requests/{request_of.code}/drop/",
        {"line": "MHLW-01", "seen": line.row_version, "version": "1"},
    )
    assert dropped.status_code == 303
    assert not Line.objects.exists()


def test_what_was_typed_when_the_session_ended_is_kept(request_of: Any, as_role: Any) -> None:
    desk.put(request_of, desk.new_line("MHLW-01"))
    officer = as_role("ministry_officer", Ref("body", "MHLW"))
    address = f"/requests/{request_of.code}/lines/MHLW-01/edit/"
    form = typed(officer.get(address)) | {"note": "書きかけ"}
    stranger = Client(headers={"accept-language": "en"})
    sent = stranger.post(address, form)
    assert sent.status_code == 302
    session = dict(stranger.session)
    stranger.force_login(
        officer.account, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert "ikkan_line_drafts" in session
    assert "書きかけ" in stranger.get(address).content.decode()


def typed(answer: Any) -> dict[str, Any]:
    """What the form of a line holds, as a browser would send it."""
    assert answer.status_code in (200, 409), answer.content.decode()[:3000]
    form = answer.context["form"]
    values: dict[str, Any] = {}
    for field in form:
        value = field.value()
        if value not in (None, False, "", []):
            values[field.name] = value
    return values
