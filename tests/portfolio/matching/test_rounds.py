"""A round: the certified plan, what people change in it, and what it refuses."""

from __future__ import annotations

import operator
from typing import Any

import pytest

from ikkan.audit.models import JournalEntry
from ikkan.awards.models import Award
from ikkan.portfolio.matching import actions, evidence, freezing, planning
from ikkan.portfolio.matching.rules import INDUSTRY
from ikkan.portfolio.models import Handover
from ikkan.values.errors import InputError
from tests.awards.world import NEXT_PROGRAMME, seen
from tests.portfolio.gating.help import client_of, refused
from tests.portfolio.matching.conftest import Scene
from tests.portfolio.stage import by

pytestmark = pytest.mark.sqlite_only


def pairs(found: Any) -> dict[str, str]:
    plan, _ = planning.planned(found)
    return {award: slot for award, (slot, *_) in evidence.pairs_of(plan).items()}


def edit(scene: Scene, found: Any, edit: str, award: str, slot: str = "", who: str = "adviser"):
    actor = scene.staged.actors[who]
    return actions.edit_plan(
        found.code, edit, award, slot, "現場の判断", **by(actor, found.version)
    )


def test_the_plan_is_certified_and_gives_the_place_to_one(scene: Scene, round_of: Any) -> None:
    found = round_of()
    plan, frozen = planning.planned(found)
    result = freezing.result(bytes(plan.result))
    assert {one.award for one in frozen.items} == {scene.sensor, scene.robot, scene.late}
    assert plan.gap <= 1e-4
    assert list(pairs(found).values()) == [scene.call]
    (winner,) = pairs(found)
    loser = scene.robot if winner == scene.sensor else scene.sensor
    assert result.prices[scene.call] > 0
    assert result.why[loser][:2] in (("price", scene.call), ("capacity", scene.call))
    assert result.why[scene.late][0] in ("no_candidate", "price", "capacity", "window")
    _, fit, parts = result.pairs[winner]
    assert fit == pytest.approx(sum(map(operator.mul, parts, found.weights.values())), abs=1e-6)
    assert freezing.unpacked(freezing.packed(frozen)).items == frozen.items


def test_pins_bans_and_places_make_new_certified_versions(scene: Scene, round_of: Any) -> None:
    found = round_of()
    (winner,) = pairs(found)
    loser = scene.robot if winner == scene.sensor else scene.sensor
    found = edit(scene, found, "pin", loser, scene.call)
    assert pairs(found) == {loser: scene.call}
    found = edit(scene, found, "unpin", loser)
    assert pairs(found) == {winner: scene.call}
    found = edit(scene, found, "forbid", winner, scene.call)
    assert pairs(found) == {loser: scene.call}
    found = actions.set_places(found.code, scene.call, 0, "予算がない", **seen(found.version))
    assert pairs(found) == {}
    found = edit(scene, found, "pin", winner, INDUSTRY)
    assert pairs(found) == {winner: INDUSTRY}
    assert [one.number for one in found.plans.all()] == [1, 2, 3, 4, 5, 6]
    assert all(one.gap <= 1e-4 and (one.reason or one.number == 1) for one in found.plans.all())
    said = JournalEntry.objects.filter(action="matching.edit_plan")
    assert said.count() == 4


def test_a_destination_is_added_by_hand(scene: Scene, round_of: Any) -> None:
    found = round_of()
    found = actions.add_slot(
        found.code, NEXT_PROGRAMME, 2, "調整費でつなぐ", 20_000_000, **seen(found.version)
    )
    assert set(pairs(found)) >= {scene.sensor, scene.robot}
    with refused("matching.slot_twice"):
        actions.add_slot(found.code, NEXT_PROGRAMME, 1, "もう一度", **seen(found.version))


def test_edits_that_cannot_be(scene: Scene, round_of: Any) -> None:
    found = round_of()
    with refused("matching.unknown"):
        edit(scene, found, "pin", scene.sensor, "CALL-9999-000001")
    with refused("matching.not_pinned"):
        edit(scene, found, "unpin", scene.sensor)
    with refused("audit.not_allowed"):
        edit(scene, found, "pin", scene.sensor, scene.call, who="officer")
    with refused("matching.reason"):
        actions.edit_plan(found.code, "pin", scene.sensor, scene.call, " ", **seen(found.version))
    found = edit(scene, found, "pin", scene.sensor, scene.call)
    with refused("matching.over_pinned"):
        edit(scene, found, "pin", scene.robot, scene.call)
    assert round_of().version == found.version


def case(scene: Scene, **given: Any) -> Handover:
    new = actions.NewCase(**({"award": scene.sensor, "proposal": "続ける"} | given))
    return actions.propose_case(new, **by(scene.staged.actors["officer"]))


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"call": "closed"}, "matching.call_closed"),
        ({"award": "late", "call": "call"}, "matching.earlier_phase"),
        ({"award": "late", "programme": NEXT_PROGRAMME}, "matching.earlier_phase"),
        ({"route": "shortened_call", "programme": NEXT_PROGRAMME}, "matching.route_call"),
        ({"route": "continued_review", "programme": NEXT_PROGRAMME}, "matching.route_gate"),
        ({"route": "elsewhere", "programme": NEXT_PROGRAMME}, "matching.route"),
    ],
)
def test_destinations_that_take_nobody(scene: Scene, given: dict[str, str], rule: str) -> None:
    named = {
        name: getattr(scene, value) if name in ("award", "call") else value
        for name, value in given.items()
    }
    with refused(rule):
        case(scene, **named)


def test_a_place_is_given_once_and_money_is_counted(scene: Scene) -> None:
    first = case(scene, call=scene.call)
    second = case(scene, award=scene.robot, call=scene.call)
    director = scene.staged.actors["director"]
    decided = actions_decide(first, director)
    assert (decided.state, decided.call.code) == ("decided", scene.call)
    with refused("matching.no_place"):
        actions_decide(second, director)
    Award.objects.get(code=scene.late).amounts.update(yen=90_000_000)
    Award.objects.filter(code=scene.late).update(phase="F4")
    with refused("matching.no_place", "the award needs ¥90,000,000"):
        case(scene, award=scene.late, call=scene.call)


def actions_decide(handover: Handover, who: Any, differs: str = "") -> Handover:
    from ikkan.portfolio import actions as portfolio
    from tests.awards.world import TODAY

    return portfolio.decide_handover(
        handover.code, "decided", "継続が要る", TODAY, differs, **by(who, handover.version)
    )


def test_a_decision_away_from_the_plan_says_why(scene: Scene, round_of: Any) -> None:
    found = round_of()
    (winner,) = pairs(found)
    loser = scene.robot if winner == scene.sensor else scene.sensor
    made = case(scene, award=loser, round=scene.round, slot=scene.call)
    director = scene.staged.actors["director"]
    with refused("matching.differs", "nowhere"):
        actions_decide(made, director)
    done = actions_decide(made, director, "臨床の準備が早い")
    assert done.frozen["departs"] is True
    assert done.frozen["planned"] == ""
    assert (done.frozen["plan"], done.frozen["engine"]) == (1, found.engine)
    assert len(done.frozen["inputs"]) == 64
    assert done.differs == "臨床の準備が早い"


def test_a_decision_waits_for_the_quorum_of_its_panel(scene: Scene) -> None:
    from ikkan.review import actions as review
    from ikkan.review.rules import NewSubject
    from ikkan.values.ref import Ref
    from ikkan.values.text import Text
    from tests.awards.world import ASKED, PROGRAMME

    made = case(scene, call=scene.call)
    panel = NewSubject(
        ref=Ref("portfolio.handover", made.code),
        title=Text("引継ぎの意見", "Opinions on a hand-over"),
        quorum=1,
        people=(scene.staged.world.people["leader"],),
        organisations=(scene.staged.world.organisation,),
        programmes=(PROGRAMME,),
    )
    subject = review.open_subject(panel, **ASKED)
    director = scene.staged.actors["director"]
    with refused("review.quorum"):
        actions_decide(made, director)
    subject = review.seat_member(
        subject.code, scene.staged.people["adviser"], "coordinator", **seen(subject.version)
    )
    review.give_opinion(
        subject.code, "for", "賛成", **by(scene.staged.actors["adviser"], subject.version)
    )
    assert actions_decide(made, director).state == "decided"


def test_a_round_closes_once_its_cases_are_decided(scene: Scene, round_of: Any) -> None:
    found = round_of()
    (winner,) = pairs(found)
    found = actions.ask_opinions(found.code, (winner,), "案のとおり", **seen(found.version))
    assert found.state == "consulted"
    with refused("matching.unanswered"):
        actions.close_round(found.code, **seen(found.version))
    actions_decide(found.handovers.get(), scene.staged.actors["director"])
    with refused("matching.decided"):
        edit(scene, found, "forbid", winner, scene.call)
    done = actions.close_round(found.code, **seen(found.version))
    assert (done.state, done.closed_on is not None) == ("closed", True)
    with pytest.raises(InputError):
        edit(scene, done, "forbid", winner, scene.call)


def test_the_fast_path_needs_a_reason_and_no_programme(scene: Scene) -> None:
    with refused("portfolio.reason"):
        case(scene, route="licence", proposal="")
    made = case(scene, route="licence", proposal="企業の関心が確かで、後の事業を経ない")
    assert (made.to_programme, made.call, made.route) == ("", None, "licence")
    page = client_of(scene.staged.actors["director"]).get(f"/handovers/{made.code}/")
    assert "Fast path, straight to a licence" in page.content.decode()
