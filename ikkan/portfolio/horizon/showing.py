"""What the pages of the horizon show: topics with growth, lists side by side, the three screens.

Decides: how growth is said in words, and that a record which the reader may not see is in no table
and no count. Called by views and by the kinds' own pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, Prefetch

from ikkan.audit.actor import PUBLIC, Actor
from ikkan.calls.edges import APPLICATION_KIND, CALL_KIND
from ikkan.calls.messages import CALL_STATES
from ikkan.calls.models import Call
from ikkan.line.models import Edge
from ikkan.portfolio.horizon import drawing, growth, queries
from ikkan.portfolio.horizon.messages import (
    LEVELS,
    SOURCE_SORTS,
    STAGES,
    STATUSES,
    STRATEGY_SORTS,
    STRATEGY_STATES,
    TOPIC_SORTS,
)
from ikkan.portfolio.horizon.models import Assessment, Dossier, Explainer, ShortList, Topic
from ikkan.portfolio.horizon.queries import Told
from ikkan.portfolio.horizon.rules import (
    ALERT,
    ASSESSMENT,
    AWARD,
    DECIDED,
    DOSSIER,
    SEED,
    SIGNAL,
    SOURCE,
    STRATEGY,
    TOPIC,
)
from ikkan.records import ports
from ikkan.records.kinds import kind_of
from ikkan.records.queries import visible
from ikkan.values.ref import Ref
from ikkan.values.text import Text

NEWEST: Final = 12
MOST_TOPICS: Final = 60
_YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A topic with what it finds, said in words."""

    told: Told
    url: str
    growth: Text
    share: Text
    sort: Text
    level: Text
    last_years: tuple[int, ...]
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fast:
    """A fast-track call and the days from the decision to each of its steps."""

    call: Call
    url: str
    basis_url: str
    state: Text
    decided_on: date | None
    adopted: int
    first_adopted: date | None
    first_began: date | None
    to_open: int | None
    to_adopt: int | None
    to_begin: int | None


def url(kind: str, code: str) -> str:
    """The address of a record's page."""
    found = kind_of(kind)
    return found.url(code) if found is not None else ""


def linked(kind: str, found: Iterable[Any]) -> list[tuple[str, Any]]:
    """Each record with the address of its page."""
    return [(url(kind, one.code), one) for one in found]


def said(grown: growth.Growth) -> Text:
    """The growth in words, with its interval; or that there is too little to say."""
    if grown.few or grown.rate is None or grown.low is None or grown.high is None:
        return _FEW.format(count=grown.count, years=len(grown.years))
    parts = [_signed(100 * one) for one in (grown.rate, grown.low, grown.high)]
    words = _UNCLEAR if grown.direction == "unclear" else _GROWTH
    return words.format(
        rate=parts[0], low=parts[1], high=parts[2], first=grown.years[0], last=grown.years[-1]
    )


def _signed(percent: float) -> str:
    """A change with its sign; none where it rounds to nothing."""
    read = round(percent)
    return f"{read:+d}".replace("-", "−") if read else "0"


def rows(topics: Sequence[Topic], actor: Actor, as_of: date) -> list[Row]:
    """Each topic with its counts and growth."""
    years = tuple(range(as_of.year - 4, as_of.year + 1))
    return [
        Row(
            told=one,
            url=url(TOPIC, one.topic.code),
            growth=said(one.grown),
            share=said(one.share),
            sort=TOPIC_SORTS[one.topic.sort],
            level=LEVELS[one.topic.level],
            last_years=tuple(one.years.get(year, 0) for year in years),
            overdue=one.topic.review_on is not None and one.topic.review_on < as_of,
        )
        for one in queries.told(topics, actor, as_of)
    ]


def topic(found: Topic, actor: Actor, as_of: date) -> Mapping[str, Any]:
    """The page of a topic: drawing, growth, words that go with it, items, own coverage."""
    (row,) = rows([found], actor, as_of)
    return {
        "row": found,
        "grown": row,
        "drawing": drawing.draw(row.told.years, as_of.year),
        "years": sorted(row.told.years.items(), reverse=True),
        "phrases": queries.phrases_of(found, as_of),
        "together": queries.together(found, actor, as_of),
        "items": linked(SIGNAL, queries.signals_of(found, actor, as_of)[:NEWEST]),
        "named": set(visible(SOURCE, actor).values_list("pk", flat=True)),
        "covered": covered(found, actor, as_of),
    }


def plain(found: Explainer, actor: Actor, as_of: date) -> Mapping[str, Any]:
    """A page in plain words with published awards and items alone, whoever reads it."""
    return {
        "items": linked(SIGNAL, queries.signals_of(found.topic, PUBLIC, as_of)[:NEWEST]),
        "named": set(visible(SOURCE, PUBLIC).values_list("pk", flat=True)),
        "covered": covered(found.topic, PUBLIC, as_of),
        "text": Text.either(found.text_ja, found.text_en),
        "status": in_force(as_of),
    }


def covered(found: Topic | None, actor: Actor, as_of: date) -> list[tuple[Ref, str, Text, str]]:
    """Own awards and seeds whose titles say the same."""
    return [
        (Ref(kind, one.code), url(kind, one.code), _titled(one), one.state)
        for kind in (AWARD, SEED)
        for one in queries.covering(found, kind, actor, as_of)
    ]


def home(actor: Actor, as_of: date) -> Mapping[str, Any]:
    """Every topic with its growth, sources by sort with their items, words that come up."""
    found = rows(list(visible(TOPIC, actor).order_by("pk")[:MOST_TOPICS]), actor, as_of)
    found.sort(key=lambda one: (one.told.grown.low is None, -(one.told.grown.low or 0)))
    sources = visible(SOURCE, actor).order_by().values("sort").annotate(n=Count("pk"))
    items = visible(SIGNAL, actor).order_by().values("source__sort").annotate(n=Count("pk"))
    held = {row["sort"]: row["n"] for row in sources}
    told = {row["source__sort"]: row["n"] for row in items}
    return {
        "topics": found,
        "years": range(as_of.year - 4, as_of.year + 1),
        "sorts": [
            (code, words, held.get(code, 0), told.get(code, 0))
            for code, words in SOURCE_SORTS.items()
        ],
        "rising": queries.rising(actor, as_of),
    }


def watch(actor: Actor, as_of: date) -> Mapping[str, Any]:
    """Screen one: the watch list by pathogen and modality, and what came in."""
    rows_of = visible(TOPIC, actor).filter(watched=True).order_by("sort", "pk")[:MOST_TOPICS]
    found = rows(list(rows_of), actor, as_of)
    return {
        "watched": found,
        "years": range(as_of.year - 4, as_of.year + 1),
        "status": in_force(as_of),
        "rising": queries.rising(actor, as_of),
    }


def decide(actor: Actor, as_of: date) -> Mapping[str, Any]:
    """Screen two: the log of decisions with their evidence, and what is due of the plan."""
    seen = {"signals": SIGNAL, "dossiers": DOSSIER, "awards": AWARD}
    found = visible(STRATEGY, actor).prefetch_related(
        *(Prefetch(name, visible(kind, actor).order_by("pk")) for name, kind in seen.items())
    )
    listed = list(found.order_by("-decided_on", "-pk")[:MOST_TOPICS])
    waiting = visible(TOPIC, actor).filter(level="act").order_by("pk")[:MOST_TOPICS]
    log = [
        {
            "url": url(STRATEGY, one.code),
            "row": one,
            "labels": (STRATEGY_SORTS[one.sort], STAGES[one.stage], STRATEGY_STATES[one.state]),
            "signals": sum(1 for _ in one.signals.all()),
            "dossiers": sum(1 for _ in one.dossiers.all()),
            "awards": sum(1 for _ in one.awards.all()),
        }
        for one in listed
    ]
    return {
        "log": log,
        "waiting": linked(TOPIC, waiting),
        "due": queries.due(as_of),
        "status": in_force(as_of),
    }


def in_force(as_of: date) -> Mapping[str, Any]:
    """The status of the day in words."""
    found = queries.status(as_of)
    return {
        "found": found,
        "label": STATUSES[found.state],
        "url": url(ALERT, found.alert.code) if found.alert is not None else "",
    }


def fund(actor: Actor, as_of: date) -> Mapping[str, Any]:
    """Screen three: fast-track calls with the days each step took, and the rules in force."""
    classed = list(queries.classes(as_of))
    refs = [Ref("programme", one.programme) for one in classed]
    names = ports.names(refs, as_of, actor)
    return {
        "calls": fast_calls(actor, as_of),
        "classes": [(one, names.get(ref)) for one, ref in zip(classed, refs, strict=True)],
        "status": in_force(as_of),
        "decided": linked(
            STRATEGY, visible(STRATEGY, actor).filter(state=DECIDED).order_by("-pk")[:NEWEST]
        ),
    }


def fast_calls(actor: Actor, as_of: date) -> list[Fast]:
    """Every visible fast-track call, the newest first; three queries."""
    rows_of = visible(CALL_KIND, actor).filter(fast_track=True)
    seen = {"applications": APPLICATION_KIND, "awards": AWARD}
    parts = (Prefetch(name, visible(kind, actor).order_by("pk")) for name, kind in seen.items())
    calls = list(rows_of.prefetch_related(*parts).order_by("-opens_on", "-pk"))
    prefix = f"{STRATEGY}:"
    codes = [one.basis.removeprefix(prefix) for one in calls if one.basis.startswith(prefix)]
    days = dict(visible(STRATEGY, actor).filter(code__in=codes).values_list("code", "decided_on"))
    return [_fast(one, days.get(one.basis.removeprefix(prefix))) for one in calls]


def _fast(call: Call, decided_on: date | None) -> Fast:
    adopted = [one for one in call.applications.all() if one.state == "adopted"]
    first = min((one.decided_on for one in adopted if one.decided_on), default=None)
    began = min((one.began_on for one in call.awards.all()), default=None)

    def days(until: date | None) -> int | None:
        return None if decided_on is None or until is None else (until - decided_on).days

    return Fast(
        call=call,
        url=url(CALL_KIND, call.code),
        basis_url=url(STRATEGY, call.basis.removeprefix(f"{STRATEGY}:")) if decided_on else "",
        state=CALL_STATES[call.state],
        decided_on=decided_on,
        adopted=len(adopted),
        first_adopted=first,
        first_began=began,
        to_open=days(call.opens_on),
        to_adopt=days(first),
        to_begin=days(began),
    )


def shortlist(found: ShortList, actor: Actor, as_of: date) -> Mapping[str, Any]:
    """Every technology with its mean by criterion and each assessor's last scores beside it."""
    last = latest(visible(ASSESSMENT, actor).filter(shortlist=found))
    assessors = list(dict.fromkeys(one.made_by for one in last))
    items = list(visible(DOSSIER, actor).filter(lists=found).order_by("pk"))
    table = []
    for item in items:
        own = [one for one in last if one.subject == str(Ref(DOSSIER, item.code))]
        means = [_mean(own, one["ja"]) for one in found.criteria]
        table.append(
            {
                "row": item,
                "url": url(DOSSIER, item.code),
                "means": means,
                "total": _total(means, found.criteria),
                "by": [_of(own, who, found.criteria) for who in assessors],
                "spread": _spread(own, found.criteria),
            }
        )
    table.sort(key=lambda one: (-(one["total"] or 0), one["row"].code))
    return {
        "items": table,
        "criteria": found.criteria,
        "assessors": range(1, len(assessors) + 1),
    }


def latest(found: Iterable[Assessment]) -> list[Assessment]:
    """Of each person and asset the last assessment; the earlier ones stay on record."""
    last = {(one.made_by, one.subject): one for one in sorted(found, key=lambda one: one.pk)}
    return list(last.values())


def cited_in(dossier: Dossier, actor: Actor, as_of: date) -> list[Ref]:
    """Records that cite the dossier: tied here, or that name it themselves on the line."""
    edges = Edge.objects.filter(
        superseded_at__isnull=True, to_kind=DOSSIER, to_code=dossier.code
    ).values_list("from_kind", "from_code")
    refs = [Ref.parse(one) for one in dossier.cited] + [Ref(kind, code) for kind, code in edges]
    names = ports.names(refs, as_of, actor)
    return [ref for ref in dict.fromkeys(refs) if ref in names and names[ref].known]


def _titled(one: Any) -> Text:
    return Text.either(one.title_ja, one.title_en)


def _score(one: Assessment, name: str) -> int | None:
    return next((int(row["score"]) for row in one.scores if row["ja"] == name), None)


def _mean(own: Sequence[Assessment], name: str) -> float | None:
    given = [score for one in own if (score := _score(one, name)) is not None]
    return round(sum(given) / len(given), 2) if given else None


def _total(means: Sequence[float | None], criteria: Sequence[Mapping[str, Any]]) -> float | None:
    """The mean of the criteria by their weights; None while one has no score."""
    pairs = [(mean, int(one["weight"])) for mean, one in zip(means, criteria, strict=True)]
    if not pairs or any(mean is None for mean, _ in pairs):
        return None
    weight = sum(one for _, one in pairs)
    return round(sum((mean or 0) * one for mean, one in pairs) / weight, 2)


def _of(own: Sequence[Assessment], who: str, criteria: Sequence[Mapping[str, Any]]) -> str:
    mine = next((one for one in own if one.made_by == who), None)
    if mine is None:
        return ""
    return " ".join(str(_score(mine, one["ja"]) or "–") for one in criteria)


def _spread(own: Sequence[Assessment], criteria: Sequence[Mapping[str, Any]]) -> int | None:
    """How far two assessors stand apart at most in one criterion."""
    widest = None
    for one in criteria:
        given = [score for row in own if (score := _score(row, one["ja"])) is not None]
        if len(given) > 1:
            widest = max(widest or 0, max(given) - min(given))
    return widest


_FEW: Final = Text(
    "言えません（{years}年間に{count}件）", "cannot be said ({count} items in {years} years)"
)
_GROWTH: Final = Text(
    "年{rate}%（95%区間 {low}～{high}%、{first}～{last}年）",
    "{rate}% a year (95% interval {low} to {high}%, {first}–{last})",
)
_UNCLEAR: Final = Text(
    "増減は言えません（年{rate}%、95%区間 {low}～{high}%、{first}～{last}年）",
    "neither up nor down can be said ({rate}% a year, 95% interval {low} to {high}%, "
    "{first}–{last})",
)
