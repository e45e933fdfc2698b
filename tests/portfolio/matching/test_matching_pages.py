"""Rounds, cases, pairings and links as people work with them on the pages."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ikkan.calls import actions as calls
from ikkan.calls.rules import NewCall
from ikkan.portfolio.matching import continued, evidence, planning
from ikkan.portfolio.models import Handover, Pairing
from tests.awards.world import ASKED, NEXT_PROGRAMME, PROGRAMME, TODAY, seen
from tests.coverage_walks.walking import code_of, enter, send
from tests.coverage_walks.walking import refused as sent_back
from tests.portfolio.matching.conftest import Scene
from tests.portfolio.stage import by, passed

pytestmark = pytest.mark.sqlite_only
_HIDDEN = re.compile(r'type="hidden" name="(version|key)" value="([^"]*)"')


def text(client: Client, address: str, language: str = "en") -> str:
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def edit(client: Client, scene: Scene, **typed: str) -> Any:
    board = f"/handovers/rounds/{scene.round}/board/"
    chosen = f"{board}?item={typed['item']}&slot={typed['slot']}"
    hidden = dict(_HIDDEN.findall(text(client, chosen)))
    address = f"/handovers/rounds/{scene.round}/{typed.pop('to', 'edit')}/"
    return client.post(address, {**hidden, "reason": "A judgement", **typed}, follow=True)


def winner(scene: Scene, round_of: Any) -> tuple[str, str]:
    """Who has the place in the plan, and who has not."""
    plan, _ = planning.planned(round_of())
    (one,) = evidence.pairs_of(plan)
    return one, scene.robot if one == scene.sensor else scene.sensor


@pytest.mark.covers("S-327", "S-329", "S-357")
def test_a_coordinator_plans_edits_and_asks_on_the_board(scene: Scene, round_of: Any) -> None:
    first, second = winner(scene, round_of)
    coordinator = enter(scene.staged, "adviser")
    page = text(coordinator, "/handovers/board/")
    for said in (scene.sensor, scene.robot, scene.late, "proven gap", "Nowhere", "aim 120"):
        assert said in page, said
    pinned = edit(coordinator, scene, item=second, slot=scene.call, edit="pin")
    assert "Solved again: plan version 2" in pinned.content.decode()
    assert winner(scene, round_of) == (second, first)
    for view in ("table", "grid"):
        assert "Phase" in text(coordinator, f"/handovers/board/?view={view}")
    refusal = edit(coordinator, scene, item=first, slot=scene.call, edit="pin")
    assert refusal.status_code == 400
    assert "more cannot be pinned" in refusal.content.decode()
    edit(coordinator, scene, to="ask", item=second, slot=scene.call)
    case = Handover.objects.get(round__code=scene.round)
    assert (case.link, case.call.code, case.award.code) == ("matching", scene.call, second)
    director = enter(scene.staged, "director")
    page = text(director, f"/handovers/{case.code}/")
    for said in ("Beside the decision", "Fingerprint", "Fit by component", scene.call):
        assert said in page, said
    send(
        director,
        f"/handovers/{case.code}/decide/",
        state="decided",
        reason="It goes on",
        decided_on=timezone.localdate().isoformat(),
    )
    assert text(director, "/handovers/board/").count(">decided</strong>") == 1


@pytest.mark.covers("S-328")
def test_two_links_with_states_of_their_own(scene: Scene) -> None:
    staff, director = enter(scene.staged, "staff"), enter(scene.staged, "director")
    offer = NewCall(
        title_ja="継続支援を示す公募",
        programme_code=PROGRAMME,
        account=scene.staged.world.account,
        opens_on=date(2026, 12, 1),
        closes_on=date(2026, 12, 31),
    )
    call = calls.plan_call(offer, **ASKED)
    send(staff, f"/calls/{call.code}/offer/", phases=["F1"], pairing=[NEXT_PROGRAMME])
    call.refresh_from_db()
    assert call.pairing == [NEXT_PROGRAMME]
    said = sent_back(staff, "/pairings/new/offer/", award=scene.sensor, programme=NEXT_PROGRAMME)
    assert "offered no continued support" in said
    from ikkan.awards.models import Award

    Award.objects.filter(code=scene.sensor).update(call=call)
    at = send(staff, "/pairings/new/offer/", award=scene.sensor, programme=NEXT_PROGRAMME)
    send(staff, f"{at}promise/", terms="If the gate is passed")
    award = Award.objects.get(code=scene.sensor)
    assert (award.pairing_programme, bool(award.pairing_terms)) == (NEXT_PROGRAMME, True)
    page = text(director, at)
    assert "Promised" in page
    other = passed(scene.staged)
    wrong = sent_back(director, f"{at}confirm/", gate=other.code, reason="Go on")
    assert "was not passed" in wrong
    other.award = award
    other.save()
    send(director, f"{at}confirm/", gate=other.code, reason="The gate was passed")
    pairing = Pairing.objects.get(code=code_of(at))
    made = pairing.handover
    assert pairing.state == "confirmed"
    assert made is not None
    assert (made.link, made.state, made.route) == ("pairing", "decided", "continued_review")
    rows = text(director, "/handovers.csv")
    assert "Pairing" in rows


@pytest.mark.covers("S-348")
def test_the_fast_path_is_a_case_with_its_reason(scene: Scene) -> None:
    staff = enter(scene.staged, "staff")
    blank = sent_back(
        staff, "/handovers/new/case/", award=scene.robot, route="licence", proposal=" "
    )
    assert "required" in blank.lower() or "Write the reason" in blank
    at = send(
        staff,
        "/handovers/new/case/",
        award=scene.robot,
        route="licence",
        proposal="A company takes it up at once",
    )
    page = text(enter(scene.staged, "director"), at)
    assert "Fast path, straight to a licence" in page
    assert "A company takes it up at once" in page
    assert "it never counts here" in page


@pytest.mark.covers("S-355")
def test_programmes_are_linked_with_who_pays(scene: Scene, client: Client) -> None:
    staff = enter(scene.staged, "staff")
    given = {"funding": "adjustment", "valid_from": "2026-04-01"}
    at = send(staff, "/programme-links/new/link/", frm=PROGRAMME, to=NEXT_PROGRAMME, **given)
    page = text(client, at)
    assert "Adjustment money" in page
    back = sent_back(staff, "/programme-links/new/link/", frm=NEXT_PROGRAMME, to=PROGRAMME, **given)
    assert "its own successor" in back
    send(staff, f"{at}end/", valid_to="2027-03-31")
    assert "2027" in text(client, at)


@pytest.mark.covers("S-337")
def test_a_case_is_lent_across_units_for_a_while(scene: Scene, as_role: Any) -> None:
    from ikkan.values.ref import Ref

    case = Handover.objects.filter(award__code=scene.late).first()
    if case is None:
        from ikkan.portfolio.matching import actions

        new = actions.NewCase(award=scene.late, route="licence", proposal="A company asks")
        case = actions.propose_case(new, **by(scene.staged.actors["officer"]))
    other = as_role("program_officer", Ref("programme", NEXT_PROGRAMME))
    assert other.get(f"/handovers/{case.code}/").status_code == 404
    from ikkan.parties import actions as parties
    from ikkan.parties.loads import NewPerson

    home = scene.staged.world.other_organisation
    who = parties.register_person(
        NewPerson(
            name_ja="隣の事業の担当",
            name_en="An officer next door",
            organisation=home,
            account_code=other.account.code,
        ),
        **ASKED,
    )
    coordinator = enter(scene.staged, "staff")
    until = timezone.localdate().replace(day=28).isoformat()
    lent = {"person": who.code, "reason": "They may take it up"}
    send(coordinator, f"/handovers/{case.code}/lend/", until=until, **lent)
    assert other.get(f"/handovers/{case.code}/").status_code == 200
    assert "They may take it up" in text(coordinator, f"/handovers/{case.code}/")
    case.lendings.update(lent_on=date(2026, 1, 1), until=date(2026, 2, 1))
    assert other.get(f"/handovers/{case.code}/").status_code == 404


@pytest.mark.covers("S-345")
def test_a_round_reports_changes_decisions_and_linkage(scene: Scene, round_of: Any) -> None:
    director = enter(scene.staged, "director")
    page = text(director, f"/handovers/rounds/{scene.round}/")
    assert "Versions of the plan" in page
    html = director.get(f"/handovers/rounds/{scene.round}/report-en.html").content.decode()
    for said in ("Changes by people", "Award by award", "Where they go", "Value and bound"):
        assert said in html, said
    book = director.get(f"/handovers/rounds/{scene.round}/report-ja.xlsx")
    assert book.status_code == 200
    found = director.get(f"/handovers/rounds/{scene.round}/board.csv?state=nowhere")
    rows = list(csv.reader(io.StringIO(found.content.decode("utf-8-sig"))))
    assert {row[0] for row in rows[1:]} >= {scene.late}


def test_who_sees_the_board(scene: Scene, client: Client, as_role: Any) -> None:
    assert client.get("/handovers/board/").status_code in (302, 403)
    assert client.get(f"/handovers/rounds/{scene.round}/board/").status_code == 404
    assert as_role("researcher").get("/handovers/board/").status_code == 403
    page = text(as_role("hq_officer"), "/handovers/board/")
    assert scene.sensor in page
    assert 'name="edit"' not in page


def test_continued_support_counts_linked_decisions(scene: Scene) -> None:
    before = continued.bar(TODAY)
    assert (before.aim, before.indicator is not None) == (120, True)
    from ikkan.portfolio import actions as portfolio

    officer, director = scene.staged.actors["officer"], scene.staged.actors["director"]
    made = portfolio.propose_handover(
        NEXT_PROGRAMME, "続ける", award=scene.staged.award, **by(officer)
    )
    done = portfolio.decide_handover(made.code, "decided", "続ける", TODAY, **by(director, 1))
    assert continued.bar(TODAY).waiting == before.waiting + 1
    portfolio.link_successor(made.code, scene.staged.successor, **seen(done.version))
    after = continued.bar(TODAY)
    assert (after.linked, after.waiting) == (before.linked + 1, before.waiting)


def test_a_round_is_planned_from_the_command_line(scene: Scene, ikkan: Any) -> None:
    done = ikkan("coordinate", "--round", scene.round, "--json")
    assert done.code == 0, done.err
    assert done.json["items"] == 3
    assert done.json["gap"] <= 1e-4
    assert ikkan("coordinate").code == 2
