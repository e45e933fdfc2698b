"""Introductions by consent, and the data room behind them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ikkan.audit.models import JournalEntry
from ikkan.portfolio.industry import actions
from ikkan.portfolio.industry.actions.rooms import NewDocument
from ikkan.portfolio.industry.inside import Introduction, RoomGrant, RoomOpening
from ikkan.portfolio.industry.rules import INTRODUCTION, NewIntroduction
from ikkan.records.queries import visible
from ikkan.values.errors import InputError, NotAllowed, NotFound
from ikkan.values.text import Text
from tests.awards.world import TODAY
from tests.portfolio.industry.scene import Scene, client, introduction
from tests.portfolio.stage import by

pytestmark = pytest.mark.sqlite_only


def text_of(page: Any) -> str:
    body = b"".join(page.streaming_content) if page.streaming else page.content
    return body.decode("utf-8", "replace")


def document(seen: Scene) -> str:
    new = NewDocument(
        title=Text("毒性試験の報告", "Report of toxicity"), dated_on=TODAY, item="safety-data"
    )
    return actions.list_document(seen.seed, new, **by(seen.actors["researcher"])).code


@pytest.mark.covers("S-336")
def test_both_consent_before_either_is_named(seen: Scene) -> None:
    steward = client(seen.actors["steward"])
    sent = {
        "seed": seen.seed,
        "company": seen.companies["first"],
        "about_seed": "低分子の候補、前臨床",
        "about_company": "国内の中堅の企業",
        "reason": "領域が合う",
        "key": "begin",
    }
    named = sent | {"about_company": "Fictional Pharma 甲 という企業", "key": "named"}
    refused = steward.post("/introductions/new/propose/", named)
    assert refused.status_code == 400
    assert "industry.consent" in text_of(refused)
    answer = steward.post("/introductions/new/propose/", sent)
    assert answer.status_code == 303, text_of(answer)[:2000]
    met = Introduction.objects.get()
    path = f"/introductions/{met.code}/"
    company, researcher = client(seen.actors["first"]), client(seen.actors["researcher"])
    before = text_of(company.get(path))
    assert "低分子の候補" in before
    assert "架空の創薬シーズ" not in before
    assert seen.seed not in before
    assert researcher.get(path).status_code == 404
    assert client(seen.actors["second"]).get(path).status_code == 404
    assert company.post(f"{path}consent/", {"version": "1", "key": "c"}).status_code == 303
    asked = text_of(researcher.get(path))
    assert "国内の中堅の企業" in asked
    assert "Fictional Pharma" not in asked
    assert "架空の創薬シーズ" not in text_of(company.get(path))
    assert researcher.post(f"{path}consent/", {"version": "2", "key": "r"}).status_code == 303
    for browser in (company, researcher, steward):
        told = text_of(browser.get(path))
        assert "A fictional drug seed — Fictional Pharma" in told
    said = {"version": "3", "outcome": "初回の面談を終えた", "key": "log"}
    assert steward.post(f"{path}meeting/", said).status_code == 303
    assert "初回の面談" in text_of(steward.get(path))
    refs = set(JournalEntry.objects.filter(action="portfolio.consent").values_list("object_ref"))
    assert refs == {("confidence",)}


def test_sides_consent_in_their_turn_only(seen: Scene) -> None:
    met = introduction(seen)
    for name in ("researcher", "second", "steward", "staff"):
        with pytest.raises(NotAllowed):
            actions.consent(met.code, **by(seen.actors[name], 1))
    met = actions.consent(met.code, **by(seen.actors["first"], 1))
    with pytest.raises(NotAllowed):
        actions.consent(met.code, **by(seen.actors["first"], 2))
    with pytest.raises(NotAllowed):
        actions.decline(met.code, "x", **by(seen.actors["second"], 2))
    done = actions.decline(met.code, "時期が早い", **by(seen.actors["researcher"], 2))
    assert done.state == "declined"
    assert "時期が早い" not in text_of(
        client(seen.actors["first"]).get(f"/introductions/{met.code}/")
    )


def test_only_stewards_begin_one_and_only_once(seen: Scene) -> None:
    introduction(seen)
    new = NewIntroduction(
        seed=seen.seed,
        company=seen.companies["first"],
        about_seed="x",
        about_company="x",
        reason="x",
    )
    with pytest.raises(InputError, match="under way already"):
        actions.propose_introduction(new, **by(seen.actors["steward"]))
    with pytest.raises(NotAllowed, match="Only stewards"):
        actions.propose_introduction(new, **by(seen.actors["staff"]))
    for name in ("staff", "adviser", "director", "coordinator", "second"):
        assert not visible(INTRODUCTION, seen.actors[name]).exists()


@pytest.mark.covers("S-369")
def test_a_company_opens_what_was_granted_until_the_day(seen: Scene) -> None:
    first, second = document(seen), document(seen)
    met = introduction(seen, "introduced")
    researcher = client(seen.actors["researcher"])
    sent = {
        "introduction": met.code,
        "documents": [first],
        "consent": "研究代表者が今日、書面で同意した",
        "valid_to": (TODAY + timedelta(days=30)).isoformat(),
        "key": "grant",
    }
    answer = researcher.post("/room/grants/new/grant/", sent)
    assert answer.status_code == 303, text_of(answer)[:3000]
    grant = RoomGrant.objects.get()
    company = client(seen.actors["first"])
    page = text_of(company.get("/room/"))
    assert "Report of toxicity" in page
    assert second not in page
    assert company.get(f"/room/documents/{first}/").status_code == 404
    opened = company.post(f"/room/open/{grant.code}/{first}/", {"key": "open"})
    assert opened.status_code == 200
    assert RoomOpening.objects.count() == 1
    assert JournalEntry.objects.filter(action="portfolio.open_document").exists()
    assert company.post(f"/room/open/{grant.code}/{second}/").status_code == 404
    other = client(seen.actors["second"])
    assert other.post(f"/room/open/{grant.code}/{first}/").status_code == 404
    assert "Report of toxicity" not in text_of(other.get("/room/"))
    assert other.get(f"/room/grants/{grant.code}/").status_code == 404
    log = text_of(researcher.get(f"/room/grants/{grant.code}/"))
    assert seen.actors["first"].code in log
    later = TODAY + timedelta(days=31)
    with pytest.raises(NotFound):
        actions.open_document(grant.code, first, **(by(seen.actors["first"]) | {"as_of": later}))
    actions.revoke_access(grant.code, **by(seen.actors["researcher"], 1))
    assert company.post(f"/room/open/{grant.code}/{first}/").status_code == 404


def test_the_room_opens_after_both_consents_only(seen: Scene) -> None:
    listed = document(seen)
    met = introduction(seen, "asked")
    end = TODAY + timedelta(days=3)
    with pytest.raises(InputError, match="both sides consented"):
        actions.grant_access(met.code, [listed], "x", end, **by(seen.actors["researcher"]))
    with pytest.raises(NotAllowed):
        actions.grant_access(met.code, [listed], "x", end, **by(seen.actors["staff"]))
    with pytest.raises(NotAllowed):
        actions.grant_access(met.code, [listed], "x", end, **by(seen.actors["first"]))
