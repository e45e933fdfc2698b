"""The line closes through the forms: report, verify, value, finding, response, clause."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from ikkan.awards.models import Award
from ikkan.evaluation.models import Actual, Finding, Response
from ikkan.outcomes.models import Outcome
from ikkan.parties.models import Person
from ikkan.plan.models import Appointment, Clause
from ikkan.values.ref import Ref
from tests.evaluation.conftest import AWARD


def send(client: Client, url: str, status: int = 303, **typed: Any) -> str:
    """Fill in a form and send it; the body, or the address it led to."""
    before = client.get(url)
    assert before.status_code == 200
    hidden = re.findall(
        r'type="hidden" name="(version|key)" value="([^"]*)"', before.content.decode()
    )
    done = client.post(url, dict(hidden) | typed)
    assert done.status_code == status, done.content.decode()[-3000:]
    return done["Location"] if status == 303 else done.content.decode()


@pytest.fixture
def principal(amed_papers: list[str]) -> Person:
    """The investigator of the award."""
    person = Person.objects.create(code="P-1", name_ja="研究者", name_en="Investigator")
    award = Award.objects.get(code=AWARD)
    award.principal = person
    award.save()
    return person


def test_a_researcher_reports_and_the_funder_verifies(as_role: Any, principal: Person) -> None:
    researcher = as_role("researcher", Ref("parties.person", "P-1"))
    typed = {
        "sort": "licence",
        "title_ja": "実施許諾",
        "title_en": "Licence to a company",
        "occurred_on": "2025-09-30",
        "evidence": "契約 2025-09-30",
        "award": AWARD,
        "share": "1/2",
    }
    new = "/outcomes/records/new/report/"
    body = send(researcher, new, 400, **(typed | {"occurred_on": "2024-03-31"}))
    assert "came before award" in body
    assert "began later" in body
    assert send(researcher, new, 400, **(typed | {"share": "most"})).count("Cannot read the share")
    page = send(researcher, new, **typed)
    outcome = Outcome.objects.get(sort="licence")
    assert page == f"/outcomes/records/{outcome.code}/"
    body = researcher.get(page).content.decode()
    assert "Reported, not verified" in body
    assert "1/2" in body
    assert Client().get(page).status_code == 404
    stranger = as_role("researcher", Ref("parties.person", "P-2"))
    assert stranger.get(page).status_code == 404

    staff = as_role("funder_staff")
    assert "Look at the evidence first" in send(staff, f"{page}verify/", 400)
    send(staff, f"{page}verify/", looked="on")
    assert Client().get(page).status_code == 200
    send(staff, f"{page}link/", award=AWARD, share="1")
    assert outcome.shares.get().share == "1"


def test_the_line_closes_through_the_forms(as_role: Any, amed_papers: list[str]) -> None:
    hq, ministry = as_role("hq_officer"), as_role("ministry_officer")
    asked = {"indicator": "t3.observed.new-approvals", "fiscal_year": "2025", "counting": "full"}
    new = "/evaluation/actuals/new/record/"
    assert "missing is not zero" in send(hq, new, 400, **asked, sort="trial")
    page = send(hq, new, **asked, sort="paper")
    body = hq.get(page).content.decode()
    assert "neither met nor missed" in body
    assert "Full counting (one outcome is one" in body
    assert "論文0" in body
    page = send(hq, f"{page}correct/", value="5", note="年次報告")
    actual = Actual.objects.get(superseded_at=None)
    assert page == f"/evaluation/actuals/{actual.code}/"

    found = {"about_actual": actual.code, "text_ja": "遅い。", "text_en": "It is slow."}
    new = "/evaluation/findings/new/record/"
    both = found | {"about_award": AWARD, "found_on": "2026-06-01"}
    assert "Choose one record" in send(hq, new, 400, **both)
    page = send(hq, new, **found, found_on="2026-06-01")
    finding = Finding.objects.get()
    assert Client().get(page).status_code == 404

    said = {"text_ja": "改める。", "text_en": "Mended.", "owner_role": "ministry_officer"}
    page = send(ministry, f"{page}answer/", **said, due_on="2027-03-31")
    response = Response.objects.get(finding=finding)
    assert page == f"/evaluation/responses/{response.code}/"
    send(ministry, f"{page}finish/", done_on="2026-07-01")

    clause = {
        "text_ja": "体制を改める。",
        "text_en": "The set-up is mended.",
        "programmes": ["next-cancer"],
        "cites": f"evaluation.response:{response.code}",
    }
    new = "/plan/clauses/new/draft/"
    assert "There is no" in send(hq, new, 400, **(clause | {"cites": "evaluation.finding:no"}))
    page = send(hq, new, **clause)
    assert Client().get(page).status_code == 404
    send(hq, f"{page}revise/", **(clause | {"text_en": "It is mended."}))
    send(hq, f"{page}decide/", decided_on="2026-07-02")
    decided = Clause.objects.get()
    assert (decided.state, decided.version) == ("decided", 3)
    body = Client().get(page, headers={"accept-language": "en"}).content.decode()
    assert "It is mended." in body
    assert f"/evaluation/responses/{response.code}/" in body
    for address in ("/plan/clauses/", "/evaluation/responses/", "/evaluation/actuals/"):
        assert Client().get(address).status_code == 200


def test_an_appointment_is_made_and_ended_by_form(as_role: Any, principal: Person) -> None:
    staff = as_role("funder_staff")
    new = "/appointments/new/appoint/"
    typed = {"person": "P-1", "role": "program_director", "valid_from": "2026-04-01", "basis": "1"}
    assert "Choose the project" in send(staff, new, 400, **typed)
    page = send(staff, new, **typed, project="T3-01")
    assert (
        "Program director" in Client(headers={"accept-language": "en"}).get(page).content.decode()
    )
    send(staff, f"{page}end/", last_day="2026-05-31")
    assert str(Appointment.objects.get().valid_to) == "2026-05-31"
