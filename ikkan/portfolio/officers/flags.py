"""Which awards carry a risk, by which rule, and the records that show it.

Decides: the rules of the boards' risk column. Called by boards; one query for each rule, two for
milestones; only what the reader may see is read. Source: S-344, S-367, public_facts E-3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q

from ikkan.audit.actor import Actor
from ikkan.awards.edges import KIND as AWARD
from ikkan.awards.edges import ref_of
from ikkan.portfolio import rules as machine
from ikkan.portfolio.edges import GATE
from ikkan.portfolio.gaps import ended
from ikkan.portfolio.industry.rules import MILESTONE
from ikkan.portfolio.models import Gate, Handover, Seed, SeedAward
from ikkan.portfolio.officers import rules
from ikkan.portfolio.officers.rules import ISSUE
from ikkan.records.queries import visible
from ikkan.values.ref import Ref
from ikkan.values.text import Text

Found = dict[str, list[Ref]]
"""Award → the records that show the flag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A sort of risk and the rule that raises it."""

    code: str
    label: Text
    rule: Text


FLAGS: Final[Mapping[str, Flag]] = {
    one.code: one
    for one in (
        Flag(
            code="gate_overdue",
            label=Text("期日を過ぎた条件付き継続", "Conditional go overdue"),
            rule=Text(
                "条件付き継続の期日が過ぎ、判断がない（gate.due）。",
                "The due day of a conditional go is past and nothing was decided (gate.due).",
            ),
        ),
        Flag(
            code="conditional",
            label=Text("条件付き継続", "Conditional go"),
            rule=Text(
                "条件付き継続の条件がまだ満たされていない。",
                "The conditions of a conditional go are not settled yet.",
            ),
        ),
        Flag(
            code="ending",
            label=Text("ゲートなしで終わりが近い", "Ends soon without a gate"),
            rule=Text(
                "18か月以内に終わり、ゲートが開かれていない。",
                "It ends within 18 months and no gate was opened.",
            ),
        ),
        Flag(
            code="slipped",
            label=Text("予定の終わりを過ぎて実施中", "Active past its planned end"),
            rule=Text(
                "計画した最終日が過ぎても、完了も中止も記録されていない。",
                "The planned last day is past; neither completion nor stop is recorded.",
            ),
        ),
        Flag(
            code="no_successor",
            label=Text("後継なしで終了", "Ended without successor"),
            rule=Text(
                "後継も引継ぎも理由もなく終わった（award.successor）。",
                "It ended without successor, hand-over or reason (award.successor).",
            ),
        ),
        Flag(
            code="issue",
            label=Text("課題事項の遅れ", "Issue overdue"),
            rule=Text(
                "この課題を名指す課題事項が期限を過ぎている。",
                "An issue that names the award is past its due day.",
            ),
        ),
        Flag(
            code="milestone",
            label=Text("マイルストーンの遅れ", "Milestone late"),
            rule=Text(
                "担うシーズのマイルストーンが期日を過ぎた、または当初の日から延びた。",
                "A milestone of its seed is overdue, or was put off from its first day.",
            ),
        ),
    )
}


def of_awards(actor: Actor, as_of: date) -> dict[str, Found]:
    """Flag → award → records, among everything that the actor sees."""
    return {
        "gate_overdue": _gates(actor, as_of, overdue=True),
        "conditional": _gates(actor, as_of, overdue=False),
        "ending": _awards(actor, _ending(as_of)),
        "slipped": _awards(actor, Q(state="active", ends_on__lt=as_of)),
        "no_successor": _awards(actor, _left(as_of)),
        "issue": _issues(actor, as_of),
        "milestone": _milestones(actor, as_of),
    }


def late_milestones(actor: Actor, as_of: date) -> list[Any]:
    """Milestones not reached that are overdue or were put off, the earliest first."""
    late = Q(due_on__lt=as_of) | Q(due_on__gt=F("planned_on"))
    rows = visible(MILESTONE, actor).filter(late, done_on__isnull=True)
    return list(rows.order_by("due_on", "pk"))


def _gates(actor: Actor, as_of: date, *, overdue: bool) -> Found:
    """A due day on the last day counts as in time."""
    rows = visible(GATE, actor).filter(decision=machine.CONDITIONAL, decided_on__lte=as_of)
    due = rows.filter(due_on__lt=as_of) if overdue else rows.filter(due_on__gte=as_of)
    found: Found = defaultdict(list)
    for award, gate in due.values_list("award__code", "code"):
        found[award].append(Ref(GATE, gate))
    return dict(found)


def _awards(actor: Actor, condition: Q) -> Found:
    codes = visible(AWARD, actor).filter(condition).values_list("code", flat=True)
    return {code: [ref_of(code)] for code in codes}


def _ending(as_of: date) -> Q:
    last = machine.months_after(as_of, machine.MONTHS_BEFORE_END)
    soon = Q(state="active", began_on__lte=as_of, ends_on__gte=as_of, ends_on__lte=last)
    return soon & ~Q(Exists(Gate.objects.filter(award=OuterRef("pk"))))


def _left(as_of: date) -> Q:
    over = Seed.objects.filter(awards=OuterRef("pk")).exclude(state=machine.ACTIVE)
    stopped = Gate.objects.filter(award=OuterRef("pk"), decision=machine.NO_GO)
    handed = Handover.objects.filter(award=OuterRef("pk"))
    alone = ended(as_of) & Q(reason="", continued_by__isnull=True, published=True)
    return alone & ~Q(Exists(over)) & ~Q(Exists(stopped)) & ~Q(Exists(handed))


def _issues(actor: Actor, as_of: date) -> Found:
    found: Found = defaultdict(list)
    rows = visible(ISSUE, actor).exclude(state__in=rules.CLOSED).filter(due_on__lt=as_of)
    for code, about in rows.values_list("code", "about"):
        for named in about:
            ref = Ref.parse(named)
            if ref.kind == AWARD:
                found[ref.code].append(Ref(ISSUE, code))
    return dict(found)


def _milestones(actor: Actor, as_of: date) -> Found:
    by_seed: dict[int, list[Ref]] = defaultdict(list)
    for row in late_milestones(actor, as_of):
        by_seed[row.seed_id].append(Ref(MILESTONE, row.code))
    found: Found = defaultdict(list)
    carried = SeedAward.objects.filter(seed__in=by_seed).values_list("award__code", "seed_id")
    for award, seed in carried if by_seed else ():
        found[award] += by_seed[seed]
    return dict(found)
