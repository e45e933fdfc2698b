"""Issues of projects, cases between projects, meetings and action items, all over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from ikkan.parties.models import Person
from ikkan.plan import actions as plan
from ikkan.plan.rules.offices import Office
from ikkan.portfolio.models import ActionItem, CrossCase, Issue, OfficerMeeting
from ikkan.portfolio.officers import actions
from ikkan.portfolio.officers.rules import CROSS, ISSUE, ITEM, MEETING, IssueMove, NewIssue
from ikkan.records.queries import visible
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.awards.world import ASKED, BEGAN, NEXT_PROGRAMME, PROGRAMME, TODAY
from tests.portfolio.officers.desk import (
    LATER,
    OTHER,
    PROJECT,
    client_of,
    code_of,
    made,
    said,
    send,
)
from tests.portfolio.stage import Stage

pytestmark = pytest.mark.sqlite_only


def _issue(staged: Stage, **more: Any) -> dict[str, Any]:
    return {
        "project": PROJECT,
        "title_ja": "治験薬の製造が遅れている",
        "title_en": "Trial drug is late",
        "text": "委託先の設備",
        "severity": "high",
        "programmes": [PROGRAMME],
        "owner": staged.people["officer"],
        "due_on": LATER,
        "about": f"awards.award:{staged.award}",
        **more,
    }


@pytest.mark.covers("S-318")
def test_the_register_of_a_project_keeps_its_issues(staged: Stage) -> None:
    director, officer = client_of(staged, "director"), client_of(staged, "officer")
    address = made(send(director, "/issues/new/raise/", **_issue(staged)))
    assert "Trial drug is late" in said(officer.get("/desk/"))
    listed = said(
        director.get(f"/issues/?project={PROJECT}&state=open&programmes.code={PROGRAMME}")
    )
    assert "Trial drug is late" in listed
    assert "Trial drug is late" not in said(director.get(f"/issues/?project={OTHER}"))
    move = {"to": "planned", "note": "別の委託先を探す", "due_on": "2027-05-31", "version": 1}
    made(send(officer, f"{address}move/", **move))
    page = said(director.get(address))
    assert "別の委託先を探す" in page
    assert "put off by 61 days" in page
    made(send(officer, f"{address}move/", to="resolved", note="製造できた", version=2))
    page = said(director.get(address))
    assert "製造できた" in page
    assert "Resolved" in page
    assert director.get("/issues.csv").status_code == 200


def test_an_issue_past_its_day_is_flagged(staged: Stage) -> None:
    how = ASKED | {"as_of": BEGAN}
    new = NewIssue(
        project=PROJECT,
        title=Text("遅れ", "Late one"),
        text="内容",
        severity="low",
        owner=staged.people["officer"],
        due_on=TODAY.replace(month=11, day=12),
    )
    issue = actions.raise_issue(new, **how)
    assert "10 days overdue" in said(client_of(staged, "director").get(f"/issues/{issue.code}/"))
    actions.move_issue(
        issue.code, IssueMove(to="accepted", note="やむを得ない"), **ASKED | {"version": 1}
    )
    assert "overdue" not in said(client_of(staged, "director").get(f"/issues/{issue.code}/"))


def test_what_an_issue_cannot_say(staged: Stage) -> None:
    director = client_of(staged, "director")
    for wrong, words in (
        ({"programmes": [NEXT_PROGRAMME]}, "is no part of the project"),
        ({"due_on": TODAY.isoformat()}, "must follow"),
        ({"about": "awards.award:NONE"}, "awards.award:NONE"),
    ):
        assert words in said(send(director, "/issues/new/raise/", **_issue(staged, **wrong))), wrong
    assert not Issue.objects.exists()
    address = made(send(director, "/issues/new/raise/", **_issue(staged)))
    page = said(send(director, f"{address}move/", to="planned", note="計画", version=1))
    assert "Write the due day" in page


def test_who_sees_an_issue(staged: Stage, as_role: Any) -> None:
    address = made(send(client_of(staged, "staff"), "/issues/new/raise/", **_issue(staged)))
    code = code_of(address)
    for role, scope, seen in (
        ("program_director", Ref("project", PROJECT), True),
        ("program_director", Ref("project", OTHER), False),
        ("program_officer", Ref("programme", PROGRAMME), True),
        ("program_officer", Ref("programme", NEXT_PROGRAMME), False),
        ("disease_coordinator", None, True),
        ("ministry_officer", None, False),
        ("researcher", None, False),
    ):
        client = as_role(role, *([scope] if scope else []))
        assert visible(ISSUE, client.actor).filter(code=code).exists() == seen, (role, scope)
    outside = as_role("program_director", Ref("project", OTHER))
    assert send(outside, "/issues/new/raise/", **_issue(staged)).status_code == 403


@pytest.mark.covers("S-319")
def test_a_case_between_projects_needs_both_directors(staged: Stage) -> None:
    staff = client_of(staged, "staff")
    sent = {
        "title_ja": "機器と医薬品を一緒に",
        "title_en": "Device and drug together",
        "text": "共同の検証を行う",
        "projects": [PROJECT, OTHER],
        "about": f"awards.award:{staged.award}",
    }
    address = made(send(staff, "/cases/cross/new/open/", **sent))
    director, elsewhere = client_of(staged, "director"), client_of(staged, "elsewhere")
    assert "Device and drug together" in said(director.get("/desk/"))
    yes = {"project": PROJECT, "position": "agree", "said": "よい", "version": 1}
    assert "officers.director" in said(send(elsewhere, f"{address}speak/", **yes))
    made(send(director, f"{address}speak/", **yes))
    end = {"to": "settled", "outcome": "共同で行う", "version": 2}
    assert "officers.agreement" in said(send(staff, f"{address}close/", **end))
    no = {"project": OTHER, "position": "object", "said": "時期が違う", "version": 2}
    made(send(elsewhere, f"{address}speak/", **no))
    assert "officers.agreement" in said(send(staff, f"{address}close/", **end | {"version": 3}))
    made(send(staff, f"{address}revise/", text="来年度に共同の検証を行う", version=3))
    assert "Device and drug together" in said(director.get("/desk/"))
    made(send(director, f"{address}speak/", **yes | {"version": 4}))
    made(send(elsewhere, f"{address}speak/", **no | {"position": "agree", "version": 5}))
    made(send(staff, f"{address}close/", **end | {"version": 6}))
    case = CrossCase.objects.get(code=code_of(address))
    assert (case.state, case.outcome) == ("settled", "共同で行う")


def test_a_case_of_one_project_is_none(staged: Stage, as_role: Any) -> None:
    staff = client_of(staged, "staff")
    sent = {"title_ja": "一つ", "text": "内容", "projects": [PROJECT]}
    assert "two projects or more" in said(send(staff, "/cases/cross/new/open/", **sent))
    sent["projects"] = [PROJECT, OTHER]
    code = code_of(made(send(staff, "/cases/cross/new/open/", **sent)))
    for role, scope, seen in (
        ("program_director", Ref("project", OTHER), True),
        ("program_director", Ref("project", "T3-02"), False),
        ("program_officer", None, False),
    ):
        client = as_role(role, *([scope] if scope else []))
        assert visible(CROSS, client.actor).filter(code=code).exists() == seen, (role, scope)


@pytest.mark.covers("S-325", "S-366")
def test_a_joint_meeting_hears_opinions_and_sets_what_is_to_be_done(staged: Stage) -> None:
    officer = client_of(staged, "officer")
    ref = f"awards.award:{staged.award}"
    sent = {
        "sort": "joint",
        "title_ja": "秋の合同会議",
        "title_en": "Autumn joint meeting",
        "held_on": TODAY.isoformat(),
        "projects": [PROJECT],
        "agenda": f"次の段階へ進める課題｜{ref}\nその他",
    }
    address = made(send(officer, "/officers/meetings/new/plan/", **sent))
    minutes = {"held_on": TODAY.isoformat(), "minutes": "進める方向で一致", "version": 1}
    assert "Nobody takes part" in said(send(officer, f"{address}minutes/", **minutes))
    for number, (name, capacity) in enumerate(
        {"director": "director", "adviser": "coordinator", "inside": "reviewer"}.items(), start=1
    ):
        one = {"person": staged.people[name], "capacity": capacity, "version": number}
        made(send(officer, f"{address}participant/", **one))
    made(send(officer, f"{address}minutes/", **minutes | {"version": 4}))
    heard = {"person": staged.people["inside"], "about": ref, "text": "再現性を確かめる"}
    made(send(officer, f"{address}opinion/", **heard, version=5))
    stranger = {**heard, "person": staged.people["staff"], "version": 6}
    assert "does not take part" in said(send(officer, f"{address}opinion/", **stranger))
    meeting = OfficerMeeting.objects.get(code=code_of(address))
    item = {
        "title_ja": "再現性の試験を手配する",
        "title_en": "Arrange a test",
        "owner": staged.people["director"],
        "due_on": LATER,
        "meeting": meeting.code,
        "about": ref,
    }
    todo = made(send(officer, "/officers/actions/new/set/", **item))
    page = said(client_of(staged, "adviser").get(address))
    for words in ("進める方向で一致", "再現性を確かめる", "次の段階へ進める課題", "Arrange a test"):
        assert words in page, words
    director = client_of(staged, "director")
    assert "Arrange a test" in said(director.get("/desk/"))
    later = {"to": "open", "note": "施設が空かない", "due_on": "2027-05-31", "version": 1}
    made(send(director, f"{todo}move/", **later))
    assert "put off by 61 days" in said(director.get(todo))
    made(send(director, f"{todo}move/", to="done", note="済み", version=2))
    assert ActionItem.objects.get(code=code_of(todo)).state == "done"
    assert "Arrange a test" not in said(director.get("/desk/"))


def test_reviewers_see_their_meetings_and_move_their_items(staged: Stage, as_role: Any) -> None:
    officer, reviewer = client_of(staged, "officer"), as_role("reviewer")
    who = staged.world.people["leader"]
    sent = {"sort": "hearing", "title_ja": "意見聴取", "held_on": TODAY.isoformat()}
    address = made(send(officer, "/officers/meetings/new/plan/", **sent))
    code = code_of(address)
    item = {"title_ja": "資料を出す", "owner": who, "due_on": LATER, "meeting": code}
    todo = made(send(officer, "/officers/actions/new/set/", **item))
    assert not visible(MEETING, reviewer.actor).exists()
    assert not visible(ITEM, reviewer.actor).exists()
    made(send(officer, f"{address}participant/", person=who, capacity="reviewer", version=1))
    Person.objects.filter(code=who).update(account_code=reviewer.account.code)
    assert visible(MEETING, reviewer.actor).count() == 1
    assert reviewer.get(todo).status_code == 200
    other = as_role("program_officer", Ref("programme", NEXT_PROGRAMME))
    assert other.get(todo).status_code == 200
    made(send(reviewer, f"{todo}move/", to="done", note="出した", version=1))


def test_the_other_director_is_appointed(staged: Stage) -> None:
    """Without a director on record the refusal says so."""
    office = Office(
        role="program_director",
        scope=Ref("project", "T3-02"),
        valid_from=BEGAN,
        person=staged.people["inside"],
    )
    plan.appoint(office, "任命", **ASKED)
    staff = client_of(staged, "staff")
    sent = {"title_ja": "調整", "text": "内容", "projects": [PROJECT, "T3-02"]}
    address = made(send(staff, "/cases/cross/new/open/", **sent))
    yes = {"project": "T3-02", "position": "agree", "said": "よい", "version": 1}
    page = said(send(client_of(staged, "director"), f"{address}speak/", **yes))
    assert "Fictional inside" in page
