"""The switch between peacetime and emergency, and the programmes of the emergency class.

Called by the pages of records. Source: 003:729-731 (有事の発生前・発生後を通じたマネジメント).
"""

from __future__ import annotations

from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.portfolio.horizon import messages, queries, rules
from ikkan.portfolio.horizon.actions.reaching import changed, demand, in_pack, locked, one_named
from ikkan.portfolio.horizon.messages import STATUSES
from ikkan.portfolio.horizon.models import Alert, EmergencyProgramme, Topic
from ikkan.portfolio.horizon.rules import ALERT, EMERGENCY_PROGRAMME
from ikkan.records.codes import next_code
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_CLASS = Text("有事の枠", "emergency class entry")


@action(
    "portfolio.switch_status",
    permission="can_switch_status",
    description=Text("平時と感染症有事を切り替える", "Switch between peacetime and emergency"),
)
def switch_status(
    state: str,
    reason: str,
    from_on: date,
    notice_days: int | None = None,
    topic: str = "",
    basis: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Alert:
    """Who, when and why stay on record. Raises InputError with every reason."""
    found = list(rules.among(state, STATUSES))
    found += [] if reason.strip() else [messages.REASON]
    found += rules.not_ahead(from_on, as_of)
    last = queries.last_switch()
    if state in STATUSES and state == (last.state if last is not None else rules.PEACETIME):
        found.append(messages.SAME_STATUS.format(state=STATUSES[state]))
    if last is not None and from_on < last.from_on:
        found.append(messages.EARLIER_SWITCH.format(day=from_on, last=last.from_on))
    demand("status", found)
    alert = Alert.objects.create(
        code=next_code("STATUS", as_of.year),
        state=state,
        topic=one_named(Topic, messages.TOPIC, topic),
        from_on=from_on,
        notice_days=notice_days,
        reason=reason.strip(),
        basis=basis.strip(),
        switched_by=by.code,
    )
    said = {
        "state": state,
        "from_on": from_on,
        "notice_days": notice_days,
        "reason": alert.reason,
        "basis": alert.basis,
    }
    journal.write(Ref(ALERT, alert.code), said)
    return alert


@action(
    "portfolio.class_programme",
    permission="can_class_programme",
    description=Text("事業を有事の枠に入れる", "Put a programme in the emergency class"),
)
def class_programme(
    programme: str,
    reason: str,
    begins_on: date,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> EmergencyProgramme:
    """It may run fast-track calls from that day. Raises InputError with every reason."""
    found = [] if programme else [messages.NO_RECORD.format(kind=messages.PROGRAMME, code="–")]
    found += in_pack("programme", programme, messages.PROGRAMME, as_of)
    found += [] if reason.strip() else [messages.REASON]
    running = EmergencyProgramme.objects.filter(programme=programme, ends_on__isnull=True).first()
    if running is not None:
        found.append(messages.CLASSED.format(code=programme, first=running.begins_on))
    demand("class", found)
    made = EmergencyProgramme.objects.create(
        code=next_code("EMG", as_of.year),
        programme=programme,
        begins_on=begins_on,
        reason=reason.strip(),
    )
    said = {"programme": programme, "begins_on": begins_on, "reason": made.reason}
    journal.write(Ref(EMERGENCY_PROGRAMME, made.code), said)
    return made


@action(
    "portfolio.end_class",
    permission="can_class_programme",
    description=Text("事業を有事の枠から外す", "Take a programme out of the emergency class"),
)
def end_class(
    code: str, ends_on: date, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> EmergencyProgramme:
    """Raises NotFound, VersionConflict, InputError."""
    made: EmergencyProgramme = locked(EmergencyProgramme, _CLASS, code, version)
    if ends_on < made.begins_on:
        demand("class", [messages.END_DAY.format(last=ends_on, first=made.begins_on)])
    made.ends_on = ends_on
    done: EmergencyProgramme = changed(made, EMERGENCY_PROGRAMME, {"ends_on": ends_on}, "ends_on")
    return done
