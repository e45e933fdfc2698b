"""A coordination round in a browser: board, certified plan, three changes, decision, indicator.

In Japanese and in English, by a coordinator, the funder's staff and a director.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from ikkan.accounts.models import User
from ikkan.portfolio.matching import evidence, planning
from ikkan.portfolio.models import Handover, MatchingRound
from tests.e2e.pages import sideways
from tests.e2e.walking import Walk, Window
from tests.portfolio.matching.conftest import Scene, make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.sqlite_only]
BOARD = "/handovers/board/"
SAID = {
    "ja": {
        "areas": ("出口志向の研究開発マネジメント", "事業間連携の強化", "シーズの育成"),
        "certified": "✓ 証明された差 0.0000%",
        "solved": "解き直しました：案 第{}版（証明された差 0.0000%",
        "nothing": "適合度が下限に届く枠がありません",
        "better": "より合う課題が使います",
        "forbidden": "この組は禁止中です",
        "differs": "違う決定の理由を書いてください",
        "decided": "決定",
        "departs": "案と違う決定",
        "counts": "この引継ぎは数に入ります",
        "waits": "後継の課題と結ぶと数に入ります",
        "aim": "目標 120",
    },
    "en": {
        "areas": (
            "R&D management towards the exit",
            "Stronger links between programmes",
            "Growing seeds",
        ),
        "certified": "✓ proven gap 0.0000%",
        "solved": "Solved again: plan version {} (proven gap 0.0000%",
        "nothing": "No place reaches the least fit",
        "better": "goes to work that fits it better",
        "forbidden": "This pair is forbidden",
        "differs": "write why the decision differs",
        "decided": "decided",
        "departs": "decided differently from the plan",
        "counts": "this hand-over counts",
        "waits": "it counts once its successor is linked",
        "aim": "aim 120",
    },
}


@pytest.fixture
def played(applied: Any) -> Scene:
    """The scene of the tests of matching, with its first plan."""
    return make()


@pytest.fixture(params=["ja", "en"])
def walk(request: Any, chromium: Any, live_server: Any, axe: Any, played: Scene) -> Iterator[Walk]:
    made = Walk(chromium=chromium, server=live_server.url, language=request.param, axe=axe)
    yield made
    made.close()


def window(walk: Walk, scene: Scene, who: str) -> Window:
    """The browser of one of the actors."""
    return walk.window(User.objects.get(code=scene.staged.actors[who].code))


def plan_of(scene: Scene) -> dict[str, str]:
    """Award → destination in the plan in force."""
    plan, _ = planning.planned(MatchingRound.objects.get(code=scene.round))
    return {award: place for award, (place, *_) in evidence.pairs_of(plan).items()}


def edit(at: Window, item: str, slot: str, button: str, number: int) -> None:
    """One change in the panel of a pair, with its reason; the certified plan is there at once."""
    at.read(f"{BOARD}?item={item}&slot={slot}")
    at.page.fill("#hb-reason", "現場の判断")
    at.click(f"#detail button[value={button}]")
    assert SAID[at.walk.language]["solved"].format(number) in at.page.inner_text(".messages")


def counted(at: Window) -> int:
    """The indicator of continued support, as the board shows it."""
    at.read(BOARD)
    return int(at.page.inner_text(".hb-aim figcaption strong"))


@pytest.mark.covers("S-327", "S-358")
def test_a_coordination_round(walk: Walk, played: Scene) -> None:
    words, call = SAID[walk.language], played.call
    (first,) = plan_of(played)
    second = played.robot if first == played.sensor else played.sensor
    coordinator = window(walk, played, "adviser")
    page = coordinator.page
    coordinator.read("/menu/")
    heads = page.locator("main section h2").all_inner_texts()
    assert [one for one in heads if one in words["areas"]] == list(words["areas"])
    coordinator.click(f'main a[href="{BOARD}"]')
    look_at_the_plan(coordinator, played, first, second)

    edit(coordinator, second, call, "pin", 2)
    assert plan_of(played) == {second: call}
    shown = page.locator(".hb-lines .hb-card.is-chosen[data-award]")
    assert shown.get_attribute("data-award") == second
    staff = window(walk, played, "staff")
    staff.read(f"/handovers/rounds/{played.round}/places/")
    staff.send(slot=call, places="2", reason="追加の枠")
    assert plan_of(played) == {first: call, second: call}
    ask(coordinator, second)
    edit(coordinator, second, call, "forbid", 4)
    assert words["forbidden"] in page.inner_text("#detail")
    assert plan_of(played) == {first: call}

    case = Handover.objects.get(round__code=played.round)
    decide(window(walk, played, "director"), case.code)
    take_up(staff, played, case.code)
    assert counted(coordinator) == 1
    assert page.locator(".hb-threads path.is-decided").count() == 1
    assert words["decided"] in page.inner_text(f".hb-lines [data-award='{second}']")
    assert {kind: wrong for kind, wrong in walk.wrong.items() if wrong} == {}
    page.set_viewport_size({"width": 390, "height": 900})
    assert sideways(page) <= 0


def look_at_the_plan(at: Window, scene: Scene, first: str, second: str) -> None:
    """The certificate, the price of the place and who pays it, why two awards go nowhere."""
    words, page = SAID[at.walk.language], at.page
    assert words["certified"] in page.inner_text("main")
    assert words["aim"] in page.inner_text(".hb-aim")
    assert counted(at) == 0
    price = page.inner_text(f".hb-card[data-slot='{scene.call}'] strong")
    assert 0 < float(price) < 1
    detail = page.inner_text("#detail")
    assert first in detail
    assert page.inner_text("#detail .hb-facts-list strong >> nth=0") == price
    loser = page.inner_text(f".hb-nowhere li[data-award='{second}'] .hb-name")
    assert loser in detail
    assert page.locator("#detail .hb-parts tr").count() == 6
    why = page.locator(".hb-nowhere .hb-why")
    assert why.count() == 2
    said = page.inner_text(f".hb-nowhere li[data-award='{second}'] .hb-why")
    assert words["better"] in said
    said = page.inner_text(f".hb-nowhere li[data-award='{scene.late}'] .hb-why")
    assert words["nothing"] in said


def ask(at: Window, item: str) -> None:
    """The planned pair becomes a case."""
    at.read(f"{BOARD}?item={item}")
    at.page.fill("#hb-reason", "案のとおり")
    at.click("#detail button[formaction]")
    assert at.page.locator("#detail a[href^='/handovers/HAND-']").count() == 1


def decide(at: Window, case: str) -> None:
    """For the pair that the plan gave up meanwhile: refused without why, decided with it."""
    words, page = SAID[at.walk.language], at.page
    at.read(f"/handovers/{case}/decide/")
    said = {"reason": "継続が要る", "decided_on": timezone.localdate().isoformat()}
    for name, value in said.items():
        page.fill(f"main [name={name}]", value)
    page.select_option("main [name=state]", "decided")
    page.click("main form[method=post] button[type=submit]")
    page.wait_for_selector(".error-summary")
    assert words["differs"] in page.inner_text(".error-summary")
    assert at.send(differs="患者の会の意見を重く見る").endswith(f"/{case}/")
    shown = page.inner_text("main")
    assert words["departs"] in shown
    assert words["waits"] in shown


def take_up(at: Window, scene: Scene, case: str) -> None:
    """The call that takes it is announced; its award is linked, and the indicator counts it."""
    at.read(f"/calls/{scene.call}/announce/")
    at.send()
    at.read(f"/handovers/{case}/successor/")
    at.send(to_award=scene.staged.successor)
    assert SAID[at.walk.language]["counts"] in at.page.inner_text("main")
