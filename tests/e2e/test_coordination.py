"""A coordination round in a browser: board, certified plan, three changes, decision, indicator.

In Japanese and in English, by a coordinator, a director and the funder's staff.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ikkan.accounts.models import User
from ikkan.portfolio.matching import evidence, planning
from ikkan.portfolio.models import Handover, MatchingRound
from tests.e2e.pages import LOCALES, sideways
from tests.portfolio.matching.conftest import Scene, make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.sqlite_only]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SAID = {
    "ja": {"solved": "解き直しました", "decide": "決める", "nowhere": "行き先なし",
           "decided": "決定", "counts": "この引継ぎは数に入ります", "round": "調整の回"},
    "en": {"solved": "Solved again", "decide": "Decide", "nowhere": "Nowhere",
           "decided": "decided", "counts": "this hand-over counts", "round": "The round"},
}  # fmt: skip


@pytest.fixture
def played(applied: Any) -> Scene:
    """The scene of the tests of matching, with its first plan."""
    return make()


@pytest.fixture
def window(chromium: Any, live_server: Any, played: Scene) -> Iterator[Any]:
    """`window("adviser", "ja")`: a page in which that person is logged in."""
    contexts = []

    def opened(who: str, language: str, width: int = 1440) -> Any:
        client = Client()
        client.force_login(User.objects.get(code=played.staged.actors[who].code), backend=BACKEND)
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale=LOCALES[language]
        )
        contexts.append(context)
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(30_000)
        return page

    yield opened
    for context in contexts:
        context.close()


def edit(page: Any, button: str, said: str) -> None:
    """One change in the panel, with its reason; the plan comes back solved."""
    page.fill("#hb-reason", "現場の判断")
    page.click(f"#detail button[value={button}]")
    page.wait_for_selector(f".messages >> text={said}")


@pytest.mark.covers("S-327", "S-358")
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_coordination_round(
    language: str, window: Any, played: Scene, live_server: Any, axe: Any
) -> None:
    words, board = SAID[language], f"{live_server.url}/handovers/board/"
    found = MatchingRound.objects.get(code=played.round)
    plan, _ = planning.planned(found)
    (first,) = evidence.pairs_of(plan)
    second = played.robot if first == played.sensor else played.sensor
    page = window("adviser", language)
    page.goto(f"{live_server.url}/menu/")
    page.click("text=引継ぎの板" if language == "ja" else "text=Hand-over board")
    assert page.locator(".chip-ok").count() == 1
    assert words["nowhere"] in page.inner_text(".hb-nowhere")
    assert axe(page) == []
    page.goto(f"{board}?item={second}&slot={played.call}#detail")
    edit(page, "pin", words["solved"])
    assert page.get_attribute(".hb-lines .hb-card.is-chosen", "data-award") == second
    edit(page, "unpin", words["solved"])
    page.goto(f"{board}?item={first}&slot={played.call}#detail")
    edit(page, "forbid", words["solved"])
    assert [one.edit["edit"] for one in found.plans.order_by("number")] == [
        *("", "pin", "unpin", "forbid")
    ]
    page.goto(f"{board}?item={second}#detail")
    page.fill("#hb-reason", "案のとおり")
    page.click("#detail button[formaction]")
    page.wait_for_selector("#detail >> text=HAND-")
    case = Handover.objects.get(round=found)
    director = window("director", language)
    director.goto(f"{live_server.url}/handovers/{case.code}/decide/")
    director.select_option("[name=state]", "decided")
    director.fill("[name=reason]", "継続が要る")
    director.fill("[name=decided_on]", timezone.localdate().isoformat())
    director.click("main button[type=submit]")
    director.wait_for_url(f"**/handovers/{case.code}/")
    staff = window("staff", language)
    staff.goto(f"{live_server.url}/handovers/{case.code}/successor/")
    staff.select_option("[name=to_award]", played.staged.successor)
    staff.click("main button[type=submit]")
    staff.wait_for_url(f"**/handovers/{case.code}/")
    assert words["counts"] in staff.inner_text("main")
    page.goto(board)
    assert page.locator(".hb-threads path.is-decided").count() == 1
    assert "1" in page.inner_text(".hb-aim")
    narrow = window("adviser", language, 390)
    narrow.goto(board)
    assert not sideways(narrow)
