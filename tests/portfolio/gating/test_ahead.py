"""Phases that wait for a gate, gates ahead, statistics, and uses of a No-go's results."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ikkan.awards import actions as awards
from ikkan.awards.models import Award
from ikkan.portfolio import actions as portfolio
from ikkan.portfolio.gating import actions, rules
from ikkan.portfolio.gating.rules import Ahead, Passing
from ikkan.portfolio.models import PhaseMove
from ikkan.portfolio.rules import NewGate
from ikkan.portfolio.seeds import actions as seeds
from ikkan.values.text import Text
from tests.awards.world import ASKED, NEXT_PROGRAMME, TODAY, new_award
from tests.portfolio.gating.help import client_of, refused
from tests.portfolio.stage import Stage, by, criteria, decision, open_gate

pytestmark = pytest.mark.sqlite_only


def early(staged: Stage, **given: Any) -> str:
    """A drug award in applied research."""
    title = Text("標的の探索", "Targets")
    said: dict[str, Any] = {"modality": "drug", "phase": "F2", "title": title}
    (code,) = awards.record_awards([new_award(staged.world, **(said | given))], **ASKED)
    return code


def gated(staged: Stage, award: str, **given: Any) -> NewGate:
    said: dict[str, Any] = {
        "award": award,
        "template": "drug-2",
        "opened_on": date(2026, 6, 1),
        "criteria": criteria(True),
        "decision": "go",
        "reason": "満たす",
        "decided_on": date(2026, 7, 1),
        "decided_by": staged.people["director"],
    }
    return NewGate(**(said | given))


@pytest.mark.covers("S-343")
def test_no_award_moves_to_a_later_phase_without_its_gate(staged: Stage) -> None:
    award = early(staged)
    officer = client_of(staged.actors["officer"])
    sent = {"award": award, "to_phase": "F4", "exception": ""}
    page = officer.post("/phase-moves/new/move/", sent)
    text = page.content.decode()
    assert "portfolio.phase_gate" in text
    assert "Before preclinical development" in text
    assert "Before phase I" in text
    portfolio.record_gates([gated(staged, award)], **ASKED)
    assert officer.post("/phase-moves/new/move/", sent | {"to_phase": "F3"}).status_code == 303
    move = PhaseMove.objects.get()
    assert (move.from_phase, move.to_phase, move.gate.template) == ("F2", "F3", "drug-2")
    assert "portfolio.phase_gate" in officer.post("/phase-moves/new/move/", sent).content.decode()
    excused = sent | {"exception": "緊急の治験"}
    assert officer.post("/phase-moves/new/move/", excused).status_code == 303
    assert Award.objects.get(code=award).phase == "F4"
    listed = officer.get("/phase-moves/").content.decode()
    assert "Clinical trials" in listed


def test_a_gate_of_an_earlier_award_of_the_seed_counts(staged: Stage) -> None:
    first, later = early(staged), early(staged)
    portfolio.name_seed(Text("種", "Seed"), [first, later], **ASKED)
    portfolio.record_gates([gated(staged, first)], **ASKED)
    officer = staged.actors["officer"]
    assert actions.move_phase(later, "F3", **by(officer)).gate.award.code == first
    with refused("portfolio.no_phase"):
        actions.move_phase(later, "F9", **by(officer))
    with refused("portfolio.same_phase"):
        actions.move_phase(later, "F3", **by(officer))


@pytest.mark.covers("S-343")
def test_a_successor_of_a_later_phase_takes_over_after_the_gate_or_as_an_exception(
    staged: Stage,
) -> None:
    first, free = early(staged), early(staged)
    taker = {"phase": "F3", "programme": NEXT_PROGRAMME, "began_on": date(2026, 10, 1)}
    next_one, other = early(staged, **taker), early(staged, **taker)
    staff = client_of(staged.actors["staff"])

    def decided(award: str) -> str:
        made = portfolio.propose_handover(
            NEXT_PROGRAMME, "続ける", award=award, **by(staged.actors["officer"])
        )
        director = by(staged.actors["director"], 1)
        portfolio.decide_handover(made.code, "decided", "続ける", TODAY, **director)
        return f"/handovers/{made.code}/successor/"

    page = decided(first)
    sent = {"to_award": next_one, "exception": "", "version": 2}
    text = staff.post(page, sent).content.decode()
    assert "portfolio.phase_gate" in text
    assert "Before preclinical development" in text
    portfolio.record_gates([gated(staged, first)], **ASKED)
    assert staff.post(page, sent).status_code == 303
    move = PhaseMove.objects.get()
    assert (move.award.code, move.from_phase, move.to_phase) == (next_one, "F2", "F3")
    assert (move.gate.award.code, move.exception) == (first, "")
    sent = {"to_award": other, "exception": "緊急の治験", "version": 2}
    assert staff.post(decided(free), sent).status_code == 303
    assert PhaseMove.objects.get(award__code=other).exception == "緊急の治験"
    assert "緊急の治験" in staff.get(f"/phase-moves/{move_of(other)}/").content.decode()


def move_of(award: str) -> str:
    return PhaseMove.objects.get(award__code=award).code


@pytest.mark.covers("S-343")
def test_a_seed_is_not_said_to_be_in_a_later_phase_without_the_gate(staged: Stage) -> None:
    award = early(staged)
    seed = portfolio.name_seed(Text("種", "Seed"), [award], **ASKED)
    officer = client_of(staged.actors["officer"])
    page, sent = f"/seeds/{seed.code}/describe/", {"phase": "F3", "modality": "drug"}
    text = officer.post(page, sent | {"version": 1}).content.decode()
    assert "portfolio.phase_gate" in text
    back = seeds.describe_seed(seed.code, "F1", "drug", [], **by(staged.actors["officer"], 1))
    again = seeds.describe_seed(seed.code, "F2", "drug", [], **by(staged.actors["officer"], 2))
    assert (back.phase, again.phase) == ("F1", "F2"), "no further than its award has come"
    excused = sent | {"version": 3, "exception": "企業が先に進めた"}
    assert officer.post(page, excused).status_code == 303
    portfolio.record_gates([gated(staged, award)], **ASKED)
    seeds.describe_seed(seed.code, "", "drug", [], **by(staged.actors["officer"], 4))
    gone = seeds.describe_seed(seed.code, "F3", "drug", [], **by(staged.actors["officer"], 5))
    assert gone.phase == "F3"
    with refused("portfolio.phase_gate"):
        seeds.describe_seed(seed.code, "F4", "drug", [], **by(staged.actors["officer"], 6))


def test_gates_ahead_name_what_is_overdue_first(staged: Stage) -> None:
    award = early(staged, ends_on=TODAY + timedelta(days=200))
    late = {"decision": "conditional", "due_on": date(2026, 9, 1)}
    portfolio.record_gates([gated(staged, early(staged), **late)], **ASKED)
    open_gate(staged)
    for language, words in (("en", "Conditions that are overdue"), ("ja", "条件の期日を過ぎた")):
        page = client_of(staged.actors["director"], language).get("/gates/ahead/").content.decode()
        assert words in page
        assert f"/awards/{award}/" in page
        assert page.index("2026") > 0
    narrowed = client_of(staged.actors["director"]).get("/gates/ahead/?programme=ja-none")
    assert narrowed.status_code == 200


@pytest.mark.covers("S-346")
def test_decisions_are_counted_with_the_days_they_took(staged: Stage) -> None:
    rows = [
        gated(staged, early(staged)),
        gated(staged, early(staged), decision="no_go", criteria=criteria(False)),
        gated(staged, early(staged), decided_on=date(2026, 6, 11)),
    ]
    portfolio.record_gates(rows, **ASKED)
    client = client_of(staged.actors["director"])
    page = client.get("/gates/statistics/").content.decode()
    assert "Before preclinical development" in page
    assert "67%" in page
    table = client.get("/gates/statistics.csv").content.decode("utf-8-sig").splitlines()
    assert table[1].split(",")[2:] == ["0", "2", "0", "1", "0", "3", "67%", "30"]


def test_pages_of_gates_are_for_the_offices(staged: Stage, client: Any, as_role: Any) -> None:
    for path in ("/gates/ahead/", "/gates/statistics/", "/gates/statistics.csv"):
        assert client.get(path).status_code in (302, 403)
        assert as_role("reviewer").get(path).status_code == 403


def test_uses_of_a_no_go_are_records_alike_with_the_reasons(staged: Stage) -> None:
    words = Text("膵臓の腫瘍を狙う抗体の標的", "Antibody targets of pancreatic tumours")
    award = early(staged, title=words)
    other = early(staged, title=Text("膵臓の抗体", "Antibodies against pancreatic tumours"))
    seed = portfolio.name_seed(Text("別の種", "Another seed"), [other], **ASKED)
    (code,) = portfolio.record_gates(
        [gated(staged, award, decision="no_go", criteria=criteria(False))], **ASKED
    )
    client = client_of(staged.actors["director"])
    assert f"/gates/{code}/reuse/" in client.get(f"/gates/{code}/").content.decode()
    page = client.get(f"/gates/{code}/reuse/").content.decode()
    assert f"awards.award:{other}" in page
    assert f"portfolio.seed:{seed.code}" in page
    assert "pancreatic" in page
    gate = open_gate(staged)
    assert client.get(f"/gates/{gate.code}/reuse/").status_code == 404


def test_a_use_is_tied_to_the_seed_from_the_list(staged: Stage) -> None:
    words = Text("膵臓の腫瘍を狙う抗体の標的", "Antibody targets of pancreatic tumours")
    award, other = early(staged, title=words), early(staged, title=words)
    seed = portfolio.name_seed(Text("種", "Seed"), [award], **ASKED).code
    stopped = {"seed": seed, "decision": "no_go", "criteria": criteria(False)}
    (code,) = portfolio.record_gates([gated(staged, award, **stopped)], **ASKED)
    director, address = client_of(staged.actors["director"]), f"/gates/{code}/reuse/"
    page = director.get(address).content.decode()
    assert f'action="/seeds/{seed}/relate/"' in page
    assert f'name="ref" value="awards.award:{other}"' in page
    sent = {"ref": f"awards.award:{other}", "sort": "related", "version": 1}
    answer = director.post(f"/seeds/{seed}/relate/", sent | {"reason": ""})
    assert answer.status_code == 400
    answer = director.post(f"/seeds/{seed}/relate/", sent | {"reason": "標的を使う"})
    assert answer.status_code == 303
    after = director.get(address).content.decode()
    assert f'name="ref" value="awards.award:{other}"' not in after
    assert "linked" in after


def test_an_early_go_may_be_handed_over_at_once(staged: Stage) -> None:
    gate = open_gate(staged)
    director = staged.actors["director"]
    portfolio.decide_gate(gate.code, decision(), **by(director, 1))
    page = client_of(director).get(f"/gates/{gate.code}/").content.decode()
    assert "28 months before the award ends" in page


def test_which_gates_stand_before_a_phase() -> None:
    orders = {"A": 1, "B": 2, "C": 3}
    ahead = [
        Ahead(gate="g1", modality="drug", order=1, phase="B"),
        Ahead(gate="g2", modality="drug", order=2, phase="C"),
        Ahead(gate="h1", modality="device", order=1, phase="C"),
    ]
    assert rules.gates_between(ahead, "drug", 1, 3, orders) == ["g1", "g2"]
    assert rules.gates_between(ahead, "drug", 3, 1, orders) == []
    assert rules.not_passed(["g1", "g2"], {"g1"}, {"g1": 1, "g2": 2}) == ["g2"]
    assert rules.not_passed(["g1", "g2"], {"g2"}, {"g1": 1, "g2": 2}) == []


def test_strictness_and_figures() -> None:
    assert rules.strictest(["for", "against", "abstain"]) == "against"
    assert rules.strictest([]) == ""
    assert rules.forbidden("for") == ()
    day = date(2026, 4, 30)
    assert rules.early_months(day, date(2026, 6, 29)) == 1
    assert rules.early_months(day, date(2026, 1, 1)) == 0
    (row,) = rules.counted(
        [Passing(modality="drug", template="g", decision="pending", opened_on=day, decided_on=None)]
    )
    assert (row.total, row.share, row.days) == (1, "–", None)
