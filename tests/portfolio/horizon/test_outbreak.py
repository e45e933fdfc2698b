"""Decisions, the switch of status, fast-track calls, sharing and plain pages through the pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ikkan.awards import actions as awards
from ikkan.calls import actions as calls
from ikkan.calls.models import Call
from ikkan.calls.rules import NewApplication
from ikkan.portfolio.horizon import actions, queries
from ikkan.portfolio.horizon.models import Alert, Sharing, Strategy
from ikkan.portfolio.horizon.rules import NewSignal, NewSource, NewTopic
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.awards import world as worlds
from tests.awards.world import ASKED, PROGRAMME, TODAY
from tests.coverage_walks.walking import code_of, enter, refused, send
from tests.portfolio.stage import Stage

pytestmark = pytest.mark.sqlite_only


@pytest.fixture
def evidence(staged: Stage) -> tuple[str, str]:
    """A topic and an item of evidence."""
    source = actions.register_source(
        NewSource(sort="international", name=Text("国際的な動向", "Trends")), **ASKED
    )
    new = NewSignal(
        source=source.code,
        key="1",
        title=Text("架空熱の流行", "An outbreak of fictional fever"),
        happened_on=TODAY,
        provenance="架空の週報",
        published=True,
    )
    (signal,) = actions.record_signals([new], **ASKED)
    topic = actions.keep_topic(
        NewTopic(
            title=Text("架空熱", "Fictional fever"),
            sort="pathogen",
            groups=(("架空熱", "架空の研究"),),
            watched=True,
            published=True,
        ),
        **ASKED,
    )
    return topic.code, signal


def decided(staged: Stage, evidence: tuple[str, str]) -> str:
    """The address of a decision that the director took."""
    officer, director = enter(staged, "officer"), enter(staged, "director")
    made = send(
        officer,
        "/horizon/decisions/new/draft/",
        title_ja="架空熱のワクチン開発を始める",
        title_en="Start a vaccine against fictional fever",
        sort="start",
        stage="after",
        topic=evidence[0],
        text="二つの種類のワクチンを並べて始める",
        signals=evidence[1],
        awards=staged.award,
    )
    assert b"/decide/" in director.get(made).content
    send(director, f"{made}decide/", reason="流行が広がる", decided_on=str(TODAY), published="on")
    return made


@pytest.mark.covers("S-437", "S-444", "S-435")
def test_a_decision_stands_with_its_evidence_and_awards(
    staged: Stage, evidence: tuple[str, str], client: Any
) -> None:
    officer, director = enter(staged, "officer"), enter(staged, "director")
    bare = send(
        officer,
        "/horizon/decisions/new/draft/",
        title_ja="根拠のない案",
        sort="direction",
        stage="before",
        text="方向性",
    )
    body = refused(director, f"{bare}decide/", reason="よい", decided_on=str(TODAY))
    assert "at least one item of evidence" in body
    made = decided(staged, evidence)
    page = director.get(made).content.decode()
    assert evidence[1] in page
    assert staged.award in page
    assert "does not change" in page
    log = client.get("/horizon/decide/", headers={"accept-language": "en"}).content.decode()
    assert "Start a vaccine against fictional fever" in log
    assert "根拠のない案" not in log
    for screen in ("", "watch/", "decide/", "fund/"):
        shown = client.get(f"/horizon/{screen}", headers={"accept-language": "ja"})
        assert shown.status_code == 200
        assert "目利きの画面" in shown.content.decode()
    assert "An outbreak" in client.get(made, headers={"accept-language": "en"}).content.decode()
    send(officer, f"{made}link/", awards=f"{staged.award}、{staged.successor}")
    assert Strategy.objects.get(code=code_of(made)).awards.count() == 2
    line = officer.get(f"/awards/{staged.award}/").content.decode()
    assert code_of(made) in line
    follow = send(
        officer,
        f"{made}follow/",
        title_ja="引き継ぐ決定",
        sort="redirect",
        stage="after",
        text="一つにしぼる",
        signals=evidence[1],
    )
    send(director, f"{follow}decide/", reason="結果が出た", decided_on=str(TODAY))
    assert Strategy.objects.get(code=code_of(made)).state == "superseded"


@pytest.mark.covers("S-434", "S-433")
def test_the_switch_says_who_when_and_why(
    staged: Stage, evidence: tuple[str, str], as_role: Any, client: Any
) -> None:
    headquarters, officer = as_role("hq_officer"), enter(staged, "officer")
    new = "/horizon/status/new/switch/"
    assert officer.get(new).status_code == 403
    typed = {"state": "emergency", "from_on": str(TODAY), "notice_days": "10", "reason": "流行"}
    assert "already" in refused(headquarters, new, **(typed | {"state": "peacetime"}))
    ahead = str(TODAY + timedelta(days=3))
    assert "lies after" in refused(headquarters, new, **(typed | {"from_on": ahead}))
    made = send(headquarters, new, **typed, topic=evidence[0], basis="架空の本部決定")
    alert = Alert.objects.get(code=code_of(made))
    assert alert.switched_by == headquarters.account.code
    assert queries.status(TODAY).state == "emergency"
    assert queries.status(TODAY - timedelta(days=1)).state == "peacetime"
    page = client.get("/horizon/fund/", headers={"accept-language": "en"}).content.decode()
    assert "Emergency" in page
    assert "10 days" in page.replace("\n", " ")
    assert "流行" in client.get(made).content.decode()
    classed = send(
        headquarters,
        "/horizon/emergency/new/class/",
        programme=PROGRAMME,
        begins_on=str(TODAY),
        reason="ワクチンの開発を急ぐ",
    )
    twice = refused(
        headquarters,
        "/horizon/emergency/new/class/",
        programme=PROGRAMME,
        begins_on=str(TODAY),
        reason="再び",
    )
    assert "already" in twice
    assert "ワクチンの開発を急ぐ" in client.get("/horizon/fund/").content.decode()
    send(headquarters, f"{classed}end/", ends_on=str(TODAY))
    assert not queries.in_class(PROGRAMME, TODAY + timedelta(days=1))


@pytest.mark.covers("S-438")
def test_a_fast_track_call_adopts_as_applications_come(
    staged: Stage, evidence: tuple[str, str], as_role: Any, client: Any
) -> None:
    made, staff, hq = decided(staged, evidence), enter(staged, "staff"), as_role("hq_officer")
    typed: dict[str, Any] = {
        "title_ja": "架空熱の機動的な公募",
        "title_en": "Fast-track call on fictional fever",
        "programme_code": PROGRAMME,
        "account": staged.world.account,
        "opens_on": str(TODAY),
        "closes_on": str(TODAY + timedelta(days=4)),
    }
    assert "emergency class" in refused(staff, f"{made}call/", **typed)
    reason = {"reason": "流行"}
    classed = {"programme": PROGRAMME, "begins_on": str(TODAY)}
    send(hq, "/horizon/emergency/new/class/", **classed, **reason)
    switch = {"state": "emergency", "from_on": str(TODAY), "notice_days": "7"}
    send(hq, "/horizon/status/new/switch/", **switch, **reason)
    assert "at least 7 days" in refused(staff, f"{made}call/", **typed)
    send(staff, f"{made}call/", **(typed | {"closes_on": str(TODAY + timedelta(days=9))}))
    call = Call.objects.get(fast_track=True)
    assert call.basis == f"portfolio.strategy:{code_of(made)}"
    send(staff, f"/calls/{call.code}/open/")
    new = NewApplication(
        call=call.code,
        principal=staged.world.people["colleague"],
        title_ja="急ぐ研究",
        requested_yen=1_000_000,
    )
    at = worlds.TODAY
    asked = calls.apply(new, **ASKED)
    send(staff, f"/applications/{asked.code}/adopt/", reason="急ぐ", yen="1,000,000")
    call.refresh_from_db()
    assert call.state == "open"
    awards.make_award(
        asked.code,
        worlds.terms(began_on=at, ends_on=at + timedelta(days=300), year_amounts={2026: 10**6}),
        **ASKED,
    )
    page = client.get("/horizon/fund/", headers={"accept-language": "en"}).content.decode()
    assert "Fast-track call on fictional fever" in page
    assert page.count('<td class="number">0</td>') == 3  # opening, award; no application is seen
    office = staff.get("/horizon/fund/").content.decode()
    assert office.count('<td class="number">0</td>') == 3
    assert '<td class="number">1</td>' in office
    later = calls.apply(
        NewApplication(
            call=call.code,
            principal=staged.world.people["adviser"],
            title_ja="次の応募",
            requested_yen=1_000,
        ),
        **ASKED,
    )
    assert later.state == "submitted"
    assert call.code in staff.get(made).content.decode()


@pytest.mark.covers("S-447")
def test_a_request_for_a_pathogen_goes_to_its_return(
    staged: Stage, evidence: tuple[str, str], as_role: Any
) -> None:
    home = staged.world.organisation
    office = as_role("institution_office", Ref("parties.organisation", home))
    stranger = as_role(
        "institution_office", Ref("parties.organisation", staged.world.other_organisation)
    )
    staff = enter(staged, "staff")
    typed = {
        "sort": "material",
        "title_ja": "架空熱の株",
        "topic": evidence[0],
        "organisation": home,
        "purpose": "ワクチン候補の中和試験",
    }
    new = "/horizon/sharing/new/ask/"
    assert "may not" in refused(stranger, new, **typed).lower() or not Sharing.objects.exists()
    made = send(office, new, **typed)
    assert stranger.get(made).status_code == 404
    assert "架空熱の株" in staff.get("/desk/").content.decode()
    granted = {"state": "granted", "reason": "備えに要る"}
    assert "Write the conditions" in refused(staff, f"{made}answer/", **granted)
    send(staff, f"{made}answer/", **granted, conditions="施設の外へ出さない")
    assert "施設の外へ出さない" in office.get(made).content.decode()
    day = {"on_day": str(TODAY)}
    assert "this can be done only" in refused(office, f"{made}log/", state="closed", **day)
    send(staff, f"{made}log/", state="provided", text="送り状1", **day)
    send(office, f"{made}log/", state="closed", text="廃棄した", **day)
    page = office.get(made).content.decode()
    assert "送り状1" in page
    assert "廃棄した" in page
    assert list(Sharing.objects.get().steps.values_list("state", flat=True)) == [
        *("granted", "provided", "closed")
    ]


@pytest.mark.covers("S-450")
def test_a_plain_page_is_public_in_both_languages(
    staged: Stage, evidence: tuple[str, str], client: Any
) -> None:
    staff = enter(staged, "staff")
    made = send(
        staff,
        "/horizon/plain/new/write/",
        topic=evidence[0],
        title_ja="架空熱のワクチンを作る",
        text_ja="ワクチンは、体が病気に備える練習です。",
    )
    assert "in Japanese and in English" in refused(staff, f"{made}publish/", published="on")
    texts = {
        "title_ja": "架空熱のワクチンを作る",
        "title_en": "Making a vaccine against fictional fever",
        "text_ja": "ワクチンは、体が病気に備える練習です。",
        "text_en": "A vaccine lets the body practise.",
    }
    send(staff, f"{made}revise/", **texts)
    assert client.get(made).status_code == 404
    send(staff, f"{made}publish/", published="on")
    for language, word in (("ja", "備える練習"), ("en", "lets the body practise")):
        page = client.get(made, headers={"accept-language": language}).content.decode()
        assert word in page
        assert staged.award in page
    assert made in client.get("/horizon/plain/").content.decode()
    assert "in Japanese and in English" in refused(
        staff, f"{made}revise/", **(texts | {"text_en": ""})
    )


@pytest.mark.covers("S-454")
def test_the_due_day_of_the_vaccine_programmes_is_counted(staged: Stage, client: Any) -> None:
    page = client.get("/horizon/decide/", headers={"accept-language": "en"}).content.decode()
    assert "2022年秋まで" in page
    assert "days ago" in page


def test_a_batch_names_every_row(staged: Stage, evidence: tuple[str, str]) -> None:
    rows = [
        NewSignal(source="SRC-0", key="", title=Text("", "")),
        NewSignal(source="SRC-0", key="2", title=Text("題", ""), provenance="p", year=3000),
    ]
    with pytest.raises(InputError) as told:
        actions.record_signals(rows, **ASKED)
    for word in ("Row 1", "Row 2", "Write the title", "SRC-0", "3000"):
        assert word in told.value.text.en
