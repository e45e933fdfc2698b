"""Topics: what is looked for, whether it stands on the watch list, and how it was read.

Called by the pages of records. Source: 003:783 (広範な情報収集・分析機能), 003:1064.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.portfolio.horizon import messages, rules
from ikkan.portfolio.horizon.actions.reaching import anywhere, changed, demand, locked
from ikkan.portfolio.horizon.models import Topic, TopicReading
from ikkan.portfolio.horizon.rules import TOPIC, NewTopic
from ikkan.portfolio.horizon.wording import needle
from ikkan.records.codes import next_code
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_FIELDS = (
    *("sort", "title_ja", "title_en", "modality", "groups", "watched", "review_on"),
    "published",
)


@action(
    "portfolio.keep_topic",
    permission="can_keep_topic",
    description=Text("話題を作る", "Make a topic"),
    scope=anywhere,
)
def keep_topic(
    new: NewTopic, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Topic:
    """Raises InputError with every reason."""
    demand("topic", _refused(new))
    topic = Topic(code=next_code("TOPIC", as_of.year), **_values(new))
    topic.save()
    journal.write(Ref(TOPIC, topic.code), {"topic": new})
    return topic


@action(
    "portfolio.revise_topic",
    permission="can_keep_topic",
    description=Text("話題を改める", "Revise a topic"),
    scope=anywhere,
)
def revise_topic(
    code: str, new: NewTopic, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Topic:
    """Raises NotFound, VersionConflict, InputError with every reason."""
    topic: Topic = locked(Topic, messages.TOPIC, code, version)
    demand("topic", _refused(new))
    for name, value in _values(new).items():
        setattr(topic, name, value)
    made: Topic = changed(topic, TOPIC, {"topic": new}, *_FIELDS)
    return made


@action(
    "portfolio.read_topic",
    permission="can_keep_topic",
    description=Text(
        "話題について入った情報を確かめた結果を記録する",
        "Record how what came in on a topic was read",
    ),
    scope=anywhere,
)
def read_topic(
    code: str,
    level: str,
    note: str = "",
    review_on: date | None = None,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Topic:
    """Raises NotFound, VersionConflict, InputError."""
    topic: Topic = locked(Topic, messages.TOPIC, code, version)
    demand("topic", rules.among(level, messages.LEVELS))
    TopicReading.objects.create(
        topic=topic, read_on=as_of, read_by=by.code, level=level, note=note.strip()
    )
    topic.level, topic.read_on, topic.review_on = level, as_of, review_on
    said = {"level": level, "note": note, "review_on": review_on}
    made: Topic = changed(topic, TOPIC, said, "level", "read_on", "review_on")
    return made


def _refused(new: NewTopic) -> Iterator[Text]:
    yield from rules.refused_topic(new)
    if new.modality:
        yield from rules.among(new.modality, _MODALITIES)
    for group in new.groups:
        for phrase in group:
            if phrase.strip() and not needle(phrase):
                yield messages.TERMS_EMPTY.format(phrase=phrase[:60])


def _values(new: NewTopic) -> dict[str, Any]:
    return {
        "sort": new.sort,
        "title_ja": new.title.ja.strip() or new.title.en.strip(),
        "title_en": new.title.en.strip(),
        "modality": new.modality,
        "groups": [list(group) for group in new.groups if group],
        "watched": new.watched,
        "review_on": new.review_on,
        "published": new.published,
    }


_MODALITIES = ("drug", "device", "regenerative")
