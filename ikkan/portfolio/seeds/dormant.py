"""Results that lie idle: ended awards and seeds without successor and without a recent licence.

Decides: what counts as idle, and in which order what is asked for in words stands (the engine of
texts gives the score). Called by the page of dormant results. Source: 003:1089.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from ikkan.audit.actor import Actor
from ikkan.awards.edges import KIND as AWARD
from ikkan.awards.edges import ref_of
from ikkan.awards.elsewhere import comparing
from ikkan.awards.elsewhere import queries as elsewhere
from ikkan.awards.models import Award, Continuation
from ikkan.outcomes.models import OutcomeAward
from ikkan.outcomes.rules import LICENCE, VERIFIED
from ikkan.portfolio.gaps import ended
from ikkan.portfolio.models import Handover, Seed
from ikkan.portfolio.rules import ACTIVE, CONTINUED
from ikkan.portfolio.seeds.models import SeedLink
from ikkan.portfolio.seeds.rules import SEED
from ikkan.portfolio.words import award_title, title_of
from ikkan.records.queries import visible
from ikkan.retrieval import similarity
from ikkan.values.ref import Ref
from ikkan.values.text import Text

YEARS: Final = (1, 2, 3, 5, 10)
DEFAULT_YEARS: Final = 3
WHAT: Final = {AWARD: Text("課題", "Awards"), SEED: Text("シーズ", "Seeds")}
_LONGEST: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is looked for: words, and narrower kinds of results; blank for all."""

    words: str = ""
    years: int = DEFAULT_YEARS
    what: str = ""
    domain: str = ""
    phase: str = ""
    modality: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle:
    """A result that lies idle; `score` is None where no words were asked for."""

    ref: Ref
    title: Text
    over_on: date
    phase: str
    modality: str
    domains: tuple[str, ...]
    licensed_on: date | None
    fictional: bool
    score: float | None = None


def asked(given: Mapping[str, str]) -> Asked:
    """What the address asks for; a choice that is none is left out."""
    years = given.get("years", "")
    known = years.isascii() and years.isdigit() and len(years) < 3 and int(years) in YEARS
    return Asked(
        words=given.get("q", "").strip()[:_LONGEST],
        years=int(years) if known else DEFAULT_YEARS,
        what=given.get("what", "") if given.get("what", "") in WHAT else "",
        domain=given.get("domain", "")[:80],
        phase=given.get("phase", "")[:80],
        modality=given.get("modality", "")[:40],
    )


def found(wanted: Asked, actor: Actor, as_of: date) -> list[Idle]:
    """What lies idle on the day, the best fit first, else what ended last."""
    since = _years_before(as_of, wanted.years)
    rows: list[Idle] = []
    if wanted.what in ("", AWARD):
        rows += _awards(actor, as_of, since)
    if wanted.what in ("", SEED):
        rows += _seeds(actor, as_of, since)
    kept = [one for one in rows if _fits(one, wanted)]
    if wanted.words:
        return _ranked(wanted.words, kept)
    return sorted(kept, key=lambda one: (-one.over_on.toordinal(), str(one.ref)))


def _years_before(day: date, years: int) -> date:
    leap = (day.month, day.day) == (2, 29)
    return date(day.year - years, day.month, 28 if leap else day.day)


def _fits(one: Idle, wanted: Asked) -> bool:
    return (
        (not wanted.domain or wanted.domain in one.domains)
        and (not wanted.phase or wanted.phase == one.phase)
        and (not wanted.modality or wanted.modality == one.modality)
    )


def _running(as_of: date) -> QuerySet[Award]:
    return Award.objects.exclude(ended(as_of))


def _licences(**of: Any) -> QuerySet[Any]:
    return OutcomeAward.objects.filter(
        outcome__sort=LICENCE, outcome__state=VERIFIED, **of
    ).order_by()


def _awards(actor: Actor, as_of: date, since: date) -> Iterable[Idle]:
    alive = Seed.objects.filter(awards=OuterRef("pk")).filter(
        Q(state__in=("succeeded", CONTINUED)) | Q(pk__in=_alive(as_of))
    )
    later = Continuation.objects.filter(earlier=OuterRef("pk"))
    taken = Handover.objects.filter(award=OuterRef("pk"), to_award__isnull=False)
    recent = _licences(award=OuterRef("pk"), outcome__occurred_on__gt=since)
    rows = (
        visible(AWARD, actor)
        .filter(ended(as_of))
        .exclude(Exists(alive))
        .exclude(Exists(later))
        .exclude(Exists(taken))
        .exclude(Exists(recent))
    )
    listed = list(rows.order_by("pk"))
    last = dict(
        _licences(outcome__occurred_on__lte=as_of)
        .values_list("award_id")
        .annotate(day=Max("outcome__occurred_on"))
    )
    for row in listed:
        yield Idle(
            ref=ref_of(row.code),
            title=award_title(row),
            over_on=min(row.ended_on or row.ends_on, row.ends_on),
            phase=row.phase,
            modality=row.modality,
            domains=tuple(row.domains),
            licensed_on=last.get(row.pk),
            fictional=row.fictional,
        )


def _alive(as_of: date) -> QuerySet[Any]:
    """Keys of active seeds that an award still carries."""
    running = _running(as_of).filter(seeds=OuterRef("pk"))
    return Seed.objects.filter(Exists(running), state=ACTIVE).order_by().values("pk")


def _seeds(actor: Actor, as_of: date, since: date) -> Iterable[Idle]:
    recent = _licences(award__seeds=OuterRef("pk"), outcome__occurred_on__gt=since)
    rows = (
        visible(SEED, actor)
        .filter(named_on__lte=as_of)
        .exclude(state__in=("succeeded", CONTINUED))
        .exclude(pk__in=_alive(as_of))
        .exclude(Exists(SeedLink.objects.filter(earlier=OuterRef("pk"))))
        .exclude(Exists(recent))
    )
    listed = list(rows.order_by("pk"))
    pks = [row.pk for row in listed]
    over = dict(
        Award.objects.filter(seeds__in=pks)
        .order_by()
        .values_list("seeds")
        .annotate(day=Max("ends_on"))
    )
    last = dict(
        _licences(award__seeds__in=pks, outcome__occurred_on__lte=as_of)
        .values_list("award__seeds")
        .annotate(day=Max("outcome__occurred_on"))
    )
    for row in listed:
        yield Idle(
            ref=Ref(SEED, row.code),
            title=title_of(row),
            over_on=row.ended_on or min(over.get(row.pk) or row.named_on, as_of),
            phase=row.phase,
            modality=row.modality,
            domains=tuple(row.domains),
            licensed_on=last.get(row.pk),
            fictional=row.fictional,
        )


def _ranked(words: str, rows: Sequence[Idle]) -> list[Idle]:
    """Those that share a word with what was asked for, by the cosine of both texts."""
    known = elsewhere.collection()
    forms = [
        known.document(str(one.ref)).forms
        if str(one.ref) in known.places
        else comparing.forms_of((one.title.ja, one.title.en))
        for one in rows
    ]
    question = comparing.forms_of((words,))
    best: dict[int, float] = {}
    for language in comparing.LANGUAGES:
        if not question[language]:
            continue
        texts = [tuple(one.get(language, ())) for one in forms]
        matrix = similarity.weigh([*texts, tuple(question[language])])
        asked_for, listed = matrix.only([len(rows)]), matrix.only(range(len(rows)))
        for batch in similarity.nearest(asked_for, listed, len(rows) or 1):
            for place, score in zip(batch.targets[0], batch.scores[0], strict=True):
                if place != similarity.NOBODY:
                    best[int(place)] = max(best.get(int(place), 0.0), float(score))
    order = sorted(best, key=lambda place: (-best[place], str(rows[place].ref)))
    return [_scored(rows[place], round(best[place], 4)) for place in order]


def _scored(one: Idle, score: float) -> Idle:
    return Idle(
        ref=one.ref,
        title=one.title,
        over_on=one.over_on,
        phase=one.phase,
        modality=one.modality,
        domains=one.domains,
        licensed_on=one.licensed_on,
        fictional=one.fictional,
        score=score,
    )
