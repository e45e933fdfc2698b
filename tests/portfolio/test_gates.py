"""Gates: opened by officers, decided by who has the office and no conflict."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ikkan.audit.actor import SYSTEM
from ikkan.awards import actions as awards
from ikkan.line import queries as line
from ikkan.parties.models import Person
from ikkan.plan import actions as plan
from ikkan.plan.rules.offices import Office
from ikkan.portfolio import actions, work
from ikkan.portfolio.models import Gate
from ikkan.portfolio.rules import NewGate
from ikkan.values.errors import IkkanError, InputError, NotAllowed, VersionConflict
from ikkan.values.ref import Ref
from tests.awards.world import ASKED, BEGAN, PROGRAMME, TODAY, new_award
from tests.portfolio.stage import Stage, by, criteria, decision, open_gate, passed


def refused(code: str, *said: str) -> Any:
    def check(error: IkkanError) -> bool:
        both = error.text.ja + error.text.en
        return error.code == code and all(text in both for text in said)

    return pytest.RaisesExc((InputError, NotAllowed), check=check)


def test_a_gate_stands_under_its_award_and_is_decided_once(staged: Stage) -> None:
    gate = passed(staged)
    assert (gate.decision, gate.decided_by.code) == ("go", staged.people["director"])
    assert gate.criteria[0]["met"] is True
    above = line.walk(Ref("portfolio.gate", gate.code), as_of=TODAY, viewer=SYSTEM).up
    assert [str(node.record.ref) for node in above] == [f"awards.award:{staged.award}"]
    with refused("portfolio.step"):
        actions.decide_gate(
            gate.code, decision("no_go"), **by(staged.actors["director"], gate.version)
        )


def test_an_office_for_another_project_does_not_reach(staged: Stage) -> None:
    gate = open_gate(staged)
    with refused("portfolio.office", "portfolio.office", "架空のdirectorさん"):
        actions.decide_gate(gate.code, decision(), **by(staged.actors["elsewhere"], 1))
    with refused("audit.not_allowed", "can_decide_gate"):
        actions.decide_gate(gate.code, decision(), **by(staged.actors["officer"], 1))
    assert Gate.objects.get().decision == "pending"


def test_belonging_to_the_organisation_is_a_conflict(staged: Stage) -> None:
    gate = open_gate(staged)
    with refused("parties.conflict.same_organisation", "same_organisation", "Fictional director"):
        actions.decide_gate(gate.code, decision(), **by(staged.actors["inside"], 1))


def test_a_tie_to_the_principal_is_a_conflict(staged: Stage) -> None:
    gate = open_gate(staged)
    with refused("parties.conflict.advisor", "TIE-"):
        actions.decide_gate(gate.code, decision(), **by(staged.actors["tied"], 1))


def test_an_appointment_for_the_programme_reaches_it(staged: Stage) -> None:
    gate = open_gate(staged)
    person = staged.people["elsewhere"]
    office = Office(
        role="program_supervisor",
        scope=Ref("programme", PROGRAMME),
        valid_from=BEGAN,
        person=person,
    )
    plan.appoint(office, "任命", **ASKED)
    decided = actions.decide_gate(gate.code, decision(), **by(staged.actors["elsewhere"], 1))
    assert decided.decided_by.code == person


def test_an_account_of_nobody_cannot_decide(staged: Stage) -> None:
    gate = open_gate(staged)
    Person.objects.filter(code=staged.people["director"]).update(account_code="")
    with refused("portfolio.no_person"):
        actions.decide_gate(gate.code, decision(), **by(staged.actors["director"], 1))


def test_a_conditional_go_waits_for_its_due_day_and_is_settled(staged: Stage) -> None:
    gate = open_gate(staged)
    due = TODAY + timedelta(days=90)
    held = actions.decide_gate(
        gate.code,
        decision("conditional", due_on=due, met=(False,)),
        **by(staged.actors["director"], 1),
    )
    waiting = list(work.gates(staged.actors["director"], TODAY))
    assert [(item.ref.code, item.due) for item in waiting] == [(gate.code, due)]
    settled = actions.decide_gate(
        gate.code, decision(), **by(staged.actors["director"], held.version)
    )
    assert (settled.decision, settled.due_on) == ("go", None)


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        (decision(met=(False,)), "portfolio.unmet"),
        (decision(met=(True, True)), "portfolio.criteria_count"),
        (decision(reason=" "), "portfolio.reason"),
        (decision("conditional"), "portfolio.due_missing"),
        (decision(decided_on=TODAY + timedelta(days=1)), "portfolio.future"),
        (decision(decided_on=BEGAN), "portfolio.too_early"),
        (decision("maybe"), "portfolio.step"),
    ],
)
def test_decisions_that_cannot_be(staged: Stage, verdict: Any, code: str) -> None:
    gate = open_gate(staged)
    with refused(code):
        actions.decide_gate(gate.code, verdict, **by(staged.actors["director"], 1))


def test_a_stale_version_is_refused(staged: Stage) -> None:
    gate = open_gate(staged)
    with pytest.raises(VersionConflict):
        actions.decide_gate(gate.code, decision(), **by(staged.actors["director"], 7))


@pytest.mark.parametrize(
    ("template", "given", "code"),
    [
        ("drug-9", {}, "portfolio.unknown"),
        ("drug-1", {"seed": "SEED-0"}, "portfolio.unknown"),
    ],
)
def test_gates_that_cannot_be_opened(staged: Stage, template: str, given: Any, code: str) -> None:
    with refused(code):
        open_gate(staged, template, **given)


def test_gates_follow_their_order(staged: Stage) -> None:
    open_gate(staged)
    with refused("portfolio.open_before"):
        open_gate(staged)
    passed(staged, "drug-2")
    with refused("portfolio.no_loop"):
        open_gate(staged, "drug-2")
    with refused("portfolio.modality"):
        open_gate(staged, "device-3")
    with refused("portfolio.criteria"):
        actions.open_gate(staged.award, "drug-3", (), **by(staged.actors["officer"]))


def test_a_device_comes_back_to_a_gate(staged: Stage) -> None:
    passed(staged, "device-2")
    assert open_gate(staged, "device-1").decision == "pending"


def test_batches_keep_the_same_rules(staged: Stage) -> None:
    def row(**given: Any) -> NewGate:
        said: dict[str, Any] = {
            "award": staged.award,
            "template": "drug-1",
            "opened_on": date(2026, 5, 1),
            "criteria": criteria(True),
            "decision": "go",
            "reason": "満たす",
            "decided_on": date(2026, 6, 1),
            "decided_by": staged.people["director"],
        }
        return NewGate(**(said | given))

    codes = actions.record_gates([row(), row(template="drug-2")], **ASKED)
    assert Gate.objects.filter(code__in=codes, decision="go").count() == 2
    later = {"template": "drug-3"}
    for given, code in (
        ({"decided_by": staged.people["inside"]}, "parties.conflict.same_organisation"),
        ({"decided_by": staged.people["elsewhere"]}, "portfolio.office"),
        ({"opened_on": date(2026, 3, 1)}, "portfolio.outside"),
        ({"template": "drug-1"}, "portfolio.no_loop"),
        ({"award": "26xx9999999j0001"}, "portfolio.unknown"),
        ({"reason": ""}, "portfolio.reason"),
    ):
        with refused(code):
            actions.record_gates([row(**(later | given))], **ASKED)


def test_queries_do_not_grow_with_a_batch(staged: Stage) -> None:
    counts = []
    for size in (1, 2, 30):
        numbers = awards.record_awards([new_award(staged.world)] * size, **ASKED)
        rows = [
            NewGate(
                award=number,
                template="drug-1",
                opened_on=date(2026, 5, 1),
                criteria=criteria(True),
                decision="go",
                reason="満たす",
                decided_on=date(2026, 6, 1) + timedelta(days=place),
                decided_by=staged.people["director"],
            )
            for place, number in enumerate(numbers)
        ]
        with CaptureQueriesContext(connection) as asked:
            actions.record_gates(rows, **ASKED)
        counts.append(sum("plan_packversion" not in query["sql"] for query in asked))
    assert counts[1] == counts[2]
