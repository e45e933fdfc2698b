"""Follow-ups of measures as records: pages, lists, forms, who sees them, who waits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.evaluation.following import actions, forms, messages, queries, rules
from ikkan.evaluation.following.models import Followup
from ikkan.evaluation.following.queries import FOLLOWUP
from ikkan.records.kinds import Field, Kind, WorkItem, Write, register
from ikkan.records.sight import EVERYTHING, Flag, Within, sights
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

LISTED = 50


def _open(_: None, data: dict[str, Any], **who: Any) -> Followup:
    chosen = [
        Ref(kind, data[name])
        for name, kind in (("clause", "clause"), ("decided", "plan.clause"))
        if data[name]
    ]
    if len(chosen) != 1:
        raise InputError("evaluation.measure", messages.ONE_MEASURE)
    new = rules.NewFollowup(
        measure=chosen[0],
        fiscal_year=data["fiscal_year"],
        body=data["body"],
        due_on=data["due_on"],
    )
    return actions.open_followup(new, **who)


def _report(row: Followup, data: dict[str, Any], **who: Any) -> Followup:
    report = rules.Report(
        state=data["state"],
        done_ja=data["done_ja"],
        done_en=data["done_en"],
        evidence=tuple(Ref.parse(word) for word in data["evidence"].split()),
        reported_on=data["reported_on"],
    )
    return actions.report_followup(row.code, report, **who)


def _comment(row: Followup, data: dict[str, Any], **who: Any) -> Followup:
    words = Text(data["comment_ja"], data["comment_en"])
    return actions.comment_followup(row.code, words, data["publish"], **who)


def _published(row: Followup) -> Text | None:
    return messages.IS_PUBLISHED if row.published else None


def _not_reported(row: Followup) -> Text | None:
    return messages.NOT_REPORTED if row.reported_on is None else None


def _followup_title(row: Followup) -> Text:
    return Text(
        f"フォローアップ {row.fiscal_year}年度 {row.body} {row.measure_ref.code}",
        f"Follow-up FY{row.fiscal_year}, {row.body}, {row.measure_ref.code}",
    )


def _followup_work(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    """What an owner has to report; what headquarters has to read."""
    if actor.holds("hq_officer"):
        for row in queries.uncommented()[:LISTED]:
            yield _item(row, _READ, "comment", "mine")
    if "ministry_officer" in actor.roles:
        waiting = queries.unreported()[: LISTED * 10]
        mine = [row for row in waiting if actor.holds("ministry_officer", Ref("body", row.body))]
        for row in mine[:LISTED]:
            yield _item(row, _DO, "report", "mine")


def _item(row: Followup, verb: Text, write: str, group: str) -> WorkItem:
    return WorkItem(
        ref=Ref(FOLLOWUP, row.code),
        verb=verb,
        title=_followup_title(row),
        due=row.due_on if write == "report" else None,
        write=write,
        group=group,
    )


_READ = Text("講評する", "Comment on the report")
_DO = Text("何をしたかを報告する", "Report what was done")
_MISSING = Text("報告なし", "no report")

register(
    Kind(
        code=FOLLOWUP,
        path="evaluation/followups",
        label=Text("施策のフォローアップ", "Follow-up of a measure"),
        plural=Text("施策のフォローアップ", "Follow-ups of measures"),
        lead=Text(
            "施策ごと、年度ごとに、担当の機関が何をしたかを報告し、本部が講評します。",
            "For each measure and year the owner reports what was done; headquarters comments.",
        ),
        model=Followup,
        title=_followup_title,
        value=lambda row: rules.STATES[row.state] if row.reported_on else _MISSING,
        fields=(
            Field("measure", Text("施策", "Measure"), "ref", value=lambda row: row.measure_ref),
            Field("fiscal_year", Text("年度", "Fiscal year"), "year", filter=True),
            Field("body", Text("担当の機関", "Owner"), "ref", kind="body", filter=True),
            Field("state", Text("状態", "State"), "choice", choices=rules.STATES, filter=True),
            Field("due_on", Text("報告の期限", "Due on"), "date"),
            Field("reported_on", Text("報告の日", "Reported on"), "date"),
            Field(
                "done",
                Text("何をしたか", "What was done"),
                "text2",
                value=lambda row: Text.either(row.done_ja, row.done_en),
                listed=False,
            ),
            Field(
                "evidence",
                Text("根拠となる記録", "Records that show it"),
                "refs",
                value=lambda row: [Ref.parse(ref) for ref in row.evidence],
                listed=False,
            ),
            Field(
                "comment",
                Text("本部の講評", "Comment by headquarters"),
                "text2",
                value=lambda row: Text.either(row.comment_ja, row.comment_en),
                listed=False,
            ),
            Field("commented_on", Text("講評の日", "Commented on"), "date", listed=False),
            Field("published", Text("公表", "Published"), "flag"),
        ),
        writes=(
            Write(
                code="open",
                label=Text("フォローアップを求める", "Ask for a follow-up"),
                permission="can_open_followup",
                form=forms.FollowupForm,
                act=_open,
                on="new",
            ),
            Write(
                code="report",
                label=Text("何をしたかを報告する", "Report what was done"),
                permission="can_follow_up",
                form=forms.ReportForm,
                act=_report,
                why_not=_published,
            ),
            Write(
                code="comment",
                label=Text("講評し、公表する", "Comment and publish"),
                permission="can_comment_followup",
                form=forms.CommentForm,
                act=_comment,
                why_not=_not_reported,
            ),
        ),
        sight=sights(
            public=Flag("published"),
            hq_officer=EVERYTHING,
            auditor=EVERYTHING,
            ministry_officer=Within("body", "body"),
        ),
        scope=lambda row: Ref("body", row.body),
        order=("-fiscal_year", "-pk"),
        work=_followup_work,
    )
)
