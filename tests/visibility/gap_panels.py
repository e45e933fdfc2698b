"""Panels, joint gates, moves of phase, pairings, rounds and lent cases, seen and hidden.

Called by `gap.make`. One panel seats a holder of every role that sees only where it sits.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ikkan.awards import actions as awards
from ikkan.awards.models import Award
from ikkan.calls.models import Call
from ikkan.parties import actions as parties
from ikkan.portfolio import actions as portfolio
from ikkan.portfolio.gating import actions as gating
from ikkan.portfolio.gating.actions import phases
from ikkan.portfolio.matching import actions as matching
from ikkan.portfolio.matching.rules import NewRound
from ikkan.portfolio.models import Gate, Handover
from ikkan.review import actions as review
from ikkan.review.rules import NewSubject
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.awards.world import ASKED, BEGAN, NEXT_PROGRAMME, PROGRAMME, TODAY, new_award, seen
from tests.portfolio.stage import criteria

if TYPE_CHECKING:
    from tests.visibility.gap import Gap

SEATS = {
    "reviewer": "reviewer",
    "program_officer": "officer",
    "researcher": "expert",
    "institution_office": "expert",
    "company": "industry",
    "ministry_officer": "expert",
}
SAID = "秘密の意見"


def make(found: Gap) -> None:
    """Panels first: gates and hand-overs below rest on nothing of them."""
    _panels(found)
    _joint_gate(found)
    for side, award in found.awards.items():
        phases.move_phase(award, "F2", f"例外の理由{side}", **ASKED)
    until = TODAY + timedelta(days=200)
    for role, person in found.people.items():
        parties.declare_interests(person, f"申告の内容{role}", TODAY, until, **ASKED)
    _pairings(found)
    _rounds(found)
    _lent(found)


def _gate(award: str, template: str, **given: Any) -> Gate:
    return portfolio.open_gate(award, template, criteria(), **given, **ASKED)


def _award(found: Gap, title: str, programme: str, person: str) -> str:
    new = new_award(
        found.world,
        title=Text(f"審議の課題{title}", f"Judged award {title}"),
        programme=programme,
        principal=found.world.people[person],
        organisation=found.world.other_organisation,
        published=False,
    )
    (code,) = awards.record_awards([new], **ASKED)
    return code


def _panels(found: Gap) -> None:
    """One with every seat, one with none, one of the officer's programme."""
    seated, empty = (
        _award(found, title, NEXT_PROGRAMME, "adviser") for title in ("seated", "unseated")
    )
    due = TODAY + timedelta(days=9)
    gate = _gate(seated, "device-1")
    gate = gating.convene_gate(gate.code, 2, due, **seen(gate.version))
    case = gate.subject
    assert case is not None
    for role, capacity in SEATS.items():
        case = review.seat_member(case.code, found.people[role], capacity, **seen(case.version))
    for role in ("reviewer", "company"):
        case = review.give_opinion(
            case.code, "for", f"{SAID}{role}", found.people[role], **seen(case.version)
        )
    alone = _gate(empty, "device-1")
    gating.convene_gate(alone.code, 1, due, **seen(alone.version))
    own = NewSubject(
        ref=Ref("awards.award", found.awards["own"]),
        title=Text("自事業の案件", "Case of the own programme"),
        quorum=1,
        due_on=due,
        programmes=(PROGRAMME,),
    )
    review.open_subject(own, **ASKED)


def _joint_gate(found: Gap) -> None:
    """An award apart and one of the own programme that carry one seed."""
    apart = _award(found, "joined", NEXT_PROGRAMME, "adviser")
    own = new_award(found.world, title=Text("合同の課題", "Award at a joint gate"), published=False)
    (code,) = awards.record_awards([own], **ASKED)
    title = Text("二事業のシーズ", "Seed of two programmes")
    seed = portfolio.name_seed(title, [apart, code], "device", **ASKED)
    _gate(apart, "device-2", seed=seed.code, also=[code])


def _pairings(found: Gap) -> None:
    """The call of either award offered continued support, and it was promised."""
    offered = {"own": NEXT_PROGRAMME, "apart": PROGRAMME}
    for side, programme in offered.items():
        award = Award.objects.get(code=found.awards[side])
        if award.call is None:
            award.call = Call.objects.exclude(code=found.world.call).filter(state="decided").get()
            award.save(update_fields=["call"])
        Call.objects.filter(pk=award.call.pk).update(pairing=[programme])
        made = matching.offer_pairing(award.code, programme, **ASKED)
        matching.promise_pairing(made.code, f"約定{side}", **seen(made.version))


def _rounds(found: Gap) -> None:
    new = NewRound(title_ja="秘密の調整", title_en="Coordination in work", day=TODAY)
    opened = matching.open_round(new, **ASKED)
    matching.build_plan(opened.code, **seen(opened.version))
    first = date(2026, 4, 1)
    matching.link_programmes(PROGRAMME, NEXT_PROGRAMME, "existing", first, None, "根拠", **ASKED)


def _lent(found: Gap) -> None:
    """A case apart for the officer of the own programme; another whose days are over."""
    rows = Handover.objects.filter(award__programme_code=NEXT_PROGRAMME).order_by("pk")
    now, before = rows[:2]
    officer = found.people["program_officer"]
    until = TODAY + timedelta(days=30)
    matching.lend_case(now.code, officer, until, "応援", **seen(now.version))
    matching.lend_case(before.code, officer, BEGAN, "応援", **(seen(before.version) | _then()))


def _then() -> dict[str, Any]:
    return {"as_of": BEGAN}
