"""Accompanying support and referrals to desks as the engine of records shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from ikkan.audit.actor import Actor, Reach
from ikkan.portfolio.industry import actions, forms, messages, words
from ikkan.portfolio.industry.actions.support import reach_of
from ikkan.portfolio.industry.kinds.seen import code_of, column, seed_field, seen
from ikkan.portfolio.industry.models import Referral, Support
from ikkan.portfolio.industry.rules import (
    ORGANISATION,
    REFERRAL,
    SUPPORT,
    NewMeeting,
    NewSupport,
)
from ikkan.records.kinds import Field, Kind, Section, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import Within
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def _ask(_: None, data: dict[str, Any], **who: Any) -> Support:
    return actions.ask_support(NewSupport(**data), **who)


def _log(support: Support, data: dict[str, Any], **who: Any) -> Support:
    return actions.log_support(support.code, NewMeeting(**data), **who)


def _end(support: Support, data: dict[str, Any], **who: Any) -> Support:
    return actions.end_support(support.code, data["state"], data["outcome"], **who)


def _refer(support: Support, data: dict[str, Any], **who: Any) -> Referral:
    return actions.refer(support.code, data["desk"], data["question"], **who)


def _answer(referral: Referral, data: dict[str, Any], **who: Any) -> Referral:
    return actions.answer_referral(referral.code, data["answer"], **who)


def _over(support: Support) -> Text | None:
    if support.state not in (words.ENDED, words.DECLINED):
        return None
    return messages.SUPPORT_OVER.format(state=words.SUPPORT_STATES[support.state])


def _answered(referral: Referral) -> Text | None:
    if referral.answered_on is None:
        return None
    return messages.ANSWERED.format(day=referral.answered_on)


def _title(support: Support) -> Text:
    category, of = words.CATEGORIES[support.category], support.seed or support.award
    if of is None:
        return category
    return Text(
        f"{category.ja}の支援：{of.title_ja}",
        f"{category.en} support: {of.title_en or of.title_ja}",
    )


def _entries(support: Support, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in support.entries.filter(held_on__lte=as_of):
        yield one.held_on, one.sort, one.present, one.text


def _referrals(support: Support, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in visible(REFERRAL, actor).filter(support=support).order_by("pk"):
        yield Ref(REFERRAL, one.code), Ref(ORGANISATION, one.desk.code), one.state


def _reach(support: Support) -> tuple[Ref, ...]:
    return reach_of(support, timezone.localdate())


def _reach_of_referral(referral: Referral) -> Reach:
    return (*_reach(referral.support), Ref(ORGANISATION, referral.desk.code))


register(
    Kind(
        code=SUPPORT,
        path="exits/support",
        label=Text("伴走支援", "Accompanying support"),
        plural=Text("伴走支援", "Accompanying support"),
        lead=Text(
            "技術開発、規制、企業連携、開発ノウハウ、知財の支援。支援の枠組み、相談と会合の記録、結果。",
            "Support in technology, regulation, company links, know-how and IP: the scheme, the "
            "log of consultations and round tables, and what came of it.",
        ),
        model=Support,
        title=_title,
        value=lambda support: words.SUPPORT_STATES[support.state],
        begins="asked_on",
        fields=(
            seed_field(),
            Field("award", Text("課題", "Award"), "ref", code_of("award"), kind="awards.award"),
            Field(
                "category",
                Text("区分", "Category"),
                "choice",
                choices=words.CATEGORIES,
                filter=True,
            ),
            Field("scheme", Text("枠組み", "Scheme"), "ref", kind="programme", filter=True),
            Field(
                "provider",
                Text("支援する機関", "Provider"),
                "ref",
                code_of("provider"),
                kind=ORGANISATION,
            ),
            Field("asked_on", Text("依頼の日", "Asked on"), "date"),
            Field(
                "state", Text("状態", "State"), "choice", choices=words.SUPPORT_STATES, filter=True
            ),
            Field("wanted", Text("求める支援", "What is wanted"), "long", listed=False),
            Field("outcome", Text("結果", "What came of it"), "long", listed=False),
            Field("ended_on", Text("終わりの日", "Ended on"), "date", listed=False),
        ),
        sections=(
            Section(
                code="log",
                label=Text("相談・会合の記録", "Log"),
                columns=(
                    column("日", "Day", "date"),
                    column("種類", "Sort", "choice", words.MEETINGS),
                    column("出席者", "Present"),
                    column("内容", "What was said and done", "long"),
                ),
                rows=_entries,
            ),
            Section(
                code="referrals",
                label=Text("相談窓口への照会", "Referrals to desks"),
                columns=(
                    column("照会", "Referral", "ref"),
                    column("相談窓口", "Desk", "ref"),
                    column("状態", "State", "choice", words.REFERRAL_STATES),
                ),
                rows=_referrals,
            ),
        ),
        writes=(
            Write(
                code="ask",
                label=Text("伴走支援を依頼する", "Ask for support"),
                permission="can_keep_industry",
                form=forms.SupportForm,
                act=_ask,
                on="new",
            ),
            Write(
                code="log",
                label=Text("記録を書き足す", "Add to the log"),
                permission="can_keep_industry",
                form=forms.MeetingForm,
                act=_log,
                why_not=_over,
            ),
            Write(
                code="refer",
                label=Text("相談窓口に照会する", "Refer to a desk"),
                permission="can_keep_industry",
                form=forms.ReferForm,
                act=_refer,
                why_not=_over,
            ),
            Write(
                code="end",
                label=Text("結果を記録する", "Record how it ended"),
                permission="can_end_support",
                form=forms.EndSupportForm,
                act=_end,
                why_not=_over,
            ),
        ),
        sight=seen("seed__awards", "award", watched=True),
        scope=_reach,
        related=("seed", "award", "provider"),
    )
)
register(
    Kind(
        code=REFERRAL,
        path="exits/referrals",
        label=Text("窓口への照会", "Referral"),
        plural=Text("相談窓口への照会", "Referrals to desks"),
        lead=Text(
            "伴走支援の中で、相談窓口に送った問いとその回答。",
            "Questions passed to one-stop desks within a support, and their answers.",
        ),
        model=Referral,
        title=lambda one: Text(f"{one.desk.name.ja}への照会", f"Referral to {one.desk.name.en}"),
        value=lambda one: words.REFERRAL_STATES[one.state],
        begins="sent_on",
        fields=(
            Field("support", Text("伴走支援", "Support"), "ref", code_of("support"), kind=SUPPORT),
            Field("desk", Text("相談窓口", "Desk"), "ref", code_of("desk"), kind=ORGANISATION),
            Field("sent_on", Text("送った日", "Sent on"), "date"),
            Field(
                "state", Text("状態", "State"), "choice", choices=words.REFERRAL_STATES, filter=True
            ),
            Field("answered_on", Text("回答の日", "Answered on"), "date"),
            Field("question", Text("照会", "Question"), "long", listed=False),
            Field("answer", Text("回答", "Answer"), "long", listed=False),
        ),
        writes=(
            Write(
                code="answer",
                label=Text("回答を記録する", "Record the answer"),
                permission="can_answer_referral",
                form=forms.AnswerForm,
                act=_answer,
                why_not=_answered,
                short=True,
            ),
        ),
        sight=seen(
            "support__seed__awards",
            "support__award",
            institution_office=Within(ORGANISATION, "desk__code"),
            company=Within(ORGANISATION, "desk__code"),
        ),
        scope=_reach_of_referral,
        related=("desk", "support__seed", "support__award"),
    )
)
