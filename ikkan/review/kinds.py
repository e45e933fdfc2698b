"""Cases before a panel as records: members, opinions, marks side by side, and where it stands.

Called at start. Members from outside see their own cases, and there their own words only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import prefetch_related_objects
from django.utils import timezone

from ikkan.audit import policy
from ikkan.audit.actor import Actor
from ikkan.parties import queries as parties
from ikkan.records.kinds import Column, Field, Kind, Section, WorkItem, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Own, Within, sights
from ikkan.review import actions, forms, messages, page, queries
from ikkan.review.actions import KIND
from ikkan.review.models import Subject
from ikkan.review.permissions import OFFICES, OUTSIDE
from ikkan.review.rules import CLOSED, OPEN, NewSubject
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_MOST_WORK: Final = 100
_OWN: Final = Own("members__person__account_code")
_OPINE: Final = Text("意見を述べる", "Give an opinion")


def title_of(case: Subject) -> Text:
    """The title of a case; one language stands for both."""
    return Text.either(case.title_ja, case.title_en)


def _members(case: Subject, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in page.seen_seats(case, actor, as_of):
        said = queries.said_of(one.conflicts, one.missing)
        yield (
            Ref("parties.person", one.person),
            one.capacity,
            one.position or None,
            one.recused_on,
            one.reason,
            said if said.ja else None,
        )


def _opinions(case: Subject, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    shown = {one.person: one for one in page.seen_seats(case, actor, as_of)}
    for row in queries.opinions(case):
        seat = shown.get(row.member.person.code)
        if seat is not None:
            who = Ref("parties.person", seat.person)
            yield row.given_on, who, seat.capacity, row.position, row.text


def _open(_: None, data: dict[str, Any], **how: Any) -> Subject:
    title = Text(data.pop("title_ja"), data.pop("title_en"))
    many: dict[str, Any] = {
        name: tuple(data.pop(name)) for name in ("people", "organisations", "programmes")
    }
    return actions.open_subject(NewSubject(title=title, **many, **data), **how)


def _seat(case: Subject, data: dict[str, Any], **how: Any) -> Subject:
    return actions.seat_member(case.code, **data, **how)


def _opine(case: Subject, data: dict[str, Any], **how: Any) -> Subject:
    return actions.give_opinion(case.code, **data, **how)


def _recuse(case: Subject, data: dict[str, Any], **how: Any) -> Subject:
    return actions.recuse(case.code, **data, **how)


def _close(case: Subject, data: dict[str, Any], **how: Any) -> Subject:
    return actions.close_subject(case.code, data["reason"], **how)


def _over(case: Subject) -> Text | None:
    if case.state != CLOSED:
        return None
    return messages.IS_CLOSED.format(subject=case.code, day=case.closed_on)


def _reach(case: Subject) -> tuple[Ref, ...]:
    """Its programmes, and its members with where they belong."""
    refs = list(queries.reach_of(case, timezone.localdate()))
    for member in case.members.select_related("person__organisation"):
        refs.append(Ref("parties.person", member.person.code))
        if member.person.organisation is not None:
            refs.append(Ref("parties.organisation", member.person.organisation.code))
    return tuple(refs)


def _prepare(cases: Sequence[Subject], as_of: date) -> None:
    prefetch_related_objects(list(cases), "programmes", "people", "organisations")


def _waiting(actor: Actor, as_of: date) -> Iterator[WorkItem]:
    """Open cases in which the actor sits and has not spoken."""
    own = parties.person_of(actor)
    if own is None or not policy.within_reach("can_give_review", actor):
        return
    rows = visible(KIND, actor).filter(state=OPEN, opened_on__lte=as_of, members__person=own)
    spoken = rows.filter(members__person=own, members__opinions__isnull=False).values("pk")
    aside = rows.filter(members__person=own, members__recused_on__isnull=False).values("pk")
    left = rows.exclude(pk__in=spoken).exclude(pk__in=aside).order_by("due_on", "pk")
    for case in left[:_MOST_WORK]:
        if not queries.conflicts_of(case, own, as_of):
            yield WorkItem(
                ref=Ref(KIND, case.code),
                verb=_OPINE,
                title=title_of(case),
                due=case.due_on,
                write="opinion",
            )


def _column(ja: str, en: str, type_: str = "text", choices: Any = None) -> Column:
    return Column(label=Text(ja, en), type=type_, choices=choices)


_SECTIONS = (
    Section(
        code="members",
        label=Text("委員", "Panel"),
        columns=(
            _column("人", "Person", "ref"),
            _column("立場", "Capacity", "choice", messages.CAPACITY_LABELS),
            _column("賛否", "Position", "choice", messages.POSITION_LABELS),
            _column("外れた日", "Stood aside on", "date"),
            _column("理由", "Reason", "long"),
            _column("規則と、記録にないもの", "Rules, and what is not on file", "text2"),
        ),
        rows=_members,
        note=Text(
            "利益相反のある人と外れた人は、定足数に数えません。",
            "Members with a conflict, and those who stood aside, do not count for the quorum.",
        ),
    ),
    Section(
        code="opinions",
        label=Text("意見", "Opinions"),
        columns=(
            _column("日", "Day", "date"),
            _column("述べた人", "Who", "ref"),
            _column("立場", "Capacity", "choice", messages.CAPACITY_LABELS),
            _column("賛否", "Position", "choice", messages.POSITION_LABELS),
            _column("意見", "Opinion", "long"),
        ),
        rows=_opinions,
    ),
)

register(
    Kind(
        code=KIND,
        path="subjects",
        label=Text("意見を聴く案件", "Case before a panel"),
        plural=Text("意見を聴く案件", "Cases before panels"),
        lead=Text(
            "ゲートや引継ぎについて、PD・PS・PO・DC、産業界、外部の専門家から意見を集めるもの。",
            "What directors, officers, coordinators, industry and outside experts are asked about.",
        ),
        model=Subject,
        title=title_of,
        prepare=_prepare,
        begins="opened_on",
        fields=(
            Field("about", Text("対象", "About"), "ref", lambda case: Ref.parse(case.ref)),
            Field(
                *("state", Text("状態", "State"), "choice"),
                choices=messages.STATE_LABELS,
                filter=True,
            ),
            Field("quorum", Text("定足数（人）", "Quorum"), "number"),
            Field("opened_on", Text("開いた日", "Opened on"), "date"),
            Field("due_on", Text("意見の期日", "Opinions due on"), "date"),
            Field("closed_on", Text("締め切った日", "Closed on"), "date"),
            Field(
                *("declared", Text("利益関係の申告が必須", "Declaration demanded"), "flag"),
                listed=False,
            ),
            Field(
                *("programmes", Text("関係する事業", "Programmes concerned"), "refs"),
                value=lambda case: [Ref("programme", one.code) for one in case.programmes.all()],
                listed=False,
            ),
            Field(
                *("people", Text("関係する人", "People concerned"), "refs"),
                value=lambda case: [Ref("parties.person", one.code) for one in case.people.all()],
                listed=False,
            ),
            Field(
                *("organisations", Text("関係する機関", "Organisations concerned"), "refs"),
                value=lambda case: [
                    Ref("parties.organisation", one.code) for one in case.organisations.all()
                ],
                listed=False,
            ),
        ),
        sections=_SECTIONS,
        writes=(
            Write(
                code="open",
                label=Text("案件を開く", "Open a case"),
                permission="can_open_subject",
                form=forms.OpenSubjectForm,
                act=_open,
                on="new",
            ),
            Write(
                code="opinion",
                label=_OPINE,
                permission="can_give_review",
                form=forms.OpinionForm,
                act=_opine,
                lead=Text(
                    "委員であること、利益相反のないことを確かめてから記録します。",
                    "Recorded for members without a conflict of interest only.",
                ),
                why_not=_over,
            ),
            Write(
                code="record",
                label=Text("委員の意見を記録する", "Record what a member said"),
                permission="can_seat_member",
                form=forms.RecordOpinionForm,
                act=_opine,
                why_not=_over,
            ),
            Write(
                code="seat",
                label=Text("委員を加える", "Seat a member"),
                permission="can_seat_member",
                form=forms.SeatForm,
                act=_seat,
                why_not=_over,
            ),
            Write(
                code="recuse",
                label=Text("審議から外れる", "Stand aside"),
                permission="can_recuse",
                form=forms.RecuseForm,
                act=_recuse,
                why_not=_over,
            ),
            Write(
                code="close",
                label=Text("締め切る", "Close the case"),
                permission="can_close_subject",
                form=forms.CloseForm,
                act=_close,
                why_not=_over,
            ),
        ),
        sight=sights(
            **dict.fromkeys(OFFICES, EVERYTHING),
            program_officer=(Within("programme", "programmes__code"), _OWN),
            **dict.fromkeys(OUTSIDE, _OWN),
        ),
        scope=_reach,
        work=_waiting,
        template="review/subject.html",
        context=page.context,
    )
)
