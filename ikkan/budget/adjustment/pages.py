"""What the public pages of the adjustment fund show beside the printed history.

Decides: which recorded rows count: those the reader may see, with the amounts that are left after
re-assignment. Called by views. Source: 002 L346 (links between programmes), 003 L505.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet, Sum

from ikkan.audit.actor import Actor
from ikkan.budget.actions import TRANSFER_KIND
from ikkan.budget.adjustment import messages, paper
from ikkan.budget.adjustment.naming import name_of
from ikkan.budget.adjustment.queries import CHECK, PROPOSAL, ROUND, YEAR
from ikkan.budget.adjustment.reassigning import left
from ikkan.budget.models import (
    AdjustmentAward,
    AdjustmentDecision,
    AdjustmentRound,
    AdjustmentStep,
    AdjustmentYear,
)
from ikkan.plan.snapshot import Snapshot
from ikkan.records import queries as records
from ikkan.records.kinds import kind_of
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One decided amount of a proposal, as it is now, and what was moved to or from it."""

    award: AdjustmentAward
    title: Text
    programme: Text
    ministry: Text
    yen: int

    @property
    def proposal(self) -> Any:
        return self.award.proposal

    @property
    def url(self) -> str:
        return _url(PROPOSAL, self.award.proposal.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A recorded round with its decided amounts."""

    round: AdjustmentRound
    amounts: tuple[Amount, ...]

    @property
    def yen(self) -> int:
        """Newly decided; what was re-assigned is in the pot already."""
        return sum(one.award.yen for one in self.amounts if one.award.reassigned_from_id is None)

    @property
    def moved(self) -> int:
        """Re-assigned into this round."""
        return sum(one.award.yen for one in self.amounts if one.award.reassigned_from_id)

    @property
    def state(self) -> Text:
        return messages.ROUND_STATES[self.round.state]

    @property
    def sort(self) -> Text:
        return messages.SORTS[self.round.sort]

    @property
    def has_plan(self) -> bool:
        """Whether there is anything to print in an execution plan."""
        return bool(self.amounts) or self.round.put_forward_on is not None

    @property
    def url(self) -> str:
        return _url(ROUND, self.round.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """A recorded year with its rounds."""

    year: AdjustmentYear
    rounds: tuple[Round, ...]

    @property
    def decided(self) -> int:
        return sum(one.yen for one in self.rounds)

    @property
    def remaining(self) -> int:
        return self.year.yen - self.decided

    @property
    def status(self) -> Text:
        return messages.STATUSES[self.year.status]

    @property
    def origin(self) -> Text:
        return Text(self.year.origin_ja, self.year.origin_en or self.year.origin_ja)

    @property
    def url(self) -> str:
        return _url(YEAR, self.year.code)


@dataclass(slots=True, kw_only=True)
class Pair:
    """Money that linked two programmes: from the one of the predecessor to the one that takes."""

    earlier: Text
    later: Text
    yen: int = 0
    proposals: list[Any] = field(default_factory=list)

    @property
    def links(self) -> list[tuple[Any, str]]:
        """Its proposals with their pages."""
        return [(one, _url(PROPOSAL, one.code)) for one in self.proposals]


@dataclass(slots=True, kw_only=True)
class Effect:
    """How often an effect was expected, with how much money, and how often it was seen later."""

    code: str
    label: Text
    expected: int = 0
    yen: int = 0
    checked: int = 0
    seen: int = 0


def recorded(known: Snapshot, actor: Actor, as_of: date, year: int | None = None) -> dict[str, Any]:
    """Recorded years with rounds and amounts, what the money linked, and its effects."""
    rows = records.visible(YEAR, actor)
    if year is not None:
        rows = rows.filter(fiscal_year=year)
    found = list(rows.order_by("fiscal_year"))
    rounds = list(records.visible(ROUND, actor).filter(year__in=found).order_by("number"))
    awards = _awards(actor, rounds, as_of)
    amounts = [_amount(known, one) for one in awards]
    pools = tuple(_pool(one, rounds, amounts) for one in found)
    return {
        "pools": pools,
        "pot": pools[0] if year is not None and pools else None,
        "pairs": _pairs(known, actor, amounts),
        "effects": _effects(known, actor, amounts),
        "made_up": any(one.fictional for one in found),
    }


def _awards(actor: Actor, rounds: Sequence[AdjustmentRound], as_of: date) -> list[AdjustmentAward]:
    seen = records.visible(PROPOSAL, actor).order_by().values("pk")
    open_to = records.visible(TRANSFER_KIND, actor).order_by().values("pk")
    steps = AdjustmentStep.objects.filter(transfer__in=open_to)
    steps = steps.prefetch_related("transfer__postings__account")
    return list(
        AdjustmentAward.objects.filter(
            decision__round__in=rounds,
            decision__decided_on__lte=as_of,
            proposal__in=seen,
            yen__gt=0,
        )
        .select_related("proposal", "decision", "reassigned_from__proposal")
        .prefetch_related("reassigned", Prefetch("steps", steps))
        .order_by("decision__round__number", "pk")
    )


def plan_of(
    one: AdjustmentRound, actor: Actor, as_of: date
) -> tuple[list[paper.Line], paper.Standing, list[AdjustmentDecision]]:
    """The amounts of a round for its paper, how the pot stood, and what decided them.

    Before a decision those of the draft that was put forward, as far as the reader may see them.
    """
    made = list(one.decisions.filter(decided_on__lte=as_of).select_related("decision"))
    before = _new_money(one.year, as_of).filter(decision__round__number__lt=one.number)
    spent = before.aggregate(yen=Sum("yen"))["yen"] or 0
    if made:
        awards = _awards(actor, [one], as_of)
        lines = paper.decided(awards)
        here = _new_money(one.year, as_of).filter(decision__round=one)
        yen = here.aggregate(yen=Sum("yen"))["yen"] or 0
    else:
        drafts = records.visible(PROPOSAL, actor).filter(round=one).order_by("pk")
        lines = paper.drafted(drafts) if one.put_forward_on else []
        yen = sum(line.yen for line in lines)
    return lines, paper.Standing(pot=one.year.yen, before=spent, here=yen), made


def _new_money(year: AdjustmentYear, as_of: date) -> QuerySet[AdjustmentAward]:
    return AdjustmentAward.objects.filter(
        decision__round__year=year,
        decision__decided_on__lte=as_of,
        reassigned_from__isnull=True,
    )


def _amount(known: Snapshot, award: AdjustmentAward) -> Amount:
    proposal = award.proposal
    return Amount(
        award=award,
        title=Text(proposal.title_ja, proposal.title_en or proposal.title_ja),
        programme=name_of(known, "programme", proposal.programme),
        ministry=name_of(known, "body", proposal.ministry),
        yen=left(award),
    )


def _pool(
    year: AdjustmentYear, rounds: Iterable[AdjustmentRound], amounts: Sequence[Amount]
) -> Pool:
    own = (one for one in rounds if one.year_id == year.pk)
    return Pool(
        year=year,
        rounds=tuple(
            Round(
                round=one,
                amounts=tuple(row for row in amounts if row.award.decision.round_id == one.pk),
            )
            for one in own
        ),
    )


def _pairs(known: Snapshot, actor: Actor, amounts: Sequence[Amount]) -> tuple[Pair, ...]:
    """Money by predecessor's programme and own programme, the largest first."""
    named = [one for one in amounts if one.proposal.predecessor and one.yen > 0]
    refs = {one.award.pk: Ref.parse(one.proposal.predecessor) for one in named}
    earlier = programmes(refs.values(), actor)
    found: dict[tuple[str, str], Pair] = {}
    for one in named:
        code = earlier.get(refs[one.award.pk])
        if code is None:
            continue
        pair = found.setdefault(
            (code, one.proposal.programme),
            Pair(earlier=name_of(known, "programme", code), later=one.programme),
        )
        pair.yen += one.yen
        if one.proposal not in pair.proposals:
            pair.proposals.append(one.proposal)
    return tuple(sorted(found.values(), key=lambda pair: -pair.yen))


def programmes(refs: Iterable[Ref], actor: Actor) -> dict[Ref, str]:
    """The programme of each record that the reader may see; a programme is its own."""
    wanted = set(refs)
    found = {ref: ref.code for ref in wanted if ref.kind == "programme"}
    for ref, record in records.many(wanted - set(found), actor).items():
        kind = kind_of(ref.kind)
        for one in kind.fields if kind else ():
            said = one.of(record) if one.kind == "programme" and one.shown_to(actor) else None
            if isinstance(said, Ref):
                found.setdefault(ref, said.code)
    return found


def _effects(known: Snapshot, actor: Actor, amounts: Sequence[Amount]) -> tuple[Effect, ...]:
    """By effect: how many amounts expected it, and in how many checks it was seen."""
    found: dict[str, Effect] = {}
    for one in amounts:
        if one.yen > 0:
            effect = found.setdefault(one.proposal.effect, _effect(known, one.proposal.effect))
            effect.expected += 1
            effect.yen += one.yen
    checks = records.visible(CHECK, actor).filter(
        award__in=[one.award.pk for one in amounts], finished_on__isnull=False
    )
    for check in checks.select_related("award__proposal"):
        found.setdefault(
            check.award.proposal.effect, _effect(known, check.award.proposal.effect)
        ).checked += 1
        if check.effect:
            found.setdefault(check.effect, _effect(known, check.effect)).seen += 1
    return tuple(found.values())


def _effect(known: Snapshot, code: str) -> Effect:
    return Effect(code=code, label=name_of(known, "adjustment_code", code))


def _url(kind: str, code: str) -> str:
    found = kind_of(kind)
    return found.url(code) if found else ""
