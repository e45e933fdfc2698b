"""Decided money goes down from its holder to the award in one act, or not at all."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection

from ikkan.budget import actions as budget
from ikkan.budget import messages as words
from ikkan.budget import queries as ledger
from ikkan.budget.adjustment import actions, queries, reassigning
from ikkan.budget.models import Account, AdjustmentAward, AdjustmentRound, AdjustmentStep, Transfer
from ikkan.budget.reconciled import queries as reconciled
from ikkan.budget.verify import verify
from ikkan.values.errors import InputError, NotAllowed
from tests.awards.world import ASKED, NEXT_PROGRAMME, TODAY, seen
from tests.budget.adjustment import scene
from tests.budget.adjustment.scene import OKU, POT, Scene
from tests.budget.conftest import new_transfer
from tests.plugins.guards import guards_aside

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


def told() -> dict[str, str]:
    """The first of each sort that the check of the ledger finds, in English; Japanese is there."""
    found = {}
    for finding in verify(TODAY).findings:
        said = words.render(finding)
        assert said.ja != said.en
        assert re.search(r"[ぁ-ん]", said.ja)
        found.setdefault(finding.code, said.en)
    return found


def raw(statement: str, *values: object) -> None:
    """Written past the actions and past the triggers that refuse it."""
    with guards_aside(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_what_was_written_past_the_actions_is_found_and_named(pot: Scene) -> None:
    round_ = two(pot)
    scene.moved(round_)
    first = AdjustmentAward.objects.order_by("pk")[0]
    steps = list(first.steps.order_by("order"))
    assert not told()

    raw("UPDATE budget_adjustmentyear SET decided_yen = decided_yen - 1")
    assert told() == {
        "adjustment.decided": f"The fund of {pot.year} says that ¥1,599,999,999 are decided, but "
        "its amounts add up to ¥1,600,000,000."
    }
    raw("UPDATE budget_adjustmentyear SET decided_yen = decided_yen + 1")

    raw("UPDATE budget_adjustmentaward SET yen = %s WHERE id = %s", POT, first.pk)
    assert set(told()) == {"adjustment.decided", "adjustment.over", "adjustment.moved"}
    assert steps[0].transfer.code in told()["adjustment.moved"]
    raw("UPDATE budget_adjustmentaward SET yen = %s WHERE id = %s", 10 * OKU, first.pk)

    raw("DELETE FROM budget_adjustmentstep WHERE id = %s", steps[1].pk)
    assert "does not leave account" in told()["adjustment.chain"]
    raw("DELETE FROM budget_adjustmentstep WHERE award_id = %s", first.pk)
    assert told().keys() >= {"adjustment.unmoved"}
    assert first.proposal.code in told()["adjustment.unmoved"]


def test_more_re_assigned_than_was_decided_is_found(pot: Scene) -> None:
    first = scene.decided(pot.year)
    source = first.proposals.get().code
    second = scene.open_round(pot.year).code
    to = scene.proposal(second, least_yen=0)
    scene.put_forward(second, {to: 0})
    moves = (reassigning.Move(source=source, to=to, yen=4 * OKU),)
    how = seen(scene.version_of(second))
    actions.reassign(second, moves, scene.decision(second), "進捗の変化", **how)
    assert not told()
    raw("UPDATE budget_adjustmentaward SET yen = 0 WHERE reassigned_from_id IS NULL")
    assert set(told()) == {"adjustment.decided", "adjustment.reassigned"}
    assert source in told()["adjustment.reassigned"]
