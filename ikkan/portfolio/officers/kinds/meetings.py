"""Meetings of officers and action items as records.

Called at start. Source: 003:1060-1064 (S-325), S-366.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from django.utils import timezone

from ikkan.audit.actor import Actor
from ikkan.portfolio.officers import actions, forms, messages, rules, words
from ikkan.portfolio.officers.kinds.issues import slip_of
from ikkan.portfolio.officers.kinds.parts import (
    INSIDE,
    code_of,
    column,
    own_rows,
    person_field,
    person_ref,
    refs_field,
    rows_field,
    text_field,
)
from ikkan.portfolio.officers.models import ActionItem, OfficerMeeting
from ikkan.portfolio.officers.rules import ITEM, MEETING, NewItem, NewMeeting
from ikkan.records.kinds import Field, Kind, Section, WorkItem, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Own, sights
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_KEEP: Final = "can_hold_officer_meetings"
_OFFICERS: Final[dict[str, Any]] = dict.fromkeys(
    ("program_director", "program_supervisor", "disease_coordinator"), EVERYTHING
)
_VERB: Final = Text("対応事項を進める", "Move the action item on")


def _plan(_: None, data: dict[str, Any], **who: Any) -> OfficerMeeting:
    title = Text(data.pop("title_ja"), data.pop("title_en"))
    data["projects"] = tuple(data["projects"])
    return actions.plan_meeting(NewMeeting(title=title, **data), **who)


def _add(row: OfficerMeeting, data: dict[str, Any], **who: Any) -> OfficerMeeting:
    return actions.add_participant(row.code, **data, **who)


def _minute(row: OfficerMeeting, data: dict[str, Any], **who: Any) -> OfficerMeeting:
    return actions.minute_meeting(row.code, **data, **who)


def _hear(row: OfficerMeeting, data: dict[str, Any], **who: Any) -> OfficerMeeting:
    if len(data["about"]) > 1:
        raise InputError("officers.heard", _ONE_RECORD)
    about = "".join(str(ref) for ref in data["about"])
    return actions.hear_opinion(row.code, data["person"], data["text"], about, **who)


def _set(_: None, data: dict[str, Any], **who: Any) -> ActionItem:
    title, meeting = Text(data.pop("title_ja"), data.pop("title_en")), data.pop("meeting")
    return actions.set_item(NewItem(title=title, **data), meeting, **who)


def _move(row: ActionItem, data: dict[str, Any], **who: Any) -> ActionItem:
    return actions.move_item(row.code, **data, **who)


def _planned_only(row: OfficerMeeting) -> Text | None:
    if row.state == rules.PLANNED:
        return None
    state = words.MEETING_STATES[row.state]
    return messages.MEETING_OVER.format(code=row.code, state=state)


def _not_yet_held(row: OfficerMeeting) -> Text | None:
    if row.state == rules.PLANNED:
        return None
    return messages.NOT_PLANNED.format(state=words.MEETING_STATES[row.state])


def _held_only(row: OfficerMeeting) -> Text | None:
    if row.state == rules.HELD:
        return None
    return messages.NOT_HELD.format(code=row.code, state=words.MEETING_STATES[row.state])


def _agenda(row: OfficerMeeting, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for number, item in enumerate(row.agenda, start=1):
        yield number, item["text"], tuple(Ref.parse(one) for one in item["about"])


def _people(row: OfficerMeeting, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in row.participants.select_related("person").order_by("pk"):
        yield one.capacity, person_ref(one.person)


def _heard(row: OfficerMeeting, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in row.heard.select_related("person").order_by("pk"):
        about = Ref.parse(one.about) if one.about else None
        yield one.capacity, one.text, about, person_ref(one.person)


def _items(row: OfficerMeeting, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in visible(ITEM, actor).filter(meeting=row, set_on__lte=as_of):
        yield Ref(ITEM, one.code), person_ref(one.owner), one.due_on, one.state


def _slip(row: ActionItem) -> Text | None:
    return slip_of(row, row.state != rules.OPEN, timezone.localdate())


def _work(actor: Actor, as_of: date) -> Iterator[WorkItem]:
    """Items that the actor owns."""
    rows = ActionItem.objects.filter(state=rules.OPEN, set_on__lte=as_of)
    for row in own_rows(actor, rows, as_of):
        ref = Ref(ITEM, row.code)
        yield WorkItem(ref=ref, verb=_VERB, title=row.title, due=row.due_on, write="move")


_ONE_RECORD: Final = Text("意見の記録は一つまで選べます。", "An opinion names one record at most.")

register(
    Kind(
        code=MEETING,
        path="officers/meetings",
        label=Text("合同会議・シンポジウム", "Meeting of officers"),
        plural=Text("PD・PS・PO・DCの会議", "Meetings of officers"),
        lead=Text(
            "PD・PS・PO・DCと評価委員の合同会議・シンポジウム・意見聴取。議題は記録を名指します。",
            "Joint meetings of officers with reviewers, symposia, hearings; items name records.",
        ),
        model=OfficerMeeting,
        title=lambda row: row.title,
        value=lambda row: words.MEETING_STATES[row.state],
        fields=(
            Field("sort", Text("種別", "Sort"), "choice", choices=words.MEETING_SORTS, filter=True),
            Field("held_on", Text("開催の日", "Day"), "date"),
            Field("place", Text("場所", "Place")),
            Field(
                *("state", Text("状態", "State"), "choice"),
                choices=words.MEETING_STATES,
                filter=True,
            ),
            rows_field("projects", Text("統合プロジェクト", "Projects"), "project", listed=True),
            text_field("minutes", Text("議事の記録", "Minutes")),
        ),
        sections=(
            Section(
                code="agenda",
                label=Text("議題", "Agenda"),
                columns=(
                    column("番号", "Number", "number"),
                    column("議題", "Item"),
                    column("関係する記録", "Records concerned", "refs"),
                ),
                rows=_agenda,
            ),
            Section(
                code="participants",
                label=Text("参加者", "Participants"),
                columns=(
                    column("立場", "Capacity", "choice", words.CAPACITIES),
                    column("参加者", "Participant", "ref"),
                ),
                rows=_people,
            ),
            Section(
                code="opinions",
                label=Text("聴いた意見", "Opinions heard"),
                columns=(
                    column("立場", "Capacity", "choice", words.CAPACITIES),
                    column("意見", "Opinion", "long"),
                    column("どの記録について", "About", "ref"),
                    column("述べた人", "Said by", "ref"),
                ),
                rows=_heard,
            ),
            Section(
                code="items",
                label=Text("対応事項", "Action items"),
                columns=(
                    column("記録", "Record", "ref"),
                    column("担当", "Owner", "ref"),
                    column("期限", "Due", "date"),
                    column("状態", "State", "choice", words.ITEM_STATES),
                ),
                rows=_items,
            ),
        ),
        writes=(
            Write(
                code="plan",
                label=Text("会議を予定する", "Plan a meeting"),
                permission=_KEEP,
                form=forms.MeetingForm,
                act=_plan,
                on="new",
            ),
            Write(
                code="participant",
                label=Text("参加者を加える", "Add a participant"),
                permission=_KEEP,
                form=forms.ParticipantForm,
                act=_add,
                why_not=_planned_only,
            ),
            Write(
                code="minutes",
                label=Text("開催と議事を記録する", "Record the minutes"),
                permission=_KEEP,
                form=forms.MinutesForm,
                act=_minute,
                why_not=_not_yet_held,
            ),
            Write(
                code="opinion",
                label=Text("聴いた意見を記録する", "Record an opinion heard"),
                permission=_KEEP,
                form=forms.OpinionForm,
                act=_hear,
                why_not=_held_only,
            ),
        ),
        sight=sights(
            **INSIDE,
            **_OFFICERS,
            program_officer=EVERYTHING,
            reviewer=Own("participants__person__account_code"),
        ),
        order=("-held_on", "-pk"),
    )
)
register(
    Kind(
        code=ITEM,
        path="officers/actions",
        label=Text("対応事項", "Action item"),
        plural=Text("対応事項", "Action items"),
        lead=Text(
            "会議などで決めた、行うこと。担当と期限があります。",
            "What was agreed to be done, with its owner and due day.",
        ),
        model=ActionItem,
        title=lambda row: row.title,
        value=lambda row: words.ITEM_STATES[row.state],
        begins="set_on",
        fields=(
            person_field("owner", Text("担当", "Owner")),
            Field("due_on", Text("期限", "Due"), "date"),
            Field(
                *("state", Text("状態", "State"), "choice"), choices=words.ITEM_STATES, filter=True
            ),
            Field("slip", Text("遅れ", "Slip"), "text2", value=_slip),
            Field(
                *("meeting", Text("決めた会議", "Set at"), "ref", code_of("meeting")),
                kind=MEETING,
            ),
            refs_field("about", Text("関係する記録", "Records concerned")),
            Field("set_on", Text("決めた日", "Set on"), "date", listed=False),
            Field("first_due", Text("当初の期限", "First due day"), "date", listed=False),
            text_field("note", Text("結果・理由", "Result or reason")),
            Field("closed_on", Text("終えた日", "Closed on"), "date", listed=False),
        ),
        writes=(
            Write(
                code="set",
                label=Text("対応事項を決める", "Set an action item"),
                permission=_KEEP,
                form=forms.ItemForm,
                act=_set,
                on="new",
            ),
            Write(
                code="move",
                label=Text("進める", "Move on"),
                permission="can_move_action_item",
                form=forms.MoveItemForm,
                act=_move,
            ),
        ),
        sight=sights(
            **INSIDE,
            **_OFFICERS,
            program_officer=EVERYTHING,
            reviewer=Own("owner__account_code"),
        ),
        related=("owner", "meeting"),
        order=("due_on", "pk"),
        work=_work,
    )
)
