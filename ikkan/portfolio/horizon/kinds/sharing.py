"""Sharing requests and pages in plain words as records.

Called at start. Source: 002:131, 002:134.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor, Reach
from ikkan.portfolio.horizon import actions, outbreak_forms, showing
from ikkan.portfolio.horizon.kinds.parts import (
    INSIDE,
    MOST_WORK,
    PUBLISHED,
    code_of,
    column,
    people,
)
from ikkan.portfolio.horizon.messages import SHARING_SORTS, SHARING_STATES
from ikkan.portfolio.horizon.models import Explainer, Sharing
from ikkan.portfolio.horizon.rules import (
    ASKED,
    AWARD,
    EXPLAINER,
    GRANTED,
    PROVIDED,
    SHARING,
    TOPIC,
    NewSharing,
)
from ikkan.records.kinds import Field, Kind, Section, WorkItem, Write, register
from ikkan.records.sight import EVERYTHING, Flag, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_ORGANISATION: Final = "parties.organisation"
_ANSWER: Final = Text("申請に答える", "Answer the request")
_TOPIC: Final = Field(
    "topic", Text("話題（病原体など）", "Topic"), "ref", code_of("topic"), kind=TOPIC
)


def _ask(_: None, data: dict[str, Any], **who: Any) -> Sharing:
    title = Text(data.pop("title_ja"), data.pop("title_en"))
    return actions.ask_sharing(NewSharing(title=title, **data), **who)


def _answer(found: Sharing, data: dict[str, Any], **who: Any) -> Sharing:
    return actions.answer_sharing(found.code, **data, **who)


def _log(found: Sharing, data: dict[str, Any], **who: Any) -> Sharing:
    return actions.log_sharing(found.code, **data, **who)


def _texts(data: dict[str, Any]) -> dict[str, Any]:
    return {
        name: Text(data.pop(f"{name}_ja"), data.pop(f"{name}_en")) for name in ("title", "text")
    }


def _write(_: None, data: dict[str, Any], **who: Any) -> Explainer:
    return actions.write_plain(**_texts(data), **data, **who)


def _revise(found: Explainer, data: dict[str, Any], **who: Any) -> Explainer:
    return actions.revise_plain(found.code, **_texts(data), **data, **who)


def _publish(found: Explainer, data: dict[str, Any], **who: Any) -> Explainer:
    return actions.publish_plain(found.code, data["published"], **who)


def _answered(found: Sharing) -> Text | None:
    return None if found.state == ASKED else _state_said(found)


def _not_granted(found: Sharing) -> Text | None:
    return None if found.state in (GRANTED, PROVIDED) else _state_said(found)


def _state_said(found: Sharing) -> Text:
    words = SHARING_STATES[found.state]
    return Text(f"いまは「{words.ja}」です。", f"It is now: {words.en}.")


def _steps(found: Sharing, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = list(found.steps.filter(on_day__lte=as_of))
    named = people(row.by for row in rows)
    for row in rows:
        yield row.on_day, row.state, named[row.by], row.text


def _reach(found: Sharing) -> Reach:
    return (Ref(_ORGANISATION, found.organisation.code),)


def _work(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    """Requests without an answer, for those who answer."""
    if not any(actor.holds(role) for role in ("funder_staff", "program_director")):
        return
    rows = Sharing.objects.filter(state=ASKED).order_by("asked_on", "pk")
    for one in rows[:MOST_WORK]:
        yield WorkItem(ref=Ref(SHARING, one.code), verb=_ANSWER, title=one.title, write="answer")


def _page(found: Explainer, actor: Actor, as_of: date) -> Mapping[str, Any]:
    return showing.plain(found, actor, as_of)


register(
    Kind(
        code=SHARING,
        path="horizon/sharing",
        label=Text("分与・提供の申請", "Sharing request"),
        plural=Text("病原体・試料・情報の分与と提供", "Sharing of pathogens, samples and data"),
        lead=Text(
            "申請、条件を付けた回答、送付、返却までの記録。",
            "From the request and the answer with its conditions to shipping and return.",
        ),
        model=Sharing,
        title=lambda found: found.title,
        value=lambda found: SHARING_STATES[found.state],
        begins="asked_on",
        fields=(
            Field("sort", Text("種類", "Sort"), "choice", choices=SHARING_SORTS, filter=True),
            Field("state", Text("状態", "State"), "choice", choices=SHARING_STATES, filter=True),
            Field(
                "organisation",
                Text("申請した機関", "Asked by"),
                "ref",
                code_of("organisation"),
                kind=_ORGANISATION,
            ),
            Field(
                "provider",
                Text("持っている機関", "Held by"),
                "ref",
                code_of("provider"),
                kind=_ORGANISATION,
            ),
            _TOPIC,
            Field(
                "award", Text("課題", "Award"), "ref", code_of("award"), kind=AWARD, listed=False
            ),
            Field("asked_on", Text("申請の日", "Asked on"), "date"),
            Field("answered_on", Text("回答の日", "Answered on"), "date"),
            Field("purpose", Text("目的と使い方", "Purpose and use"), "long", listed=False),
            Field("conditions", Text("条件", "Conditions"), "long", listed=False),
            Field("reason", Text("回答の理由", "Reason of the answer"), "long", listed=False),
        ),
        sections=(
            Section(
                code="log",
                label=Text("記録", "Log"),
                columns=(
                    column("日", "Day", "date"),
                    column("状態", "State", "choice", SHARING_STATES),
                    column("書いた人", "By", "ref"),
                    column("備考", "Note", "long"),
                ),
                rows=_steps,
            ),
        ),
        writes=(
            Write(
                code="ask",
                label=Text("分与・提供を申請する", "Ask for sharing"),
                permission="can_ask_sharing",
                form=outbreak_forms.SharingForm,
                act=_ask,
                on="new",
            ),
            Write(
                code="answer",
                label=_ANSWER,
                permission="can_answer_sharing",
                form=outbreak_forms.AnswerForm,
                act=_answer,
                why_not=_answered,
            ),
            Write(
                code="log",
                label=Text("送付・返却を記録する", "Log shipping or return"),
                permission="can_log_sharing",
                form=outbreak_forms.LogForm,
                act=_log,
                why_not=_not_granted,
            ),
        ),
        sight=sights(
            institution_office=(
                Within(_ORGANISATION, "organisation__code"),
                Within(_ORGANISATION, "provider__code"),
            ),
            **dict.fromkeys(INSIDE, EVERYTHING),
        ),
        scope=_reach,
        related=("organisation", "provider", "topic", "award"),
        work=_work,
    )
)
register(
    Kind(
        code=EXPLAINER,
        path="horizon/plain",
        label=Text("やさしい説明", "In plain words"),
        plural=Text("ワクチン・感染症のやさしい説明", "Vaccines and infections in plain words"),
        lead=Text(
            "病原体やワクチンの研究開発について、だれにでも分かる言葉で書いた説明と、"
            "公開された課題・情報。",
            "Research on pathogens and vaccines in words for everybody, with the published awards "
            "and items.",
        ),
        model=Explainer,
        title=lambda found: found.title,
        fields=(
            Field(
                "text",
                Text("本文", "Text"),
                "text2",
                listed=False,
                value=lambda one: Text.either(one.text_ja, one.text_en),
            ),
            _TOPIC,
            Field("written_on", Text("書いた日", "Written on"), "date"),
            Field("review_on", Text("次に見直す日", "Look again on"), "date", listed=False),
            PUBLISHED,
        ),
        writes=(
            Write(
                code="write",
                label=Text("やさしい説明を書く", "Write a page in plain words"),
                permission="can_write_plain",
                form=outbreak_forms.PlainForm,
                act=_write,
                on="new",
            ),
            Write(
                code="revise",
                label=Text("改める", "Revise"),
                permission="can_write_plain",
                form=outbreak_forms.RevisePlainForm,
                act=_revise,
            ),
            Write(
                code="publish",
                label=Text("公開を切り替える", "Publish or withdraw"),
                permission="can_write_plain",
                form=outbreak_forms.PublishForm,
                act=_publish,
            ),
        ),
        sight=sights(public=Flag("published"), **dict.fromkeys(INSIDE, EVERYTHING)),
        related=("topic",),
        template="portfolio/horizon_plain.html",
        context=_page,
    )
)
