"""How long seeds take to be licensed and where their support stopped, over visible seeds.

Decides: from which day to which a time is counted (first carrier to first verified licence) and
that a seed without a licence has no time, never the time zero. Called by the page of measures; a
constant number of queries. Source: 003:1211, 003:608.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from ikkan.audit.actor import Actor
from ikkan.awards.edges import ref_of
from ikkan.awards.models import Award
from ikkan.outcomes.models import OutcomeAward
from ikkan.outcomes.rules import LICENCE, VERIFIED
from ikkan.portfolio.models import Seed
from ikkan.portfolio.rules import CONTINUED
from ikkan.portfolio.seeds import queries, rules, timeline
from ikkan.portfolio.seeds.models import Carrier
from ikkan.portfolio.seeds.rules import SEED, Spread
from ikkan.portfolio.words import title_of
from ikkan.records.queries import exist, visible
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One seed: when its line began, when it was first licensed, months between and without."""

    ref: Ref
    title: Text
    began_on: date | None
    licensed_on: date | None
    months: int | None
    idle: int
    gaps: tuple[timeline.Gap, ...]
    fictional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """All visible seeds with the spread of their months to a licence and of their gaps."""

    rows: tuple[Measured, ...]
    licensing: Spread | None
    idling: Spread | None
    unlicensed: int


def of(actor: Actor, as_of: date) -> Measures:
    """Seeds that go on as another one are counted there."""
    seeds = list(visible(SEED, actor).filter(named_on__lte=as_of).exclude(state=CONTINUED))
    lineage = queries.families()
    kin = {seed.pk: lineage.get(seed.pk, {seed.pk}) for seed in seeds}
    everyone = {pk for pks in kin.values() for pk in pks}
    held = queries.awards_by_seed(everyone)
    seen = exist({ref_of(award.code) for awards in held.values() for award in awards}, actor)
    carried = dict(
        Carrier.objects.filter(seed__in=everyone, valid_from__lte=as_of)
        .order_by()
        .values_list("seed")
        .annotate(day=Min("valid_from"))
    )
    licensed = _licensed(as_of)
    rows = []
    for seed in seeds:
        days = [carried[pk] for pk in kin[seed.pk] if pk in carried]
        days += [
            award.began_on
            for pk in kin[seed.pk]
            for award in held.get(pk, ())
            if ref_of(award.code) in seen
        ]
        own = [one for one in held.get(seed.pk, ()) if ref_of(one.code) in seen]
        rows.append(_measured(seed, own, days, licensed, as_of))
    times = [one.months for one in rows if one.months is not None]
    return Measures(
        rows=tuple(sorted(rows, key=_order)),
        licensing=rules.spread(times),
        idling=rules.spread([gap.months for one in rows for gap in one.gaps]),
        unlicensed=len(rows) - len(times),
    )


def _licensed(as_of: date) -> dict[int, date]:
    """The first verified licence of each award."""
    rows = OutcomeAward.objects.filter(
        outcome__sort=LICENCE, outcome__state=VERIFIED, outcome__occurred_on__lte=as_of
    )
    return dict(rows.order_by().values_list("award_id").annotate(day=Min("outcome__occurred_on")))


def _measured(
    seed: Seed,
    own: Sequence[Award],
    days: Iterable[date | None],
    licensed: Mapping[int, date],
    as_of: date,
) -> Measured:
    """The line begins with what the seed continues; licences and gaps are those of its awards."""
    awards = [one for one in own if one.began_on <= as_of]
    began = min((day for day in days if day is not None and day <= as_of), default=None)
    licence = min((licensed[one.pk] for one in awards if one.pk in licensed), default=None)
    months = rules.months_from(began, licence) if began and licence else None
    gaps = timeline.gaps(
        [(ref_of(one.code), one.began_on, one.ended_on or one.ends_on) for one in awards]
    )
    return Measured(
        ref=Ref(SEED, seed.code),
        title=title_of(seed),
        began_on=began,
        licensed_on=licence,
        months=months,
        idle=sum(one.months for one in gaps),
        gaps=gaps,
        fictional=seed.fictional,
    )


def _order(one: Measured) -> tuple[bool, int, str]:
    return (one.months is None, one.months or 0, one.ref.code)
