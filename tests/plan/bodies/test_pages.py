"""Pages of bodies through HTTP: lists, forms that refuse, papers as files, each to whom it is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from ikkan.plan.bodies import actions
from ikkan.plan.bodies.models import Decision, Meeting, Paper, Seat
from ikkan.values.ref import Ref
from tests.documents import pdfs
from tests.plan.bodies.acting import (
    ADVISERS,
    CLAUSE,
    HQ,
    PANEL,
    TODAY,
    decided,
    drafted,
    given,
    held,
    how,
    published,
)
from tests.plan.bodies.typing_in import errors, send

pytestmark = pytest.mark.sqlite_only


def test_every_body_has_a_page_with_its_basis(applied: Any, client: Client) -> None:
    page = client.get("/bodies/", headers={"accept-language": "en"}).content.decode()
    assert page.count('href="/bodies/') >= 36
    assert "Headquarters Order, Article 2" in page
    one = client.get("/bodies/DRUG-COUNCIL/", headers={"accept-language": "en"}).content.decode()
    assert "Owner ministry" in one
    assert "Ministry of Health, Labour and Welfare" in one
    officers = client.get("/bodies/AMED/", headers={"accept-language": "ja"}).content.decode()
    assert "三島 良直" in officers
    assert "任命・解任する" in officers
    assert client.get("/bodies/NOWHERE/").status_code == 404
    register = client.get("/register/body/HQ/").content.decode()
    assert 'href="/bodies/HQ/"' in register


@pytest.mark.covers("S-021", "S-022", "S-023", "S-024", "S-025", "S-026", "S-027", "S-028", "S-030")
@pytest.mark.parametrize(
    ("council", "owner"),
    [
        ("DRUG-COUNCIL", "MHLW"),
        ("DEVICE-COUNCIL", "METI"),
        ("REGENERATIVE-COUNCIL", "MEXT"),
        ("GENOMIC-COUNCIL", "MHLW"),
        ("DATA-COUNCIL", "MHLW"),
        ("NEW-INDUSTRY-COUNCIL", "METI"),
        ("GLOBAL-HEALTH-COUNCIL", "MOFA"),
        ("INTERNATIONAL-COUNCIL", None),
        ("PUBLIC-PRIVATE-COUNCIL", None),
    ],
)
def test_a_council_has_owner_charter_members_meetings_and_outputs(
    applied: Any, as_role: Any, client: Client, council: str, owner: str | None
) -> None:
    officer = as_role("ministry_officer", Ref("body", owner)) if owner else as_role("hq_officer")
    charter = send(
        officer,
        "/charters/new/set-up/",
        body=council,
        owners=[owner] if owner else [],
        scope_ja="所掌",
        members="関係府省局長\n外資系企業の代表\nベンチャーキャピタルの代表",
        basis="本部決定",
        valid_from=TODAY.isoformat(),
    )
    assert charter.status_code == 303, errors(charter)
    called = send(
        officer,
        "/meetings/new/call/",
        body=council,
        title_ja="第一回会合",
        day=TODAY.isoformat(),
        agenda=f"資料の説明 | {CLAUSE}",
    )
    assert called.status_code == 303, errors(called)
    meeting = Meeting.objects.get()
    held_now = send(
        officer,
        f"{called['Location']}hold/",
        meeting.version,
        held_on=TODAY.isoformat(),
        present="座長\n構成員",
    )
    assert held_now.status_code == 303, errors(held_now)
    output = send(
        officer,
        "/advice/new/give/",
        sort="opinion",
        body=council,
        to_body="HQ",
        meeting=meeting.code,
        about=str(CLAUSE),
        verdict="agrees",
        text_ja="成果目標に加える。",
        given_on=TODAY.isoformat(),
    )
    assert output.status_code == 303, errors(output)
    page = officer.get(f"/bodies/{council}/").content.decode()
    for part in ("charters", "meetings", "advice"):
        assert f'<section id="{part}">' in page
    members = client.get(charter["Location"]).content.decode()
    assert "ベンチャーキャピタルの代表" in members
    assert meeting.code not in client.get(f"/bodies/{council}/").content.decode()


def test_refusals_stand_at_the_form(applied: Any, as_role: Any) -> None:
    hq, staff = as_role("hq_officer"), as_role("funder_staff")
    seat = {"office_ja": "理事長", "holder_ja": "架空", "basis": "法", "valid_from": "2026-04-01"}
    wrong = send(
        as_role("ministry_officer", Ref("body", "MAFF")),
        "/seats/new/appoint/",
        body="AMED",
        sort="president",
        appointed_by="MAFF",
        **seat,
    )
    assert "Health, Labour and Welfare" in errors(wrong)
    call = {"title_ja": "会合", "day": TODAY.isoformat(), "agenda": "一"}
    assert "headquarters" in errors(send(staff, "/meetings/new/call/", body="HQ", **call))
    assert "clause:none" in errors(
        send(hq, "/meetings/new/call/", body="HQ", **(call | {"agenda": "一 | clause:none"}))
    )
    assert "NOWHERE" in errors(send(hq, "/meetings/new/call/", body="NOWHERE", **call))
    assert not Seat.objects.exists()
    assert not Meeting.objects.exists()
    assert as_role("researcher").get("/meetings/new/call/").status_code == 403


def test_what_is_not_published_is_nowhere(applied: Any, client: Client) -> None:
    meeting = held()
    draft = drafted(meeting=meeting.code)
    for address in (
        f"/meetings/{meeting.code}/",
        f"/meetings/{meeting.code}/minutes.pdf",
        f"/decisions/{draft.code}/",
        f"/decisions/{draft.code}/paper.pdf",
    ):
        assert client.get(address).status_code == 404, address
    assert meeting.code not in client.get("/meetings/").content.decode()
    assert meeting.code not in client.get("/bodies/HQ/").content.decode()


@pytest.mark.covers("S-001")
def test_every_plan_policy_and_request_says_whether_a_decision_stands_behind_it(
    applied: Any, client: Client
) -> None:
    before = client.get("/bodies/owing/", headers={"accept-language": "en"}).content.decode()
    row = re.search(r'href="/register/instrument/([^"/]+)/"', before)
    assert row is not None
    ref = Ref("instrument", row[1])
    done = decided(drafted(about=(ref,), meeting=held().code))
    actions.publish_decision(done.code, **how(HQ, done.version))
    after = client.get("/bodies/owing/", headers={"accept-language": "en"}).content.decode()
    assert [page.count("Yes") for page in (before, after)] == [0, 1]
    page = client.get(f"/register/instrument/{ref.code}/").content.decode()
    assert f"/decisions/{done.code}/" in page
    paper = client.get(f"/decisions/{done.code}/").content.decode()
    assert f"/register/instrument/{ref.code}/" in paper


@pytest.mark.parametrize("language", ["ja", "en"])
def test_minutes_and_decision_are_accessible_papers(
    applied: Any, client: Client, language: str
) -> None:
    meeting = held()
    examined = given(meeting=meeting.code)
    advised = given(body=ADVISERS, sort="policy_advice", verdict="conditions")
    done = decided(
        drafted(
            meeting=meeting.code,
            advice=(examined.code, advised.code),
            departs_because="条件を計画に書いた。",
        )
    )
    actions.publish_decision(done.code, **how(HQ, done.version))
    published(meeting)
    for address, wanted in (
        (f"/meetings/{meeting.code}/minutes", ("案のとおり決定した", "Decidedasdrafted")),
        (f"/decisions/{done.code}/paper", ("条件を計画に書いた", "条件を計画に書いた")),
    ):
        got = client.get(f"{address}.pdf?language={language}")
        assert got.status_code == 200
        assert got["Content-Type"] == "application/pdf"
        body = got.content
        assert b"pdfuaid:part>1<" in body or b'pdfuaid:part="1"' in body
        assert f"/Lang ({language})".encode() in body or f"/Lang({language})".encode() in body
        assert "Table" in pdfs.structure(body)
        assert wanted[("ja", "en").index(language)] in pdfs.text(body)
        again = client.get(f"{address}.pdf?language={language}").content
        assert again == body
        html = client.get(f"{address}.html?language={language}").content.decode()
        assert wanted[1 if language == "en" else 0][:4] in html.replace(" ", "")
        assert client.get(f"{address}.xlsx").status_code == 200
        assert client.get(f"{address}.doc").status_code == 404


def test_the_work_list_says_what_waits(applied: Any, as_role: Any) -> None:
    meeting, draft = held(), drafted(circulated_because="急ぐため")
    asked = given(body=PANEL)
    page = as_role("hq_officer").get("/desk/").content.decode()
    for ref in (
        f"plan.meeting:{meeting.code}",
        f"plan.decision:{draft.code}",
        f"plan.advice:{asked.code}",
    ):
        assert f'data-ref="{ref}"' in page
    other = as_role("ministry_officer", Ref("body", "MHLW")).get("/desk/").content.decode()
    assert f"plan.meeting:{meeting.code}" not in other


def test_lists_and_files_of_every_kind_are_served(applied: Any, as_role: Any) -> None:
    hq = as_role("hq_officer")
    done = decided(drafted(meeting=held().code))
    for path in ("seats", "charters", "meetings", "papers", "advice", "decisions"):
        assert hq.get(f"/{path}/").status_code == 200
        assert hq.get(f"/{path}.csv").status_code == 200
        assert hq.get(f"/api/v1/{path}").status_code == 200
    assert hq.get("/meetings/?body=HQ&state=held").content.decode().count("MTG-") >= 1
    assert hq.get(f"/decisions/{done.code}/").status_code == 200
    assert not Paper.objects.exists()
    assert Decision.objects.count() == 1
