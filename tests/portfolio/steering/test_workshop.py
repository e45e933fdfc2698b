"""The workshop through the client: levers move indicators, scenarios are kept and compared."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ikkan.audit.models import JournalEntry
from ikkan.line.models import Edge
from ikkan.plan.bodies import actions as bodies
from ikkan.plan.bodies.rules.deciding import NewDecision
from ikkan.portfolio.models import SteeringScenario
from ikkan.portfolio.steering import actions, advice, outlook, telling
from ikkan.portfolio.steering.rules import Gate, Levers, Move, NewCall
from ikkan.values.digest import digest
from ikkan.values.errors import InputError, VersionConflict
from ikkan.values.ref import Ref
from tests.awards.world import ASKED, NEXT_PROGRAMME, PROGRAMME, TODAY, seen
from tests.portfolio.steering.conftest import MILLION, Past

pytestmark = pytest.mark.sqlite_only
FEW = {"years": 4, "runs": 60, "seed": 3}
CALL = Levers(calls=(NewCall(programme=PROGRAMME, starts=40, years=4),))


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def kept(past: Past, levers: Levers = CALL, **given: Any) -> SteeringScenario:
    said = {"name_ja": "試しの案", "levers": levers, "years": 4, "runs": 60}
    return actions.save_scenario(actions.NewScenario(**(said | given)), **ASKED)


def test_the_base_case_is_what_records_say(past: Past) -> None:
    first = past.base.programmes[PROGRAMME]
    assert first.yen == 10 * MILLION
    assert first.starts > 0
    assert past.base.programmes[NEXT_PROGRAMME].yearly == round(
        past.base.programmes[NEXT_PROGRAMME].starts * 10 * MILLION
    )
    assert [one.target for one in past.base.indicators[:4]] == [130.0, 60.0, 120.0, 120.0]


def test_more_awards_bring_more_and_nothing_changed_brings_the_same(past: Past) -> None:
    told = telling.told(past.base, CALL, TODAY, **FEW)
    licences, *_ = told["indicators"]
    assert licences["more"][3][-1] > 0
    assert licences["scenario"][2][-1] >= licences["base"][2][-1]
    assert min(told["inside"]) >= 0.8
    before = outlook.run(past.base, Levers(), **FEW)
    same = outlook.difference(past.base, before, outlook.run(past.base, Levers(), **FEW), 3)
    assert not same.samples.any()
    gone = Levers(gates=(Gate(phase="F1", points=-40, stay=100),))
    less = telling.told(past.base, gone, TODAY, **FEW)
    continued = next(one for one in less["indicators"] if one["code"].endswith("continued"))
    assert continued["more"][3][-1] <= 0
    assert [one["readings"] for one in told["indicators"] if one["sort"] == "observed"] == []


def test_a_lever_of_a_form_becomes_an_address_and_is_answered(past: Past, as_role: Any) -> None:
    director = as_role("program_director")
    answer = director.get(
        "/steering/", {"add": "call", "programme": PROGRAMME, "starts": "40", "lasting": "3"}
    )
    assert answer.status_code == 302
    page = director.get(answer.url)
    assert "a call for 40 new awards a year" in text_of(page)
    assert "every indicator stays within its interval" in text_of(page)
    assert "Moves only the money that starts new awards" in text_of(page)
    assert director.get(answer.url + "&drop=0").url.endswith("/steering/?")
    over = {"add": "move", "source": PROGRAMME, "target": NEXT_PROGRAMME, "yen": "9000"}
    refused = director.get("/steering/", over)
    assert refused.status_code == 400
    assert "its new awards take" in text_of(refused)
    typed = {"add": "gate", "phase": "F1", "points": "x"}
    assert director.get("/steering/", typed).status_code == 400
    assert as_role("researcher").get("/steering/").status_code == 403


def test_a_scenario_is_kept_compared_attached_and_taken_back(past: Past, as_role: Any) -> None:
    hq = as_role("hq_officer")
    move = f"{PROGRAMME}~{NEXT_PROGRAMME}~{MILLION}"
    saved = hq.post("/steering/save/", {"name": "動かす案", "move": move})
    assert saved.status_code == 302
    first = SteeringScenario.objects.get(name_ja="動かす案")
    assert digest(first.payload) == first.digest
    second = kept(past)
    page = hq.get(f"/steering/compare/?scenario={first.code}&scenario={second.code}")
    assert "動かす案" in text_of(page)
    assert "difference, mean" in text_of(page)
    own = f"/steering/scenarios/{first.code}/"
    assert "Not attached to any paper yet" in text_of(hq.get(own))
    with pytest.raises(InputError, match="cannot be attached"):
        actions.attach_scenario(first.code, "awards.award:none", **seen(1))
    with pytest.raises(VersionConflict):
        actions.withdraw_scenario(first.code, "別案にする", **seen(9))
    actions.withdraw_scenario(first.code, "別案にする", **seen(1))
    with pytest.raises(InputError, match="taken back"):
        actions.attach_scenario(first.code, "plan.decision:none", **seen(2))
    assert first.code not in text_of(hq.get("/steering/"))
    assert JournalEntry.objects.filter(action="steering.withdraw").count() == 1


def test_an_attached_scenario_stands_beside_the_decision(past: Past, as_role: Any) -> None:
    made = kept(past)
    new = NewDecision(
        body="HQ",
        title_ja="配分の方針",
        text_ja="案のとおりとする",
        about=(Ref("awards.award", past.awards[0]),),
        circulated_because="持ち回り",
    )
    decision = bodies.draft_decision(new, **ASKED).code
    actions.attach_scenario(made.code, f"plan.decision:{decision}", **seen(1))
    assert Edge.objects.filter(source=f"portfolio.steering_scenario:{made.code}").count() == 1
    hq = as_role("hq_officer")
    page = hq.get(f"/steering/scenarios/{made.code}/")
    assert f'data-ref="plan.decision:{decision}"' in page.content.decode()
    assert made.name_ja in text_of(hq.get(f"/decisions/{decision}/"))
    paper = hq.get(f"/steering/scenarios/{made.code}/paper-en.html")
    assert "a call for 40 new awards a year" in text_of(paper)
    assert (
        as_role("researcher").get(f"/steering/scenarios/{made.code}/paper-en.html").status_code
        == 404
    )
    assert hq.get(f"/steering/scenarios/{made.code}/paper-fr.html").status_code == 404
    with pytest.raises(InputError, match="already attached"):
        actions.attach_scenario(made.code, f"plan.decision:{decision}", **seen(2))


def test_advice_keeps_promises_and_the_sum_and_is_proven(past: Past, as_role: Any) -> None:
    asked = [
        advice.Asked(programme=past.base.programmes[code], yen=yen * MILLION, promised=20 * MILLION)
        for code, yen in ((PROGRAMME, 300), (NEXT_PROGRAMME, 100))
    ]
    made = advice.solved(past.base, asked, [], 0, TODAY)
    assert sum(row.advised for row in made.rows) <= made.total == 400 * MILLION
    assert all(20 * MILLION <= row.advised <= 1.5 * row.asked for row in made.rows)
    assert made.gap <= 1e-2
    assert all(row.reason.ja for row in made.rows)
    page = as_role("hq_officer").get("/steering/advice/")
    assert "No submitted request is for a programme" in text_of(page)


def test_nothing_is_kept_without_a_name_or_a_lever(past: Past) -> None:
    with pytest.raises(InputError, match="Name"):
        kept(past, name_ja=" ")
    with pytest.raises(InputError, match="Nothing was changed"):
        kept(past, Levers())
    with pytest.raises(InputError, match="no award on record"):
        kept(past, Levers(moves=(Move(source="none", target=PROGRAMME, yen=1),)))
