"""The log of measures: services, guidelines, and what happened under a measure on a day."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from ikkan.evaluation.following import rules
from ikkan.evaluation.following.models import Entry
from ikkan.parties.models import Organisation
from ikkan.values.ref import Ref

pytestmark = pytest.mark.sqlite_only

LIST = "/evaluation/log/"
NEW = f"{LIST}new/keep/"


@pytest.fixture
def officer(applied: Any, as_role: Any) -> Client:
    Organisation.objects.create(code="ORG-2", name_ja="製造会社", name_en="Organisation ORG-2")
    return as_role("ministry_officer", Ref("body", "MHLW"))


def keep(client: Client, sort: str, name: str, measure: str, **typed: str) -> Entry:
    said = {"sort": sort, "clause": measure, "body": "MHLW", "name_ja": name, "published": "on"}
    done = client.post(NEW, said | {"key": f"{sort}-{name}"} | typed)
    assert done.status_code == 303, done.content.decode()[-2500:]
    found = Entry.objects.order_by("pk").last()
    assert found is not None
    return found


def body(url: str, **asked: str) -> str:
    page = Client(headers={"accept-language": "en"}).get(url, asked)
    assert page.status_code == 200
    return page.content.decode()


def test_what_an_entry_must_say() -> None:
    wrong = rules.NewEntry(
        sort="x", measure=Ref("term", "T2"), body="B", name_ja=" ", value=1, link="ftp:x"
    )
    assert len(rules.refused_entry(wrong)) == 6
    undated = rules.NewEntry(sort="training", measure=Ref("clause", "c"), body="B", name_ja="n")
    assert len(rules.refused_entry(undated)) == 1


@pytest.mark.covers("S-181", "S-574")
def test_services_and_guidelines_are_listed_under_their_measure(officer: Client) -> None:
    measure = "strategy-3.002-19"
    service = keep(officer, "service", "治験の窓口", measure, detail_ja="計画の相談", type="相談")
    guide = keep(
        officer, "guideline", "業界の自主指針", "strategy-3.002-146", link="https://example.jp/g"
    )
    assert "計画の相談" in body(f"{LIST}{service.code}/")
    assert "https://example.jp/g" in body(f"{LIST}{guide.code}/")
    listed = body(LIST, sort="service")
    assert service.code in listed
    assert guide.code not in listed
    assert service.code in body(f"/plan/clause/clause/{measure}/")


@pytest.mark.covers("S-163", "S-193", "S-201", "S-202", "S-210", "S-220")
def test_consultations_changes_of_regulation_and_support_are_logged(officer: Client) -> None:
    typed = {"sort": "consultation", "clause": "strategy-3.002-80", "body": "MHLW"}
    undated = officer.post(NEW, typed | {"name_ja": "相談"})
    assert "needs a day" in undated.content.decode()
    nobody = officer.post(NEW, typed | {"name_ja": "相談", "organisation": "ORG-9"})
    assert nobody.status_code == 400
    asked = keep(
        officer,
        "consultation",
        "新規モダリティの相談",
        "strategy-3.002-80",
        organisation="ORG-2",
        begins_on="2026-05-01",
        ends_on="2026-06-01",
        detail_en="First advice",
        detail_ja="初回の助言",
    )
    change = keep(
        officer,
        "regulation",
        "日本人での第Ⅰ相の考え方",
        "strategy-3.002-79",
        begins_on="2026-04-01",
        detail_ja="原則不要とした。",
    )
    helped = keep(officer, "support", "海外企業の治験", "strategy-3.002-92", begins_on="2026-04-02")
    page = body(f"{LIST}{asked.code}/")
    for words in ("First advice", "Organisation ORG-2", "1 May 2026", "1 Jun 2026"):
        assert words in page, words
    assert "原則不要とした。" in body(f"{LIST}{change.code}/")
    assert "not yet begun" in body(f"{LIST}{change.code}/", as_of="2025-06-01")
    assert helped.code in body(LIST, sort="support")
    assert change.code in body(LIST, sort="regulation")


@pytest.mark.covers("S-590", "S-591", "S-592", "S-593", "S-594", "S-595")
def test_training_exchange_and_outreach_are_kept_with_how_many_took_part(officer: Client) -> None:
    held = {"begins_on": "2026-05-01", "value": "24", "unit": "人"}
    for line, name in ((197, "製造の研修"), (198, "治験の教育"), (199, "国際治験の研修")):
        keep(officer, "training", name, f"strategy-3.002-{line}", **held)
    keep(officer, "training", "現場の実践", "request-fy2020.001-86", begins_on="2026-05-02")
    keep(officer, "exchange", "海外派遣", "strategy-3.002-200", begins_on="2026-05-01")
    keep(officer, "outreach", "市民講座", "strategy-2.000-220", begins_on="2024-05-01")
    trained = body(LIST, sort="training")
    for words in ("製造の研修", "治験の教育", "国際治験の研修", "現場の実践", "24"):
        assert words in trained, words
    assert "海外派遣" in body(LIST, sort="exchange")
    assert "市民講座" in body("/plan/clause/clause/strategy-2.000-220/")


def test_a_body_keeps_its_own_entries(officer: Client, as_role: Any) -> None:
    entry = keep(officer, "service", "窓口", "strategy-3.002-19", published="")
    url = f"{LIST}{entry.code}/"
    assert Client().get(url).status_code == 404
    other = as_role("ministry_officer", Ref("body", "MEXT"))
    assert other.get(url).status_code == 404
    typed = {
        "sort": "service",
        "clause": "strategy-3.002-19",
        "body": "MHLW",
        "name_ja": "窓口２",
        "version": "1",
    }
    assert other.post(NEW, typed).status_code == 403
    given = officer.post(f"{url}revise/", typed | {"body": "MEXT", "key": "a"})
    assert "cannot change" in given.content.decode()
    assert officer.post(f"{url}revise/", typed | {"key": "c"}).status_code == 303
    assert officer.post(f"{url}revise/", typed | {"key": "d"}).status_code == 409
    entry.refresh_from_db()
    assert entry.name_ja == "窓口２"
    none = officer.post(NEW, typed | {"clause": "", "key": "e"})
    assert "Choose one measure" in none.content.decode()
