"""Decided money goes down from its holder to the award in one act, or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from ikkan.budget import actions as budget
from ikkan.budget import queries as ledger
from ikkan.budget.adjustment import actions, queries
from ikkan.budget.models import Account, AdjustmentRound, AdjustmentStep, Transfer
from ikkan.budget.reconciled import queries as reconciled
from ikkan.budget.verify import verify
from ikkan.values.errors import InputError, NotAllowed
from tests.awards.world import ASKED, NEXT_PROGRAMME, TODAY, seen
from tests.budget.adjustment import scene
from tests.budget.adjustment.scene import OKU, POT, Scene
from tests.budget.conftest import new_transfer

pytestmark = pytest.mark.sqlite_only


def two(pot: Scene) -> AdjustmentRound:
    """A round that gives to an award paid by one ministry and to a programme paid by another."""
    round_ = scene.open_round(pot.year).code
    amounts = {
        scene.proposal(round_, target=f"awards.award:{pot.award}"): 10 * OKU,
        scene.proposal(round_, programme=NEXT_PROGRAMME, project="", ministry="METI"): 6 * OKU,
    }
    scene.put_forward(round_, amounts)
    how = seen(scene.version_of(round_))
    actions.decide(round_, amounts, scene.decision(round_), **how)
    return AdjustmentRound.objects.get(code=round_)


@pytest.mark.covers("S-280")
def test_one_act_moves_everything_across_the_frames_of_ministries(pot: Scene, as_role: Any) -> None:
    round_ = two(pot)
    officer = as_role("hq_officer")
    here = f"/adjustment/rounds/{round_.code}/"
    page = scene.typed(officer, f"{here}execute/", made_on=TODAY.isoformat())
    assert "Executed" in page
    steps = list(AdjustmentStep.objects.select_related("transfer").order_by("award", "order"))
    assert [one.order for one in steps] == [1, 2, 3, 4, 1, 2, 3]
    assert len({one.group for one in steps}) == 1
    assert {one.transfer.pot for one in steps} == {"adjustment"}
    assert steps[0].transfer.instrument == "reallocation"
    totals = {
        (one.layer, one.pot): one.yen.amount
        for one in ledger.totals(TODAY, 2026)
        if one.pot == "adjustment"
    }
    assert totals["agency", "adjustment"] == totals["programme", "adjustment"] == 16 * OKU
    assert totals["award", "adjustment"] == 10 * OKU
    assert scene.balance(pot.purse) == POT - 16 * OKU
    owners = {one.owner for one in Account.objects.filter(cost_class="adjustment_fund")}
    assert {"body:MHLW", "body:METI", "body:AMED"} <= owners
    assert verify(TODAY).ok
    sums = reconciled.ledger(TODAY)
    kept = {key.ministry: one for key, one in sums.items() if key.pot == "adjustment"}
    assert kept[scene.HOLDER].given == POT
    assert {"MHLW", "METI"} <= set(kept)
    decision = round_.decisions.get()
    page = officer.get(f"/adjustment/decisions/{decision.code}/").content.decode()
    assert steps[0].transfer.code in page


def test_nothing_moves_where_one_amount_cannot(pot: Scene) -> None:
    round_ = two(pot)
    back = new_transfer(
        *(pot.purse, f"TOP-{scene.YEAR}", POT - 12 * OKU),
        instrument="return",
        stage="settled",
        pot="adjustment",
        reason="返納",
        made_on=TODAY,
    )
    budget.transfer(back, **ASKED)
    before = Transfer.objects.count(), Account.objects.count()
    with pytest.raises(InputError, match="POT-2026"):
        scene.moved(round_)
    assert (Transfer.objects.count(), Account.objects.count()) == before
    assert not AdjustmentStep.objects.exists()
    assert AdjustmentRound.objects.get(pk=round_.pk).state == "decided"


def test_money_moves_once_and_only_by_the_headquarters(pot: Scene, as_role: Any) -> None:
    round_ = two(pot)
    for role in ("funder_staff", "ministry_officer", "program_director"):
        how = seen(round_.version) | {"by": as_role(role).actor}
        with pytest.raises(NotAllowed):
            actions.transfer_decided(round_.code, TODAY, **how)
    early = TODAY.replace(day=1)
    with pytest.raises(InputError, match="is before the decision"):
        actions.transfer_decided(round_.code, early, **seen(round_.version))
    done = scene.moved(round_)
    with pytest.raises(InputError, match="nothing to move"):
        scene.moved(done)
    assert queries.unmoved(done) == []


def test_accounts_are_found_again_in_the_next_round(pot: Scene) -> None:
    scene.moved(two(pot))
    before = Account.objects.count()
    round_ = scene.open_round(pot.year).code
    code = scene.proposal(round_, target=f"awards.award:{pot.award}")
    scene.put_forward(round_, {code: 5 * OKU})
    actions.decide(
        round_, {code: 5 * OKU}, scene.decision(round_), **seen(scene.version_of(round_))
    )
    scene.moved(AdjustmentRound.objects.get(code=round_))
    assert Account.objects.count() == before
    assert scene.balance(pot.purse) == POT - 21 * OKU
