"""Officers of the headquarters at the workshop and, by keyboard alone, at the decision studio.

In the workshop: money, a gate and a call are moved, the indicators answer with intervals, the
scenario is kept, compared with the base case and attached to a decision. In the studio: a floor is
laid, everything is solved again and told, the plan is kept and handed over without a mouse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ikkan.budget.models import AdjustmentDecision
from ikkan.plan.bodies import actions as bodies
from ikkan.plan.bodies.rules.deciding import NewDecision
from ikkan.portfolio.models import SteeringScenario, StudioPlan
from ikkan.values.ref import Ref
from tests.awards.world import ASKED, NEXT_PROGRAMME, PROGRAMME
from tests.budget.adjustment import scene
from tests.e2e.pages import sideways
from tests.e2e.walking import Walk, Window
from tests.portfolio.steering import conftest as steering
from tests.portfolio.studio import conftest as studio

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.sqlite_only]
Walks = Callable[[str], Walk]
SAID = {
    "ja": {"base": "基準", "own": "新しい課題を始めるお金だけ", "again": "計算し直しました"},
    "en": {"base": "Base case", "own": "only the money that starts", "again": "Computed again"},
}


@pytest.fixture
def walks(chromium: Any, live_server: Any, axe: Any, applied: Any) -> Iterator[Walks]:
    made: list[Walk] = []

    def walk(language: str) -> Walk:
        one = Walk(chromium=chromium, server=live_server.url, language=language, axe=axe)
        made.append(one)
        return one

    yield walk
    for one in made:
        one.close()


@pytest.mark.covers("S-493")
def test_a_scenario_moves_indicators_and_goes_with_a_decision(walks: Walks, as_role: Any) -> None:
    past = steering.make()
    decision = bodies.draft_decision(
        NewDecision(
            body="HQ",
            title_ja="配分の方針",
            title_en="How money is shared",
            text_ja="案のとおりとする",
            about=(Ref("awards.award", past.awards[0]),),
            circulated_because="持ち回り",
        ),
        **ASKED,
    ).code
    officer = as_role("hq_officer").account
    for language in ("ja", "en"):
        walk = walks(language)
        at = walk.window(officer)
        moved(at, SAID[language])
        kept(at, SAID[language], f"案 {language}", f"plan.decision:{decision}")
        at.read("/portfolio/cube/")
        assert walk.axe(at.page) == []
        at.read("/steering/advice/")
        assert walk.axe(at.page) == []
        assert {path: wrong for path, wrong in walk.wrong.items() if wrong} == {}


def moved(at: Window, words: dict[str, str]) -> None:
    """Three levers, each answered in place; the page says what money it is and what came of it."""
    page = at.page
    at.read("/steering/")
    assert words["own"] in page.inner_text("#steering")
    page.select_option("#source", PROGRAMME)
    page.select_option("#target", NEXT_PROGRAMME)
    answered(at, "steering-move", 1, yen="0.1")
    page.select_option("#phase", "F2")
    answered(at, "steering-gate", 2, points="+10", stay="80")
    page.select_option("#programme", PROGRAMME)
    answered(at, "steering-call", 3, starts="40", lasting="8")
    assert words["again"] in page.inner_text("#steering-said")
    base, case, more = page.locator(".steering-table tbody tr").first.locator("td").all()[1:4]
    assert all("–" in one.inner_text() for one in (base, case))
    assert more.inner_text().startswith("+")
    assert page.locator(".steering-fan .steering-case").count() >= 1
    assert at.walk.axe(page) == []
    page.set_viewport_size({"width": 390, "height": 900})
    assert sideways(page) <= 0
    page.set_viewport_size({"width": 1440, "height": 900})


def answered(at: Window, button: str, levers: int, **typed: str) -> None:
    """Type into a lever and press Enter: the page answers in place and the button keeps focus."""
    page = at.page
    for name, value in typed.items():
        page.fill(f"#{name}", value)
    page.focus(f"#{button}")
    page.keyboard.press("Enter")
    page.wait_for_selector(f".steering-levers li:nth-child({levers})")
    page.wait_for_function("id => document.activeElement.id === id", arg=button)


def kept(at: Window, words: dict[str, str], name: str, paper: str) -> None:
    """Kept under a name, beside the base case, and attached to the decision, which names it."""
    page = at.page
    page.fill("#name", name)
    at.click("#steering-keep button[type=submit]")
    made = SteeringScenario.objects.get(code=at.code())
    assert [len(one) for one in (made.payload["levers"], made.payload["years"])] == [3, 8]
    at.click('main a[href^="/steering/compare/"]')
    heads = page.locator("table.steering-side thead th").all_inner_texts()
    assert heads[2:] == [words["base"], name]
    at.read(f"/steering/scenarios/{made.code}/attach/")
    at.send(ref=paper)
    made.refresh_from_db()
    assert made.papers == [paper]
    at.click(f'a.steering-paper[data-ref="{paper}"]')
    assert name in page.inner_text("main")
    file = f"{at.walk.server}/steering/scenarios/{made.code}/paper-{at.walk.language}.html"
    answer = page.context.request.get(file)
    assert answer.ok
    assert name in answer.text()


@pytest.mark.covers("S-279")
def test_the_studio_by_keyboard_alone(walks: Walks, as_role: Any) -> None:
    made = studio.make()
    decision = scene.decision(made.round)
    walk = walks("ja")
    at = walk.window(as_role("hq_officer").account)
    page, one = at.page, made.proposals[2]
    at.read(f"/adjustment/studio/{made.round}/?size=30")
    assert walk.axe(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    reach(page, "#st-model-choice")
    reach(page, f"#st-pin-{one}")
    page.keyboard.press("Enter")
    reach(page, f"#st-oku-{one}")
    page.keyboard.press("Control+A")
    page.keyboard.type("88")
    reach(page, f"tr[data-proposal='{one}'] button[value=floor]")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"tr[data-proposal='{one}'] .st-laid")
    page.wait_for_function("id => document.activeElement.id === id", arg=f"st-pin-{one}")
    assert "解き直しました" in page.inner_text("#st-said")
    reach(page, "#st-slide")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#st-what table")
    assert page.evaluate("document.activeElement.id") == "st-slide"
    assert "下限 C" in page.inner_text("#st-said")
    reach(page, "#st-name")
    page.keyboard.type("鍵盤で作った案")
    reach(page, "#st-save button[type=submit]")
    pressed(page)
    plan = StudioPlan.objects.get(code=at.code())
    reach(page, 'main a[href$="/hand-over/"]')
    pressed(page)
    reach(page, "#id_decision")
    page.keyboard.press("ArrowDown")
    reasons = page.locator("main form textarea").count()
    assert reasons >= 1
    for _ in range(reasons):
        page.keyboard.press("Tab")
        page.keyboard.type("体制が整う範囲とする")
    reach(page, "main form button[type=submit]")
    pressed(page)
    decided = AdjustmentDecision.objects.get(round__code=made.round)
    assert (decided.decision.code, decided.frozen["studio_digest"]) == (decision, plan.digest)


def reach(page: Any, wanted: str, most: int = 90) -> None:
    """Tab on until the control has the focus, and see that the focus shows."""
    for _ in range(most):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"{wanted} is not reached by Tab")
    shown = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(shown) != "none", f"no focus to be seen on {wanted}"


def pressed(page: Any) -> None:
    """Enter on what has the focus, and the page that follows."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state("load")
