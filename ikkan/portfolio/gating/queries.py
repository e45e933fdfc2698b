"""Reads of gates: what the pack prints for them, joint awards, money left, gates before a phase.

Called by the actions, pages and kinds of gates. Each is a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from ikkan.awards.models import Award, YearAmount
from ikkan.awards.queries import start_month
from ikkan.awards.rules import DECIDED
from ikkan.budget.models import Posting
from ikkan.parties.models import Person
from ikkan.plan import offices
from ikkan.plan.offices import scopes_of
from ikkan.plan.queries import snapshot
from ikkan.portfolio.gating.rules import PASSING, Ahead, Printed
from ikkan.portfolio.models import Gate, GateAward
from ikkan.portfolio.rules import DECIDERS
from ikkan.review import queries as panels
from ikkan.review.rules import Seat
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Money of an award after the fiscal year of a day: decided for later, and on its account."""

    from_year: int
    remaining_yen: int
    balance_yen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A programme of a joint gate: who answers for it, and what its directors said."""

    programme: str
    holders: tuple[str, ...]
    seats: tuple[Seat, ...]


def printed(as_of: date) -> dict[str, Printed]:
    """The criteria that the pack in force prints, by code."""
    return {
        row.code: Printed(code=row.code, gate=str(row.data.get("gate") or ""))
        for row in snapshot(as_of).entries("gate_criterion", state="all")
    }


def words_of(codes: Iterable[str], as_of: date) -> dict[str, tuple[Text, Text | None]]:
    """(name, evidence needed) of printed criteria by code."""
    held, found = snapshot(as_of), dict[str, tuple[Text, Text | None]]()
    for code in codes:
        row = held.find(Ref("gate_criterion", code)) if code else None
        if row is not None:
            found[code] = (row.label, row.data.get("evidence"))
    return found


def ahead(as_of: date) -> list[Ahead]:
    """The gates of the pack that stand before a phase."""
    return [
        Ahead(
            gate=row.code,
            modality=row.data["modality"],
            order=int(row.data["order"]),
            phase=str(row.data["phase"]),
        )
        for row in snapshot(as_of).entries("gate", state="all")
        if row.data.get("phase")
    ]


def phase_orders(as_of: date) -> dict[str, int]:
    """How far along each phase stands."""
    rows = snapshot(as_of).entries("phase", state="all")
    return {row.code: int(row.data["order"]) for row in rows}


def passed_at(awards: Collection[Award]) -> dict[str, Gate]:
    """The last passed gate of each template, of these awards or of seeds that they carry."""
    keys = {award.pk for award in awards}
    keys |= set(Award.objects.filter(seeds__awards__in=keys).values_list("pk", flat=True))
    rows = Gate.objects.filter(award__in=keys, decision__in=PASSING)
    joint = Gate.objects.filter(joined__award__in=keys, decision__in=PASSING)
    return {one.template: one for one in sorted({*rows, *joint}, key=lambda one: one.pk)}


def awards_of(gate: Gate) -> tuple[Award, ...]:
    """The award of a gate, and those that a joint gate is about as well."""
    rows = GateAward.objects.filter(gate=gate)
    rows = rows.select_related("award__organisation", "award__principal__organisation")
    return (gate.award, *(one.award for one in rows.order_by("pk")))


def left_of(award: Award, day: date) -> Left:
    """What a No-go on that day would leave of the award's money."""
    year = FiscalYear.of(day, start_month(day)).year
    rows = YearAmount.objects.filter(award=award, sort=DECIDED, fiscal_year__gt=year)
    remaining = rows.aggregate(yen=Sum("yen"))["yen"] or 0
    balance = 0
    if award.account_id:
        own = Posting.objects.filter(account=award.account_id, transfer__made_on__lte=day)
        balance = own.aggregate(yen=Sum("yen"))["yen"] or 0
    return Left(from_year=year + 1, remaining_yen=remaining, balance_yen=max(0, balance))


def voices(gate: Gate, awards: Sequence[Award], day: date) -> list[Voice]:
    """For each programme of a joint gate, its directors and supervisors and what they said."""
    said = panels.standing(gate.subject, day).given if gate.subject is not None else ()
    found = []
    for programme in dict.fromkeys(one.programme_code for one in awards):
        scopes = scopes_of(programme, day)
        holders = dict.fromkeys(
            code for role in DECIDERS for code in offices.holders(role, scopes, day)
        )
        seats = tuple(
            one
            for one in said
            if one.capacity in ("director", "supervisor") and one.person in holders
        )
        found.append(Voice(programme=programme, holders=tuple(holders), seats=seats))
    return found


def people_of(awards: Iterable[Award]) -> tuple[list[Person], list[str]]:
    """Principals and organisations that the awards concern."""
    rows = list(awards)
    people = {one.principal.pk: one.principal for one in rows if one.principal is not None}
    return list(people.values()), list(dict.fromkeys(one.organisation.code for one in rows))
