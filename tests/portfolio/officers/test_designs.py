"""Proposals from the field on programme design and designs with their exit, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from ikkan.audit.actor import PUBLIC
from ikkan.portfolio.models import DesignProposal, ProgrammeDesign
from ikkan.portfolio.officers.rules import DESIGN, PROPOSAL
from ikkan.records.queries import visible
from ikkan.values.ref import Ref
from tests.awards.world import NEXT_PROGRAMME, PROGRAMME
from tests.portfolio.officers.desk import LATER, client_of, code_of, made, said, send
from tests.portfolio.stage import Stage

pytestmark = pytest.mark.sqlite_only
BODY = "MHLW"
OTHER_BODY = "METI"


def _proposal(staged: Stage, **more: Any) -> dict[str, Any]:
    return {
        "sort": "fast_path",
        "title_ja": "導出へ直行する道",
        "title_en": "Straight to licence",
        "body": BODY,
        "programmes": [PROGRAMME],
        "text_ja": "先行事業の終わりを待たずに企業へ渡す",
        "text_en": "Hand over early",
        "grounds": "三つの課題で半年待った",
        "signals": f"awards.award:{staged.award}",
        **more,
    }


@pytest.mark.covers("S-347")
def test_the_field_proposes_the_ministry_answers_and_says_what_it_became(
    staged: Stage, as_role: Any
) -> None:
    officer = client_of(staged, "officer")
    ministry = as_role("ministry_officer", Ref("body", BODY))
    other = as_role("ministry_officer", Ref("body", OTHER_BODY))
    address = made(send(officer, "/proposals/design/new/draft/", **_proposal(staged)))
    assert ministry.get(address).status_code == 404
    made(send(officer, f"{address}send/", version=1))
    assert other.get(address).status_code == 404
    assert "Straight to licence" in said(ministry.get("/desk/"))
    answer = {"answer": "accepted", "reason": "次の公募から", "due_on": LATER, "version": 2}
    assert send(other, f"{address}answer/", **answer).status_code in (403, 404)
    made(send(ministry, f"{address}answer/", **answer))
    became = {"outcome": "公募を設けた", "became": f"calls.call:{staged.world.call}", "version": 3}
    made(send(ministry, f"{address}follow/", **became))
    page = said(officer.get(address))
    for words in ("次の公募から", "公募を設けた", "Carried out", "三つの課題で半年待った"):
        assert words in page, words
    assert "Straight to licence" not in said(ministry.get("/desk/"))


def test_what_a_proposal_lacks(staged: Stage, as_role: Any) -> None:
    officer = client_of(staged, "officer")
    for wrong, words in (
        ({"body": "AMED"}, "no ministry or headquarters"),
        ({"signals": "awards.award:NONE"}, "awards.award:NONE"),
    ):
        page = said(send(officer, "/proposals/design/new/draft/", **_proposal(staged, **wrong)))
        assert words in page, wrong
    company = as_role("company")
    assert send(company, "/proposals/design/new/draft/", **_proposal(staged)).status_code == 403
    address = made(send(officer, "/proposals/design/new/draft/", **_proposal(staged)))
    made(send(officer, f"{address}withdraw/", reason="出し直す", version=1))
    assert "is final" in said(send(officer, f"{address}send/", version=2))
    assert DesignProposal.objects.get(code=code_of(address)).state == "withdrawn"


def test_who_sees_a_proposal(staged: Stage, as_role: Any) -> None:
    officer = client_of(staged, "officer")
    address = made(send(officer, "/proposals/design/new/draft/", **_proposal(staged)))
    hq = as_role("hq_officer")
    assert not visible(PROPOSAL, hq.actor).exists()
    made(send(officer, f"{address}send/", version=1))
    for role, seen in (("hq_officer", True), ("company", False), ("disease_coordinator", False)):
        assert visible(PROPOSAL, as_role(role).actor).exists() == seen, role


@pytest.mark.covers("S-326", "S-365")
def test_a_design_is_adopted_with_its_exit_only(staged: Stage, as_role: Any) -> None:
    ministry = as_role("ministry_officer", Ref("body", BODY))
    draft = {"programme": PROGRAMME, "body": BODY, "aim": "実用化", "route": "承認まで"}
    address = made(send(ministry, "/designs/new/draft/", **draft))
    page = said(ministry.get(address))
    assert "Conditions of licensing" in page
    assert "Missing" in page
    refused = said(send(ministry, f"{address}adopt/", version=1))
    assert "officers.complete" in refused
    assert "Gate plan" in refused
    other = as_role("ministry_officer", Ref("body", OTHER_BODY))
    assert other.get(address).status_code == 404
    full = draft | {
        "product": "経口薬",
        "licensing": "再現性の確認",
        "successors": [NEXT_PROGRAMME],
        "gates": ["drug-1", "drug-2"],
        "gate_plan": "二年目と四年目",
    }
    own = full | {"successors": [PROGRAMME], "version": 1}
    assert "its own successor" in said(send(ministry, f"{address}revise/", **own))
    made(send(ministry, f"{address}revise/", **full, version=1))
    made(send(ministry, f"{address}adopt/", version=2))
    assert other.get(address).status_code == 200
    second = made(send(ministry, "/designs/new/draft/", **full | {"aim": "早い実用化"}))
    assert "edition 2" in said(ministry.get(second))
    again = send(ministry, "/designs/new/draft/", **full)
    assert "revise that one" in said(again)
    made(send(ministry, f"{second}adopt/", version=1))
    states = ProgrammeDesign.objects.order_by("edition").values_list("state", flat=True)
    assert list(states) == ["superseded", "adopted"]
    assert "Superseded" in said(ministry.get(second))


def test_who_adopts_a_design(staged: Stage, as_role: Any) -> None:
    staff = client_of(staged, "staff")
    draft = {"programme": PROGRAMME, "body": BODY}
    address = made(send(staff, "/designs/new/draft/", **draft))
    assert send(staff, f"{address}adopt/", version=1).status_code == 403
    assert visible(DESIGN, as_role("program_officer").actor).exists()
    assert not visible(DESIGN, PUBLIC).exists()
