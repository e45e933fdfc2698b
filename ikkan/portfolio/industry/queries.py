"""Reads of a seed's way to industry: milestones and slips, readiness, interests, the data room.

Called by the pages of this part, by boards of officers and by the merging of seeds. Whatever is
kept in confidence goes through the sight of its own records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from ikkan.audit.actor import Actor
from ikkan.plan.queries import snapshot
from ikkan.portfolio.industry import rules, words
from ikkan.portfolio.industry.inside import Interest, Introduction, RoomGrant, Steward
from ikkan.portfolio.industry.models import (
    Certification,
    EligibilityCheck,
    Investment,
    Milestone,
    ReadinessItem,
)
from ikkan.portfolio.models import Seed
from ikkan.records.queries import visible

SCHEME: Final = "support_scheme"
"""The form of programmes of the pack that are schemes of support."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A milestone with how far it slipped."""

    milestone: Milestone
    seed: Seed
    slip: rules.Slip


def milestones(
    actor: Actor, as_of: date, *, seeds: Collection[str] | None = None, slipped: bool = False
) -> list[Row]:
    """Milestones that the actor may see, of some seeds or all, the most slipped first.

    One query. `slipped`: only those whose day lies after the first plan.
    """
    found = visible(rules.MILESTONE, actor)
    if seeds is not None:
        found = found.filter(seed__code__in=seeds)
    rows = [
        Row(
            milestone=one,
            seed=one.seed,
            slip=rules.slip_of(one.planned_on, one.due_on, one.done_on, as_of),
        )
        for one in found
    ]
    if slipped:
        rows = [one for one in rows if one.slip.days > 0]
    return sorted(rows, key=lambda one: (-one.slip.days, one.slip.due_on, one.milestone.code))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """How many conditions of a seed have evidence, of how many that apply; never a score."""

    wanted: int
    evidenced: int
    working: int
    open: int
    not_needed: int
    unowned: int
    overdue: int


def readiness(seeds: Iterable[Seed], as_of: date) -> dict[int, Ready]:
    """By key of the seed; one query. Seeds without a checklist are left out."""
    late = Q(due_on__lt=as_of, state__in=(words.OPEN, words.WORKING))
    rows: Any = ReadinessItem.objects.filter(seed__in=[one.pk for one in seeds]).values("seed")
    counted = rows.annotate(
        **{state: Count("pk", filter=Q(state=state)) for state in words.ITEM_STATES},
        all=Count("pk"),
        unowned=Count("pk", filter=Q(state__in=(words.OPEN, words.WORKING), owner__isnull=True)),
        overdue=Count("pk", filter=late),
    )
    return {
        row["seed"]: Ready(
            wanted=row["all"] - row[words.NOT_NEEDED],
            evidenced=row[words.EVIDENCED],
            working=row[words.WORKING],
            open=row[words.OPEN],
            not_needed=row[words.NOT_NEEDED],
            unowned=row["unowned"],
            overdue=row["overdue"],
        )
        for row in counted.order_by("seed")
    }


def stewards(as_of: date) -> QuerySet[Steward]:
    """Those who may be trusted with confidences on that day."""
    on = Q(valid_to__isnull=True) | Q(valid_to__gte=as_of)
    return Steward.objects.filter(on, valid_from__lte=as_of).select_related("person")


def interested(seed: Seed, viewer: Actor) -> list[Interest]:
    """Stated interests in the seed, named or by its nature, that the viewer may see. One query."""
    return [
        one
        for one in visible(rules.INTEREST, viewer).filter(state=words.STATED)
        if _fits(one, seed)
    ]


def confidential_companies(seed_code: str) -> set[str]:
    """Codes of the companies with an interest or an introduction in confidence for that seed.

    For refusals alone: never shown. Two queries.
    """
    stated = Interest.objects.filter(seed__code=seed_code, state=words.STATED)
    met = Introduction.objects.filter(seed__code=seed_code).exclude(state=words.DECLINED)
    return {code for rows in (stated, met) for code in rows.values_list("company__code", flat=True)}


def _fits(interest: Interest, seed: Seed) -> bool:
    if interest.seed is not None:
        return interest.seed.pk == seed.pk
    domains = set(getattr(seed, "domains", ()))
    asked = (
        (interest.modalities, {seed.modality}),
        (interest.phases, {getattr(seed, "phase", "")}),
        (interest.domains, domains),
    )
    return all(not wanted or set(wanted) & had for wanted, had in asked)


def live_grants(actor: Actor, as_of: date) -> QuerySet[RoomGrant]:
    """Grants by which the actor's company may open documents on that day."""
    own = [
        one.code
        for one in actor.scopes
        if (one.role, one.kind) == ("company", rules.ORGANISATION) and one.code
    ]
    rows = RoomGrant.objects.filter(
        introduction__company__code__in=own,
        introduction__state=words.INTRODUCED,
        granted_on__lte=as_of,
        valid_to__gte=as_of,
        revoked_on__isnull=True,
    )
    return rows.select_related("introduction__company", "introduction__seed").order_by("pk")


def needs_investment(programme: str, as_of: date) -> bool:
    """Whether the pack says that awards of the programme need a certified investment."""
    rows = snapshot(as_of).entries("programme", state="all")
    return any(row.code == programme and row.data.get("needs_investment") for row in rows)


def certified_investment(
    company: str, as_of: date
) -> tuple[Investment | None, Certification | None, int]:
    """The latest investment in the company by an investor certified on its day; how many in all.

    Two queries.
    """
    rows: Sequence[Investment] = list(
        Investment.objects.filter(company__code=company, invested_on__lte=as_of)
        .select_related("investor", "company")
        .order_by("-invested_on", "-pk")
    )
    held: dict[int, list[Certification]] = {}
    for one in Certification.objects.filter(investor__in={row.investor_id for row in rows}):
        held.setdefault(one.investor_id, []).append(one)
    for row in rows:
        for one in held.get(row.investor_id, ()):
            ends = one.valid_to or date.max
            if one.valid_from <= row.invested_on <= ends:
                return row, one, len(rows)
    return None, None, len(rows)


def eligible(subject: str) -> bool:
    """Whether the last check of an application or award found the investment that it needs."""
    last = EligibilityCheck.objects.filter(subject=subject).order_by("-pk").first()
    return last is not None and last.verdict == words.ELIGIBLE
