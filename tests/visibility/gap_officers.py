"""Advice, issues, cases, meetings, items, proposals and designs, seen and hidden.

Called by `gap.make`. "own" is of the director's project, the coordinator's area, the officer's
programme and the ministry's body.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ikkan.portfolio.officers import actions
from ikkan.portfolio.officers.rules import (
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
from tests.awards.world import ASKED, NEXT_PROGRAMME, PROGRAMME, TODAY, seen
from tests.visibility.viewers import OWN_BODY, OWN_DOMAIN, OWN_PROJECT

if TYPE_CHECKING:
    from tests.visibility.gap import Gap

OTHER_PROJECT, THIRD_PROJECT, OTHER_DOMAIN, OTHER_BODY = "T3-08", "T3-02", "T3-D2", "MEXT"
DUE = TODAY + timedelta(days=60)


def make(found: Gap) -> None:
    """Each sort for every way of seeing it, and one that these do not reach."""
    _advice(found)
    _issues(found)
    _cases()
    _meetings(found)
    _proposals()
    _designs()


def _advice(found: Gap) -> None:
    """To either director, for either area; each about an award apart."""
    for project in (OWN_PROJECT, OTHER_PROJECT):
        for domain in (OWN_DOMAIN, OTHER_DOMAIN):
            new = NewAdvice(
                sort="advice",
                domain=domain,
                to="director",
                project=project,
                text=Text(f"助言 {project} {domain}", f"Advice on {project} for {domain}"),
                due_on=DUE,
                about=(Ref("awards.award", found.awards["apart"]),),
            )
            actions.give_advice(new, **ASKED)
    to_president = NewAdvice(
        sort="proposal",
        domain=OTHER_DOMAIN,
        to="president",
        text=Text("理事長への提案", "Proposal to the president"),
        due_on=DUE,
    )
    actions.give_advice(to_president, **ASKED)


def _issues(found: Gap) -> None:
    adviser = found.world.people["adviser"]
    wanted = {
        "of the own programme": (OWN_PROJECT, adviser, (PROGRAMME,)),
        "of the own project": (OWN_PROJECT, adviser, ()),
        "of the officer": (OTHER_PROJECT, found.people["program_officer"], ()),
        "apart": (OTHER_PROJECT, adviser, ()),
    }
    for name, (project, owner, programmes) in wanted.items():
        new = NewIssue(
            project=project,
            title=Text(f"課題点 {name}", f"Issue {name}"),
            text="内々の課題",
            severity="high",
            owner=owner,
            due_on=DUE,
            programmes=programmes,
            about=(Ref("awards.award", found.awards["apart"]),),
        )
        actions.raise_issue(new, **ASKED)


def _cases() -> None:
    for name, project in (("own", OWN_PROJECT), ("apart", THIRD_PROJECT)):
        new = NewCase(
            title=Text(f"協力の案件{name}", f"Case between projects, {name}"),
            text="協力の内容",
            projects=(project, OTHER_PROJECT),
        )
        actions.open_case(new, **ASKED)


def _meetings(found: Gap) -> None:
    """With the reviewer and without; an action item of either."""
    for name, role in (("open", "reviewer"), ("closed", "funder_staff")):
        new = NewMeeting(
            sort="joint",
            title=Text(f"合同会議{name}", f"Joint meeting {name}"),
            held_on=DUE,
            projects=(OWN_PROJECT,),
        )
        row = actions.plan_meeting(new, **ASKED)
        person = found.people[role]
        row = actions.add_participant(row.code, person, "other", **seen(row.version))
        item = NewItem(
            title=Text(f"対応事項{name}", f"Action item {name}"),
            owner=person,
            due_on=DUE,
            about=(Ref("awards.award", found.awards["apart"]),),
        )
        actions.set_item(item, row.code, **ASKED)


def _proposals() -> None:
    """A draft to the own ministry, one sent to it, one sent to another."""
    wanted = {"draft": OWN_BODY, "own": OWN_BODY, "other": OTHER_BODY}
    for name, body in wanted.items():
        new = NewProposal(
            sort="redesign",
            title=Text(f"設計の提案{name}", f"Proposal of design, {name}"),
            text=Text("提案の文", "What is proposed"),
            grounds="現場の経験",
            body=body,
            programmes=(PROGRAMME,),
        )
        row = actions.draft_proposal(new, **ASKED)
        if name != "draft":
            actions.send_proposal(row.code, **seen(row.version))


def _designs() -> None:
    """A draft of either ministry, and one of the other that was adopted."""
    words = "設計の文"
    drafts = {PROGRAMME: OWN_BODY, NEXT_PROGRAMME: OTHER_BODY}
    full = NewDesign(
        programme=NEXT_PROGRAMME,
        body=OTHER_BODY,
        aim=words,
        route=words,
        product=words,
        licensing=words,
        successors=(PROGRAMME,),
        gates=("device-1",),
        gate_plan=words,
    )
    made = actions.draft_design(full, **ASKED)
    actions.adopt_design(made.code, **seen(made.version))
    for programme, body in drafts.items():
        actions.draft_design(NewDesign(programme=programme, body=body, aim=words), **ASKED)
