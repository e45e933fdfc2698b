"""Reads of the horizon: what topics find, how they grow, the status in force, what is covered.

Called by actions, pages and kinds of this part. Every count is of what the reader may see.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from ikkan.audit.actor import Actor
from ikkan.plan.queries import snapshot
from ikkan.plan.snapshot import EntryView
from ikkan.portfolio.horizon import growth, wording
from ikkan.portfolio.horizon.models import Alert, EmergencyProgramme, Signal, Topic
from ikkan.portfolio.horizon.rules import PEACETIME, SIGNAL
from ikkan.records.queries import visible

SAMPLE: Final = 3_000
"""Newest items from which words that go together are counted."""
SHOWN_WORDS: Final = 12
_FEWEST: Final = 3
_RECENT: Final = 3
_WIDE: Final = 1.96
_SEPARATOR: Final = " / "
_SHORT: Final = re.compile(r"[ -~ぁ-んァ-ヶｦ-ﾟー]|\W+|[0-9].*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What is in force on a day; `alert` is the switch that said so, None before the first."""

    state: str
    since: date | None
    notice_days: int | None
    alert: Alert | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word, how many items say it, and how much more often than elsewhere."""

    form: str
    count: int
    times: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a topic finds: items by year, in all, without a year, and how it grows."""

    topic: Topic
    years: Mapping[int, int]
    count: int
    undated: int
    grown: growth.Growth
    share: growth.Growth


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A clause of the pack, the day by which it is due, and the days left (below 0: passed)."""

    row: EntryView
    day: date
    left: int

    @property
    def passed(self) -> int:
        """The days since."""
        return -self.left


def status(as_of: date) -> Status:
    """The status on that day; peacetime before any switch."""
    last = Alert.objects.filter(from_on__lte=as_of).order_by("-from_on", "-pk").first()
    if last is None:
        return Status(state=PEACETIME, since=None, notice_days=None, alert=None)
    return Status(state=last.state, since=last.from_on, notice_days=last.notice_days, alert=last)


def last_switch() -> Alert | None:
    """The last switch recorded."""
    return Alert.objects.order_by("-from_on", "-pk").first()


def classes(day: date) -> QuerySet[EmergencyProgramme]:
    """The emergency class as of a day."""
    rows = EmergencyProgramme.objects.filter(begins_on__lte=day)
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def in_class(programme: str, day: date) -> bool:
    """Whether the programme is of the emergency class on that day."""
    return classes(day).filter(programme=programme).exists()


def synonyms(as_of: date) -> list[list[str]]:
    """Groups of phrases that the pack holds to mean the same."""
    rows = (row.data["words"] for row in snapshot(as_of).entries("synonym"))
    return [
        [word.strip() for text in (words.ja, words.en) for word in text.split(_SEPARATOR)]
        for words in rows
    ]


def phrases_of(topic: Topic, as_of: date) -> list[list[str]]:
    """What is looked for: the phrases of the topic and those the pack holds to mean the same."""
    return wording.widened(topic.groups, synonyms(as_of))


def signals_of(topic: Topic, actor: Actor, as_of: date) -> QuerySet[Signal]:
    """The items that a topic finds among those the actor may see, the newest first."""
    rows: QuerySet[Signal] = visible(SIGNAL, actor)
    found = rows.filter(wording.condition(phrases_of(topic, as_of)))
    return found.order_by("-year", "-happened_on", "-pk")


def told(topics: Sequence[Topic], actor: Actor, as_of: date) -> list[Told]:
    """What each topic finds, year by year; one query for all of them."""
    known = synonyms(as_of)
    wanted = {
        f"t{place}": Count("pk", filter=wording.condition(wording.widened(one.groups, known)))
        for place, one in enumerate(topics)
    }
    rows = list(
        visible(SIGNAL, actor).order_by().values("year").annotate(every=Count("pk"), **wanted)
    )
    every = {row["year"]: row["every"] for row in rows if row["year"] is not None}
    found = []
    for place, topic in enumerate(topics):
        counts = {row["year"]: row[f"t{place}"] for row in rows}
        undated = counts.pop(None, 0)
        years = {year: count for year, count in sorted(counts.items()) if count}
        found.append(
            Told(
                topic=topic,
                years=years,
                count=sum(years.values()) + undated,
                undated=undated,
                grown=growth.growth(years, as_of.year),
                share=growth.growth(years, as_of.year, every),
            )
        )
    return found


def together(topic: Topic, actor: Actor, as_of: date) -> tuple[Word, ...]:
    """Words that stand in the topic's newest items much more often than in all newest ones."""
    phrases = phrases_of(topic, as_of)
    own = {form for group in phrases for one in group for form in wording.needle(one).split()}
    inside = _said(signals_of(topic, actor, as_of))
    outside = _said(visible(SIGNAL, actor).order_by("-year", "-pk"))
    return _more_often(inside, outside, own)


def rising(actor: Actor, as_of: date) -> tuple[Word, ...]:
    """Words that newer items say more often than those of the years before, beyond chance."""
    first = as_of.year - _RECENT
    rows = visible(SIGNAL, actor).order_by("-year", "-pk")
    new = _said(rows.filter(year__gt=first))
    old = _said(rows.filter(year__lte=first, year__gt=first - 2 * _RECENT))
    return _more_often(new, old, set())


def covering(topic: Topic | None, kind: str, actor: Actor, as_of: date) -> list[Any]:
    """Awards or seeds whose titles say every group of the topic; twenty at most."""
    if topic is None:
        return []
    every = Q()
    for group in phrases_of(topic, as_of):
        any_of = Q(pk__in=())
        for phrase in group:
            any_of |= Q(title_ja__icontains=phrase) | Q(title_en__icontains=phrase)
        every &= any_of
    return list(visible(kind, actor).filter(every)[:20])


def due(as_of: date) -> list[Due]:
    """Clauses of the pack that are due by a day, the earliest first."""
    rows = [
        (row, date.fromisoformat(str(row.data["due"])))
        for row in snapshot(as_of).entries("clause", state="all")
        if row.data.get("due")
    ]
    rows.sort(key=lambda one: one[1])
    return [Due(row=row, day=day, left=(day - as_of).days) for row, day in rows]


def _said(rows: QuerySet[Signal]) -> tuple[Counter[str], int]:
    texts = list(rows.exclude(words="").values_list("words", flat=True)[:SAMPLE])
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(form for form in set(text.split()) if not _SHORT.fullmatch(form))
    return counted, len(texts)


def _more_often(
    inside: tuple[Counter[str], int], outside: tuple[Counter[str], int], own: Iterable[str]
) -> tuple[Word, ...]:
    """Of each word the ratio of shares, where its 95 % interval lies above one."""
    (counts, texts), (others, all_texts) = inside, outside
    left_out, found = set(own), []
    if not texts or not all_texts:
        return ()
    for form, count in counts.items():
        if count < _FEWEST or form in left_out:
            continue
        before = max(others[form], 0.5)
        times = (count / texts) / (before / all_texts)
        if math.log(times) > _WIDE * math.sqrt(1 / count + 1 / before):
            found.append(Word(form=form, count=count, times=round(times, 1)))
    found.sort(key=lambda one: (-one.count * math.log(one.times), one.form))
    return tuple(found[:SHOWN_WORDS])
