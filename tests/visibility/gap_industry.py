"""The way to industry in variants: readiness to deals of either seed, and what is confided.

Called by `gap.make`. "own" is of the researcher, the institution or the company that look.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ikkan.awards import actions as awards
from ikkan.parties import actions as parties
from ikkan.parties.loads import NewOrganisation
from ikkan.portfolio.industry import actions
from ikkan.portfolio.industry.actions.rooms import NewDocument
from ikkan.portfolio.industry.rules import (
    NewDeal,
    NewExit,
    NewInterest,
    NewIntroduction,
    NewMilestone,
    NewNote,
    NewSupport,
)
from ikkan.values.text import Text
from tests.awards.world import ASKED, TODAY, new_award, seen

if TYPE_CHECKING:
    from tests.visibility.gap import Gap

SECRET = {"own": "膵臓の標的に関心", "apart": "網膜の標的に関心"}
TERMS = "一時金の条件"
YEN = {"own": 345_678_903, "apart": 456_789_104}
LATER = TODAY + timedelta(days=90)
_ASKING = "drug-venture-ecosystem"
_STEWARDS = {"own": "funder_staff", "apart": "disease_coordinator"}


def make(found: Gap) -> None:
    """Of either seed first; then what is in confidence."""
    for side, seed in found.seeds.items():
        _prepare(side, seed)
    _supports(found)
    _deals(found)
    _investments(found)
    stewards = {
        side: actions.name_steward(found.people[role], **ASKED).code
        for side, role in _STEWARDS.items()
    }
    for side, company in found.companies.items():
        stated = NewInterest(
            company=company,
            text=SECRET[side],
            seed=found.seeds["own"],
            stewards=(stewards[side],),
        )
        actions.state_interest(stated, **ASKED)
    _introductions(found, stewards)


def _prepare(side: str, seed: str) -> None:
    """Checklist, note, plan and a step of it, a document."""
    actions.begin_readiness(seed, **ASKED)
    note = NewNote(
        sort="market",
        name=f"Market of {side}",
        text="市場の調べ",
        origin="調査",
        noted_on=TODAY,
    )
    actions.note_industry(seed, note, **ASKED)
    plan = NewExit(route="licence", partner="drug_company", conditions="再現性", planned_on=LATER)
    actions.plan_exit(seed, plan, **ASKED)
    step = NewMilestone(title=Text(f"段取り{side}", f"Milestone of {side}"), due_on=LATER)
    actions.set_milestone(seed, step, **ASKED)
    document = NewDocument(title=Text(f"資料{side}", f"Document of {side}"), dated_on=TODAY)
    actions.list_document(seed, document, **ASKED)


def _supports(found: Gap) -> None:
    """Of either seed, and of the award apart; questions to the institution and the company."""
    desks = {"own": found.companies["apart"], "apart": found.homes["own"]}
    for side in found.seeds:
        new = NewSupport(seed=found.seeds[side], category="ip", wanted=f"Advice for {side}")
        made = actions.ask_support(new, **ASKED)
        actions.refer(made.code, desks[side], f"Question of {side}", **seen(made.version))
        of_award = NewSupport(
            award=found.awards[side], category="regulation", wanted=f"Filing of {side}"
        )
        made = actions.ask_support(of_award, **ASKED)
    actions.refer(made.code, found.companies["own"], "Question to it", **seen(made.version))
    actions.refer(made.code, found.homes["apart"], "Question to others", **seen(made.version))


def _deals(found: Gap) -> None:
    """Of either seed with either company in confidence; one of them published and counted."""
    for side in found.seeds:
        for of, company in found.companies.items():
            new = NewDeal(
                seed=found.seeds[side],
                company=company,
                sort="licence",
                signed_on=TODAY,
                parties=f"当事者{side}{of}",
                terms=TERMS,
            )
            made = actions.record_deal(new, **ASKED)
    made = actions.publish_deal(made.code, **seen(made.version))
    actions.count_deal(made.code, **seen(made.version))


def _investments(found: Gap) -> None:
    """A certified investor put money into both; either has an award that asks for it."""
    other = NewOrganisation(name_ja="架空VC", name_en="Fictional Ventures", sort="other")
    (investor,) = parties.record_parties([other], [], **ASKED)
    actions.certify_investor(investor, "認定の一覧", date(2025, 4, 1), **ASKED)
    for side, company in found.companies.items():
        day = date(2026, 5, 1)
        actions.record_investment(investor, company, YEN[side], day, "払込の証明", **ASKED)
        new = new_award(
            found.world,
            title=Text(f"創薬ベンチャー{side}", f"Venture {side}"),
            organisation=company,
            principal=found.world.people["adviser"],
            programme=_ASKING,
            published=True,
        )
        (award,) = awards.record_awards([new], **ASKED)
        actions.check_eligibility(award=award, **ASKED)


def _introductions(found: Gap, stewards: dict[str, str]) -> None:
    """Proposed, asked and done: who sees which, and the rooms that were opened."""
    wanted = (
        ("own", "own", "own", 2),
        ("own", "apart", "apart", 0),
        ("apart", "own", "apart", 1),
        ("apart", "apart", "apart", 2),
    )
    for side, of, steward, consents in wanted:
        new = NewIntroduction(
            seed=found.seeds[side],
            company=found.companies[of],
            about_seed="低分子の候補",
            about_company="中堅の企業",
            reason="領域が合う",
        )
        met = actions.propose_introduction(new, (stewards[steward],), **ASKED)
        for _ in range(consents):
            met = actions.consent(met.code, **seen(met.version))
        if consents == 2:
            listed = met.seed.room.get().code
            actions.grant_access(met.code, [listed], "書面の同意", LATER, **ASKED)
