"""The base case: what runs today, how fast it moves on, what it brings, from own records alone.

Decides: what a programme's new award costs and how often one begins (whole years before this one),
in which phase it begins (where most of its awards did), and at which rate awards in a phase bring
an indicator. A constant number of queries. Called by outlook, actions and pages.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any, Final

import numpy as np
from django.db.models import Count, Max, Sum

from ikkan.awards.models import Award, YearAmount
from ikkan.outcomes.models import Outcome, OutcomeAward
from ikkan.outcomes.rules import SORTS, VERIFIED
from ikkan.plan.queries import snapshot
from ikkan.portfolio import rules as portfolio
from ikkan.portfolio.matching.rules import Route
from ikkan.portfolio.models import Gate, Handover, PhaseMove
from ikkan.portfolio.steering import messages
from ikkan.portfolio.steering.rules import ACTIVE, ADVANCED, MANAGED, Programme
from ikkan.portfolio.studio import basis, chances, reading
from ikkan.values.arrays import Floats
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

PAST: Final = 5
"""Whole fiscal years that rates and costs are taken from."""
OBSERVED: Final = "observed"
_SHOWN: Final = ("approval", "listing", "guideline")
"""Outcomes that are observed beside the managed indicators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """An indicator, what it hangs on (awards under way, or going on), and by phase how often it
    was counted and for how many award-years or goings-on, shapes (P,)."""

    code: str
    label: Text
    sort: str
    target: float | None
    driver: str
    counted: bool
    events: Floats = field(repr=False)
    exposure: Floats = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """Everything a scenario is compared with; `stamp` names the records it rests on."""

    first_year: int
    phases: Mapping[str, Text]
    pipeline: Any = field(repr=False)
    running: Any = field(repr=False)
    programmes: Mapping[str, Programme] = field(repr=False)
    indicators: tuple[Indicator, ...] = field(repr=False)
    notes: tuple[Text, ...] = ()
    years: tuple[int, int] = (0, 0)
    stamp: str = ""


def stamp(as_of: date) -> str:
    """Names the records of the day: counts and newest versions of what the base rests on."""
    told: list[Any] = [as_of.isoformat(), snapshot(as_of).pack_version.version]
    for model in (Award, PhaseMove, Handover, Outcome, Gate):
        found = model.objects.aggregate(count=Count("pk"), last=Max("recorded_at"))
        told.append((model.__name__, found["count"], str(found["last"])))
    told.append(YearAmount.objects.aggregate(count=Count("pk"), sum=Sum("yen")))
    return sha256(repr(told).encode()).hexdigest()


def read(as_of: date) -> Base:
    """The base case of a day. Raises InputError where nothing was ever recorded, ForecastError."""
    from ikkan import forecast

    seen = basis.history(as_of)
    pipeline = chances.fitted(seen)
    held = snapshot(as_of)
    month = int(held.settings["fiscal_year_start_month"])
    now = FiscalYear.of(as_of, month).year
    programmes, years = _programmes(as_of, now, pipeline.phases)
    if not programmes:
        raise InputError("steering.empty", messages.EMPTY)
    phases = {
        code: getattr(held.find(Ref("phase", code)), "label", Text(code, code))
        for code in pipeline.phases
    }
    return Base(
        first_year=now + 1,
        phases=phases,
        pipeline=pipeline,
        running=forecast.Projects.running(seen),
        programmes=programmes,
        indicators=_indicators(as_of, years, month, seen),
        notes=chances.by_name(pipeline.notes, phases),
        years=years,
        stamp=stamp(as_of),
    )


def _programmes(
    as_of: date, now: int, phases: tuple[str, ...]
) -> tuple[dict[str, Programme], tuple[int, int]]:
    rows = list(
        Award.objects.filter(began_on__lte=as_of)
        .exclude(programme_code="")
        .annotate(first=Max("phase_moves__from_phase"))
        .values_list("pk", "programme_code", "fiscal_year", "phase", "first", "ended_on")
    )
    years = [row[2] for row in rows if row[2] < now]
    first = max(min(years, default=now - 1), now - PAST)
    size = max(now - first, 1)
    paid = _paid()
    begun: Counter[str] = Counter()
    active: Counter[str] = Counter()
    begins: dict[str, Counter[str]] = defaultdict(Counter)
    costs: dict[str, list[int]] = defaultdict(list)
    for pk, programme, year, phase, earlier, ended in rows:
        begun[programme] += first <= year < now
        active[programme] += ended is None
        begins[programme][earlier or phase] += 1
        if paid.get(pk):
            costs[programme].append(paid[pk])
    held = snapshot(as_of)
    made = {}
    for programme in sorted(begins):
        known = [one for one in begins[programme].most_common() if one[0] in phases]
        entry = held.find(Ref("programme", programme))
        own = costs[programme]
        made[programme] = Programme(
            code=programme,
            name=Text(programme, programme) if entry is None else entry.label,
            phase=known[0][0] if known else phases[0],
            starts=begun[programme] / size,
            yen=round(sum(own) / len(own)) if own else 0,
            active=active[programme],
        )
    return made, (first, now - 1)


def _paid() -> dict[int, int]:
    """Yen of each award over its years: what was decided, else paid, else reported."""
    rows = YearAmount.objects.values_list("award_id", "sort").annotate(sum=Sum("yen")).order_by()
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for award, sort, yen in rows:
        found[award][sort] = yen
    order = ("decided", "paid", "reported")
    return {award: next(own[sort] for sort in order if sort in own) for award, own in found.items()}


def _indicators(
    as_of: date, years: tuple[int, int], month: int, seen: Any
) -> tuple[Indicator, ...]:
    held = snapshot(as_of)
    phases = tuple(seen.phases)
    span = FiscalYear(years[0], month).start, FiscalYear(years[1], month).end
    by_sort = _events(span, phases)
    stays = _exposure(span, seen)
    gone = _gone(span, phases)
    made = []
    for code, how in reading.counted(as_of).items():
        entry = held.find(Ref("indicator", code))
        driver = ADVANCED if how == basis.CONTINUED else ACTIVE
        none = np.zeros(len(phases))
        made.append(
            Indicator(
                code=code,
                label=Text(code, code) if entry is None else entry.label,
                sort=MANAGED if entry is None else str(entry.data.get("class") or ""),
                target=reading.target(held, code),
                driver=driver,
                counted=bool(how),
                events=gone[1] if driver == ADVANCED else by_sort.get(how, none),
                exposure=gone[0] if driver == ADVANCED else stays,
            )
        )
    for sort in _SHOWN:
        if by_sort.get(sort, np.zeros(1)).any():
            made.append(
                Indicator(
                    code=f"outcome.{sort}",
                    label=SORTS[sort],
                    sort=OBSERVED,
                    target=None,
                    driver=ACTIVE,
                    counted=True,
                    events=by_sort[sort],
                    exposure=stays,
                )
            )
    return tuple(made)


def _events(span: tuple[date, date], phases: tuple[str, ...]) -> dict[str, Floats]:
    """Verified outcomes by sort and by the phase of their first award."""
    rows = OutcomeAward.objects.filter(
        outcome__state=VERIFIED, outcome__occurred_on__range=span
    ).values_list("outcome_id", "outcome__sort", "award__phase")
    found: dict[str, Floats] = {}
    done: set[int] = set()
    for outcome, sort, phase in rows.order_by("pk"):
        if outcome in done:
            continue
        done.add(outcome)
        at = phases.index(phase) if phase in phases else 0
        found.setdefault(sort, np.zeros(len(phases)))[at] += 1
    return found


def _exposure(span: tuple[date, date], seen: Any) -> Floats:
    """Award-years by phase within the days, from the stays of the history."""
    last = span[1].year * 12 + span[1].month
    first = span[0].year * 12 + span[0].month - 1
    entered = np.asarray(seen.month, dtype=np.float64)
    left = entered + np.asarray(seen.age)
    within = np.clip(np.minimum(left, last) - np.maximum(entered, first), 0.0, None) / 12
    made = np.bincount(seen.phase, weights=within, minlength=len(seen.phases))
    return made.astype(np.float64)


def _gone(span: tuple[date, date], phases: tuple[str, ...]) -> tuple[Floats, Floats]:
    """(awards that went on, hand-overs that were supported further), by phase, within the days."""
    went, further = np.zeros(len(phases)), np.zeros(len(phases))
    moves = PhaseMove.objects.filter(moved_on__range=span).values_list("from_phase", flat=True)
    handed = Handover.objects.filter(state=portfolio.DECIDED, decided_on__range=span)
    for phase in (*moves, *handed.values_list("award__phase", flat=True)):
        if phase in phases:
            went[phases.index(phase)] += 1
    kept = handed.filter(to_award__isnull=False).exclude(route=Route.LICENCE)
    for phase in kept.values_list("award__phase", flat=True):
        further[phases.index(phase) if phase in phases else 0] += 1
    return went, further
