"""Offices, councils, the headquarters' own rights and the industry's evidence, through HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from ikkan.plan import queries as plan
from ikkan.plan.bodies.models import Charter, Decision, Seat
from ikkan.values.ref import Ref
from tests.plan.bodies.acting import CLAUSE, TODAY, called, clause
from tests.plan.bodies.typing_in import errors, send

pytestmark = pytest.mark.sqlite_only
DAY = TODAY.isoformat()
FIRST = "2026-04-01"


@pytest.mark.covers("S-015")
def test_a_president_is_appointed_and_dismissed_by_a_competent_minister(
    applied: Any, as_role: Any, client: Client
) -> None:
    ministry = as_role("ministry_officer", Ref("body", "MHLW"))
    typed = {
        "body": "AMED",
        "sort": "president",
        "office_ja": "理事長",
        "holder_ja": "架空 花子",
        "valid_from": FIRST,
        "basis": "機構法",
    }
    refused = send(ministry, "/seats/new/appoint/", **typed, appointed_by="MAFF")
    assert "Ministry of Health, Labour and Welfare" in errors(refused)
    done = send(ministry, "/seats/new/appoint/", **typed, appointed_by="MHLW")
    assert done.status_code == 303, errors(done)
    page = client.get(done["Location"]).content.decode()
    assert "/register/body/MHLW/" in page
    assert "2026" in page
    twice = send(ministry, "/seats/new/appoint/", **typed, appointed_by="MHLW")
    assert "one at a time" in errors(twice)
    other = as_role("ministry_officer", Ref("body", "MEXT"))
    leave = {"last_day": DAY, "reason": "心身の故障"}
    assert other.get(f"{done['Location']}dismiss/").status_code == 403
    gone = send(ministry, f"{done['Location']}dismiss/", Seat.objects.get().version, **leave)
    assert gone.status_code == 303, errors(gone)
    body = client.get("/bodies/AMED/").content.decode()
    assert Seat.objects.get().code in body
    assert "心身の故障" in client.get(done["Location"]).content.decode()


@pytest.mark.covers("S-005")
def test_the_promotion_council_has_offices_with_terms(
    applied: Any, as_role: Any, client: Client
) -> None:
    hq = as_role("hq_officer")
    for sort, office, holder in (
        ("acting", "議長代行", "健康・医療戦略担当副大臣"),
        ("deputy", "副議長", "内閣総理大臣補佐官"),
        ("member", "構成員", "関係府省局長"),
    ):
        done = send(
            hq,
            "/seats/new/appoint/",
            body="PROMOTION-COUNCIL",
            sort=sort,
            office_ja=office,
            holder_ja=holder,
            by_office="on",
            valid_from=FIRST,
            valid_to="2028-03-31",
            basis="本部令第２条",
        )
        assert done.status_code == 303, errors(done)
    page = client.get("/bodies/PROMOTION-COUNCIL/", headers={"accept-language": "ja"})
    text = page.content.decode()
    for words in ("議長代行", "健康・医療戦略担当副大臣", "2028年3月31日"):
        assert words in text
    before = client.get("/bodies/PROMOTION-COUNCIL/?as_of=2026-03-31").content.decode()
    assert "2028年3月31日" not in before


@pytest.mark.covers("S-020", "S-029")
def test_a_council_is_created_with_its_plans_and_ended(
    applied: Any, as_role: Any, client: Client
) -> None:
    rows = plan.snapshot(TODAY).entries("instrument")
    code = next(row.code for row in rows if row.data["form"] == "plan")
    hq = as_role("hq_officer")
    typed = {
        "name_ja": "新薬協議会",
        "name_en": "New drug council",
        "owners": ["MHLW", "METI"],
        "scope_ja": "新薬の開発",
        "members": "関係局長\n有識者",
        "plans": [code],
        "basis": "本部決定",
        "valid_from": FIRST,
    }
    missing = send(hq, "/charters/new/set-up/", **(typed | {"name_ja": "", "name_en": ""}))
    assert "name of the new council" in errors(missing)
    done = send(hq, "/charters/new/set-up/", **typed)
    assert done.status_code == 303, errors(done)
    charter = Charter.objects.get()
    page = client.get(done["Location"]).content.decode()
    assert "有識者" in page
    assert f"/register/instrument/{code}/" in page
    related = client.get(f"/register/instrument/{code}/").content.decode()
    assert done["Location"] in related, "the plan names the councils that relate to it"
    meeting = send(
        as_role("ministry_officer", Ref("body", "METI")),
        "/meetings/new/call/",
        body=charter.code,
        title_ja="第一回",
        day=DAY,
        agenda="設置について",
    )
    assert meeting.status_code == 303, errors(meeting)
    ended = send(hq, f"{done['Location']}end/", 1, last_day=DAY, reason="役割を終えた")
    assert ended.status_code == 303, errors(ended)
    assert client.get(f"/bodies/{charter.code}/").status_code == 200
    assert client.get("/bodies/", headers={"accept-language": "en"}).status_code == 200


@pytest.mark.covers("S-002")
def test_only_the_headquarters_finalises_and_it_sees_every_ministry(
    applied: Any, as_role: Any
) -> None:
    ref = clause()
    typed = {
        "title_ja": "計画の決定",
        "about": str(ref),
        "text_ja": "案のとおり",
        "circulated_because": "急ぐため",
    }
    ministry = as_role("ministry_officer", Ref("body", "MHLW"))
    for body in ("MHLW", "DRUG-COUNCIL"):
        refused = send(ministry, "/decisions/new/draft/", body=body, **typed)
        assert "Only the headquarters" in errors(refused)
    assert send(ministry, "/decisions/new/draft/", body="HQ", **typed).status_code == 403
    hq = as_role("hq_officer")
    done = send(hq, "/decisions/new/draft/", body="HQ", **typed)
    assert done.status_code == 303, errors(done)
    decided = send(hq, f"{done['Location']}decide/", Decision.objects.get().version, decided_on=DAY)
    assert decided.status_code == 303, errors(decided)
    drug = called("DRUG-COUNCIL")
    device = called("DEVICE-COUNCIL")
    listed = hq.get("/meetings/").content.decode()
    assert drug.code in listed
    assert device.code in listed


@pytest.mark.covers("S-033")
def test_an_association_brings_evidence_to_the_review_of_a_plan_item(
    applied: Any, as_role: Any, client: Client
) -> None:
    industry = as_role("company", Ref("body", "JPMA"))
    typed = {
        "sort": "opinion",
        "to_body": "HQ",
        "about": str(CLAUSE),
        "verdict": "differs",
        "text_ja": "社会実装を進めるべきである。",
        "evidence": "会長資料 2025年3月10日",
        "given_on": DAY,
    }
    assert send(industry, "/advice/new/give/", body="AMED", **typed).status_code == 403
    done = send(industry, "/advice/new/give/", body="JPMA", **typed)
    assert done.status_code == 303, errors(done)
    assert "会長資料" in industry.get(done["Location"]).content.decode()
    assert client.get(done["Location"]).status_code == 404
    other = as_role("company", Ref("body", "JST"))
    assert other.get(done["Location"]).status_code == 404
    hq = as_role("hq_officer")
    assert done["Location"] in hq.get(f"/register/clause/{CLAUSE.code}/").content.decode()
    answered = send(hq, f"{done['Location']}answer/", 1, answer_ja="次期計画に反映する。")
    assert answered.status_code == 303, errors(answered)
