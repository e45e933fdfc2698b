"""Boards over HTTP: levels, sides, risk flags with their records, files, constant queries."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ikkan.awards import actions as awards
from ikkan.portfolio import actions as portfolio
from ikkan.portfolio.officers import actions, queries
from ikkan.portfolio.officers.rules import NewIssue
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.awards.world import ASKED, BEGAN, NEXT_PROGRAMME, TODAY, new_award
from tests.portfolio.officers.desk import (
    DOMAIN,
    OTHER,
    PROJECT,
    client_of,
    code_of,
    made,
    said,
    send,
)
from tests.portfolio.stage import Stage, by, decision, open_gate

pytestmark = pytest.mark.sqlite_only
DEVICES = "T3-02"
METI_PROGRAMME = "medical-engineering-global"
VIEWS = ("", "rows/", "lines/", "plan/", "scouting/")


def _some(staged: Stage, count: int = 1, **given: Any) -> list[str]:
    rows = [
        new_award(
            staged.world,
            **{
                "title": Text(f"架空の研究{n}", f"Study {n}"),
                "phase": "F2",
                "modality": "drug",
                "domains": (DOMAIN,),
                "year_amounts": {2026: 5_000_000},
            }
            | given,
        )
        for n in range(count)
    ]
    return awards.record_awards(rows, **ASKED)


@pytest.fixture
def conditional(staged: Stage) -> str:
    """A conditional go of the stage's award whose due day is past today."""
    gate = open_gate(staged)
    director = staged.actors["director"]
    decided = decision("conditional", due_on=TODAY + timedelta(days=1), met=(False,))
    portfolio.decide_gate(gate.code, decided, **by(director, 1))
    return gate.code


@pytest.mark.covers("S-322")
def test_a_director_begins_with_the_project_and_sees_all_its_programmes(
    staged: Stage, as_role: Any
) -> None:
    page = said(client_of(staged, "director").get("/portfolio/"))
    assert f'<option value="{PROJECT}" selected>' in page
    (other,) = _some(staged, programme=METI_PROGRAMME)
    director = as_role("program_director", Ref("project", DEVICES))
    page = said(director.get("/portfolio/"))
    assert f'<option value="{DEVICES}" selected>' in page
    of_project = queries.programmes_of(DEVICES, TODAY)
    assert len(of_project) == 9
    for code in of_project:
        assert f"programme:{code}" in page, code
    rows = said(director.get("/portfolio/rows/"))
    assert staged.successor in rows
    assert other in rows
    assert staged.award not in rows


def test_every_number_leads_to_its_rows(staged: Stage) -> None:
    code = _some(staged, 2)[0]
    staff = client_of(staged, "staff")
    page = said(staff.get(f"/portfolio/?level=domain&of={DOMAIN}&by=modality"))
    address = f"/portfolio/rows/?level=domain&of={DOMAIN}&by=modality&state=running&phase=F2"
    assert f"{address}&value=drug" in page
    rows = said(staff.get(f"{address}&value=drug"))
    assert code in rows
    assert staged.award not in rows
    other = said(staff.get(f"{address}&value=device"))
    assert code not in other


@pytest.mark.parametrize("by", ["modality", "domain", "programme", "ministry", "money", "risk"])
def test_the_sums_of_a_board_are_those_of_its_file(staged: Stage, by: str) -> None:
    _some(staged, 3)
    staff = client_of(staged, "staff")
    answer = staff.get(f"/portfolio.csv?level=all&by={by}&state=all")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1
    assert rows[-1][-2] == "5"
    assert sum(int(row[-2]) for row in rows[1:-1]) == 5
    assert staff.get(f"/portfolio.xlsx?by={by}").status_code == 200


def test_each_flag_names_its_rule_and_leads_to_its_records(staged: Stage, conditional: str) -> None:
    new = NewIssue(
        project=PROJECT,
        title=Text("遅れ", "Late one"),
        text="内容",
        severity="low",
        owner=staged.people["officer"],
        due_on=date(2026, 11, 1),
        about=(Ref("awards.award", staged.award),),
    )
    issue = actions.raise_issue(new, **ASKED | {"as_of": BEGAN})
    (old,) = _some(staged, began_on=date(2024, 4, 1), ends_on=date(2026, 3, 31), year_amounts={})
    (soon,) = _some(staged, ends_on=date(2027, 3, 31))
    staff = client_of(staged, "staff")
    for flag, award, shown in (
        ("conditional", staged.award, conditional),
        ("issue", staged.award, issue.code),
        ("no_successor", old, old),
        ("slipped", old, old),
        ("ending", soon, soon),
    ):
        page = said(staff.get(f"/portfolio/rows/?level=all&state=all&flag={flag}"))
        assert award in page, flag
        assert shown in page, flag
    late = (TODAY + timedelta(days=2)).isoformat()
    page = said(staff.get(f"/portfolio/rows/?level=all&state=all&flag=gate_overdue&as_of={late}"))
    assert conditional in page
    board = said(staff.get("/portfolio/?level=all&by=risk&state=all"))
    assert "gate.due" in board
    assert "award.successor" in board


@pytest.mark.covers("S-321")
def test_a_seed_stands_in_its_phases_by_the_awards_that_carry_it(staged: Stage) -> None:
    (first,) = _some(staged, phase="F1", began_on=date(2024, 4, 1), ends_on=date(2026, 3, 31),
                     year_amounts={})  # fmt: skip
    (second,) = _some(staged, phase="F2")
    seed = portfolio.name_seed(Text("架空のシーズ", "A fictional seed"), [first, second], **ASKED)
    director = client_of(staged, "director")
    page = said(director.get(f"/portfolio/lines/?level=project&of={PROJECT}"))
    assert "A fictional seed" in page
    assert "2024-04 to 2026-03" in page
    assert "2026-04 to 2029-03" in page
    assert seed.code in page
    elsewhere = said(director.get(f"/portfolio/lines/?level=project&of={OTHER}"))
    assert "A fictional seed" not in elsewhere


@pytest.mark.covers("S-320")
def test_scouting_finds_near_misses_and_seeds_without_a_next_step(
    staged: Stage, conditional: str
) -> None:
    seed = portfolio.name_seed(Text("架空のシーズ", "A fictional seed"), [staged.award], **ASKED)
    staff = client_of(staged, "staff")
    page = said(staff.get(f"/portfolio/scouting/?level=project&of={PROJECT}"))
    assert "A fictional seed" in page
    assert staged.world.application in page
    portfolio.propose_handover(
        NEXT_PROGRAMME, "臨床へ", award=staged.award, seed=seed.code, **by(staged.actors["officer"])
    )
    page = said(staff.get(f"/portfolio/scouting/?level=project&of={PROJECT}"))
    assert "A fictional seed" not in page
    officer = said(client_of(staged, "adviser").get("/portfolio/scouting/"))
    assert staged.world.application not in officer


@pytest.mark.covers("S-344")
def test_plan_and_actual_stand_side_by_side(staged: Stage) -> None:
    (old,) = _some(staged, began_on=date(2024, 4, 1), ends_on=date(2026, 11, 12), year_amounts={})
    staff = client_of(staged, "staff")
    answer = staff.get("/portfolio/plan.csv?table=awards&level=all")
    rows = {row["Number"]: row for row in csv.DictReader(
        io.StringIO(answer.content.decode("utf-8-sig")))}  # fmt: skip
    assert rows[old]["Slip, days"] == "10"
    assert rows[staged.award]["Slip, days"] == ""
    assert rows[staged.award]["Decided"] == "30000000"
    assert rows[staged.award]["Paid"] == "0"
    page = said(staff.get("/portfolio/plan/?level=all"))
    assert "Milestones: plan and actual" in page


@pytest.mark.parametrize("role", ["researcher", "company", "public", "institution_office"])
def test_who_has_no_board(staged: Stage, as_role: Any, client: Any, role: str) -> None:
    visitor = client if role == "public" else as_role(role)
    for view in VIEWS:
        assert visitor.get(f"/portfolio/{view}").status_code in (302, 403), view


def test_a_question_no_board_has_is_refused(staged: Stage) -> None:
    staff = client_of(staged, "staff")
    assert staff.get("/portfolio/?level=planet").status_code == 400
    assert staff.get("/portfolio/?by=colour").status_code == 400
    assert staff.get("/portfolio/other.csv").status_code == 404
    assert staff.get("/portfolio/rows.pdf").status_code == 404


def test_queries_do_not_grow_with_the_awards(staged: Stage) -> None:
    staff = client_of(staged, "staff")
    counts: list[list[int]] = []
    for more in (5, 40):
        codes = _some(staged, more)
        for code in codes[:more]:
            portfolio.name_seed(Text(f"種{code}", f"Seed {code}"), [code], **ASKED)
        seen = []
        for view in VIEWS:
            with CaptureQueriesContext(connection) as found:
                assert staff.get(f"/portfolio/{view}?level=all&state=all").status_code == 200
            seen.append(len(found))
        counts.append(seen)
    assert counts[0] == counts[1]


@pytest.mark.covers("S-367")
def test_milestones_stand_with_their_slip(staged: Stage) -> None:
    seed = portfolio.name_seed(Text("架空のシーズ", "A fictional seed"), [staged.award], **ASKED)
    staff = client_of(staged, "staff")
    new = {"seed": seed.code, "title_ja": "治験届", "title_en": "File", "due_on": "2027-03-31"}
    address = made(send(staff, "/exits/milestones/new/set/", **new))
    made(send(staff, f"{address}move/", due_on="2027-04-30", reason="資材の遅れ", version=1))
    answer = staff.get("/portfolio/plan.csv?table=milestones&level=all")
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert row["First planned"] == "2027-03-31"
    assert row["Now due"] == "2027-04-30"
    assert row["State"] == "Put off"
    assert row["Slip from the first plan, days"] == "30"
    page = said(staff.get("/portfolio/rows/?level=all&state=all&flag=milestone"))
    assert staged.award in page
    assert code_of(address) in page
    made(send(staff, f"{address}reach/", done_on=TODAY.isoformat(), evidence="届出書", version=2))
    page = said(staff.get("/portfolio/plan/?level=all"))
    assert "Done" in page
