"""What happens to an award while it runs: officers, its end, what it continues.

Called by the pages of records and the demonstration.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ikkan.audit import journal, ports
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.awards import messages, queries, rules
from ikkan.awards.actions.locking import changed, joined, locked
from ikkan.awards.models import Award, AwardOfficer, AwardTag, Continuation
from ikkan.parties.models import Person
from ikkan.records import ports as record_ports
from ikkan.values.errors import InputError, NotFound
from ikkan.values.text import Text


@action(
    "awards.add_officer",
    permission="can_name_officer",
    description=Text("課題の担当者を決める", "Name who looks after an award"),
)
def add_officer(
    code: str,
    person: str,
    role: str,
    *,
    valid_from: date,
    valid_to: date | None = None,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Award:
    """Raises NotFound (award, person), VersionConflict, InputError (role, days, there already)."""
    award = locked(code, version)
    who = Person.objects.filter(code=person).first()
    if who is None:
        words = messages.UNKNOWN.format(what=messages.PERSON, code=person)
        raise NotFound("awards.person", words)
    if role not in ports.role_labels():
        raise InputError("awards.role", messages.ROLE_UNKNOWN.format(role=role))
    if valid_to is not None and valid_to < valid_from:
        words = messages.OFFICER_DAYS.format(valid_from=valid_from, valid_to=valid_to)
        raise InputError("awards.officer_days", words)
    same = award.officers.filter(person=who, role=role).exclude(valid_to__lt=valid_from)
    if valid_to is not None:
        same = same.filter(valid_from__lte=valid_to)
    if same.exists():
        raise InputError("awards.officer_there", messages.OFFICER_THERE.format(person=who.name))
    AwardOfficer.objects.create(
        award=award, person=who, role=role, valid_from=valid_from, valid_to=valid_to
    )
    said = {"person": person, "role": role, "from": valid_from, "to": valid_to}
    return changed(award, {"officer": said})


@action(
    "awards.end_officer",
    permission="can_name_officer",
    description=Text("課題の担当を終える", "End the duty of an officer of an award"),
)
def end_officer(
    code: str,
    person: str,
    role: str,
    *,
    last_day: date | None = None,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Award:
    """Make `last_day` (else yesterday) the last. Raises NotFound, VersionConflict, InputError."""
    award = locked(code, version)
    last = last_day or as_of - timedelta(days=1)
    rows = award.officers.select_for_update().filter(person__code=person, role=role)
    row = rows.exclude(valid_to__lt=last).first()
    if row is None:
        words = messages.NO_OFFICER.format(person=person, role=role)
        raise NotFound("awards.officer", words)
    if last < row.valid_from:
        words = messages.OFFICER_DAYS.format(valid_from=row.valid_from, valid_to=last)
        raise InputError("awards.officer_days", words)
    row.valid_to = last
    row.save(update_fields=["valid_to"])
    return changed(award, {"officer": {"person": person, "role": role, "to": last}})


@action(
    "awards.tag_award",
    permission="can_change_award",
    description=Text("課題に印を付ける", "Say which tags an award carries"),
)
def tag_award(
    code: str,
    tags: Sequence[str],
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Award:
    """The award carries these tags of the pack. Raises NotFound, VersionConflict, InputError."""
    award = locked(code, version)
    known = dict(record_ports.choices("tag", as_of))
    for one in tags:
        if one not in known:
            words = messages.UNKNOWN.format(what=messages.TAG, code=one)
            raise InputError("awards.tag", words)
    award.tags.all().delete()
    wanted = list(dict.fromkeys(tags))
    AwardTag.objects.bulk_create([AwardTag(award=award, code=one) for one in wanted])
    return changed(award, {"tags": wanted})


@action(
    "awards.stop_award",
    permission="can_change_award",
    description=Text("課題を中止する", "Stop an award before its end"),
)
def stop_award(
    code: str,
    reason: str,
    ended_on: date,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Award:
    """Raises NotFound, VersionConflict, InputError (not active, reason, day)."""
    return _end(locked(code, version), rules.STOPPED, rules.demand_reason(reason), ended_on, as_of)


@action(
    "awards.complete_award",
    permission="can_change_award",
    description=Text("課題を完了にする", "Complete an award"),
)
def complete_award(
    code: str,
    ended_on: date,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Award:
    """Raises NotFound, VersionConflict, InputError (not active, day)."""
    return _end(locked(code, version), rules.COMPLETED, "", ended_on, as_of)


@action(
    "awards.link_continuation",
    permission="can_change_award",
    description=Text(
        "課題を前の課題の続きとして結ぶ", "Say which earlier award an award continues"
    ),
)
def link_continuation(
    code: str,
    earlier: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Award:
    """Raises NotFound (either), VersionConflict, InputError (a circle, the later of the two)."""
    award = locked(code, version)
    before = Award.objects.filter(code=earlier).first()
    if before is None:
        raise NotFound("awards.none", messages.NO_AWARD.format(code=earlier))
    rules.demand_no_circle(queries.lineage(), [(code, earlier)])
    if before.began_on > award.began_on:
        words = messages.CONTINUES_LATER.format(code=code, earlier=earlier)
        raise InputError("awards.continues_later", words)
    _, new = Continuation.objects.get_or_create(award=award, earlier=before)
    if not new:
        journal.nothing_to_do()
        return award
    joined(award)
    return changed(award, {"continues": earlier})


def _end(award: Award, state: str, reason: str, ended_on: date, as_of: date) -> Award:
    rules.demand_active(award.code, award.state)
    if not award.began_on <= ended_on <= min(award.ends_on, as_of):
        words = messages.BEFORE_BEGIN.format(
            day=ended_on, code=award.code, began_on=award.began_on, ends_on=award.ends_on
        )
        raise InputError("awards.day", words)
    award.state, award.reason, award.ended_on = state, reason, ended_on
    said = {"state": state, "reason": reason, "ended_on": ended_on}
    return changed(award, said, "state", "reason", "ended_on")
