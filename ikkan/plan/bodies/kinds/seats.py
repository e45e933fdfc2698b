"""Offices and charters as records: who holds what until when, what a council is for."""

from __future__ import annotations

from typing import Any

from ikkan.plan.bodies import actions, forms
from ikkan.plan.bodies.actions.shared import kept_for
from ikkan.plan.bodies.kinds.parts import body_field, both
from ikkan.plan.bodies.models import Charter, Seat
from ikkan.plan.bodies.rules.seats import SORTS, NewCharter, NewSeat
from ikkan.plan.bodies.rules.standing import ref_of
from ikkan.records.kinds import Column, Field, Kind, Section, Write, register
from ikkan.records.sight import EVERYTHING, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def _seat_title(seat: Seat) -> Text:
    office, holder = both(seat, "office"), both(seat, "holder")
    return Text(f"{office.ja} {holder.ja}", f"{office.en}: {holder.en}")


def _charter_title(charter: Charter) -> Text:
    if charter.name_ja:
        return both(charter, "name")
    return Text(f"設置要綱 {charter.body}", f"Charter of {charter.body}")


def _appoint(_: None, data: dict[str, Any], **who: Any) -> Seat:
    return actions.appoint_to_seat(NewSeat(**data), **who)


def _end(seat: Seat, data: dict[str, Any], **who: Any) -> Seat:
    return actions.end_seat(seat.code, data["last_day"], **who)


def _dismiss(seat: Seat, data: dict[str, Any], **who: Any) -> Seat:
    return actions.dismiss_from_seat(seat.code, data["last_day"], data["reason"], **who)


def _set_up(_: None, data: dict[str, Any], **who: Any) -> Charter:
    several = {"owners": tuple(data["owners"]), "plans": tuple(data["plans"])}
    return actions.set_up_council(NewCharter(**(data | several)), **who)


def _end_charter(charter: Charter, data: dict[str, Any], **who: Any) -> Charter:
    return actions.end_charter(charter.code, data["last_day"], data["reason"], **who)


def _why_not_ended(charter: Charter) -> Text | None:
    return Text("もう終わっています。", "It has ended.") if charter.ended_because else None


register(
    Kind(
        code="plan.seat",
        path="seats",
        label=Text("機関の職", "Office of a body"),
        plural=Text("機関の職と任期", "Offices of bodies and their terms"),
        lead=Text(
            "どの機関のどの職を、だれ（どの職）が、いつからいつまで務めるか。任命と解任を含む。",
            "Which office of which body is held by whom and when; appointment and dismissal.",
        ),
        model=Seat,
        title=_seat_title,
        begins="valid_from",
        fields=(
            body_field("body", Text("機関", "Body"), filter=True),
            Field("sort", Text("種別", "Sort"), "choice", choices=SORTS, filter=True),
            Field(
                "office",
                Text("職の名", "Office"),
                "text2",
                value=lambda seat: both(seat, "office"),
            ),
            Field(
                "holder",
                Text("就く人または職", "Holder"),
                "text2",
                value=lambda seat: both(seat, "holder"),
            ),
            Field("by_office", Text("充て職", "By virtue of an office"), "flag", listed=False),
            body_field("appointed_by", Text("任命者", "Appointed by")),
            Field("valid_from", Text("任期の始まり", "From"), "date"),
            Field("valid_to", Text("任期の終わり", "To"), "date"),
            Field("basis", Text("根拠", "Basis"), listed=False),
            Field(
                "dismissed_because",
                Text("解任の理由", "Dismissed because"),
                "long",
                listed=False,
            ),
        ),
        writes=(
            Write(
                code="appoint",
                label=Text("職に任命する", "Appoint to an office"),
                permission="can_seat",
                form=forms.SeatForm,
                act=_appoint,
                on="new",
            ),
            Write(
                code="end",
                label=Text("任期を終える", "End the term"),
                permission="can_seat",
                form=forms.EndForm,
                act=_end,
            ),
            Write(
                code="dismiss",
                label=Text("解任する", "Dismiss"),
                permission="can_seat",
                form=forms.DismissForm,
                act=_dismiss,
            ),
        ),
        sight=sights(public=EVERYTHING),
        scope=kept_for("body", "appointed_by"),
        order=("body", "-valid_from", "-pk"),
    )
)

register(
    Kind(
        code="plan.charter",
        path="charters",
        label=Text("設置要綱", "Charter of a council"),
        plural=Text("協議会などの設置要綱", "Charters of councils"),
        lead=Text(
            "会議体の所管府省、所掌、構成員、根拠、期間と、関係する計画。",
            "Owner ministries, scope, members, basis and days of a council, and its plans.",
        ),
        model=Charter,
        title=_charter_title,
        begins="valid_from",
        fields=(
            body_field("body", Text("会議体", "Council"), filter=True),
            Field(
                "owners",
                Text("所管府省", "Owner ministries"),
                "refs",
                value=lambda charter: [ref_of(one) for one in charter.owners],
            ),
            Field(
                "scope",
                Text("所掌", "Scope"),
                "long",
                value=lambda charter: both(charter, "scope"),
                listed=False,
            ),
            Field(
                "plans",
                Text("関係する計画・戦略", "Plans it relates to"),
                "refs",
                value=lambda charter: [Ref("instrument", one) for one in charter.plans],
            ),
            Field("basis", Text("根拠", "Basis"), listed=False),
            Field("valid_from", Text("始まりの日", "From"), "date"),
            Field("valid_to", Text("終わりの日", "To"), "date"),
            Field("ended_because", Text("終えた理由", "Ended because"), listed=False),
        ),
        sections=(
            Section(
                code="members",
                label=Text("構成員", "Members"),
                columns=(Column(label=Text("職・団体", "Office or organisation")),),
                rows=lambda charter, actor, as_of: [(one,) for one in charter.members],
            ),
        ),
        writes=(
            Write(
                code="set-up",
                label=Text("会議体の設置要綱を記録する", "Record the charter of a council"),
                permission="can_charter",
                form=forms.CharterForm,
                act=_set_up,
                on="new",
            ),
            Write(
                code="end",
                label=Text("設置要綱を終える", "End the charter"),
                permission="can_charter",
                form=forms.DismissForm,
                act=_end_charter,
                why_not=_why_not_ended,
            ),
        ),
        sight=sights(public=EVERYTHING),
        scope=kept_for("body"),
    )
)
