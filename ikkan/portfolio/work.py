"""What waits for whom in the portfolio: gates and hand-overs to decide, awards near their end.

Called by the desk through kinds. Decides: whose turn it is; the actions decide again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef

from ikkan.audit import policy
from ikkan.audit.actor import SYSTEM_ROLE, Actor
from ikkan.awards.edges import KIND as AWARD
from ikkan.awards.edges import ref_of
from ikkan.awards.models import Award
from ikkan.plan.offices import scopes_of
from ikkan.portfolio import edges, rules
from ikkan.portfolio.gaps import ended
from ikkan.portfolio.models import Gate
from ikkan.portfolio.words import award_title, title_of
from ikkan.records.kinds import WorkItem
from ikkan.records.queries import visible
from ikkan.values.ref import Ref
from ikkan.values.text import Text

MOST: Final = 200
_OFFICER: Final = ("program_officer",)
DECIDE: Final = Text("ゲートを判断する", "Decide the gate")
SETTLE: Final = Text("条件が満たされたか判断する", "Settle the conditional go")
OPEN: Final = Text("ゲートを開く（終わりまで18か月以内）", "Open a gate (ends within 18 months)")
DECIDE_HANDOVER: Final = Text("引継ぎを決める", "Decide the hand-over")
OPINION: Final = Text("引継ぎに意見を述べる", "Give an opinion on the hand-over")
SUCCESSOR: Final = Text("後継の課題を結ぶ", "Link the successor award")
END: Final = Text("シーズの結末を記録する", "Record how the seed ended")


def gates(actor: Actor, as_of: date) -> Iterator[WorkItem]:
    """Gates to decide for those with the office; to officers, awards that end without a gate."""
    if _holds(actor, rules.DECIDERS):
        rows = visible(edges.GATE, actor).filter(
            decision__in=(rules.PENDING, rules.CONDITIONAL), opened_on__lte=as_of
        )
        for gate in rows.order_by("opened_on", "pk")[:MOST]:
            if _may("can_decide_gate", actor, gate.award, as_of):
                yield WorkItem(
                    ref=Ref(edges.GATE, gate.code),
                    verb=DECIDE if gate.decision == rules.PENDING else SETTLE,
                    title=title_of(gate),
                    due=gate.due_on,
                    write="decide",
                )
    if _holds(actor, _OFFICER):
        for award in _ending(actor, as_of):
            if _may("can_open_gate", actor, award, as_of):
                yield WorkItem(
                    ref=ref_of(award.code), verb=OPEN, title=award_title(award), due=award.ends_on
                )


def handovers(actor: Actor, as_of: date) -> Iterator[WorkItem]:
    """Proposals to advise on and to decide; decided ones that wait for their award."""
    rows = visible(edges.HANDOVER, actor).filter(proposed_on__lte=as_of)
    for handover in rows.filter(state=rules.PROPOSED).order_by("proposed_on", "pk")[:MOST]:
        for permission, roles, verb, write in (
            ("can_decide_handover", rules.DECIDERS, DECIDE_HANDOVER, "decide"),
            ("can_give_opinion", ("disease_coordinator",), OPINION, "opinion"),
        ):
            if _holds(actor, roles) and _may(permission, actor, handover.award, as_of):
                ref, title = Ref(edges.HANDOVER, handover.code), title_of(handover)
                yield WorkItem(ref=ref, verb=verb, title=title, write=write)
    if _holds(actor, ("funder_staff",)):
        waiting = rows.filter(state=rules.DECIDED, to_award__isnull=True)
        for handover in waiting.order_by("decided_on", "pk")[:MOST]:
            ref, title = Ref(edges.HANDOVER, handover.code), title_of(handover)
            yield WorkItem(ref=ref, verb=SUCCESSOR, title=title, write="successor")


def seeds(actor: Actor, as_of: date) -> Iterator[WorkItem]:
    """Active seeds all of whose awards are over."""
    if not _holds(actor, rules.DECIDERS):
        return
    running = Award.objects.filter(seeds=OuterRef("pk")).exclude(ended(as_of))
    rows = visible(edges.SEED, actor).filter(state=rules.ACTIVE, named_on__lte=as_of)
    left = rows.exclude(Exists(running)).prefetch_related("awards")
    for seed in left.order_by("named_on", "pk")[:MOST]:
        if any(_may("can_end_seed", actor, award, as_of) for award in seed.awards.all()):
            ref = Ref(edges.SEED, seed.code)
            yield WorkItem(ref=ref, verb=END, title=title_of(seed), write="end")


def _ending(actor: Actor, as_of: date) -> Iterable[Award]:
    last = rules.months_after(as_of, rules.MONTHS_BEFORE_END)
    rows = visible(AWARD, actor).filter(
        state="active", began_on__lte=as_of, ends_on__gte=as_of, ends_on__lte=last
    )
    without = rows.exclude(Exists(Gate.objects.filter(award=OuterRef("pk"))))
    return without.order_by("ends_on", "pk")[:MOST]


def _holds(actor: Actor, roles: Iterable[str]) -> bool:
    return SYSTEM_ROLE not in actor.roles and any(role in actor.roles for role in roles)


def _may(permission: str, actor: Actor, award: Award, as_of: date) -> bool:
    return policy.permitted(permission, actor, scopes_of(award.programme_code, as_of))
