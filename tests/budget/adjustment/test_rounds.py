"""Rounds by the rules of their year: June, November, in between, and when something happens."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ikkan.budget.adjustment import actions
from ikkan.budget.models import AdjustmentRound
from ikkan.values.errors import InputError
from tests.awards.world import ASKED, seen
from tests.budget.adjustment import scene
from tests.budget.adjustment.scene import OKU, POT, Scene

pytestmark = pytest.mark.sqlite_only
ROUNDS = "/adjustment/rounds/"


@pytest.mark.covers("S-284")
def test_rounds_are_numbered_in_their_year_and_take_what_the_rules_say(
    pot: Scene, as_role: Any
) -> None:
    officer = as_role("hq_officer")
    days = {"opens_on": "2026-05-01", "closes_on": "2026-11-30"}
    given = {"year": pot.year, "sort": "regular", **days}
    page = scene.typed(officer, f"{ROUNDS}new/open/", **given)
    assert "FY2026, round 1" in page
    first = AdjustmentRound.objects.get()
    assert first.sorts == ["discretion.a", "discretion.b", "discretion.c"]
    refused = scene.typed(officer, f"{ROUNDS}new/open/", answered=400, **given)
    assert "Round 1 is not decided yet" in refused
    code = scene.proposal(first.code)
    scene.put_forward(first.code, {code: 0})
    how = seen(scene.version_of(first.code))
    actions.decide(first.code, {code: 0}, scene.decision(first.code), **how)
    page = scene.typed(officer, f"{ROUNDS}new/open/", **given)
    assert "FY2026, round 2" in page
    second = AdjustmentRound.objects.get(number=2)
    assert "topdown" in second.sorts


@pytest.mark.covers("S-282")
def test_an_emergency_round_has_its_reason_and_waits_for_nothing(pot: Scene, as_role: Any) -> None:
    scene.open_round(pot.year)
    officer = as_role("hq_officer")
    given = {
        "year": pot.year,
        "opens_on": "2026-11-22",
        "closes_on": "2026-11-22",
        "reason": "変異株の流行",
    }
    url = f"{ROUNDS}new/emergency/"
    assert "acceleration" in scene.typed(
        officer, url, answered=400, reason_code="acceleration", **given
    )
    refused = scene.typed(officer, url, answered=400, reason_code="", **given)
    assert "needs a reason code" in refused
    page = scene.typed(officer, url, reason_code="epidemic", **given)
    assert "Emergency round" in page
    assert "Sudden event such as an epidemic" in page
    urgent = AdjustmentRound.objects.get(sort="emergency")
    code = scene.proposal(urgent.code, sort="topdown", case="", effect="urgent-start")
    scene.put_forward(urgent.code, {code: 10 * OKU})
    decision = scene.decision(urgent.code)
    here = f"{ROUNDS}{urgent.code}/"
    amounts = {f"yen-{code}": "10億円", f"why-{code}": ""}
    page = scene.typed(officer, f"{here}decide/", decision=decision, **amounts)
    assert "Decided" in page
    page = scene.typed(officer, f"{here}execute/", made_on="2026-11-22")
    assert "Executed" in page
    assert scene.balance(pot.purse) == POT - 10 * OKU


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"closes_on": date(2026, 9, 30)}, "before the opening day"),
        ({"meets_on": date(2026, 9, 30)}, "before the opening day"),
        ({"reserve_yen": POT + 1}, "must be between 0"),
        ({"reserve_yen": -1}, "must be between 0"),
        ({"reason_code": "epidemic"}, "Only an emergency round"),
        ({"sort": "yearly"}, "allow no round"),
    ],
)
def test_a_round_against_the_rules_is_refused(
    pot: Scene, given: dict[str, Any], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        scene.open_round(pot.year, **given)
    assert not AdjustmentRound.objects.exists()


def test_rules_without_an_emergency_have_no_emergency_round(pot: Scene) -> None:
    purse = scene.account(2020)
    new = scene.NewYear(fiscal_year=2020, yen=POT, account=purse)
    year = actions.open_year(new, **ASKED)
    with pytest.raises(InputError, match="allow no round"):
        actions.open_emergency_round(
            scene.new_round(year.code, reason_code="covid-19", reason="流行"), **ASKED
        )
    round_ = scene.open_round(year.code)
    assert round_.sorts == ["discretion", "topdown"]
    with pytest.raises(InputError, match="is done while it is"):
        actions.close_round(round_.code, **seen(round_.version))
