"""Pages of awards, seeds, gates and hand-overs: lists, records, forms, and who may see them."""

from __future__ import annotations

from typing import Any

import pytest

from ikkan.accounts.models import User
from ikkan.portfolio import actions, work
from ikkan.portfolio.models import Gate
from ikkan.values.text import Text
from tests.awards.world import TODAY
from tests.portfolio.stage import Stage, by, decision, open_gate, passed

TITLE = Text("架空のシーズ", "A fictional seed")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PATHS = ("awards", "seeds", "gates", "handovers")


def test_the_public_sees_awards_only(staged: Stage, client: Any) -> None:
    gate = open_gate(staged)
    assert client.get("/awards/").status_code == 200
    page = client.get(f"/awards/{staged.award}/", headers={"accept-language": "en"})
    assert page.status_code == 200
    text = page.content.decode()
    assert "JP26xx0000001" in text
    assert "30,000,000" in text
    assert "ACC-" not in text
    assert gate.code not in text
    assert client.get(f"/gates/{gate.code}/").status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_every_list_and_record_is_drawn_for_a_director(
    staged: Stage, as_role: Any, path: str
) -> None:
    gate = passed(staged)
    officer = staged.actors["officer"]
    seed = actions.name_seed(TITLE, [staged.award], **by(officer))
    handover = actions.propose_handover(
        "medical-device-development", "臨床へ", gate=gate.code, seed=seed.code, **by(officer)
    )
    actions.give_opinion(handover.code, "賛成の意見", **by(staged.actors["adviser"], 1))
    code = {
        "awards": staged.award,
        "seeds": seed.code,
        "gates": gate.code,
        "handovers": handover.code,
    }
    client = as_role("program_director")
    for address in (f"/{path}/", f"/{path}/{code[path]}/", f"/{path}.csv"):
        assert client.get(address).status_code == 200, address
    text = client.get(f"/{path}/{code[path]}/").content.decode()
    assert ("賛成の意見" in text) == (path == "handovers")


def test_a_director_decides_a_gate_on_its_page(staged: Stage, client: Any) -> None:
    gate = open_gate(staged)
    user = User.objects.get(code=staged.actors["director"].code)
    client.force_login(user, backend=BACKEND)
    address = f"/gates/{gate.code}/decide/"
    page = client.get(address)
    assert page.status_code == 200
    assert "基準1" in page.content.decode()
    sent = {
        "decision": "go",
        "reason": "基準を満たす",
        "decided_on": TODAY.isoformat(),
        "met_0": "yes",
        "version": "1",
        "key": "page-1",
    }
    answer = client.post(address, sent)
    assert answer.status_code in (302, 303), answer.content.decode()[:3000]
    decided = Gate.objects.get(code=gate.code)
    assert (decided.decision, decided.decided_by.code) == ("go", staged.people["director"])


def test_a_refusal_stands_on_the_page_of_the_form(staged: Stage, client: Any) -> None:
    gate = open_gate(staged)
    user = User.objects.get(code=staged.actors["inside"].code)
    client.force_login(user, backend=BACKEND)
    sent = {
        "decision": "go",
        "reason": "基準を満たす",
        "decided_on": TODAY.isoformat(),
        "met_0": "yes",
        "version": "1",
        "key": "page-2",
    }
    answer = client.post(f"/gates/{gate.code}/decide/", sent)
    assert answer.status_code in (200, 403, 422)
    assert "parties.conflict.same_organisation" in answer.content.decode()
    assert Gate.objects.get(code=gate.code).decision == "pending"


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("staff", "/awards/new/make/"),
        ("officer", "/seeds/new/name/"),
        ("officer", "/gates/new/open/"),
        ("officer", "/handovers/new/propose/"),
    ],
)
def test_forms_of_new_records_are_drawn(staged: Stage, client: Any, who: str, path: str) -> None:
    user = User.objects.get(code=staged.actors[who].code)
    client.force_login(user, backend=BACKEND)
    assert client.get(path).status_code == 200


def test_work_says_whose_turn_it_is(staged: Stage) -> None:
    gate = open_gate(staged)
    director, officer = staged.actors["director"], staged.actors["officer"]
    assert [item.ref.code for item in work.gates(director, TODAY)] == [gate.code]
    assert list(work.gates(officer, TODAY)) == []
    actions.decide_gate(gate.code, decision(), **by(director, 1))
    assert list(work.gates(director, TODAY)) == []
    near = TODAY.replace(year=2028)
    assert [item.ref.code for item in work.gates(officer, near)] == [staged.successor]
