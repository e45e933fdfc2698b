"""Writes of appointments: who holds which office, for which project or programme, on which days.

Decides: a project has one director at a time; an ended appointment stays as history.
Source: S-317, S-322 of the requirements.
"""

from __future__ import annotations

from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.line import registry
from ikkan.parties.models import Person
from ikkan.plan import messages
from ikkan.plan.models import Appointment
from ikkan.plan.rules import offices as rules
from ikkan.plan.rules.offices import Office
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

KIND = "plan.appointment"


@action(
    "plan.appoint",
    permission="can_appoint",
    description=Text(
        "PD・PS・PO・DCを任命する",
        "Appoint a program director, supervisor, officer or disease-area coordinator",
    ),
)
def appoint(
    office: Office, basis: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Appointment:
    """The person `office.person` holds it on those days. Raises InputError."""
    person = Person.objects.select_for_update().filter(code=office.person).first()
    found = []
    if person is None:
        found.append(messages.NO_PERSON.format(code=office.person))
    if not basis.strip():
        found.append(messages.NO_BASIS)
    if office.scope is not None and not registry.exist([office.scope]):
        found.append(messages.NOTHING.format(refs=office.scope))
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("person")
    held = rows.filter(role=office.role, scope=str(office.scope or ""))
    found += rules.refused(office, [row.office for row in held])
    if found or person is None:
        ja, en = ("\n".join(one.of(language) for one in found) for language in ("ja", "en"))
        raise InputError("plan.appointment", Text(ja, en))
    appointment = Appointment.objects.create(
        code=next_code("APP", office.valid_from.year),
        person=person,
        role=office.role,
        scope=str(office.scope or ""),
        valid_from=office.valid_from,
        valid_to=office.valid_to,
        basis=basis.strip(),
    )
    journal.write(Ref(KIND, appointment.code), {"office": office, "basis": appointment.basis})
    return appointment


@action(
    "plan.end_appointment",
    permission="can_appoint",
    description=Text("任命を終える", "End an appointment"),
)
def end_appointment(
    code: str, last_day: date, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Appointment:
    """Held to that day, both counted. Raises NotFound, VersionConflict, InputError."""
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("person")
    appointment = rows.filter(code=code).first()
    if appointment is None:
        raise NotFound("plan.appointment_unknown", messages.NO_APPOINTMENT.format(code=code))
    require_version(appointment, version)
    words = rules.refused_end(appointment.office, last_day)
    if words is not None:
        raise InputError("plan.appointment_end", words)
    appointment.valid_to = last_day
    appointment.version += 1
    appointment.save(update_fields=["valid_to", "version"])
    journal.write(Ref(KIND, code), {"valid_to": last_day})
    return appointment
