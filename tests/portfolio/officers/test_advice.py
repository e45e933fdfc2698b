"""Advice of coordinators over HTTP: given, owed, answered, followed; and no decision of theirs."""

from __future__ import annotations

from typing import Any

import pytest

from ikkan.portfolio import actions
from ikkan.portfolio.models import Gate, Handover, OfficerAdvice
from ikkan.portfolio.officers.rules import ADVICE
from ikkan.records.queries import visible
from ikkan.values.ref import Ref
from tests.awards.world import NEXT_PROGRAMME, TODAY
from tests.portfolio.officers.desk import (
    DOMAIN,
    LATER,
    OTHER,
    PROJECT,
    client_of,
    code_of,
    made,
    said,
    send,
)
from tests.portfolio.stage import Stage, by, open_gate

pytestmark = pytest.mark.sqlite_only
NEW = {
    "sort": "proposal",
    "domain": DOMAIN,
    "to": "director",
    "project": PROJECT,
    "text_ja": "臨床側の意見を早く聴くことを提案する",
    "text_en": "Hear the clinic earlier",
    "due_on": LATER,
}


def _given(staged: Stage, **more: Any) -> str:
    sent = {**NEW, "about": f"awards.award:{staged.award}", **more}
    adviser = client_of(staged, "adviser")
    return made(send(adviser, "/officers/advice/new/give/", **sent))


@pytest.mark.covers("S-323", "S-324")
def test_a_director_owes_an_answer_gives_it_and_carries_it_out(staged: Stage) -> None:
    address = _given(staged)
    code = code_of(address)
    row = OfficerAdvice.objects.get(code=code)
    assert row.person is not None
    assert row.person.code == staged.people["director"]
    director = client_of(staged, "director")
    assert "Hear the clinic earlier" in said(director.get(address))
    assert "Answer the coordinator" in said(director.get("/desk/"))
    sent = {"answer": "partly", "reason": "来年度から", "due_on": LATER, "version": 1}
    made(send(director, f"{address}answer/", **sent))
    page = said(client_of(staged, "adviser").get(address))
    assert "Accepted in part" in page
    assert "来年度から" in page
    made(send(director, f"{address}follow/", outcome="意見を聴いた", version=2))
    row.refresh_from_db()
    assert (row.state, row.outcome) == ("done", "意見を聴いた")
    assert code not in said(director.get("/desk/"))


def test_only_the_addressee_answers(staged: Stage) -> None:
    address = _given(staged)
    sent = {"answer": "accepted", "reason": "よい", "due_on": LATER, "version": 1}
    for name in ("elsewhere", "staff"):
        answer = send(client_of(staged, name), f"{address}answer/", **sent)
        assert "officers.addressee" in said(answer), name
    address = _given(staged, to="president", project="")
    refused = send(client_of(staged, "director"), f"{address}answer/", **sent)
    assert "officers.addressee" in said(refused)
    made(send(client_of(staged, "staff"), f"{address}answer/", **sent))


def test_an_answer_says_why_and_until_when(staged: Stage) -> None:
    address, director = _given(staged), client_of(staged, "director")
    page = said(send(director, f"{address}answer/", answer="accepted", reason="よい", version=1))
    assert "Write the due day" in page
    sent = {"answer": "declined", "reason": "別の方法", "due_on": LATER, "version": 1}
    assert "has no due day" in said(send(director, f"{address}answer/", **sent))
    made(send(director, f"{address}answer/", answer="declined", reason="別の方法", version=1))
    assert "is final" in said(send(director, f"{address}follow/", outcome="した", version=2))


def test_advice_lacks_nothing(staged: Stage) -> None:
    adviser = client_of(staged, "adviser")
    for wrong, words in (
        ({"project": ""}, "Choose the integrated project"),
        ({"to": "president"}, "only where a program director"),
        ({"due_on": TODAY.isoformat()}, "must follow"),
        ({"about": "awards.award:NONE"}, "awards.award:NONE"),
    ):
        answer = send(adviser, "/officers/advice/new/give/", **{**NEW, **wrong})
        assert words in said(answer), wrong
    assert not OfficerAdvice.objects.exists()


def test_who_sees_advice(staged: Stage, as_role: Any) -> None:
    address = _given(staged)
    code = code_of(address)
    for role, scope, seen in (
        ("disease_coordinator", Ref("domain", DOMAIN), True),
        ("disease_coordinator", Ref("domain", "T2-D2"), False),
        ("program_director", Ref("project", PROJECT), True),
        ("program_director", Ref("project", OTHER), False),
        ("program_officer", None, False),
        ("ministry_officer", None, False),
        ("auditor", None, True),
    ):
        client = as_role(role, *([scope] if scope else []))
        found = visible(ADVICE, client.actor).filter(code=code).exists()
        assert found == seen, (role, scope)
        assert client.get(address).status_code == (200 if seen else 404)


def test_a_coordinator_for_another_area_cannot_advise(staged: Stage, as_role: Any) -> None:
    client = as_role("disease_coordinator", Ref("domain", "T2-D2"))
    assert send(client, "/officers/advice/new/give/", **NEW).status_code == 403
    assert not OfficerAdvice.objects.exists()


@pytest.mark.covers("S-324")
def test_a_coordinator_decides_no_gate_no_handover_no_adoption(staged: Stage) -> None:
    gate = open_gate(staged)
    handover = actions.propose_handover(
        NEXT_PROGRAMME, "臨床へ", award=staged.award, **by(staged.actors["officer"])
    )
    adviser = client_of(staged, "adviser")
    day = TODAY.isoformat()
    sent = {"decision": "go", "reason": "よい", "decided_on": day, "met_0": "yes", "version": 1}
    refused = send(adviser, f"/gates/{gate.code}/decide/", **sent)
    assert refused.status_code == 403
    assert "can_decide_gate" in said(refused)
    sent = {"state": "decided", "reason": "よい", "decided_on": day, "version": 1}
    refused = send(adviser, f"/handovers/{handover.code}/decide/", **sent)
    assert refused.status_code == 403
    assert "can_decide_handover" in said(refused)
    application = f"/applications/{staged.world.application}/"
    assert adviser.get(application).status_code == 404
    refused = send(adviser, f"{application}adopt/", reason="よい", yen="1", version=1)
    assert refused.status_code in (403, 404)
    assert Gate.objects.get(code=gate.code).decision == "pending"
    assert Handover.objects.get(code=handover.code).state == "proposed"


def test_it_is_withdrawn_by_its_giver_only(staged: Stage, as_role: Any) -> None:
    address = _given(staged)
    other = as_role("disease_coordinator")
    assert "officers.own" in said(send(other, f"{address}withdraw/", reason="重複", version=1))
    made(send(client_of(staged, "adviser"), f"{address}withdraw/", reason="重複", version=1))
    sent = {"answer": "accepted", "reason": "よい", "due_on": LATER, "version": 2}
    page = said(send(client_of(staged, "director"), f"{address}answer/", **sent))
    assert "is final" in page
