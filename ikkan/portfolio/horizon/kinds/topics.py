"""Evidence items and topics as records.

Called at start. Source: 003:1063-1067, 003:783.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q

from ikkan.audit.actor import Actor
from ikkan.awards.messages import MODALITY_LABELS
from ikkan.portfolio.horizon import actions, forms, outbreak_forms, showing
from ikkan.portfolio.horizon.kinds.parts import (
    INSIDE,
    MOST_ROWS,
    MOST_WORK,
    PUBLISHED,
    WHO,
    code_of,
    column,
    people,
    rows_of,
    watches,
)
from ikkan.portfolio.horizon.messages import LEVELS, SOURCE_SORTS, TOPIC_SORTS
from ikkan.portfolio.horizon.models import Signal, Topic
from ikkan.portfolio.horizon.rules import (
    DOSSIER,
    SIGNAL,
    SOURCE,
    STRATEGY,
    TOPIC,
    NewSignal,
    NewTopic,
)
from ikkan.records.kinds import Field, Kind, Section, WorkItem, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Flag, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

SOON: Final = timedelta(days=14)
_READ: Final = Text("新しい情報を確かめる", "Read what came in")
_FOLLOW: Final = Text("次にすることを行う", "Do what follows")


def _record(_: None, data: dict[str, Any], **who: Any) -> Signal:
    title = Text(data.pop("title_ja"), data.pop("title_en"))
    key = data.pop("own_key") or uuid.uuid4().hex
    (code,) = actions.record_signals([NewSignal(title=title, key=key, **data)], **who)
    return Signal.objects.get(code=code)


def _publish(signal: Signal, data: dict[str, Any], **who: Any) -> Signal:
    return actions.publish_signal(signal.code, data["published"], **who)


def _new_topic(data: dict[str, Any]) -> NewTopic:
    return NewTopic(title=Text(data.pop("title_ja"), data.pop("title_en")), **data)


def _keep(_: None, data: dict[str, Any], **who: Any) -> Topic:
    return actions.keep_topic(_new_topic(data), **who)


def _revise(topic: Topic, data: dict[str, Any], **who: Any) -> Topic:
    return actions.revise_topic(topic.code, _new_topic(data), **who)


def _read(topic: Topic, data: dict[str, Any], **who: Any) -> Topic:
    return actions.read_topic(topic.code, **data, **who)


def _facts(signal: Signal, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    yield from ((name, str(value)) for name, value in signal.facts.items())


def _same_projects(signal: Signal, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    own = signal.numbers.split()[:_MOST_NUMBERS]
    named = Q(pk__in=())
    for number in own:
        named |= Q(numbers__contains=f" {number} ")
    rows = visible(SIGNAL, actor).filter(named).exclude(pk=signal.pk)
    for one in rows.order_by("-pk")[:MOST_ROWS]:
        shared = " ".join(number for number in own if number in one.numbers.split())
        yield shared, Ref(SIGNAL, one.code), Ref(SOURCE, one.source.code)


def _used(signal: Signal, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for kind in (DOSSIER, STRATEGY):
        for one in rows_of(kind, actor, signals=signal):
            yield Ref(kind, one.code), one.state


def _readings(topic: Topic, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = list(topic.readings.filter(read_on__lte=as_of))
    named = people(row.read_by for row in rows)
    for row in rows:
        yield row.read_on, named[row.read_by], row.level, row.note


def _drawn(topic: Topic, actor: Actor, as_of: date) -> Mapping[str, Any]:
    return showing.topic(topic, actor, as_of)


def _topic_work(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    """Watched topics whose day to be looked at comes, for everybody who watches."""
    if watches(actor):
        rows = Topic.objects.filter(watched=True, review_on__lte=as_of + SOON)
        for one in rows.order_by("review_on", "pk")[:MOST_WORK]:
            yield WorkItem(
                ref=Ref(TOPIC, one.code),
                verb=_READ,
                title=one.title,
                due=one.review_on,
                write="read",
            )


def _phrases(topic: Topic) -> Text:
    said = " ／ ".join("・".join(group) for group in topic.groups)
    return Text(said, said)


_SORT: Final = Text("種類", "Sort")
_MOST_NUMBERS: Final = 20
_SOURCE: Final = Text("情報源", "Source")

register(
    Kind(
        code=SIGNAL,
        path="horizon/signals",
        label=Text("情報", "Evidence item"),
        plural=Text("集めた情報", "Evidence items"),
        lead=Text(
            "論文・特許・臨床試験・ほかの資金による研究・患者や家族の声など。一件ごとに情報源・"
            "日付・出所があります。",
            "Papers, patents, trials, grants elsewhere, what patients and families say; each with "
            "its source, date and provenance.",
        ),
        model=Signal,
        title=lambda signal: signal.title,
        value=lambda signal: SOURCE_SORTS[signal.source.sort],
        fields=(
            Field("source", _SOURCE, "ref", code_of("source"), kind=SOURCE),
            Field("sort", _SORT, "choice", lambda one: one.source.sort, choices=SOURCE_SORTS),
            Field("year", Text("年", "Year"), "year", filter=True),
            Field("happened_on", Text("日", "Day"), "date"),
            Field("text", Text("本文・概要", "Text or abstract"), "long", listed=False),
            Field("provenance", Text("出所", "Provenance"), listed=False),
            Field("link", Text("所在", "Link"), listed=False),
            Field("key", Text("情報源での番号", "Key at the source"), listed=False),
            Field(
                "numbers",
                Text("課題の番号", "Project numbers"),
                listed=False,
                value=lambda one: one.numbers.strip(),
            ),
            PUBLISHED,
        ),
        sections=(
            Section(
                code="facts",
                label=Text("表にあるほかの値", "Further values of its table"),
                columns=(column("項目", "Field"), column("値", "Value")),
                rows=_facts,
            ),
            Section(
                code="same",
                label=Text("同じ課題から出たもの", "Of the same projects"),
                columns=(
                    column("課題の番号", "Project number"),
                    column("情報", "Item", "ref"),
                    column("情報源", "Source", "ref"),
                ),
                rows=_same_projects,
            ),
            Section(
                code="used",
                label=Text("根拠として使うもの", "Used as evidence by"),
                columns=(column("記録", "Record", "ref"), column("状態", "State")),
                rows=_used,
            ),
        ),
        writes=(
            Write(
                code="record",
                label=Text("情報を記録する", "Record an item"),
                permission="can_record_signal",
                form=forms.SignalForm,
                act=_record,
                on="new",
            ),
            Write(
                code="publish",
                label=Text("公開を切り替える", "Publish or withdraw"),
                permission="can_record_signal",
                form=outbreak_forms.PublishForm,
                act=_publish,
            ),
        ),
        sight=sights(public=Flag("published"), **dict.fromkeys(INSIDE, EVERYTHING)),
        related=("source",),
    )
)
register(
    Kind(
        code=TOPIC,
        path="horizon/topics",
        label=Text("話題", "Topic"),
        plural=Text("話題", "Topics"),
        lead=Text(
            "技術・病原体・モダリティなど、集めた情報から言葉で探すもの。年ごとの件数と伸び。",
            "Technologies, pathogens, modalities …: what is looked for by words in the evidence, "
            "with yearly counts and growth.",
        ),
        model=Topic,
        title=lambda topic: topic.title,
        value=lambda topic: TOPIC_SORTS[topic.sort],
        fields=(
            Field("sort", _SORT, "choice", choices=TOPIC_SORTS, filter=True),
            Field("modality", Text("モダリティ", "Modality"), "choice", choices=MODALITY_LABELS),
            Field("groups", Text("探す言葉", "Words looked for"), "text2", _phrases),
            Field("watched", Text("見張りの一覧", "On the watch list"), "flag", filter=True),
            Field("level", Text("見立て", "Reading"), "choice", choices=LEVELS, filter=True),
            Field("read_on", Text("確かめた日", "Read on"), "date"),
            Field("review_on", Text("次に確かめる日", "Look again on"), "date", listed=False),
            PUBLISHED,
        ),
        sections=(
            Section(
                code="readings",
                label=Text("確かめた記録", "How it was read"),
                columns=(
                    column("日", "Day", "date"),
                    column(WHO.ja, WHO.en, "ref"),
                    column("見立て", "Reading", "choice", LEVELS),
                    column("確かめたこと", "What was seen", "long"),
                ),
                rows=_readings,
                roles=frozenset(INSIDE),
            ),
        ),
        writes=(
            Write(
                code="keep",
                label=Text("話題を作る", "Make a topic"),
                permission="can_keep_topic",
                form=forms.TopicForm,
                act=_keep,
                on="new",
            ),
            Write(
                code="read",
                label=Text("確かめた結果を記録する", "Record a reading"),
                permission="can_keep_topic",
                form=forms.ReadingForm,
                act=_read,
            ),
            Write(
                code="revise",
                label=Text("改める", "Revise"),
                permission="can_keep_topic",
                form=forms.TopicForm,
                act=_revise,
            ),
        ),
        sight=sights(public=Flag("published"), **dict.fromkeys(INSIDE, EVERYTHING)),
        template="portfolio/horizon_topic.html",
        context=_drawn,
        work=_topic_work,
    )
)
