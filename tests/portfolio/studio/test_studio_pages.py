"""The studio's pages and papers through the client: both plans, edits, refusals, comparison."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from ikkan.budget.adjustment import queries as fund
from ikkan.budget.models import AdjustmentDecision
from ikkan.optimize import allocation
from ikkan.portfolio.models import StudioPlan
from ikkan.portfolio.steering import actions as steering
from ikkan.portfolio.steering.actions import NewScenario
from ikkan.portfolio.steering.rules import Levers, NewCall
from ikkan.portfolio.studio import actions, messages, reading, rules, solving
from ikkan.portfolio.studio.rules import Edits
from ikkan.values.digest import digest
from ikkan.values.errors import InputError
from tests.awards.world import ASKED, PROGRAMME, TODAY, seen
from tests.budget.adjustment import scene
from tests.portfolio.studio.conftest import ASKED as CASES
from tests.portfolio.studio.conftest import OKU, Studio

pytestmark = pytest.mark.sqlite_only
SIZE = "size=24"


@pytest.fixture
def hq(studio: Studio, as_role: Any) -> Any:
    """Somebody of the secretariat of the headquarters."""
    return as_role("hq_officer")


def text_of(response: Any) -> str:
    """The page as words, one blank between."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def saved(studio: Studio, **given: Any) -> StudioPlan:
    """A plan kept by the command line, on few scenarios."""
    said = {"round": studio.round, "name_ja": "試しの案", "size": 24}
    return actions.save_plan(actions.NewPlan(**(said | given)), **ASKED)


def test_the_page_shows_both_plans_with_proof_prices_effects_and_robustness(
    studio: Studio, hq: Any
) -> None:
    page = hq.get(f"/adjustment/studio/{studio.round}/?{SIZE}")
    said = text_of(page)
    assert page.status_code == 200
    assert "More samples" in said
    for head in (
        "Proof of the engine’s plan",
        "Binding constraints and prices",
        "What indicators may come to",
        "Under other value models",
        "Save the plan",
        "Assumptions and calibration",
    ):
        assert head in said
    made = page.context["made"]
    assert made.engine.value <= made.engine.bound + 1e-6
    assert sum(made.engine.x.values()) <= scene.POT
    assert made.human.x == made.engine.x


def test_an_edit_is_an_address_and_the_plan_is_solved_again(studio: Studio, hq: Any) -> None:
    url, third = f"/adjustment/studio/{studio.round}/", studio.proposals[2]
    folded = hq.get(f"{url}?{SIZE}&do=pin&code={third}&oku=３０")
    assert folded.status_code == 302
    assert f"e={third}~pin~{30 * OKU}" in folded["Location"].replace("%7E", "~")
    page = hq.get(folded["Location"])
    made = page.context["made"]
    assert made.human.x[third] == 30 * OKU
    assert made.distance == pytest.approx(made.engine.value - made.human.value)
    assert [one.code for one in made.alone] == [third]
    assert "pinned" in text_of(page)
    again = hq.get(f"{folded['Location']}&do=forbid&code={studio.proposals[1]}", follow=True)
    assert again.context["made"].human.x[studio.proposals[1]] == 0
    part = hq.get(folded["Location"], headers={"hx-request": "true"})
    assert part.content.lstrip().startswith(b'<div id="studio"')


def test_moving_a_floor_says_what_moves_and_lays_nothing_down(studio: Studio, hq: Any) -> None:
    third = studio.proposals[2]
    url = f"/adjustment/studio/{studio.round}/what-if/?{SIZE}&what={third}&slide=8000"
    page = hq.get(url, headers={"hx-request": "true"})
    assert page.status_code == 200
    assert b'id="st-what"' in page.content
    answer = page.context["what"]["answer"]
    assert answer.plan.x[third] >= 80 * OKU
    assert not page.context["made"].edits
    typed = hq.get(f"{url}&oku_to=500", headers={"hx-request": "true"})
    assert "is above" in text_of(typed)
    other = hq.get(url.replace(third, "NOBODY"), headers={"hx-request": "true"})
    assert "NOBODY is not among those planned" in text_of(other)
    assert other.context["what"]["answer"] is None


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("e=NOBODY~pin~100000000", "not among those planned"),
        ("e=nonsense", "neither a pin nor a floor"),
        ("do=pin&code={}&oku=abc", "hundred million yen"),
        ("do=pin&code={}&oku=", "hundred million yen"),
        ("do=pin&code={}&oku=900", "is above"),
        ("do=floor&code={}&oku=1", "below its least amount"),
        ("model=none-such", "no value model none-such"),
        ("size=0", "must be between 1 and"),
        ("seed=-1", "is no number"),
    ],
)
def test_what_cannot_be_is_said_with_its_item(
    studio: Studio, hq: Any, query: str, told: str
) -> None:
    said = query.format(studio.proposals[2])
    url = f"/adjustment/studio/{studio.round}/?{'' if 'size' in said else SIZE + '&'}{said}"
    page = hq.get(url, follow=True)
    assert page.status_code == 400
    assert told in text_of(page)


def test_after_a_refused_edit_the_plan_stands_as_it_was_before(studio: Studio, hq: Any) -> None:
    url, (first, _, third) = f"/adjustment/studio/{studio.round}/", studio.proposals[:3]
    kept = f"{third}~pin~{30 * OKU}"
    page = hq.get(f"{url}?{SIZE}&e={kept}&do=pin&code={first}&oku=900", follow=True)
    assert page.status_code == 400
    assert page.context["made"].edits.written() == (kept,)
    assert f'name="e" value="{kept}"' in page.content.decode()
    shared = hq.get(f"{url}?{SIZE}&e={third}~pin~{900 * OKU}")
    assert shared.status_code == 400
    assert not shared.context["made"].edits


def test_a_value_model_without_edition_is_refused_by_name(studio: Studio) -> None:
    model = replace(reading.models(TODAY)[1], edition="")
    with pytest.raises(messages.StudioError, match="licences"):
        reading.model([model], "licences")


def test_the_studio_is_for_headquarters_funder_and_audit(studio: Studio, as_role: Any) -> None:
    url = f"/adjustment/studio/{studio.round}/?{SIZE}"
    assert as_role("researcher").get(url).status_code == 403
    page = as_role("auditor").get(url)
    assert page.status_code == 200
    assert "Save the plan" not in text_of(page)
    refused = as_role("auditor").post(
        f"/adjustment/studio/{studio.round}/save/", {"name": "案", "size": "24"}
    )
    assert refused.status_code == 403
    assert not StudioPlan.objects.exists()


def test_a_plan_is_saved_from_the_page_and_comes_as_paper(studio: Studio, hq: Any) -> None:
    third = studio.proposals[2]
    given = {"name": "試験を先に", "size": "24", "e": f"{third}~floor~{50 * OKU}", "key": "k1"}
    done = hq.post(f"/adjustment/studio/{studio.round}/save/", given, follow=True)
    assert done.status_code == 200
    plan = StudioPlan.objects.get()
    assert (plan.sort, plan.model_code, plan.model_edition) == ("human", "targets", "2025.1")
    assert plan.digest == digest(plan.payload)
    assert plan.payload["plans"]["human"]["x"][third] >= 50 * OKU
    assert plan.payload["forecast"]["goes"]["shape"] == [24, 5]
    record = hq.get(f"/adjustment/studio-plans/{plan.code}/")
    assert "Paper for the decision" in text_of(record)
    for form, begins in (("html", b"<!doctype"), ("xlsx", b"PK"), ("pdf", b"%PDF")):
        paper = hq.get(f"/adjustment/studio-plans/{plan.code}/paper-ja.{form}")
        assert paper.status_code == 200
        assert paper.content[:9].lower().startswith(begins.lower())
    assert hq.get(f"/adjustment/studio-plans/{plan.code}/paper-de.pdf").status_code == 404
    name = f"/adjustment/studio-plans/{plan.code}/paper-en.html"
    assert "Steering scenarios attached" not in hq.get(name).content.decode()
    levers = Levers(calls=(NewCall(programme=PROGRAMME, starts=40, years=4),))
    new = NewScenario(name_ja="公募を加える案", levers=levers, years=4, runs=60)
    scenario = steering.save_scenario(new, **ASKED).code
    steering.attach_scenario(scenario, f"portfolio.studio_plan:{plan.code}", **seen(1))
    paper = hq.get(name).content.decode()
    assert "Steering scenarios attached" in paper
    assert "a call for 40 new awards a year" in paper


def test_plans_are_compared_and_a_stale_one_is_marked_and_refused(studio: Studio, hq: Any) -> None:
    first = saved(studio)
    second = saved(
        studio, name_ja="外した案", edits=Edits(forbids=frozenset(studio.proposals[1:2]))
    )
    page = hq.get(f"/adjustment/studio/{studio.round}/compare/")
    said = text_of(page)
    assert "試しの案" in said
    assert "外した案" in said
    assert "differs" in said
    assert "stale" not in said
    scene.actions.set_reserve(studio.round, OKU, **seen(studio.found.version))
    assert "stale" in text_of(hq.get(f"/adjustment/studio/{studio.round}/compare/"))
    assert "Stale plan" in text_of(hq.get(f"/adjustment/studio-plans/{first.code}/"))
    with pytest.raises(InputError, match="stale"):
        actions.hand_over(second.code, scene.decision(studio.round), {}, **seen(second.version))
    assert not AdjustmentDecision.objects.exists()


def test_the_decision_freezes_the_plan_and_asks_why_it_differs(studio: Studio) -> None:
    second = studio.proposals[1]
    plan = saved(studio, edits=Edits(forbids=frozenset({second})))
    decision = scene.decision(studio.round)
    away = rules.differing(*(plan.payload["plans"][one]["x"] for one in ("engine", "human")))
    assert second in away
    with pytest.raises(InputError, match=second):
        actions.hand_over(plan.code, decision, {}, **seen(plan.version))
    why = dict.fromkeys(away, "現場の準備が整わない")
    plan = actions.hand_over(plan.code, decision, why, **seen(plan.version))
    made = AdjustmentDecision.objects.get()
    assert plan.state == "decided"
    assert made.plan == f"portfolio.studio_plan:{plan.code}"
    assert made.stamp == plan.stamp
    assert made.frozen["studio_digest"] == plan.digest
    assert made.frozen["studio"]["seed"] == plan.seed
    amounts = dict(made.awards.values_list("proposal__code", "yen"))
    assert amounts == plan.payload["plans"]["human"]["x"]
    assert made.awards.get(proposal__code=second).reason == "現場の準備が整わない"
    with pytest.raises(InputError, match="only a saved one"):
        actions.withdraw_plan(plan.code, "誤り", **seen(plan.version))


def test_the_hand_over_asks_for_a_reason_of_each_difference(studio: Studio, hq: Any) -> None:
    plan = saved(studio, edits=Edits(forbids=frozenset({studio.proposals[1]})))
    form = hq.get(f"/adjustment/studio-plans/{plan.code}/hand-over/")
    assert form.status_code == 200
    assert "Trial brought forward" in text_of(form)
    empty = hq.post(
        f"/adjustment/studio-plans/{plan.code}/hand-over/", {"version": plan.version, "key": "k"}
    )
    assert empty.status_code == 400


def test_assumptions_say_what_the_forecast_rests_on(studio: Studio, hq: Any) -> None:
    page = hq.get(f"/adjustment/studio/{studio.round}/assumptions/")
    said = text_of(page)
    assert page.status_code == 200
    assert "1/130" in said
    assert "not counted in own records" in said
    assert page.context["calibration"].n > 0
    assert sum(stays for _, stays, _, _ in page.context["phases"]) == 12


def test_without_a_screened_proposal_or_a_pot_the_studio_says_so(studio: Studio, hq: Any) -> None:
    scene.actions.set_reserve(studio.round, scene.POT, **seen(studio.found.version))
    page = hq.get(f"/adjustment/studio/{studio.round}/?{SIZE}")
    assert page.status_code == 400
    assert "Nothing is left in the pot" in text_of(page)
    assert hq.get("/adjustment/studio/").status_code == 400


def test_what_one_proposal_may_take_is_a_cap_of_the_engine_and_stands_in_the_page(
    studio: Studio, hq: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = fund.rules_of(studio.found.year, TODAY)
    tight = replace(held, most_share=Fraction(1, 4))
    monkeypatch.setattr(fund, "rules_of", lambda *_: tight)
    url, most = f"/adjustment/studio/{studio.round}/?{SIZE}", 4_375 * rules.UNIT
    page = hq.get(url)
    made = page.context["made"]
    large = [code for code, one in zip(studio.proposals, CASES, strict=True) if one[2] > 43.75]
    assert [one.code for one in made.engine.problem.caps] == [f"share:{code}" for code in large]
    assert max(made.human.x.values()) == most
    bound = [one for one in page.context["binding"] if one["name"].en.startswith("Most of one")]
    assert [one["binds"] for one in bound] == [made.human.x[code] == most for code in large]
    assert all(one["price"] > 0 for one in bound if one["binds"])
    assert re.search(r"Most of one proposal: B 43\.\d ● binds", text_of(page))
    refused = hq.get(f"{url}&e={studio.proposals[2]}~pin~{50 * OKU}")
    assert refused.status_code == 400
    assert "lets one proposal take" in text_of(refused)


def test_with_a_reserve_everything_shown_is_that_of_the_whole_amounts(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.actions.set_reserve(studio.round, 37 * OKU + 1, **seen(studio.found.version))
    third = studio.proposals[2]
    asked = solving.Asked(edits=Edits(floors={third: 41 * OKU}), size=60)
    made = solving.solved(studio.found, asked, TODAY)
    least = {one.code: one.least for one in made.sheet.asks}
    for plan in (made.engine, made.human):
        told = allocation.evaluate(plan.problem, plan.x, integer=False)
        assert all(yen % rules.UNIT == 0 for yen in plan.x.values())
        assert all(not yen or yen >= least[code] for code, yen in plan.x.items())
        assert sum(plan.x.values()) <= made.sheet.pot.yen
        assert plan.value == pytest.approx(told.value, rel=1e-9)
        assert plan.gap == pytest.approx((plan.bound - told.value) / plan.bound, abs=1e-9)
        assert plan.prices == pytest.approx(told.prices)
        assert (plan.status == "optimal") == (plan.gap <= plan.target)
    assert made.human.x[third] >= 41 * OKU
    monkeypatch.setattr(allocation, "resolve", lambda *_, **__: pytest.fail("solved once more"))
    assert solving.solved(studio.found, asked, TODAY).human.x == made.human.x
