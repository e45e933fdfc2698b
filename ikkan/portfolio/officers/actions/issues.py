"""Issues of integrated projects are raised and moved on, each step with its reason and owner.

Called by the pages of records. Source: 003:418 (S-318: all issues of the project are known).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.line.writing import SIDE, Joint
from ikkan.portfolio.officers import queries, rules, words
from ikkan.portfolio.officers.actions import shared
from ikkan.portfolio.officers.models import Issue, IssueProgramme, IssueStep
from ikkan.portfolio.officers.rules import ISSUE, IssueMove, NewIssue
from ikkan.records.codes import next_code
from ikkan.values.ref import Ref
from ikkan.values.text import Text

LABEL: Final = Text("プロジェクトの課題事項", "issue of a project")
_PROJECT = Text("統合プロジェクト", "integrated project")


def _new(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
    new = arguments["new"]
    named = tuple(Ref("programme", code) for code in new.programmes if code)
    return (Ref("project", new.project or "-"), *named)


def reach_of(issue: Issue) -> tuple[Ref, ...]:
    """The project and the programmes through which a role reaches an issue."""
    named = tuple(Ref("programme", one.code) for one in issue.programmes.all())
    return (Ref("project", issue.project), *named)


def _held(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
    issue = Issue.objects.filter(code=arguments["code"]).first()
    return () if issue is None else reach_of(issue)


@action(
    "portfolio.raise_issue",
    permission="can_keep_issues",
    description=Text("プロジェクトの課題事項を登録する", "Raise an issue of a project"),
    scope=_new,
)
def raise_issue(
    new: NewIssue, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Issue:
    """Raises InputError with every finding."""
    found = [
        *rules.refused_issue(new, queries.programmes_of(new.project, as_of), as_of),
        *shared.in_pack("project", _PROJECT, [new.project], as_of),
    ]
    shared.demand("officers.issue", found, new.about)
    owner = shared.person(new.owner)
    issue = Issue.objects.create(
        code=next_code("ISS", as_of.year),
        project=new.project,
        title_ja=new.title.ja.strip(),
        title_en=new.title.en.strip(),
        text=new.text.strip(),
        severity=new.severity,
        owner=owner,
        raised_on=as_of,
        first_due=new.due_on,
        due_on=new.due_on,
        about=[str(ref) for ref in new.about],
    )
    IssueProgramme.objects.bulk_create(
        [IssueProgramme(issue=issue, code=code) for code in dict.fromkeys(new.programmes)]
    )
    _step(issue, "", issue.text, by, as_of)
    here = Joint(kind="issue_of", to=Ref("project", new.project), direction=SIDE)
    shared.about(Ref(ISSUE, issue.code), new.about, here)
    journal.write(Ref(ISSUE, issue.code), {"issue": new})
    return issue


@action(
    "portfolio.move_issue",
    permission="can_keep_issues",
    description=Text(
        "課題事項の状態・担当・期限を進める", "Move an issue on: state, owner, due day"
    ),
    scope=_held,
)
def move_issue(
    code: str, move: IssueMove, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Issue:
    """Planned, resolved, accepted or open again. Raises NotFound, VersionConflict, InputError."""
    issue: Issue = shared.locked(Issue, code, version, LABEL)
    found = [
        *rules.refused_step(rules.ISSUE_STEPS, words.ISSUE_STATES, issue.state, move.to),
        *rules.refused_move(move, as_of),
    ]
    shared.demand("officers.issue_step", found)
    before, issue.state = issue.state, move.to
    if move.owner:
        issue.owner = shared.person(move.owner)
    issue.due_on = move.due_on or issue.due_on
    issue.closed_on = as_of if move.to in rules.CLOSED else None
    _step(issue, before, move.note.strip(), by, as_of)
    return shared.changed(
        issue, ISSUE, {"before": before, "move": move}, "state", "owner", "due_on", "closed_on"
    )


def _step(issue: Issue, before: str, note: str, by: Actor, day: date) -> None:
    IssueStep.objects.create(
        issue=issue,
        made_on=day,
        made_by=by.code,
        before=before,
        after=issue.state,
        note=note,
        owner=issue.owner,
        due_on=issue.due_on,
    )
