"""Pots, rounds, proposals, decisions, after-checks and plans of the adjustment fund, in variants.

Called by `portfolio.make`. "own" is of the programme, project and ministry of the viewers.
"""

from __future__ import annotations

from collections.abc import Mapping

from ikkan.audit.actor import Actor
from ikkan.budget.adjustment import actions
from ikkan.budget.adjustment.checking import Result
from ikkan.budget.adjustment.rules import NewYear
from ikkan.budget.models import AfterCheck
from ikkan.portfolio.steering import actions as steering
from ikkan.portfolio.steering.actions import NewScenario
from ikkan.portfolio.steering.rules import Levers, NewCall
from ikkan.portfolio.studio import actions as studio
from ikkan.portfolio.studio.actions import NewPlan
from tests.awards.world import ASKED, NEXT_PROGRAMME, PROGRAMME, TODAY, seen
from tests.budget.adjustment import scene
from tests.visibility.viewers import Viewer

APART = {"programme": NEXT_PROGRAMME, "project": "T3-02", "ministry": "MEXT"}


def make(viewers: Mapping[str, Viewer]) -> None:
    """A round with its money moved and looked at, and one with proposals in hand."""
    purse = scene.account()
    new = NewYear(fiscal_year=scene.YEAR, yen=scene.POT, account=purse, status="confirmed")
    year = actions.open_year(new, **ASKED).code
    _past(year)
    _in_hand(year, viewers["program_director"].actor)
    _steered()


def _past(year: str) -> None:
    """Two amounts of either side moved; the check of one is finished, the other is due."""
    round_ = scene.open_round(year).code
    codes = [
        scene.proposal(round_, title_en="Own decided"),
        scene.proposal(round_, title_en="Apart decided", **APART),
        scene.proposal(round_, title_en="Apart looked at", **APART),
    ]
    amounts = dict.fromkeys(codes, 4 * scene.OKU)
    scene.put_forward(round_, amounts)
    version = scene.version_of(round_)
    actions.decide(round_, amounts, scene.decision(round_), **seen(version))
    actions.transfer_decided(round_, TODAY, **seen(scene.version_of(round_)))
    actions.open_checks(round_, **seen(scene.version_of(round_)))
    last = AfterCheck.objects.latest("pk")
    found = Result(
        goals_reached=True, early_reason="Apart and early",
        finding_ja="達した", finding_en="Reached by the one apart",
    )  # fmt: skip
    actions.finish_check(last.code, found, **seen(last.version))


def _in_hand(year: str, director: Actor) -> None:
    """Screened on either side, and a draft by the director."""
    round_ = scene.open_round(year).code
    scene.proposal(round_, title_en="Own in hand")
    scene.proposal(round_, title_en="Apart in hand", **APART)
    actions.propose(scene.new_proposal(round_, title_en="Own draft"), **(ASKED | {"by": director}))
    made = NewPlan(round=round_, name_ja="内々の調整費案", name_en="Kept studio plan", size=20)
    studio.save_plan(made, **ASKED)


def _steered() -> None:
    """A scenario of the workshop."""
    call = NewCall(programme=PROGRAMME, starts=5, years=2)
    new = NewScenario(
        name_ja="内々の舵",
        name_en="Kept helm scenario",
        levers=Levers(calls=(call,)),
        years=2,
        runs=20,
    )
    steering.save_scenario(new, **ASKED)
