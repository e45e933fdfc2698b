"""Seeds and hand-overs: proposed, advised on, decided, linked; and what is left hanging."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ikkan.audit.actor import SYSTEM
from ikkan.awards import actions as awards
from ikkan.line import queries as line
from ikkan.portfolio import actions, work
from ikkan.portfolio.models import Handover, Seed
from ikkan.portfolio.rules import NewHandover, NewSeed
from ikkan.values.errors import IkkanError, InputError, NotAllowed, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.awards.world import ASKED, NEXT_PROGRAMME, PROGRAMME, TODAY, new_award, seen
from tests.portfolio.stage import Stage, by, open_gate, passed

TITLE = Text("架空のシーズ", "A fictional seed")


def refused(code: str) -> Any:
    def check(error: IkkanError) -> bool:
        return error.code == code

    return pytest.RaisesExc((InputError, NotAllowed, NotFound), check=check)


def seed_of(staged: Stage, **given: Any) -> Seed:
    return actions.name_seed(TITLE, [staged.award], **given, **by(staged.actors["officer"]))


def propose(staged: Stage, **given: Any) -> Handover:
    return actions.propose_handover(
        NEXT_PROGRAMME, "臨床に進む", **given, **by(staged.actors["officer"])
    )


def decided(staged: Stage) -> Handover:
    handover = propose(staged, gate=passed(staged).code)
    return actions.decide_handover(
        handover.code, "decided", "継続が要る", TODAY, **by(staged.actors["director"], 1)
    )


def test_a_hand_over_joins_two_awards_on_the_line(staged: Stage) -> None:
    handover = decided(staged)
    linked = actions.link_successor(
        handover.code, staged.successor, **by(staged.actors["staff"], handover.version)
    )
    assert linked.to_award.code == staged.successor
    found, waiting = (
        [],
        list(line.walk(Ref("awards.award", staged.successor), as_of=TODAY, viewer=SYSTEM).up),
    )
    while waiting:
        node = waiting.pop()
        found.append(str(node.record.ref))
        waiting.extend(node.children)
    assert f"portfolio.handover:{handover.code}" in found
    assert f"portfolio.gate:{handover.gate.code}" in found
    assert f"awards.award:{staged.award}" in found


def handed(frm: str, to: str, programme: str) -> NewHandover:
    return NewHandover(
        award=frm,
        to_programme=programme,
        to_award=to,
        proposed_on=date(2026, 6, 1),
        state="decided",
        reason="継続が要る",
        decided_on=date(2026, 7, 1),
    )


def test_a_hand_over_never_leads_back(staged: Stage) -> None:
    rows = [new_award(staged.world, programme=NEXT_PROGRAMME)]
    (other,) = awards.record_awards(rows, **ASKED)
    actions.record_handovers([handed(staged.award, other, NEXT_PROGRAMME)], **ASKED)
    with refused("line.circle"):
        actions.record_handovers([handed(other, staged.award, PROGRAMME)], **ASKED)
    assert Handover.objects.count() == 1


def test_opinions_come_before_the_decision(staged: Stage) -> None:
    handover = propose(staged, award=staged.award)
    adviser = staged.actors["adviser"]
    assert [item.verb for item in work.handovers(adviser, TODAY)] == [work.OPINION]
    said = actions.give_opinion(handover.code, "賛成", **by(adviser, 1))
    assert [one.text for one in said.opinions.all()] == ["賛成"]
    with refused("audit.not_allowed"):
        actions.give_opinion(handover.code, "賛成", **by(staged.actors["officer"], said.version))
    done = actions.decide_handover(
        handover.code, "declined", "時期尚早", TODAY, **by(staged.actors["director"], said.version)
    )
    with refused("portfolio.opinion_late"):
        actions.give_opinion(handover.code, "なお賛成", **by(adviser, done.version))


def test_a_hand_over_is_decided_by_the_office_without_conflict(staged: Stage) -> None:
    handover = propose(staged, award=staged.award)
    for who, code in (
        ("elsewhere", "portfolio.office"),
        ("officer", "audit.not_allowed"),
        ("inside", "parties.conflict.same_organisation"),
    ):
        with refused(code):
            actions.decide_handover(
                handover.code, "decided", "理由", TODAY, **by(staged.actors[who], 1)
            )


def test_proposals_that_cannot_be(staged: Stage) -> None:
    gate = open_gate(staged)
    with refused("portfolio.gate_not_passed"):
        propose(staged, gate=gate.code)
    with refused("portfolio.from"):
        propose(staged)
    propose(staged, award=staged.award)
    with refused("portfolio.handed_before"):
        propose(staged, award=staged.award)
    with refused("portfolio.unknown"):
        actions.propose_handover(
            "nothing", "理由", award=staged.award, **by(staged.actors["officer"])
        )


def test_successors_that_cannot_be(staged: Stage) -> None:
    handover = propose(staged, award=staged.award)
    with refused("portfolio.not_decided"):
        actions.link_successor(handover.code, staged.successor, **seen(1))
    done = actions.decide_handover(
        handover.code, "decided", "理由", TODAY, **by(staged.actors["director"], 1)
    )
    for code, why in ((staged.award, "portfolio.same_award"), ("26xx9j0001", "portfolio.none")):
        with refused(why):
            actions.link_successor(handover.code, code, **seen(done.version))
    (other,) = awards.record_awards([new_award(staged.world)], **ASKED)
    with refused("portfolio.other_programme"):
        actions.link_successor(handover.code, other, **seen(done.version))


def test_a_seed_ends_with_a_reason_and_for_good(staged: Stage) -> None:
    seed = seed_of(staged, modality="drug")
    director = staged.actors["director"]
    with refused("portfolio.reason"):
        actions.end_seed(seed.code, "stalled", "", TODAY, **by(director, 1))
    stalled = actions.end_seed(seed.code, "stalled", "資金", TODAY, **by(director, 1))
    ended = actions.end_seed(seed.code, "ended", "断念", TODAY, **by(director, stalled.version))
    with refused("portfolio.step"):
        actions.end_seed(seed.code, "succeeded", "x", TODAY, **by(director, ended.version))


def test_seeds_that_cannot_be(staged: Stage) -> None:
    officer = by(staged.actors["officer"])
    for title, numbers, code in (
        (Text(" ", ""), [staged.award], "portfolio.title"),
        (TITLE, [], "portfolio.awards"),
        (TITLE, ["26xx9j0001"], "portfolio.unknown"),
    ):
        with refused(code):
            actions.name_seed(title, numbers, **officer)
    with refused("portfolio.not_of_award"):
        other = actions.name_seed(TITLE, [staged.successor], **officer)
        open_gate(staged, seed=other.code)
    with refused("portfolio.seed_modality"):
        open_gate(staged, "drug-2", seed=seed_of(staged, modality="device").code)


def test_batches_of_seeds_and_hand_overs(staged: Stage) -> None:
    rows = [
        NewSeed(title=TITLE, named_on=date(2026, 5, 1), awards=(staged.award,)),
        NewSeed(
            title=TITLE,
            named_on=date(2026, 5, 1),
            awards=(staged.award,),
            state="ended",
            reason="断念",
            ended_on=date(2026, 9, 1),
        ),
    ]
    codes = actions.record_seeds(rows, **ASKED)
    assert codes == ["SEED-2026-000001", "SEED-2026-000002"]
    (code,) = actions.record_handovers(
        [
            NewHandover(
                award=staged.award,
                seed=codes[0],
                to_programme=NEXT_PROGRAMME,
                to_award=staged.successor,
                proposed_on=date(2026, 6, 1),
                state="decided",
                reason="継続が要る",
                decided_on=date(2026, 7, 1),
                decided_by=staged.people["director"],
            )
        ],
        **ASKED,
    )
    assert Handover.objects.get(code=code).to_award.code == staged.successor
    with refused("portfolio.reason"):
        actions.record_seeds(
            [NewSeed(title=TITLE, named_on=TODAY, awards=(staged.award,), state="ended")], **ASKED
        )


def test_what_is_left_hanging_is_in_the_report(staged: Stage) -> None:
    seed, handover = seed_of(staged), decided(staged)
    later = date(2029, 6, 1)
    found = {
        broken.code: {gap.ref.code for gap in broken.gaps}
        for broken in line.broken(as_of=later, viewer=SYSTEM)
    }
    assert handover.code in found["handover.award"]
    assert seed.code in found["seed.successor"]
    assert staged.successor in found["award.successor"]
    assert staged.award not in found["award.successor"]
    assert {staged.award, staged.successor} <= found["award.open"]
    assert staged.successor in found["award.account"]
    assert staged.award not in found["award.account"]
