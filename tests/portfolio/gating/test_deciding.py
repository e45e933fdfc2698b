"""Decisions at gates with a panel, of several awards, with money and with a new direction."""

from __future__ import annotations

from typing import Any

import pytest

from ikkan.awards import actions as awards
from ikkan.awards.models import Award
from ikkan.budget.models import Transfer
from ikkan.parties import actions as parties
from ikkan.parties.loads import NewPerson
from ikkan.plan import actions as plan
from ikkan.plan.rules.offices import Office
from ikkan.portfolio import actions as portfolio
from ikkan.portfolio.gating import actions, waiting
from ikkan.portfolio.models import Evidence, Gate, GateMoney
from ikkan.review import actions as review
from ikkan.review.models import Subject
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.awards.world import ASKED, BEGAN, NEXT_PROGRAMME, TODAY, YEN, new_award, payment, seen
from tests.portfolio.gating.help import client_of, convened, refused, spoke
from tests.portfolio.stage import Stage, by, criteria, decision, open_gate

pytestmark = pytest.mark.sqlite_only


def decide(staged: Stage, gate: Gate, kind: str = "go", **given: Any) -> Gate:
    held = Gate.objects.get(pk=gate.pk)
    return portfolio.decide_gate(
        gate.code, decision(kind, **given), **by(staged.actors["director"], held.version)
    )


@pytest.mark.covers("S-325", "S-340")
def test_a_panel_speaks_on_pages_before_the_gate_is_decided(staged: Stage) -> None:
    gate = open_gate(staged)
    officer = client_of(staged.actors["officer"])
    sent: dict[str, Any] = {"quorum": 2, "version": 1, "key": "convene"}
    assert officer.post(f"/gates/{gate.code}/convene/", sent).status_code in (302, 303)
    case = Subject.objects.get()
    names = ("director", "adviser", "tied")
    for number, name in enumerate(names, start=1):
        seat = {"person": staged.people[name], "capacity": "expert", "version": number}
        assert officer.post(f"/subjects/{case.code}/seat/", seat).status_code in (302, 303)
    opinion = {"position": "for", "text": "進めてよい", "mark_0": "3"}
    refusal = client_of(staged.actors["tied"]).post(
        f"/subjects/{case.code}/opinion/", {**opinion, "version": 4}
    )
    assert refusal.status_code == 403
    assert "parties.conflict.advisor" in refusal.content.decode()
    director = client_of(staged.actors["director"])
    verdict = {"decision": "go", "reason": "満たす", "decided_on": TODAY, "met_0": "yes"}
    page = director.post(f"/gates/{gate.code}/decide/", {**verdict, "version": 2})
    assert "review.quorum" in page.content.decode()
    for number, name in enumerate(("director", "adviser"), start=4):
        client = client_of(staged.actors[name])
        said = {**opinion, "mark_0": str(number - 2), "version": number}
        answer = client.post(f"/subjects/{case.code}/opinion/", said)
        assert answer.status_code in (302, 303), answer.content.decode()
    for language, reached, mean in (("en", "Quorum reached", "2.5"), ("ja", "定足数に達し", "2.5")):
        shown = client_of(staged.actors["officer"], language)
        text = shown.get(f"/gates/{gate.code}/").content.decode()
        assert reached in text
        assert mean in text
        assert "parties.conflict.advisor" in text
        assert "進めてよい" in shown.get(f"/subjects/{case.code}/").content.decode()
    answer = director.post(f"/gates/{gate.code}/decide/", {**verdict, "version": 2})
    assert answer.status_code in (302, 303)
    assert Gate.objects.get().decision == "go"
    assert Subject.objects.get().state == "closed"


def test_a_member_from_outside_sees_its_own_words_only(staged: Stage, as_role: Any) -> None:
    gate = convened(staged)
    spoke(staged, gate, "adviser")
    client = as_role("reviewer")
    assert gate.subject is not None
    assert client.get(f"/subjects/{gate.subject.code}/").status_code == 404
    person = parties.register_person(
        NewPerson(name_ja="外部の専門家", account_code=client.account.code), **ASKED
    )
    case = Subject.objects.get()
    review_as = by(staged.actors["officer"], case.version)
    review.seat_member(case.code, person.code, "expert", **review_as)
    page = client.get(f"/subjects/{case.code}/").content.decode()
    assert "adviserの意見" not in page
    assert "no organisation is on record" in page
    assert client.get(f"/gates/{gate.code}/").status_code == 200


def test_a_gate_with_a_case_is_decided_with_its_quorum_only(staged: Stage) -> None:
    gate = convened(staged, 1)
    with refused("portfolio.has_subject"):
        convened(staged, gate=gate)
    with refused("review.quorum", "Seat 1"):
        decide(staged, gate)
    spoke(staged, gate, "adviser")
    assert decide(staged, gate).decision == "go"


def test_a_conflict_with_anybody_concerned_keeps_from_deciding(staged: Stage) -> None:
    gate = convened(staged)
    spoke(staged, gate, "adviser")
    assert gate.subject is not None
    gate.subject.organisations.add(
        *type(gate.subject.organisations.first())._default_manager.filter(
            code=staged.world.other_organisation
        )
    )
    with refused("parties.conflict.same_organisation"):
        decide(staged, gate)


def test_a_no_go_says_what_becomes_of_the_money(staged: Stage) -> None:
    award = Award.objects.get(code=staged.award)
    awards.pay(award.code, payment(10_000_000), **seen(award.version))
    gate = convened(staged)
    spoke(staged, gate, "adviser", "against")
    with refused("portfolio.money_missing", "60,000,000"):
        decide(staged, gate, "no_go")
    with refused("portfolio.money", "burn"):
        decide(staged, gate, "no_go", money="burn")
    with refused("portfolio.money_spare"):
        decide(staged, gate, money="stop")
    gate = decide(staged, gate, "no_go", money="return")
    money = GateMoney.objects.get()
    assert (money.from_year, money.remaining_yen, money.balance_yen) == (2027, 2 * YEN, 10_000_000)
    staff = staged.actors["staff"]
    item = next(one for one in waiting.gates(staff, TODAY) if one.write == "money")
    assert item.ref.code == gate.code
    client = client_of(staff)
    address = f"/gates/{gate.code}/money/"
    answer = client.post(address, {"version": gate.version, "key": "settle"})
    assert answer.status_code in (302, 303), answer.content.decode()
    money.refresh_from_db()
    assert (money.settled_yen, money.settled_on) == (2 * YEN, TODAY)
    transfer = Transfer.objects.get(code=money.transfers[0])
    assert transfer.instrument == "return"
    page = client.get(f"/gates/{gate.code}/").content.decode()
    assert "60,000,000" in page
    assert "10,000,000" in page
    assert transfer.code in page
    amounts = Award.objects.get(code=staged.award).amounts.values_list("fiscal_year", "yen")
    assert dict(amounts)[2027] == dict(amounts)[2028] == 0
    with refused("portfolio.money_settled"):
        actions.settle_money(gate.code, **by(staff, gate.version + 1))


def test_money_of_a_gate_that_passed_is_not_dealt_with(staged: Stage) -> None:
    gate = open_gate(staged)
    with refused("portfolio.no_money"):
        actions.settle_money(gate.code, **by(staged.actors["staff"], 1))


def test_a_redirect_names_where_it_turns_to(staged: Stage) -> None:
    gate = convened(staged)
    spoke(staged, gate, "adviser")
    with refused("portfolio.redirect_to"):
        decide(staged, gate, "redirect")
    with refused("portfolio.no_target", "nowhere"):
        decide(staged, gate, "redirect", to_programme="nowhere")
    with refused("portfolio.target_spare"):
        decide(staged, gate, to_modality="device")
    turned = decide(staged, gate, "redirect", to_programme=NEXT_PROGRAMME, to_modality="device")
    assert (turned.to_programme, turned.to_modality) == (NEXT_PROGRAMME, "device")


def joint(staged: Stage) -> Gate:
    """A gate of two awards of two programmes that carry one seed."""
    (other,) = awards.record_awards([new_award(staged.world, programme=NEXT_PROGRAMME)], **ASKED)
    seed = portfolio.name_seed(Text("合同のシーズ", "Joint"), [staged.award, other], **ASKED)
    return portfolio.open_gate(
        staged.award,
        "drug-1",
        criteria(),
        seed.code,
        also=[other],
        **by(staged.actors["officer"]),
    )


def test_in_a_joint_gate_the_strictest_director_holds(staged: Stage) -> None:
    gate = joint(staged)
    with refused("portfolio.joint_panel", "医療機器開発推進研究事業"):
        decide(staged, gate)
    gate = convened(staged, 1, gate)
    spoke(staged, gate, "director", capacity="director")
    with refused("portfolio.joint_panel"):
        decide(staged, gate)
    office = Office(
        role="program_director",
        scope=Ref("project", "T3-02"),
        valid_from=BEGAN,
        person=staged.people["elsewhere"],
    )
    plan.appoint(office, "任命", **ASKED)
    spoke(staged, gate, "elsewhere", "conditional", capacity="director")
    page = client_of(staged.actors["officer"]).get(f"/gates/{gate.code}/").content.decode()
    assert "Fictional elsewhere" in page
    assert "Fictional director" in page
    with refused("portfolio.joint_strictest", "Conditional", "“Go”"):
        decide(staged, gate)


@pytest.mark.parametrize(
    ("seed", "also", "code"),
    [
        (False, "other", "portfolio.joint_seed"),
        (True, "award", "portfolio.joint_twice"),
        (True, "successor", "portfolio.not_of_award"),
        (True, "none", "portfolio.unknown"),
    ],
)
def test_joint_gates_that_cannot_be(staged: Stage, seed: bool, also: str, code: str) -> None:
    named = portfolio.name_seed(Text("種", "Seed"), [staged.award], **ASKED).code if seed else ""
    other = {"award": staged.award, "successor": staged.successor}.get(also, "26xx9999999j0001")
    with refused(code):
        portfolio.open_gate(
            staged.award, "drug-1", criteria(), named, also=[other], **by(staged.actors["officer"])
        )


def test_printed_criteria_and_their_evidence(staged: Stage) -> None:
    officer = staged.actors["officer"]
    with refused("portfolio.no_criterion", "device-qms"):
        portfolio.open_gate(staged.award, "drug-3", (), printed=["device-qms"], **by(officer))
    gate = portfolio.open_gate(
        staged.award, "device-3", (), printed=["device-qms", "licence-data"], **by(officer)
    )
    assert gate.criteria[0]["text_ja"] == "QMS体制構築"
    with refused("portfolio.evidence", "number 3", "no record awards.award:none", "FILE-0"):
        actions.add_evidence(
            gate.code, 3, "", "awards.award:none", "FILE-0", **by(officer, gate.version)
        )
    with refused("portfolio.evidence", "Give a text"):
        actions.add_evidence(gate.code, 1, " ", **by(officer, gate.version))
    client = client_of(officer)
    sent = {"place": "1", "text": "体制の報告", "ref": f"awards.award:{staged.award}"}
    answer = client.post(f"/gates/{gate.code}/evidence/", {**sent, "version": gate.version})
    assert answer.status_code in (302, 303), answer.content.decode()
    assert Evidence.objects.get().place == 0
    page = client.get(f"/gates/{gate.code}/").content.decode()
    assert "体制の報告" in page
    assert "Efficacy, safety and reproducibility data" in page
