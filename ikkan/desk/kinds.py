"""The kinds of the desk: notices, seen by their addressee; absences, seen by both people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from ikkan.audit import ports
from ikkan.audit.actor import Actor
from ikkan.desk import actions, messages, rules
from ikkan.desk.forms import AbsenceForm, NothingToType
from ikkan.desk.models import Absence, Notice
from ikkan.records.kinds import Column, Field, Kind, Section, Write, register
from ikkan.records.sight import Own, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_READ = Text("このお知らせは既読です。", "This notice is marked as read.")
_FIRST, _LAST = Text("始まりの日", "First day"), Text("終わりの日", "Last day")


def _mark_read(notice: Notice, _: dict[str, Any], **how: Any) -> Notice:
    actions.mark_read([notice.code], **how)
    return notice


def _record_absence(_: Any, data: dict[str, Any], **how: Any) -> Absence:
    return actions.record_absence(**data, **how)


def _end_absence(absence: Absence, _: dict[str, Any], **how: Any) -> Absence:
    return actions.end_absence(absence.code, **how)


def _ended(absence: Absence) -> Text | None:
    if absence.valid_to >= timezone.localdate():
        return None
    return messages.ABSENCE_ENDED.format(day=rules.said(absence.valid_to))


def _title(absence: Absence) -> Text:
    first = rules.said(absence.valid_from)
    return messages.ABSENCE_TITLE.format(name=_name(absence.account), first=first)


def _name(code: str) -> str:
    return ports.actor_names([code]).get(code, code)


def _loans(absence: Absence, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    labels = ports.role_labels()
    for loan in absence.loans.order_by("role", "valid_from"):
        yield labels.get(loan.role, loan.role), loan.valid_from, loan.valid_to


register(
    Kind(
        code="desk.notice",
        path="notices",
        label=Text("お知らせ", "Notice"),
        plural=Text("お知らせ", "Notices"),
        lead=Text("あなたの記録に起きたこと。", "What changed for you."),
        model=Notice,
        title=lambda notice: notice.words,
        fields=(
            Field("about", Text("記録", "Record"), "ref", lambda notice: notice.about_ref),
            Field("made_at", Text("日時", "Time"), "moment"),
            Field("read_at", Text("既読の日時", "Read"), "moment"),
        ),
        writes=(
            Write(
                code="read",
                label=Text("既読にする", "Mark as read"),
                permission="can_mark_read",
                form=NothingToType,
                act=_mark_read,
                why_not=lambda notice: _READ if notice.read_at else None,
            ),
        ),
        sight=sights(account=Own("to")),
    )
)
register(
    Kind(
        code="desk.absence",
        path="absences",
        label=Text("不在", "Absence"),
        plural=Text("不在", "Absences"),
        lead=Text(
            "あなたの不在と、あなたが代理をする不在。",
            "When you are away, and when you act for somebody.",
        ),
        model=Absence,
        title=_title,
        fields=(
            Field("account", Text("不在の人", "Away"), value=lambda one: _name(one.account)),
            Field("deputy", Text("代理の人", "Deputy"), value=lambda one: _name(one.deputy)),
            Field("valid_from", _FIRST, "date"),
            Field("valid_to", _LAST, "date"),
            Field("reason", Text("理由", "Reason")),
        ),
        sections=(
            Section(
                code="loans",
                label=Text("代理に貸した役割", "Roles lent to the deputy"),
                columns=(
                    Column(label=Text("役割", "Role"), type="text2"),
                    Column(label=_FIRST, type="date"),
                    Column(label=_LAST, type="date"),
                ),
                rows=_loans,
                note=Text(
                    "監査と管理の役割、自分が代理で受けた役割は貸せません。",
                    "The roles of auditors and administrators, and roles lent to oneself, "
                    "cannot be lent.",
                ),
            ),
        ),
        writes=(
            Write(
                code="record",
                label=Text("不在を記録する", "Record an absence"),
                permission="can_record_absence",
                form=AbsenceForm,
                act=_record_absence,
                on="new",
                lead=Text(
                    "貸せる役割は、その間すべて代理の人に貸します。",
                    "Every role of yours that can be lent is lent to the deputy for these days.",
                ),
            ),
            Write(
                code="end",
                label=Text("不在を終える", "End the absence"),
                permission="can_end_absence",
                form=NothingToType,
                act=_end_absence,
                why_not=_ended,
                lead=Text(
                    "今日から戻ります。貸した役割も昨日までで終わります。",
                    "You are back today; what you lent ends with yesterday.",
                ),
            ),
        ),
        sight=sights(account=(Own("account"), Own("deputy"))),
        scope=lambda absence: Ref("account", absence.account),
    )
)
