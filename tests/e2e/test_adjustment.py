"""A year of the adjustment fund in a browser: two rounds and an emergency round, to the checks.

In Japanese and in English, by a director who proposes, the funder who screens and puts forward, and
the headquarters who decide in the studio by keyboard and move the money.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum
from django.utils import timezone

from ikkan.budget.models import (
    AdjustmentDecision,
    AdjustmentProposal,
    AdjustmentRound,
    AdjustmentStep,
    AfterCheck,
    Posting,
)
from ikkan.portfolio.models import StudioPlan
from tests.awards.world import PROGRAMME
from tests.budget.adjustment import scene
from tests.e2e.pages import sideways
from tests.e2e.walking import Walk, Window
from tests.portfolio.studio.conftest import history

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.sqlite_only]
OKU = scene.OKU
SIZE = "size=30"
LICENCES, TRIALS = "t3d.managed.licences", "t3d.managed.trials"
SAID = {
    "ja": {"proof": "計算案の証明", "pinned": "に固定", "moved": "解き直し", "stale": "古い案"},
    "en": {"proof": "Proof of the engine", "pinned": "pinned", "moved": "again", "stale": "stale"},
}


@dataclass
class Year:
    """The pot and who works on it; `plans` are the studio's, by round."""

    pot: scene.Scene
    windows: dict[str, Window]
    plans: dict[str, str] = field(default_factory=dict)


@pytest.fixture(params=["ja", "en"])
def walk(request: Any, chromium: Any, live_server: Any, axe: Any, applied: Any) -> Iterator[Walk]:
    made = Walk(chromium=chromium, server=live_server.url, language=request.param, axe=axe)
    yield made
    made.close()


@pytest.fixture
def year(walk: Walk, as_role: Any) -> Year:
    """A pot of 175 of the hundred millions with one window for each role."""
    pot = scene.make()
    history()
    named = {"hq": "hq_officer", "staff": "funder_staff", "director": "program_director"}
    windows = {who: walk.window(as_role(role).account) for who, role in named.items()}
    return Year(pot=pot, windows=windows)


@pytest.mark.covers("S-279", "S-281", "S-282")
def test_a_year_of_the_fund(walk: Walk, year: Year) -> None:
    kept = {"sort": "regular", "reserve_yen": "100億円"}
    first = a_round(year, "new/open", "discretion.a", (60, 75, 90), **kept)
    second = a_round(year, "new/open", "discretion.c", (30, 20), sort="regular")
    urgent = a_round(
        year,
        "new/emergency",
        "discretion.c",
        (8,),
        reason_code="epidemic",
        reason="新たな変異株が現れた",
    )
    decided = {
        one.round.code: sum(one.awards.values_list("yen", flat=True))
        for one in AdjustmentDecision.objects.all()
    }
    assert set(decided) == {first, second, urgent}
    assert sum(decided.values()) == scene.year_of(year.pot.year).decided_yen <= scene.POT
    left = Posting.objects.filter(account__code=year.pot.purse).aggregate(sum=Sum("yen"))["sum"]
    assert left == scene.POT - sum(decided.values())
    assert AdjustmentRound.objects.get(code=urgent).reason_code == "epidemic"
    check(year, first)
    at = year.windows["hq"]
    at.read("/adjustment/2026/")
    assert at.page.locator("main").inner_text().count("2026") >= 1
    at.page.set_viewport_size({"width": 390, "height": 900})
    at.read(f"/adjustment/studio-plans/{year.plans[first]}/")
    assert sideways(at.page) <= 0
    assert {kind: wrong for kind, wrong in walk.wrong.items() if wrong} == {}


def a_round(year: Year, way: str, type_: str, asked: tuple[int, ...], **said: Any) -> str:
    """Opened, proposed to, screened, put forward, decided in the studio, money moved; its code."""
    hq, staff = year.windows["hq"], year.windows["staff"]
    hq.read(f"/adjustment/rounds/{way}/")
    days = {"opens_on": "2026-10-01", "closes_on": timezone.localdate().isoformat()}
    hq.send(year=year.pot.year, **days, **said)
    code = hq.code()
    mine = propose(year.windows["director"], code, type_, asked[0])
    sort, _, case = type_.partition(".")
    for place, yen in enumerate(asked[1:]):
        scene.proposal(
            code,
            sort=sort,
            case=case,
            title_ja=f"別の提案{place}",
            title_en=f"Another proposal {place}",
            yen=yen * OKU,
            least_yen=10 * OKU,
            score=Decimal(6 + place),
            expected={TRIALS: Decimal(1 + place)},
        )
    staff.read(f"/adjustment/proposals/{mine}/screen/")
    staff.send(opinion="進捗を確かめた。妥当")
    staff.read(f"/adjustment/rounds/{code}/forward/")
    rows = AdjustmentProposal.objects.filter(round__code=code).order_by("pk")
    staff.send(**{f"yen-{one.code}": str(one.least_yen) for one in rows})
    plan = decide(year, code, mine)
    year.plans[code] = plan
    hq.read(f"/adjustment/rounds/{code}/execute/")
    hq.send(made_on=timezone.localdate().isoformat())
    given = AdjustmentDecision.objects.get(round__code=code).awards.filter(yen__gt=0)
    assert all(AdjustmentStep.objects.filter(award=one).exists() for one in given)
    return code


def propose(at: Window, round_: str, type_: str, yen: int) -> str:
    """The director's proposal with reason, progress and expected effect; submitted."""
    at.read("/adjustment/proposals/new/propose/")
    at.send(
        round=round_,
        title_ja="試験の前倒し",
        title_en="Trial brought forward",
        type=type_,
        programme=PROGRAMME,
        project="T3-01",
        ministry="MHLW",
        yen=f"{yen}億円",
        least_yen="5億円",
        score="8.5",
        reason_ja="登録が予定を上回り、前倒しできる",
        progress="登録が予定の120%",
        effect="acceleration",
        expected=f"{LICENCES} 2\n{TRIALS} 1",
    )
    code = at.code()
    at.read(f"/adjustment/proposals/{code}/submit/")
    at.send()
    return code


def decide(year: Year, round_: str, mine: str) -> str:
    """In the studio by keyboard: a pin, the slider, the plan kept and handed over with a reason."""
    at = year.windows["hq"]
    page, words = at.page, SAID[at.walk.language]
    at.read(f"/adjustment/studio/{round_}/?{SIZE}")
    assert words["proof"] in page.inner_text(".st-proof")
    page.focus(f"#st-pin-{mine}")
    page.keyboard.press("Enter")
    page.fill(f"#st-oku-{mine}", "5")
    with page.expect_response(lambda answer: f"{mine}~pin" in answer.url.replace("%7E", "~")):
        page.keyboard.press("Enter")
    page.wait_for_selector(f"tr[data-proposal='{mine}'] .chip.st-laid")
    assert words["pinned"] in page.inner_text(f"#st-pin-{mine}")
    assert page.evaluate("document.activeElement.id") == f"st-pin-{mine}"
    page.focus("#st-slide")
    with page.expect_response(lambda answer: "/what-if/" in answer.url):
        page.keyboard.press("ArrowRight")
    page.wait_for_selector("#st-what table, #st-what .notice")
    page.fill("#st-name", "推進本部の案")
    at.click("#st-save button[type=submit]")
    plan = StudioPlan.objects.get(code=at.code())
    decision = scene.decision(round_)
    at.read(f"/adjustment/studio-plans/{plan.code}/hand-over/")
    reasons = page.locator("main form [name^=reason_]").count()
    at.send(decision=decision, **{f"reason_{n}": "体制が整う範囲とする" for n in range(reasons)})
    made = AdjustmentDecision.objects.get(round__code=round_)
    assert made.frozen["studio_digest"] == plan.digest
    assert made.awards.get(proposal__code=mine).yen == 5 * OKU
    return plan.code


def check(year: Year, round_: str) -> None:
    """A year later: what was reached, and the finding."""
    at = year.windows["staff"]
    at.read(f"/adjustment/rounds/{round_}/checks/")
    at.send(due_on=(timezone.localdate() + timedelta(days=365)).isoformat())
    found = AfterCheck.objects.filter(award__decision__round__code=round_).order_by("pk")[0]
    at.read(f"/adjustment/checks/{found.code}/finish/")
    at.send(
        goals_reached="yes",
        reached=f"{LICENCES} 1",
        connected="programme",
        connected_to=f"programme:{PROGRAMME}",
        effect="acceleration",
        evidence=f"awards.award:{year.pot.award}",
        early_reason="導出が決まったため",
        finding_ja="前倒しにより導出に至った",
    )
    found.refresh_from_db()
    assert found.finished_on is not None
