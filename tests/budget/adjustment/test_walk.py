"""One round in the browser, each hand in its turn, and who sees what of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from ikkan.budget.models import AdjustmentDecision, AdjustmentProposal
from ikkan.plan.models import Decision
from tests.awards.world import PROGRAMME
from tests.budget.adjustment import scene
from tests.budget.adjustment.scene import OKU, POT, Scene

pytestmark = pytest.mark.sqlite_only
PROPOSALS, ROUNDS = "/adjustment/proposals/", "/adjustment/rounds/"


def wish(round_: str, award: str) -> dict[str, str]:
    return {
        "round": round_,
        "type": "discretion.a",
        "title_ja": "検体の拡充",
        "title_en": "More samples",
        "programme": PROGRAMME,
        "project": "T3-01",
        "target_award": award,
        "yen": "10億円",
        "least_yen": "4億円",
        "score": "8.5",
        "reason_ja": "予定より早い",
        "progress": "登録が予定の120%",
        "effect": "acceleration",
        "expected": "t3d.managed.licences 1",
        "ministry": "MHLW",
    }


@pytest.mark.covers("S-281")
def test_a_round_goes_from_the_director_to_the_award(pot: Scene, as_role: Any) -> None:
    director, staff = as_role("program_director"), as_role("funder_staff")
    officer = as_role("hq_officer")
    round_ = scene.open_round(pot.year).code
    here = f"{ROUNDS}{round_}/"
    scene.typed(director, f"{PROPOSALS}new/propose/", **wish(round_, pot.award))
    one = AdjustmentProposal.objects.get()
    assert "Submit the proposal" in director.get("/desk/").content.decode()
    scene.typed(director, f"{PROPOSALS}{one.code}/submit/")
    assert "Screen the proposal" in staff.get("/desk/").content.decode()
    early = staff.get(f"{here}decide/")
    assert early.status_code == 403
    scene.typed(staff, f"{PROPOSALS}{one.code}/screen/", opinion="根拠は十分")
    scene.typed(staff, f"{here}screening/")
    assert "Put the draft forward" in staff.get("/desk/").content.decode()
    page = scene.typed(staff, f"{here}forward/", **{f"yen-{one.code}": "9億円"})
    assert "Put forward to the headquarters" in page
    assert "Decide the allocation" in officer.get("/desk/").content.decode()
    decision = _decided(officer, round_)
    over = {f"yen-{one.code}": "11億円", f"why-{one.code}": "", "decision": decision}
    refused = scene.typed(officer, f"{here}decide/", answered=400, **over)
    assert "between 0 and the ¥1,000,000,000" in refused
    given = over | {f"yen-{one.code}": "8億円"}
    page = scene.typed(officer, f"{here}decide/", **given)
    assert "8.0" in page
    made = AdjustmentDecision.objects.get()
    page = officer.get(f"/adjustment/decisions/{made.code}/").content.decode()
    assert made.digest in page
    assert "Move the decided money" in officer.get("/desk/").content.decode()
    page = scene.typed(officer, f"{here}execute/", made_on="2026-11-22")
    assert "Executed" in page
    assert scene.balance(pot.purse) == POT - 8 * OKU


def _decided(officer: Client, round_: str) -> str:
    """The decision of the headquarters, drafted and taken in the browser."""
    form = officer.get("/decisions/").content.decode()
    new = re.search(r'href="(/decisions/new/[a-z_]+/)', form)
    assert new is not None
    scene.typed(
        officer,
        new[1],
        body="HQ",
        title_ja="調整費の実行計画",
        about=f"budget.adjustment_round:{round_}",
        text_ja="実行計画のとおり配分する",
        circulated_because="持ち回り",
    )
    code = Decision.objects.get().code
    scene.typed(officer, f"/decisions/{code}/decide/", decided_on="2026-11-22")
    return str(code)


def test_the_page_of_a_round_adds_up_for_every_reader(pot: Scene, as_role: Any) -> None:
    before = scene.decided(pot.year)
    round_ = scene.open_round(pot.year, reserve_yen=50 * OKU).code
    code = scene.proposal(round_, target=f"awards.award:{pot.award}")
    scene.put_forward(round_, {code: 6 * OKU})
    here = f"{ROUNDS}{round_}/"
    inside = as_role("hq_officer").get(here).content.decode()
    outside = Client(headers={"accept-language": "en"}).get(here).content.decode()
    assert "More samples" in inside
    assert "More samples" not in outside
    for page, here_width in ((inside, 6 / 175), (outside, 0.0)):
        bar = page[page.index("pot-bar") : page.index("pot-key")]
        widths = [float(one) for one in re.findall(r'width="([0-9.]+)"', bar)]
        assert sum(widths) == pytest.approx(1000, abs=0.5)
        assert len(widths) == (4 if here_width else 3)
    japanese = as_role("auditor").get(here, headers={"accept-language": "ja"}).content.decode()
    assert "この回で配分できる額" in japanese
    assert before.code in inside or "Decided in other rounds" in inside


def test_proposals_are_for_offices_until_they_are_decided(pot: Scene, as_role: Any) -> None:
    round_ = scene.open_round(pot.year).code
    code = scene.proposal(round_)
    url = f"{PROPOSALS}{code}/"
    from ikkan.values.ref import Ref

    seeing = [
        as_role("hq_officer"),
        as_role("funder_staff"),
        as_role("auditor"),
        as_role("ministry_officer", Ref("body", "MHLW")),
        as_role("program_director", Ref("project", "T3-01")),
    ]
    blind = [
        Client(),
        as_role("researcher"),
        as_role("ministry_officer", Ref("body", "MEXT")),
        as_role("program_director", Ref("project", "T3-06")),
        as_role("administrator"),
    ]
    assert [one.get(url).status_code for one in seeing] == [200] * len(seeing)
    assert [one.get(url).status_code for one in blind] == [404] * len(blind)
    scene.put_forward(round_, {code: 0})
    scene.actions.decide(
        round_, {code: 0}, scene.decision(round_), **scene.seen(scene.version_of(round_))
    )
    page = Client(headers={"accept-language": "en"}).get(url)
    assert page.status_code == 200
    assert "8.5" not in page.content.decode()
