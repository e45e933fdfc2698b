"""Who holds which office on a day; gates, hand-overs and work lists ask here.

Decides: an appointment for one project or programme reaches it alone; one without a scope reaches
everything. Called by contexts above. One query each.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from ikkan.plan.models import Appointment
from ikkan.plan.queries import snapshot
from ikkan.plan.rules.offices import Office
from ikkan.plan.snapshot import Snapshot
from ikkan.values.ref import Ref


def scopes_of(programme: str, day: date, held: Snapshot | None = None) -> tuple[Ref, ...]:
    """The programme and the projects of which it is a share on that day.

    Where no share of the day is recorded yet, those that came before stand.
    """
    if not programme:
        return ()
    begun = [
        row
        for row in (held or snapshot(day)).entries("programme_share", state="all")
        if row.data["programme"] == programme and (row.valid_from or day) <= day
    ]
    shares = [row for row in begun if (row.valid_to or day) >= day] or begun
    projects = sorted({row.data["project"] for row in shares})
    return (Ref("programme", programme), *(Ref("project", code) for code in projects))


def offices_of(person_code: str, day: date) -> tuple[Office, ...]:
    """Every office that the person holds on that day."""
    return tuple(row.office for row in _on(day).filter(person__code=person_code))


def holders(role: str, scopes: Iterable[Ref], day: date) -> tuple[str, ...]:
    """Codes of the persons who hold the office on that day for one of the scopes, or for all."""
    reached = ["", *(str(ref) for ref in scopes)]
    rows = _on(day).filter(role=role, scope__in=reached)
    return tuple(dict.fromkeys(rows.values_list("person__code", flat=True)))


def _on(day: date) -> QuerySet[Appointment]:
    still = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    return Appointment.objects.filter(still, valid_from__lte=day).select_related("person")
