"""Screening, the agency's draft, and the decision of the headquarters with its frozen inputs."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from ikkan.budget.adjustment import actions, queries
from ikkan.budget.models import AdjustmentAward, AdjustmentDecision, AdjustmentProposal
from ikkan.plan.bodies import actions as bodies
from ikkan.plan.bodies.rules.deciding import NewDecision
from ikkan.values.digest import digest
from ikkan.values.errors import InputError, NotAllowed, VersionConflict
from ikkan.values.ref import Ref
from tests.awards.world import ASKED, TODAY, seen
from tests.budget.adjustment import scene
from tests.budget.adjustment.scene import OKU, POT, Scene

pytestmark = pytest.mark.sqlite_only


def put_forward(pot: Scene, **given: Any) -> tuple[str, str]:
    """A round before its decision, with one proposal."""
    round_ = scene.open_round(pot.year, **given).code
    code = scene.proposal(round_)
    scene.put_forward(round_, {code: 8 * OKU})
    return round_, code


def decide(round_: str, amounts: dict[str, int], decision: str, **how: Any) -> AdjustmentDecision:
    return actions.decide(round_, amounts, decision, **(seen(scene.version_of(round_)) | how))


def test_inputs_are_frozen_with_digest_and_version_of_the_pack(pot: Scene) -> None:
    round_, code = put_forward(pot)
    stamp = queries.stamp(scene.AdjustmentRound.objects.get(code=round_))
    made = decide(
        round_,
        {code: 8 * OKU},
        scene.decision(round_),
        stamp=stamp,
        engine={code: 10 * OKU},
        reasons={code: "残りを後の回に置く"},
        frozen={"scenarios": 1000},
        plan="portfolio.studio_plan:X",
    )
    assert made.stamp == stamp
    assert made.digest == digest(made.frozen)
    assert made.frozen["scenarios"] == 1000
    assert made.frozen["basis"]["proposals"][0]["code"] == code
    assert made.pack_version == made.frozen["basis"]["pack"]
    row = AdjustmentAward.objects.get()
    assert (row.yen, row.engine_yen, row.reason) == (8 * OKU, 10 * OKU, "残りを後の回に置く")
    one = AdjustmentProposal.objects.get(code=code)
    assert (one.state, one.published, one.draft_yen) == ("decided", True, 8 * OKU)


def test_a_stale_plan_cannot_be_decided(pot: Scene) -> None:
    round_, code = put_forward(pot)
    found = scene.AdjustmentRound.objects.get(code=round_)
    stamp = queries.stamp(found)
    urgent = actions.open_emergency_round(
        scene.new_round(pot.year, reason_code="epidemic", reason="流行"), **ASKED
    )
    other = scene.proposal(urgent.code, sort="topdown", case="", yen=OKU, least_yen=0)
    assert queries.stamp(found) == stamp
    scene.put_forward(urgent.code, {other: OKU})
    decide(urgent.code, {other: OKU}, scene.decision(urgent.code))
    assert queries.stamp(found) != stamp
    with pytest.raises(InputError, match="stale"):
        decide(round_, {code: 8 * OKU}, scene.decision(round_), stamp=stamp)
    assert not AdjustmentDecision.objects.filter(round__code=round_).exists()


def test_nothing_is_given_without_a_decision_of_the_headquarters(pot: Scene) -> None:
    round_, code = put_forward(pot)
    amounts = {code: 8 * OKU}
    with pytest.raises(InputError, match="record the decision"):
        decide(round_, amounts, "")
    draft = bodies.draft_decision(
        NewDecision(
            body="AMED",
            title_ja="別の決定",
            text_ja="別",
            about=(Ref(queries.YEAR, pot.year),),
            circulated_because="持ち回り",
        ),
        **ASKED,
    )
    with pytest.raises(InputError) as refused:
        decide(round_, amounts, draft.code)
    for words in ("no decision of HQ", "not taken yet", "is not about"):
        assert words in refused.value.text.en
    taken = scene.decision(round_)
    decide(round_, amounts, taken)
    other = scene.open_round(pot.year, sort="irregular").code
    late = scene.proposal(other, case="c")
    scene.put_forward(other, {late: 0})
    with pytest.raises(InputError, match="another allocation"):
        decide(other, {late: 0}, taken)


def test_only_the_headquarters_decide_and_only_the_agency_screens(pot: Scene, as_role: Any) -> None:
    round_ = scene.open_round(pot.year).code
    code = scene.proposal(round_, screened=False)
    one = AdjustmentProposal.objects.get(code=code)
    for role in ("hq_officer", "program_director", "ministry_officer", "auditor"):
        with pytest.raises(NotAllowed):
            actions.screen(code, "妥当", **(seen(one.version) | {"by": as_role(role).actor}))
    staff = {"by": as_role("funder_staff").actor}
    actions.screen(code, "妥当", **(seen(one.version) | staff))
    how = seen(scene.version_of(round_))
    actions.put_forward(round_, {code: OKU * 5}, **(how | staff))
    decision = scene.decision(round_)
    for role in ("funder_staff", "program_director", "ministry_officer", "administrator"):
        with pytest.raises(NotAllowed):
            decide(round_, {code: OKU * 5}, decision, by=as_role(role).actor)


@pytest.mark.parametrize(
    ("yen", "words"),
    [(-1, "between 0 and"), (10 * OKU + 1, "between 0 and"), (4 * OKU - 1, "least amount")],
)
def test_amounts_keep_to_what_was_asked(pot: Scene, yen: int, words: str) -> None:
    round_ = scene.open_round(pot.year).code
    code = scene.proposal(round_)
    with pytest.raises(InputError, match=words):
        scene.put_forward(round_, {code: yen})
    with pytest.raises(InputError) as refused:
        scene.put_forward(round_, {"ADP-NONE": 0})
    assert "no proposal of this round" in refused.value.text.en
    assert f"No amount is said for: {code}" in refused.value.text.en


def test_the_draft_waits_for_screening_and_stays_within_what_is_left(pot: Scene) -> None:
    round_ = scene.open_round(pot.year, reserve_yen=POT - 12 * OKU).code
    one, other = scene.proposal(round_), scene.proposal(round_, screened=False)
    with pytest.raises(InputError, match=f"not screened yet: {other}"):
        scene.put_forward(round_, {one: 5 * OKU, other: 0})
    row = AdjustmentProposal.objects.get(code=other)
    actions.screen(other, "妥当", **seen(row.version))
    with pytest.raises(InputError) as refused:
        scene.put_forward(round_, {one: 8 * OKU, other: 5 * OKU})
    assert "exceeds the ¥1,200,000,000 of this round by ¥100,000,000" in refused.value.text.en
    how = seen(scene.version_of(round_))
    actions.set_reserve(round_, 0, **how)
    scene.put_forward(round_, {one: 8 * OKU, other: 5 * OKU})
    made = decide(round_, {one: 8 * OKU, other: 0}, scene.decision(round_))
    assert made.awards.count() == 2
    assert AdjustmentProposal.objects.get(code=other).state == "declined"


def test_a_difference_from_the_engine_needs_its_reason(pot: Scene) -> None:
    round_, code = put_forward(pot)
    with pytest.raises(InputError, match="differs from the ¥600,000,000"):
        decide(round_, {code: 8 * OKU}, scene.decision(round_), engine={code: 6 * OKU}, reasons={})
    with pytest.raises(VersionConflict):
        decide(round_, {code: 8 * OKU}, scene.decision(round_), version=1)


def test_a_pot_that_is_only_expected_is_not_given_away(pot: Scene) -> None:
    round_, code = put_forward(pot)
    scene.AdjustmentYear.objects.filter(code=pot.year).update(status="expected")
    with pytest.raises(InputError, match="only expected"):
        decide(round_, {code: 8 * OKU}, scene.decision(round_))
    assert TODAY.year == scene.YEAR


def test_no_proposal_is_given_more_than_the_share_the_rules_allow(
    pot: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_ = scene.open_round(pot.year).code
    code = scene.proposal(round_, yen=60 * OKU)
    held = queries.rules_of(scene.year_of(pot.year), TODAY)
    tight = replace(held, most_share=Fraction(1, 5))
    monkeypatch.setattr(queries, "rules_of", lambda *_: tight)
    with pytest.raises(InputError, match="above the ¥3,500,000,000 that the rules"):
        scene.put_forward(round_, {code: 36 * OKU})
    scene.put_forward(round_, {code: 35 * OKU})
    how = seen(scene.version_of(round_))
    with pytest.raises(InputError, match="above the ¥3,500,000,000 that the rules"):
        actions.decide(round_, {code: 60 * OKU}, scene.decision(round_), **how)
