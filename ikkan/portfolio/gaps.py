"""Where lines end without a next step: awards, seeds, gates and hand-overs left hanging.

Decides: the rules of the broken-line report that need the portfolio. Called at start. A stop, a
No-go or an end with its reason is no gap: it says why nothing follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from ikkan.awards.edges import KIND as AWARD
from ikkan.awards.gaps import gaps as award_gaps
from ikkan.awards.models import Award
from ikkan.awards.rules import months_between
from ikkan.line import registry
from ikkan.line.registry import Gap
from ikkan.portfolio import rules, words
from ikkan.portfolio.edges import GATE, HANDOVER, SEED
from ikkan.portfolio.models import Gate, Handover, Seed
from ikkan.values.ref import Ref
from ikkan.values.text import Text

Finder = Callable[[date], QuerySet[Any]]


def register() -> None:
    """Declare every rule of this module."""
    for kind, code, label, finder in _RULES:
        registry.register_gap(kind, code, label, _as_of(kind, finder))


def _as_of(kind: str, finder: Finder) -> Callable[[date], Iterable[Gap]]:
    def query(as_of: date) -> Iterable[Gap]:
        rows = finder(as_of).order_by("pk")
        if kind == AWARD:
            return award_gaps(rows)
        return [
            Gap(
                ref=Ref(kind, row.code),
                label=words.title_of(row),
                url=reverse(f"records:{kind}.record", kwargs={"code": row.code}),
            )
            for row in rows
        ]

    return query


def ended(as_of: date) -> Q:
    """Awards that are over on the day."""
    return Q(ends_on__lt=as_of) | Q(ended_on__lt=as_of)


def _awards_without_successor(as_of: date) -> QuerySet[Award]:
    seeds = Seed.objects.filter(awards=OuterRef("pk")).exclude(state=rules.ACTIVE)
    gates = Gate.objects.filter(award=OuterRef("pk"), decision=rules.NO_GO)
    handed = Handover.objects.filter(award=OuterRef("pk"))
    return (
        Award.objects.filter(ended(as_of), published=True, reason="", continued_by__isnull=True)
        .exclude(Exists(seeds))
        .exclude(Exists(gates))
        .exclude(Exists(handed))
    )


def _seeds_left(as_of: date) -> QuerySet[Seed]:
    running = Award.objects.filter(seeds=OuterRef("pk")).exclude(ended(as_of))
    open_handovers = Handover.objects.filter(seed=OuterRef("pk")).exclude(state=rules.DECLINED)
    return (
        Seed.objects.filter(state=rules.ACTIVE, named_on__lte=as_of)
        .exclude(Exists(running))
        .exclude(Exists(open_handovers))
    )


def _gates_passed(as_of: date) -> QuerySet[Gate]:
    handed = Handover.objects.filter(award=OuterRef("award"))
    over = Seed.objects.filter(awards=OuterRef("award")).exclude(state=rules.ACTIVE)
    return (
        Gate.objects.filter(
            Q(award__ends_on__lt=as_of) | Q(award__ended_on__lt=as_of),
            decision__in=(rules.GO, rules.CONDITIONAL, rules.REDIRECT),
            decided_on__lte=as_of,
            award__continued_by__isnull=True,
        )
        .exclude(Exists(handed))
        .exclude(Exists(over))
        .select_related("award")
    )


def _gates_overdue(as_of: date) -> QuerySet[Gate]:
    return Gate.objects.filter(decision=rules.CONDITIONAL, due_on__lt=as_of).select_related("award")


def _handovers_untaken(as_of: date) -> QuerySet[Handover]:
    rows = Handover.objects.filter(state=rules.DECIDED, decided_on__lte=as_of)
    return rows.filter(to_award__isnull=True).select_related("award")


def _handovers_late(as_of: date) -> QuerySet[Handover]:
    rows = Handover.objects.filter(to_award__began_on__lte=as_of).select_related("award")
    late = [
        row.pk
        for row in rows.select_related("to_award")
        if row.to_award is not None
        and months_between(row.award.ended_on or row.award.ends_on, row.to_award.began_on)
    ]
    return rows.filter(pk__in=late)


_RULES: Final[tuple[tuple[str, str, Text, Finder], ...]] = (
    (
        AWARD,
        "award.successor",
        Text(
            "後継も引継ぎも理由もなく終わった課題",
            "Ended awards without successor, hand-over or reason",
        ),
        _awards_without_successor,
    ),
    (
        SEED,
        "seed.successor",
        Text(
            "担う課題が終わり、後継も結末もないシーズ",
            "Seeds whose awards ended, without successor or recorded end",
        ),
        _seeds_left,
    ),
    (
        GATE,
        "gate.next",
        Text(
            "判断の後、引継ぎも終わりもないまま課題が終わったゲート",
            "Gates decided without hand-over or end before their award ended",
        ),
        _gates_passed,
    ),
    (
        GATE,
        "gate.due",
        Text("期日を過ぎた条件付き継続", "Conditional gos past their due day"),
        _gates_overdue,
    ),
    (
        HANDOVER,
        "handover.award",
        Text("後継の課題が結ばれていない引継ぎ", "Decided hand-overs without a successor award"),
        _handovers_untaken,
    ),
    (
        HANDOVER,
        "handover.break",
        Text(
            "後継の課題が始まるまで一か月以上空いた引継ぎ",
            "Hand-overs whose successor began a month or more after the award ended",
        ),
        _handovers_late,
    ),
)
