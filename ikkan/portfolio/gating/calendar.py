"""Gates ahead: what is overdue, what is due, what is pending, which awards end without a gate.

Decides: the order of urgency and what narrows it. Called by the page of gates ahead.
Source: S-343, E-3 p.36 (cross-project stage gates, judged early).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from ikkan.audit.actor import Actor
from ikkan.awards.edges import KIND as AWARD
from ikkan.awards.models import Award
from ikkan.portfolio.edges import GATE
from ikkan.portfolio.gating.rules import Passing
from ikkan.portfolio.models import Gate
from ikkan.portfolio.queries import templates
from ikkan.portfolio.rules import CONDITIONAL, MONTHS_BEFORE_END, PENDING, months_after
from ikkan.records.queries import visible

MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What stands ahead on a day; each list is at most MOST rows, the most urgent first."""

    overdue: list[Gate]
    due: list[Gate]
    pending: list[Gate]
    without: list[Award]


def ahead(actor: Actor, as_of: date, programme: str = "") -> Ahead:
    """Four queries, however many gates."""
    gates = _gates(actor, as_of, programme)
    conditional = gates.filter(decision=CONDITIONAL).order_by("due_on", "pk")
    last = months_after(as_of, MONTHS_BEFORE_END)
    awards = visible(AWARD, actor).filter(
        state="active", began_on__lte=as_of, ends_on__gte=as_of, ends_on__lte=last
    )
    if programme:
        awards = awards.filter(programme_code=programme)
    without = awards.exclude(Exists(Gate.objects.filter(award=OuterRef("pk"))))
    return Ahead(
        overdue=list(conditional.filter(due_on__lt=as_of)[:MOST]),
        due=list(conditional.filter(due_on__gte=as_of)[:MOST]),
        pending=list(
            gates.filter(decision=PENDING).order_by("subject__due_on", "opened_on", "pk")[:MOST]
        ),
        without=list(without.order_by("ends_on", "pk")[:MOST]),
    )


def passings(actor: Actor, as_of: date, programme: str = "") -> list[Passing]:
    """Every gate that the actor may see, as statistics count it; one query."""
    known = templates(as_of)
    rows = _gates(actor, as_of, programme).order_by("pk")
    named = rows.values_list("template", "decision", "opened_on", "decided_on")
    return [
        Passing(
            modality=known[template].modality if template in known else "",
            template=template,
            decision=decision,
            opened_on=opened_on,
            decided_on=decided_on,
        )
        for template, decision, opened_on, decided_on in named
    ]


def _gates(actor: Actor, as_of: date, programme: str) -> QuerySet[Gate]:
    rows = visible(GATE, actor).filter(opened_on__lte=as_of)
    return rows.filter(award__programme_code=programme) if programme else rows
