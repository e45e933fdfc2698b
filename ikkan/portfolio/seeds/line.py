"""Everything that happened to a seed and to what it continues, as the reader may see it.

Decides: on which lane each event stands and on what its date rests. Called by the page of a seed;
a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from django.db.models import Q, Sum

from ikkan.audit.actor import SYSTEM_ROLE, Actor
from ikkan.awards.edges import KIND as AWARD
from ikkan.awards.edges import ref_of
from ikkan.awards.models import Award
from ikkan.awards.queries import start_month
from ikkan.budget.models import Posting
from ikkan.outcomes.models import OutcomeAward
from ikkan.outcomes.rules import APPROVAL, LICENCE, LISTING, SORTS, TRIAL
from ikkan.portfolio import messages as said
from ikkan.portfolio.edges import GATE, HANDOVER
from ikkan.portfolio.industry.rules import MILESTONE
from ikkan.portfolio.models import Seed
from ikkan.portfolio.sections import BACK, INSIDE, MONEY_ROLES
from ikkan.portfolio.seeds import messages, queries, rules, timeline
from ikkan.portfolio.seeds.models import Carrier, SeedLink, SeedNote
from ikkan.portfolio.seeds.rules import COMPANY, DAY, NONE, OUTCOME, YEAR, When
from ikkan.portfolio.seeds.timeline import EXIT, GATES, MONEY, PLAN, PROGRAMME, RESEARCH, Event
from ikkan.records.queries import many, visible
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

_EXITS: Final = (LICENCE, APPROVAL, LISTING)
_AWARD_DAYS: Final = Text("課題の期間（始まりと終わりの日）", "First and last day of the award")
_CARRIER_DAYS: Final = Text("担い手として記録した期間", "Days recorded for the carrier")
_NO_DAYS: Final = Text("日付の記録なし", "No date on record")
_YEAR_NOTED: Final = Text("年度の進捗の記録", "Progress noted for the fiscal year")
_DUE: Final = Text("マイルストーンの今の期日", "Day on which the milestone is now due")
_OUTCOME_DAY: Final = Text("成果の日（根拠：{evidence}）", "Day of the outcome ({evidence})")
_PRODUCT: Final = Text("製品", "Product")
_PAID: Final = Text("口座の記録", "The ledger")
_PAID_LABEL: Final = Text("支出 {yen}円", "Paid ¥{yen}")
_GATE_DAY: Final = Text("判断の日", "Day of the decision")
_GATE_OPEN: Final = Text("開いた日（判断待ち）", "Opened, not yet decided")
_PROPOSED: Final = Text("提案の日", "Day of the proposal")
_MADE: Final = Text("版を書いた日", "Day on which the version was written")
_PROFILE: Final = Text(
    "標的製品プロファイル 第{number}版", "Target product profile, version {number}"
)
_LINEAGE: Final = Text("{sort}：{title}から", "{sort}, from {title}")
_LINEAGE_DAY: Final = Text("系譜を記録した日", "Day on which the lineage was recorded")
_END_DAY: Final = Text("結末を記録した日", "Day recorded for the end")
_DOCUMENT: Final = Text("根拠：{evidence}", "Evidence: {evidence}")


def events(seed: Seed, actor: Actor, as_of: date) -> list[Event]:
    """The events of the seed and of all that it continues, as far as the actor may see them."""
    pks = queries.family(seed)
    awards = awards_of(pks, actor, as_of)
    found = [
        *(_award(row) for row in awards),
        *_carriers(pks, actor, as_of),
        *_notes(pks, as_of),
        *_milestones(pks, actor, as_of),
        *_profiles(pks, actor, as_of),
        *_products(pks, actor, as_of),
        *_outcomes(awards, actor, as_of),
        *_gates(awards, actor, as_of),
        *_lineage(pks, actor, as_of),
        *_ends(seed, as_of),
    ]
    if _holds(actor, MONEY_ROLES):
        found += _money(awards, as_of)
    return found


def awards_of(pks: Iterable[int], actor: Actor, as_of: date) -> list[Award]:
    """Visible awards that carry any of these seeds and had begun on the day."""
    rows = visible(AWARD, actor).filter(pk__in=_carrying(pks), began_on__lte=as_of)
    return list(rows.order_by("began_on", "pk"))


def gaps_of(awards: Iterable[Award]) -> tuple[timeline.Gap, ...]:
    """Months without support between awards of one line."""
    return timeline.gaps(
        [(ref_of(one.code), one.began_on, one.ended_on or one.ends_on) for one in awards]
    )


def _carrying(pks: Iterable[int]) -> Any:
    return Award.objects.filter(seeds__in=list(pks)).order_by().values("pk")


def _holds(actor: Actor, roles: Iterable[str]) -> bool:
    return SYSTEM_ROLE in actor.roles or bool(set(roles) & actor.roles)


def _on(day: date) -> When:
    return When(first=day, last=day, precision=DAY)


def _span(first: date | None, last: date | None) -> When:
    if first is None and last is None:
        return When(first=None, last=None, precision=NONE)
    return When(first=first, last=last, precision=timeline.SPAN)


def _year(year: int, month: int) -> When:
    whole = FiscalYear(year, month)
    return When(first=whole.start, last=whole.end, precision=YEAR)


def _award(row: Award) -> Event:
    return Event(
        lane=PROGRAMME,
        when=_span(row.began_on, row.ended_on or row.ends_on),
        label=Text.either(row.title_ja, row.title_en),
        ground=_AWARD_DAYS,
        ref=ref_of(row.code),
    )


def _carriers(pks: list[int], actor: Actor, as_of: date) -> Iterator[Event]:
    rows = [
        row
        for row in Carrier.objects.filter(seed__in=pks)
        if (row.sort != COMPANY or _holds(actor, INSIDE))
        and (row.valid_from is None or row.valid_from <= as_of)
    ]
    seen = many((Ref.parse(row.ref) for row in rows), actor)
    drawn: set[str] = set()
    for row in rows:
        ref = Ref.parse(row.ref)
        if ref not in seen or row.ref in drawn or ref.kind == OUTCOME:
            continue
        drawn.add(row.ref)
        when = _span(row.valid_from, row.valid_to)
        yield Event(
            lane=RESEARCH,
            when=when,
            label=messages.CARRIERS[row.sort],
            ground=_NO_DAYS if when.precision == NONE else _CARRIER_DAYS,
            ref=ref,
        )
    trials: list[Any] = [one for ref, one in seen.items() if ref.kind == OUTCOME]
    yield from (_outcome(one) for one in trials if one.occurred_on <= as_of)


def _notes(pks: list[int], as_of: date) -> Iterator[Event]:
    month = start_month(as_of)
    for row in SeedNote.objects.filter(seed__in=pks, noted_on__lte=as_of):
        when = _year(row.fiscal_year, month)
        yield Event(lane=RESEARCH, when=when, label=row.text, ground=_YEAR_NOTED)


def _milestones(pks: list[int], actor: Actor, as_of: date) -> Iterator[Event]:
    """Reached ones on their day with the evidence; the others on the day now planned."""
    for row in visible(MILESTONE, actor).filter(seed__in=pks):
        reached = row.done_on is not None and row.done_on <= as_of
        yield Event(
            lane=RESEARCH if reached else PLAN,
            when=_on(row.done_on if reached else row.due_on),
            label=row.title,
            ground=_DOCUMENT.format(evidence=row.evidence) if reached else _DUE,
            ref=Ref(MILESTONE, row.code),
        )


def _profiles(pks: list[int], actor: Actor, as_of: date) -> Iterator[Event]:
    for row in visible(rules.PROFILE, actor).filter(seed__in=pks, made_on__lte=as_of):
        yield Event(
            lane=PLAN,
            when=_on(row.made_on),
            label=_PROFILE.format(number=row.number),
            ground=_MADE,
            ref=Ref(rules.PROFILE, row.code),
        )


def _products(pks: list[int], actor: Actor, as_of: date) -> Iterator[Event]:
    for row in visible(rules.PRODUCT, actor).filter(seed__in=pks, recorded_on__lte=as_of):
        ground = _DOCUMENT.format(evidence=row.evidence) if row.evidence else _NO_DAYS
        ref, dated = Ref(rules.PRODUCT, row.code), False
        for step in rules.STEPS:
            when = rules.read_when(getattr(row, step))
            if when.first is None or when.first > as_of:
                continue
            dated = True
            yield Event(lane=EXIT, when=when, label=messages.STEPS[step], ground=ground, ref=ref)
        if not dated:
            when = When(first=None, last=None, precision=NONE)
            yield Event(lane=EXIT, when=when, label=_PRODUCT, ground=_NO_DAYS, ref=ref)


def _outcomes(awards: list[Award], actor: Actor, as_of: date) -> Iterator[Event]:
    rows = visible(OUTCOME, actor).filter(
        pk__in=_of_awards(awards), sort__in=(*_EXITS, TRIAL), occurred_on__lte=as_of
    )
    yield from (_outcome(row) for row in rows)


def _of_awards(awards: list[Award]) -> Any:
    rows = OutcomeAward.objects.filter(award__in=[one.pk for one in awards])
    return rows.order_by().values("outcome")


def _outcome(row: Any) -> Event:
    return Event(
        lane=RESEARCH if row.sort == TRIAL else EXIT,
        when=_on(row.occurred_on),
        label=SORTS[row.sort],
        ground=_OUTCOME_DAY.format(evidence=row.evidence),
        ref=Ref(OUTCOME, row.code),
    )


def _gates(awards: list[Award], actor: Actor, as_of: date) -> Iterator[Event]:
    pks = [one.pk for one in awards]
    for row in visible(GATE, actor).filter(award__in=pks, opened_on__lte=as_of):
        decided = row.decided_on is not None and row.decided_on <= as_of
        yield Event(
            lane=GATES,
            when=_on(row.decided_on if decided else row.opened_on),
            label=said.DECISION_LABELS[row.decision if decided else "pending"],
            ground=_GATE_DAY if decided else _GATE_OPEN,
            ref=Ref(GATE, row.code),
        )
    for row in visible(HANDOVER, actor).filter(award__in=pks, proposed_on__lte=as_of):
        decided = row.decided_on is not None and row.decided_on <= as_of
        yield Event(
            lane=GATES,
            when=_on(row.decided_on if decided else row.proposed_on),
            label=said.HANDOVER_LABELS.get(row.state if decided else "proposed", said.HANDOVER),
            ground=_GATE_DAY if decided else _PROPOSED,
            ref=Ref(HANDOVER, row.code),
        )


def _lineage(pks: list[int], actor: Actor, as_of: date) -> Iterator[Event]:
    rows = SeedLink.objects.filter(seed__in=pks, made_on__lte=as_of).select_related("earlier")
    seen = many((Ref(rules.SEED, row.earlier.code) for row in rows), actor)
    for row in rows:
        ref = Ref(rules.SEED, row.earlier.code)
        if ref in seen:
            title = Text.either(row.earlier.title_ja, row.earlier.title_en)
            label = _LINEAGE.format(sort=messages.LINKS[row.sort], title=title)
            yield Event(lane=PLAN, when=_on(row.made_on), label=label, ground=_LINEAGE_DAY, ref=ref)


def _ends(seed: Seed, as_of: date) -> Iterator[Event]:
    if seed.ended_on is not None and seed.ended_on <= as_of:
        label = said.SEED_LABELS[seed.state]
        yield Event(lane=EXIT, when=_on(seed.ended_on), label=label, ground=_END_DAY)


def _money(awards: list[Award], as_of: date) -> Iterator[Event]:
    """What was paid in each fiscal year, as capsules of that year."""
    month = start_month(as_of)
    rows = Posting.objects.filter(
        Q(yen__gt=0) | Q(transfer__instrument__in=[one.value for one in BACK]),
        account__in=[one.account_id for one in awards if one.account_id is not None],
        transfer__made_on__lte=as_of,
    )
    paid = rows.order_by().values_list("transfer__fiscal_year").annotate(yen=Sum("yen"))
    for year, yen in sorted(paid):
        label = _PAID_LABEL.format(yen=f"{yen:,}")
        yield Event(lane=MONEY, when=_year(year, month), label=label, ground=_PAID)
