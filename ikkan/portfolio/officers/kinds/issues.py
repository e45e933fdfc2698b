"""Issues of integrated projects as records: a register with owner, due day, slips and history.

Called at start. Source: 003:418 (S-318).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from django.db.models import prefetch_related_objects
from django.utils import timezone

from ikkan.audit import policy, ports
from ikkan.audit.actor import Actor
from ikkan.portfolio.officers import actions, forms, rules, words
from ikkan.portfolio.officers.actions.issues import reach_of
from ikkan.portfolio.officers.kinds.parts import (
    INSIDE,
    column,
    own_rows,
    person_field,
    person_ref,
    refs_field,
    text_field,
)
from ikkan.portfolio.officers.models import Issue
from ikkan.portfolio.officers.rules import ISSUE, IssueMove, NewIssue
from ikkan.records.kinds import Field, Kind, Section, WorkItem, Write, register
from ikkan.records.sight import EVERYTHING, Own, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_VERB: Final = Text("課題事項を進める", "Move the issue on")


def slip_of(row: Any, closed: bool, day: date) -> Text | None:
    """How far an open record is past its day, or how often the day was put off; None on time."""
    late = (day - row.due_on).days
    if not closed and late > 0:
        return Text(f"期限を{late}日過ぎた", f"{late} days overdue")
    moved = (row.due_on - row.first_due).days
    if moved > 0:
        return Text(f"当初から{moved}日の延期", f"put off by {moved} days")
    return None


def _slip(row: Issue) -> Text | None:
    return slip_of(row, row.state in rules.CLOSED, timezone.localdate())


def _raise(_: None, data: dict[str, Any], **who: Any) -> Issue:
    title = Text(data.pop("title_ja"), data.pop("title_en"))
    data["programmes"] = tuple(data["programmes"])
    return actions.raise_issue(NewIssue(title=title, **data), **who)


def _move(row: Issue, data: dict[str, Any], **who: Any) -> Issue:
    return actions.move_issue(row.code, IssueMove(**data), **who)


def _history(row: Issue, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    steps = list(row.steps.filter(made_on__lte=as_of).select_related("owner").order_by("pk"))
    names = ports.actor_names({one.made_by for one in steps})
    for one in steps:
        who = names.get(one.made_by, one.made_by)
        yield one.made_on, one.after, one.note, person_ref(one.owner), one.due_on, who


def _work(actor: Actor, as_of: date) -> Iterator[WorkItem]:
    """Issues that the actor owns and may move."""
    if not policy.within_reach("can_keep_issues", actor):
        return
    open_now = Issue.objects.exclude(state__in=rules.CLOSED).filter(raised_on__lte=as_of)
    for row in own_rows(actor, open_now, as_of):
        ref = Ref(ISSUE, row.code)
        yield WorkItem(ref=ref, verb=_VERB, title=row.title, due=row.due_on, write="move")


register(
    Kind(
        code=ISSUE,
        path="issues",
        label=Text("プロジェクトの課題事項", "Issue"),
        plural=Text("プロジェクトの課題事項", "Issues"),
        lead=Text(
            "統合プロジェクト全体の課題事項と、その担当・期限・対応。",
            "Issues of whole integrated projects: who takes care, until when, what was done.",
        ),
        model=Issue,
        title=lambda row: row.title,
        value=lambda row: words.ISSUE_STATES[row.state],
        begins="raised_on",
        prepare=lambda rows, _: prefetch_related_objects(list(rows), "programmes"),
        fields=(
            Field(
                "project", Text("統合プロジェクト", "Project"), "ref", kind="project", filter=True
            ),
            Field(
                "programmes.code",
                Text("事業", "Programmes"),
                "refs",
                lambda row: [Ref("programme", one.code) for one in row.programmes.all()],
                kind="programme",
                filter=True,
            ),
            Field(
                *("severity", Text("重大さ", "Severity"), "choice"),
                choices=words.SEVERITIES,
                filter=True,
            ),
            Field(
                *("state", Text("状態", "State"), "choice"),
                choices=words.ISSUE_STATES,
                filter=True,
            ),
            person_field("owner", Text("担当", "Owner")),
            Field("due_on", Text("期限", "Due"), "date"),
            Field("slip", Text("遅れ", "Slip"), "text2", value=_slip),
            Field("raised_on", Text("登録の日", "Raised on"), "date", listed=False),
            Field("first_due", Text("当初の期限", "First due day"), "date", listed=False),
            Field("closed_on", Text("終えた日", "Closed on"), "date", listed=False),
            text_field("text", Text("内容", "What it is")),
            refs_field("about", Text("関係する記録", "Records concerned")),
        ),
        sections=(
            Section(
                code="history",
                label=Text("経過", "History"),
                columns=(
                    column("日", "Day", "date"),
                    column("状態", "State", "choice", words.ISSUE_STATES),
                    column("対応・理由", "What was said", "long"),
                    column("担当", "Owner", "ref"),
                    column("期限", "Due", "date"),
                    column("記録した人", "Recorded by"),
                ),
                rows=_history,
            ),
        ),
        writes=(
            Write(
                code="raise",
                label=Text("課題事項を登録する", "Raise an issue"),
                permission="can_keep_issues",
                form=forms.IssueForm,
                act=_raise,
                on="new",
            ),
            Write(
                code="move",
                label=Text("進める", "Move on"),
                permission="can_keep_issues",
                form=forms.MoveIssueForm,
                act=_move,
            ),
        ),
        sight=sights(
            **INSIDE,
            disease_coordinator=EVERYTHING,
            program_director=Within("project", "project"),
            program_supervisor=Within("project", "project"),
            program_officer=(
                Within("programme", "programmes__code"),
                Within("project", "project"),
                Own("owner__account_code"),
            ),
        ),
        scope=reach_of,
        related=("owner",),
        order=("due_on", "pk"),
        work=_work,
    )
)
