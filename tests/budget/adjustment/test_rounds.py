"""A round from proposal to transfers: who may do what, what is refused, what moves."""

from __future__ import annotations

from typing import Any

import pytest

from ikkan.budget.adjustment import actions, queries
from ikkan.budget.models import AdjustmentAward, AdjustmentStep
from tests.awards.world import ASKED, TODAY, seen
from tests.budget.adjustment import scene
from tests.budget.adjustment.scene import OKU, POT, Scene

pytestmark = pytest.mark.sqlite_only


def test_a_round_goes_from_proposal_to_the_award(pot: Scene) -> None:
    round_ = scene.decided(pot.year, target=f"awards.award:{pot.award}")
    year = scene.year_of(pot.year)
    assert year.decided_yen == 10 * OKU
    assert queries.remaining(year) == POT - 10 * OKU
    done = scene.moved(round_)
    assert done.state == "executed"
    steps = AdjustmentStep.objects.select_related("transfer")
    assert [one.order for one in steps] == [1, 2, 3, 4]
    assert len({one.group for one in steps}) == 1
    assert scene.balance(pot.purse) == POT - 10 * OKU
