"""Decided money goes to another proposal in a later round; the total of the year stays as it is."""

from __future__ import annotations

from typing import Any

import pytest

from ikkan.budget.adjustment import actions, queries
from ikkan.budget.adjustment.reassigning import Move, left
from ikkan.budget.models import AdjustmentAward, AdjustmentProposal, AdjustmentRound
from ikkan.values.digest import digest
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from tests.awards.world import seen
from tests.budget.adjustment import scene
from tests.budget.adjustment.scene import OKU, Scene, version_of

pytestmark = pytest.mark.sqlite_only


def later(pot: Scene, **given: Any) -> tuple[str, str, str]:
    """Money decided in a first round, and a second round put forward with one proposal.

    The proposal of the first, the second round, its proposal.
    """
    first = scene.decided(pot.year)
    source = first.proposals.get().code
    second = scene.open_round(pot.year).code
    to = scene.proposal(second, **({"title_ja": "別の課題", "least_yen": 0} | given))
    scene.put_forward(second, {to: 0})
    return source, second, to


def reassign(round_: str, *moves: Move, reason: str = "進捗の変化", decision: str = "") -> Any:
    chosen = decision or scene.decision(round_)
    return actions.reassign(round_, moves, chosen, reason, **seen(version_of(round_)))


def amount(proposal: str) -> AdjustmentAward:
    return AdjustmentAward.objects.get(proposal__code=proposal, yen__gt=0)


def test_the_money_goes_on_and_the_pot_is_burdened_once(pot: Scene) -> None:
    source, second, to = later(pot)
    before = scene.year_of(pot.year).decided_yen
    made = reassign(second, Move(source=source, to=to, yen=4 * OKU))
    assert made.sort == "reassignment"
    assert made.digest == digest(made.frozen)
    assert left(amount(source)) == 6 * OKU
    assert amount(to).reassigned_from == amount(source)
    assert scene.year_of(pot.year).decided_yen == before == 10 * OKU
    taker = AdjustmentProposal.objects.get(code=to)
    assert (taker.state, taker.published) == ("decided", True)
    assert AdjustmentRound.objects.get(code=second).state == "decided"


def test_what_is_left_and_what_was_moved_go_down_and_nothing_twice(pot: Scene) -> None:
    source, second, to = later(pot)
    reassign(second, Move(source=source, to=to, yen=4 * OKU))
    first = AdjustmentProposal.objects.get(code=source).round
    had = scene.balance(pot.purse)
    scene.moved(first)
    assert had - scene.balance(pot.purse) == 6 * OKU
    scene.moved(AdjustmentRound.objects.get(code=second))
    assert had - scene.balance(pot.purse) == 10 * OKU


def test_a_move_beyond_what_is_left_is_refused_with_everything_else(pot: Scene) -> None:
    source, second, to = later(pot, yen=3 * OKU)
    moves = (
        Move(source=source, to=to, yen=11 * OKU),
        Move(source=source, to=source, yen=0),
        Move(source="NOBODY", to=to, yen=1),
    )
    with pytest.raises(InputError) as refused:
        reassign(second, *moves, reason=" ")
    said = refused.value.text.en
    for part in (
        "¥1,000,000,000 can be moved",
        "one yen or more",
        "cannot give to itself",
        "NOBODY has no amount",
        "must lie between",
        "no screened proposal of this round",
        "Give a reason",
    ):
        assert part in said, part
    assert not AdjustmentAward.objects.filter(reassigned_from__isnull=False).exists()


def test_money_that_went_down_is_not_moved_any_more(pot: Scene) -> None:
    source, second, to = later(pot)
    scene.moved(AdjustmentProposal.objects.get(code=source).round)
    with pytest.raises(InputError, match="not yet executed"):
        reassign(second, Move(source=source, to=to, yen=OKU))


def test_it_needs_a_decision_of_the_headquarters_about_that_round(pot: Scene) -> None:
    source, second, to = later(pot)
    first = AdjustmentProposal.objects.get(code=source).round.code
    with pytest.raises(InputError) as refused:
        actions.reassign(
            second,
            (Move(source=source, to=to, yen=OKU),),
            scene.decision(first),
            "変化",
            **seen(version_of(second)),
        )
    assert str(Ref(queries.ROUND, second)) in refused.value.text.en


def test_the_headquarters_reassign_on_the_page_of_the_round(pot: Scene, as_role: Any) -> None:
    source, second, to = later(pot)
    officer = as_role("hq_officer")
    address = f"/adjustment/rounds/{second}/reassign/"
    typed = {
        "source": source,
        "to": to,
        "yen": "2.5億円",
        "decision": scene.decision(second),
        "reason": "年間の総額が決まっているため",
        "version": version_of(second),
    }
    sent = officer.post(address, typed, follow=True)
    assert sent.status_code == 200
    assert left(amount(source)) == 750_000_000
    page = officer.get("/adjustment/2026/").content.decode()
    assert "from More samples" in page
    assert "7.5" in page
    assert as_role("funder_staff").post(address, typed).status_code == 403
