"""The headquarters and its expert panel at work, from a call to a published decision.

In a real browser, in Japanese and in English; how clicks are counted stands in `walking`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from ikkan.accounts import actions as accounts
from ikkan.accounts.models import User
from ikkan.audit.actor import SYSTEM
from tests.documents import pdfs
from tests.e2e.walking import Walk, Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.sqlite_only]

CLAUSE = "clause:strategy-2.000-111"
PANEL, ADVISERS, HEAD = "EXPERT-PANEL", "ADVISERS", "HQ"
ADVICE = "/advice/new/give/"


@pytest.fixture
def officer(live_server: Any, applied: Any) -> User:
    """An officer of the secretariat of the headquarters."""
    today = timezone.localdate()
    how: dict[str, Any] = {"by": SYSTEM, "as_of": today, "version": None, "key": None}
    user = accounts.create_account("hq@example.jp", "hq", None, **how)
    accounts.grant_role(user.code, "hq_officer", scope=None, **how)
    return user


@pytest.fixture(params=["ja", "en"])
def walk(request: Any, chromium: Any, live_server: Any, axe: Any) -> Iterator[Walk]:
    made = Walk(chromium=chromium, server=live_server.url, language=request.param, axe=axe)
    yield made
    made.close()


def called(hq: Window, body: str, title: str) -> str:
    """A meeting with an agenda; the address of its page."""
    hq.at_work()
    hq.start("/meetings/new/call/")
    return hq.send(
        body=body,
        title_ja=title,
        title_en=f"Meeting of {body}",
        day=timezone.localdate().isoformat(),
        agenda=f"計画の案 | {CLAUSE}\nその他",
    )


@pytest.mark.covers("S-001", "S-004", "S-006", "S-007", "S-009", "S-011")
def test_a_decision_of_the_headquarters_from_call_to_publication(walk: Walk, officer: User) -> None:
    hq, today = walk.window(officer), timezone.localdate().isoformat()
    stranger = walk.chromium.new_context()
    walk.windows.append(stranger)

    def seen(path: str) -> int:
        """What anybody gets at that address."""
        return int(stranger.request.get(f"{walk.server}{path}").status)

    panel = called(hq, PANEL, "専門調査会")
    hq.start("/papers/new/lay/")
    paper = hq.send(number="1", title_ja="調査の結果", title_en="Findings", about=CLAUSE)
    hq.read(panel)
    hq.send(held_on=today, present="会長\n委員")
    hq.start(ADVICE)
    examined = hq.send(
        sort="examination",
        body=PANEL,
        to_body=HEAD,
        about=CLAUSE,
        verdict="agrees",
        text_ja="妥当である。",
        text_en="It is sound.",
    )
    examination = hq.code()
    hq.at_work()
    hq.start(ADVICE)
    hq.send(
        sort="policy_advice",
        body=ADVISERS,
        to_body=HEAD,
        about=CLAUSE,
        verdict="conditions",
        text_ja="出口戦略を明らかにすること。",
        text_en="State the exit strategy.",
        evidence="参与会合資料",
    )
    advice = hq.code()

    meeting = called(hq, HEAD, "本部会合")
    hq.send(held_on=today, present="内閣総理大臣\n国務大臣")
    hq.start("/decisions/new/draft/")
    decision = hq.send(
        body=HEAD,
        title_ja="推進計画の決定",
        title_en="Decision on the plan",
        about=CLAUSE,
        text_ja="案のとおり決定する。",
        text_en="Decided as drafted.",
        advice=[examination, advice],
        departs_because="出口戦略は別に定める。",
    )
    hq.send(decided_on=today)
    for path in (panel, paper, examined, meeting, decision, f"{decision}paper.pdf"):
        assert seen(path) == 404, path
    hq.send()
    for path in (decision, examined, f"{decision}paper.pdf"):
        assert seen(path) == 200, path
    assert {seen(path) for path in (meeting, panel, paper)} == {404}

    for path in (panel, meeting):
        hq.read(path)
        hq.send(minutes_ja="案のとおり了承した。", minutes_en="Agreed as drafted.")
        assert seen(path) == 404, "minutes are not out before they are published"
        hq.send()
        assert seen(path) == 200
    assert seen(paper) == 200

    hq.read(meeting)
    address = hq.page.locator('main .actions a[href$="minutes.pdf"]').get_attribute("href")
    minutes = stranger.request.get(f"{walk.server}{address}?language={walk.language}").body()
    assert minutes.startswith(b"%PDF")
    said = {"ja": "案のとおり了承した", "en": "Agreedasdrafted"}[walk.language]
    assert said in pdfs.text(minutes)

    hq.read("/register/clause/" + CLAUSE.partition(":")[2] + "/")
    assert decision in hq.page.locator("aside a").evaluate_all("all => all.map(a => a.pathname)")
    hq.read(decision)
    changed = hq.page.locator("#about a").get_attribute("href")
    assert CLAUSE.partition(":")[2] in changed
    assert {path: found for path, found in walk.wrong.items() if found} == {}
