"""Meetings and their papers as records: agenda, papers, who was present, minutes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.plan.bodies import actions, forms
from ikkan.plan.bodies.actions.shared import kept_for
from ikkan.plan.bodies.kinds.parts import (
    body_field,
    both,
    refs_field,
    seen_inside,
    waiting,
)
from ikkan.plan.bodies.models import Meeting, Paper
from ikkan.plan.bodies.rules.sittings import (
    ADVICE_SORTS,
    CALLED,
    HELD,
    MEETING_STATES,
    MINUTED,
    PUBLISHED,
    Item,
    NewMeeting,
    NewPaper,
)
from ikkan.plan.bodies.rules.standing import ref_of
from ikkan.records import queries as records
from ikkan.records.kinds import Column, Field, Kind, Section, WorkItem, Write, register
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def _title(meeting: Meeting) -> Text:
    name = both(meeting, "title")
    number = meeting.number
    return Text(f"{name.ja}（第{number}回）", f"{name.en} (no. {number})")


def _new(data: dict[str, Any]) -> NewMeeting:
    return NewMeeting(**data)


def _call(_: None, data: dict[str, Any], **who: Any) -> Meeting:
    return actions.call_meeting(_new(data), **who)


def _revise(meeting: Meeting, data: dict[str, Any], **who: Any) -> Meeting:
    return actions.revise_meeting(meeting.code, _new(data), **who)


def _hold(meeting: Meeting, data: dict[str, Any], **who: Any) -> Meeting:
    return actions.hold_meeting(meeting.code, data["held_on"], data["present"], **who)


def _minute(meeting: Meeting, data: dict[str, Any], **who: Any) -> Meeting:
    minutes = Text(data["minutes_ja"], data["minutes_en"])
    return actions.minute_meeting(meeting.code, minutes, **who)


def _publish(meeting: Meeting, data: dict[str, Any], **who: Any) -> Meeting:
    return actions.publish_meeting(meeting.code, **who)


def _lay(_: None, data: dict[str, Any], **who: Any) -> Paper:
    return actions.lay_paper(NewPaper(**data), **who)


def _only(*states: str) -> Any:
    said = Text(
        "、".join(MEETING_STATES[one].ja for one in states),
        ", ".join(MEETING_STATES[one].en for one in states),
    )

    def why_not(meeting: Meeting) -> Text | None:
        if meeting.state in states:
            return None
        return _NOT_NOW.format(wanted=said, now=MEETING_STATES[meeting.state])

    return why_not


_NOT_NOW = Text(
    "いまは「{now}」です。「{wanted}」のときにできます。",
    "It is “{now}” now; this is for a meeting that is “{wanted}”.",
)


def _agenda(meeting: Meeting, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    items = [Item.parse(line) for line in meeting.agenda]
    return [(number, item.words, item.about) for number, item in enumerate(items, start=1)]


def _papers(meeting: Meeting, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = records.visible("plan.paper", actor).filter(meeting=meeting).order_by("number", "pk")
    return [
        (Ref("plan.paper", row.code), row.number, ref_of(row.laid_by) if row.laid_by else None)
        for row in rows
    ]


def _advice(meeting: Meeting, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = records.visible("plan.advice", actor).filter(meeting=meeting).order_by("pk")
    return [
        (Ref("plan.advice", row.code), row.sort, ref_of(row.body), ref_of(row.to_body))
        for row in rows
    ]


def _decisions(meeting: Meeting, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = records.visible("plan.decision", actor).filter(meeting=meeting).order_by("pk")
    return [(Ref("plan.decision", row.code), row.decided_on) for row in rows]


_WRITES = {
    "hold": Text("開催を記録する", "Record that it was held"),
    "minute": Text("議事録を書く", "Write the minutes"),
    "publish": Text("議事録と資料を公表する", "Publish minutes and papers"),
}
_NEXT = {CALLED: "hold", HELD: "minute", MINUTED: "publish"}


def _work(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    rows = Meeting.objects.exclude(state=PUBLISHED).filter(held_on__lte=as_of)
    how = ("body", lambda row: _NEXT[row.state], _title, _WRITES)
    return waiting(actor, as_of, "plan.meeting", rows, *how)


register(
    Kind(
        code="plan.meeting",
        path="meetings",
        label=Text("会議", "Meeting"),
        plural=Text("会議", "Meetings"),
        lead=Text(
            "本部、推進会議、専門調査会、協議会などの会議。議題、資料、助言、決定、議事録。",
            "Meetings of the headquarters, councils, panels and boards: agenda, papers, advice, "
            "decisions, minutes.",
        ),
        model=Meeting,
        title=_title,
        value=lambda meeting: MEETING_STATES[meeting.state],
        fields=(
            body_field("body", Text("機関", "Body"), filter=True),
            Field("number", Text("回", "Number"), "number"),
            Field("held_on", Text("開催の日", "Day"), "date"),
            Field("state", Text("状態", "State"), "choice", choices=MEETING_STATES, filter=True),
            Field("place", Text("場所", "Place"), listed=False),
            Field(
                "minutes_ja", Text("議事録（日本語）", "Minutes in Japanese"), "long", listed=False
            ),
            Field("minutes_en", Text("議事録（英語）", "Minutes in English"), "long", listed=False),
        ),
        sections=(
            Section(
                code="agenda",
                label=Text("議題", "Agenda"),
                columns=(
                    Column(label=Text("番号", "No."), type="number"),
                    Column(label=Text("議題", "Item")),
                    Column(label=Text("対象", "About"), type="refs"),
                ),
                rows=_agenda,
            ),
            Section(
                code="papers",
                label=Text("資料", "Papers"),
                columns=(
                    Column(label=Text("題名", "Title")),
                    Column(label=Text("番号", "No.")),
                    Column(label=Text("提出", "Laid by")),
                ),
                rows=_papers,
            ),
            Section(
                code="advice",
                label=Text("助言・意見", "Advice and opinions"),
                columns=(
                    Column(label=Text("助言", "Advice")),
                    Column(label=Text("種別", "Sort"), type="choice", choices=ADVICE_SORTS),
                    Column(label=Text("出した機関", "Given by")),
                    Column(label=Text("あて先", "Given to")),
                ),
                rows=_advice,
            ),
            Section(
                code="decisions",
                label=Text("決定", "Decisions"),
                columns=(
                    Column(label=Text("決定", "Decision")),
                    Column(label=Text("決定の日", "Decided on"), type="date"),
                ),
                rows=_decisions,
            ),
            Section(
                code="present",
                label=Text("出席者", "Present"),
                columns=(Column(label=Text("職・人", "Office or person")),),
                rows=lambda meeting, actor, as_of: [(one,) for one in meeting.present],
            ),
        ),
        writes=(
            Write(
                code="call",
                label=Text("会議を招集する", "Call a meeting"),
                permission="can_hold_meetings",
                form=forms.MeetingForm,
                act=_call,
                on="new",
            ),
            Write(
                code="hold",
                label=_WRITES["hold"],
                permission="can_hold_meetings",
                form=forms.HoldForm,
                act=_hold,
                short=True,
                why_not=_only(CALLED),
            ),
            Write(
                code="publish",
                label=_WRITES["publish"],
                permission="can_hold_meetings",
                form=forms.PublishForm,
                act=_publish,
                short=True,
                lead=Text(
                    "議事録と、公表しない理由のない資料がすべて、誰にでも見えるようになります。",
                    "Everybody then sees the minutes and every paper that is not withheld.",
                ),
                why_not=_only(MINUTED),
            ),
            Write(
                code="minute",
                label=_WRITES["minute"],
                permission="can_hold_meetings",
                form=forms.MinutesForm,
                act=_minute,
                short=True,
                why_not=_only(HELD, MINUTED),
            ),
            Write(
                code="revise",
                label=Text("日時・議題を直す", "Revise day or agenda"),
                permission="can_hold_meetings",
                form=forms.MeetingForm,
                act=_revise,
                why_not=_only(CALLED),
            ),
        ),
        sight=seen_inside(),
        scope=kept_for("body"),
        order=("-held_on", "-pk"),
        work=_work,
        template="plan/bodies/meeting.html",
        context=lambda meeting, actor, as_of: {"held": meeting.state != CALLED},
    )
)

register(
    Kind(
        code="plan.paper",
        path="papers",
        label=Text("会議の資料", "Paper of a meeting"),
        plural=Text("会議の資料", "Papers of meetings"),
        lead=Text(
            "会議に出された資料。ファイルは資料のページに添付されます。",
            "Papers laid before meetings; their files are attached on the page of the paper.",
        ),
        model=Paper,
        title=lambda paper: both(paper, "title"),
        fields=(
            Field(
                "meeting",
                Text("会議", "Meeting"),
                "ref",
                kind="plan.meeting",
                value=lambda paper: paper.meeting.code,
            ),
            Field("number", Text("番号", "Number")),
            body_field("laid_by", Text("提出した機関", "Laid by")),
            refs_field("about", Text("対象", "About")),
            Field("text", Text("要旨", "Summary"), "long", listed=False),
            Field("withheld_because", Text("公表しない理由", "Withheld because"), listed=False),
        ),
        writes=(
            Write(
                code="lay",
                label=Text("資料を出す", "Lay a paper"),
                permission="can_hold_meetings",
                form=forms.PaperForm,
                act=_lay,
                on="new",
                follows=lambda row: getattr(row, "state", "") == CALLED,
            ),
        ),
        sight=seen_inside(funder="meeting__of_funder"),
        scope=kept_for("meeting.body"),
        related=("meeting",),
    )
)
