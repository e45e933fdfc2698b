"""Writes officers at work: advice, issues, a case, a meeting, proposals, designs; all made up.

Called by tower. Decides: one of each is still open, so that a director and a ministry have
something to answer.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from ikkan.awards.edges import ref_of
from ikkan.awards.models import Award
from ikkan.demo.hands import Tower
from ikkan.plan import offices
from ikkan.plan.rules.offices import DIRECTOR
from ikkan.portfolio.officers import actions, queries
from ikkan.portfolio.officers.rules import (
    AgendaItem,
    Answer,
    IssueMove,
    NewAdvice,
    NewCase,
    NewDesign,
    NewIssue,
    NewItem,
    NewMeeting,
    NewProposal,
)
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_MADE_UP: Final = "実演のための記録／made up for the demonstration"
_ISSUES: Final = (
    (Text("実演：治験薬の製造が遅れる", "Demonstration: trial drug is late"), "high"),
    (Text("実演：検体の集まりが遅い", "Demonstration: samples come slowly"), "medium"),
    (Text("実演：解析の人手が足りない", "Demonstration: too few analysts"), "low"),
)


def write(tower: Tower) -> dict[str, int]:
    """How many of each; nothing where no project has a director and a programme."""
    day = tower.setting.today
    led = [
        (project, people[0])
        for project in tower.setting.projects
        if (people := offices.holders(DIRECTOR, [Ref("project", project)], day))
    ]
    rows = Award.objects.filter(state="active", published=True).order_by("pk")
    awards = list(rows.values_list("code", flat=True)[:3])
    if len(led) < 2 or not awards:
        return {}
    counts = {
        "officer_advice": _advice(tower, led, awards),
        "issues": _issues(tower, led, awards),
        "cross_cases": _case(tower, led, awards[0]),
        "officer_meetings": _meeting(tower, led, awards),
    }
    return {**counts, **_designs(tower, awards)}


def _advice(tower: Tower, led: list[tuple[str, str]], awards: list[str]) -> int:
    """One to a director that waits, one to him that was answered, one to the president."""
    given = tower.back(40)
    wanted = [
        ("proposal", "director", led[0][0]),
        ("advice", "director", led[1][0]),
        ("advice", "president", ""),
    ]
    for number, (sort, to, project) in enumerate(wanted):
        new = NewAdvice(
            sort=sort,
            domain=tower.setting.domains[number % len(tower.setting.domains)],
            to=to,
            project=project,
            text=Text(
                f"実演の提案・助言{number + 1}：臨床側の意見を早く聴く。",
                f"Demonstration advice {number + 1}: hear the clinic early.",
            ),
            due_on=tower.setting.today + timedelta(days=14 + 7 * number),
            about=(ref_of(awards[number % len(awards)]),),
        )
        row = actions.give_advice(new, **tower.how(given))
        if number == 1:
            done = tower.setting.today + timedelta(days=90)
            answer = Answer(answer="partly", reason=_MADE_UP, due_on=done)
            actions.answer_advice(row.code, answer, **tower.how(version=row.version))
    return len(wanted)


def _issues(tower: Tower, led: list[tuple[str, str]], awards: list[str]) -> int:
    """One that slipped, one with a plan, one that was resolved."""
    day = tower.setting.today
    for number, (title, severity) in enumerate(_ISSUES):
        project, owner = led[number % len(led)]
        new = NewIssue(
            project=project,
            title=title,
            text=_MADE_UP,
            severity=severity,
            owner=owner,
            due_on=tower.back(12) if number == 0 else day + timedelta(days=30),
            programmes=queries.programmes_of(project, day)[:1],
            about=(ref_of(awards[number % len(awards)]),),
        )
        issue = actions.raise_issue(new, **tower.how(tower.back(60)))
        if number:
            later = day + timedelta(days=75) if number == 1 else None
            move = IssueMove(to="planned" if later else "resolved", note=_MADE_UP, due_on=later)
            actions.move_issue(issue.code, move, **tower.how(version=issue.version))
    return len(_ISSUES)


def _case(tower: Tower, led: list[tuple[str, str]], award: str) -> int:
    """Between two projects; the first director agrees, the second has not spoken."""
    new = NewCase(
        title=Text("実演：機器と医薬品の共同の検証", "Demonstration: device and drug together"),
        text=_MADE_UP,
        projects=(led[0][0], led[1][0]),
        due_on=tower.setting.today + timedelta(days=40),
        about=(ref_of(award),),
    )
    case = actions.open_case(new, **tower.how(tower.back(20)))
    how = tower.how(version=case.version)
    actions.speak(case.code, led[0][0], "agree", _MADE_UP, **how)
    return 1


def _meeting(tower: Tower, led: list[tuple[str, str]], awards: list[str]) -> int:
    """A joint meeting that was held, with an opinion and two action items."""
    day = tower.back(25)
    new = NewMeeting(
        sort="joint",
        title=Text("実演：PD・PSの合同会議", "Demonstration: joint meeting of officers"),
        held_on=day,
        place="実演の会議室",
        projects=(led[0][0], led[1][0]),
        agenda=tuple(
            AgendaItem(text=f"実演の議題{n}", about=(ref_of(code),))
            for n, code in enumerate(awards, start=1)
        ),
    )
    row = actions.plan_meeting(new, **tower.how(tower.back(50)))
    for _, person in led[:2]:
        how = tower.how(tower.back(30), version=row.version)
        row = actions.add_participant(row.code, person, "director", **how)
    row = actions.minute_meeting(row.code, _MADE_UP, day, **tower.how(version=row.version))
    about = str(ref_of(awards[0]))
    row = actions.hear_opinion(
        row.code, led[0][1], _MADE_UP, about, **tower.how(version=row.version)
    )
    for number, (_, owner) in enumerate(led[:2]):
        item = NewItem(
            title=Text(f"実演の対応事項{number + 1}", f"Demonstration item {number + 1}"),
            owner=owner,
            due_on=tower.back(3) if number else tower.setting.today + timedelta(days=21),
            about=(ref_of(awards[number % len(awards)]),),
        )
        actions.set_item(item, row.code, **tower.how(tower.back(25)))
    return 1


def _designs(tower: Tower, awards: list[str]) -> dict[str, int]:
    """A proposal that waits, one that was accepted; a design adopted with its exit, and a draft."""
    ministries = tower.ministries()
    programmes = [one.code for one in tower.setting.programmes]
    if not ministries or len(programmes) < 2:
        return {}
    for number, sort in enumerate(("fast_path", "redesign")):
        proposal = NewProposal(
            sort=sort,
            title=Text(f"実演の提案{number + 1}", f"Demonstration proposal {number + 1}"),
            text=Text("実演：先行事業から直行する道。", "Demonstration: a direct path."),
            grounds=_MADE_UP,
            body=ministries[0],
            programmes=tuple(programmes[:1]),
            signals=(ref_of(awards[0]),),
        )
        row = actions.draft_proposal(proposal, **tower.how(tower.back(45)))
        how = tower.how(tower.back(44), version=row.version)
        row = actions.send_proposal(row.code, **how)
        if number:
            due = tower.setting.today + timedelta(days=120)
            answer = Answer(answer="accepted", reason=_MADE_UP, due_on=due)
            actions.answer_proposal(row.code, answer, **tower.how(version=row.version))
    gates = next(iter(tower.setting.gates.values()), ())
    full = NewDesign(
        programme=programmes[0],
        body=ministries[0],
        aim=_MADE_UP,
        route=_MADE_UP,
        product=_MADE_UP,
        licensing=_MADE_UP,
        successors=(programmes[1],),
        gates=tuple(gates),
        gate_plan=_MADE_UP,
    )
    design = actions.draft_design(full, **tower.how(tower.back(35)))
    actions.adopt_design(design.code, **tower.how(tower.back(30), version=design.version))
    draft = NewDesign(programme=programmes[1], body=ministries[0], aim=_MADE_UP)
    actions.draft_design(draft, **tower.how())
    return {"design_proposals": 2, "programme_designs": 2}
