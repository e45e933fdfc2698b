"""Writes of sites: registered, revised, designated; criteria and networks.

Called by the pages of records and the demonstration. Source: S-159, S-186, S-208, S-413.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.parties.facilities import rules
from ikkan.parties.facilities.models import (
    Capability,
    Criteria,
    Designation,
    Facility,
    Network,
    NetworkReport,
)
from ikkan.parties.facilities.rules import (
    Held,
    NewDesignation,
    NewFacility,
    NewOpening,
    NewReport,
)
from ikkan.parties.models.register import Organisation
from ikkan.records import ports
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

KIND, CRITERIA, NETWORK = "parties.facility", "parties.criteria", "parties.network"


@action(
    "parties.register_facility",
    permission="can_register_facility",
    description=Text("拠点・施設を登録する", "Register a site or facility"),
)
def register_facility(
    new: NewFacility, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Facility:
    """One site. Raises InputError with every finding, NotFound for its organisation."""
    _refuse(rules.facility_findings(new))
    made = Facility(code=next_code("FAC", as_of.year))
    _fill(made, new)
    made.save(force_insert=True)
    _capabilities(made, new.capabilities)
    journal.write(Ref(KIND, made.code), _said(new))
    return made


@action(
    "parties.revise_facility",
    permission="can_register_facility",
    description=Text("拠点・施設の記録を直す", "Revise what is recorded of a site"),
)
def revise_facility(
    code: str, new: NewFacility, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Facility:
    """The site as told now. Raises NotFound, VersionConflict, InputError."""
    found = _locked(code)
    require_version(found, version)
    _refuse(rules.facility_findings(new))
    _fill(found, new)
    found.version += 1
    found.save()
    found.capabilities.all().delete()
    _capabilities(found, new.capabilities)
    journal.write(Ref(KIND, found.code), _said(new))
    return found


@action(
    "parties.designate_facility",
    permission="can_designate_facility",
    description=Text("拠点の指定を記録する", "Record the designation of a site"),
    scope=lambda given: Ref("body", given["new"].body),
)
def designate_facility(
    new: NewDesignation, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Facility:
    """Designated by `new.body` on those days. Raises NotFound, InputError with every finding."""
    found = _locked(new.facility)
    require_version(found, version)
    criteria = Criteria.objects.filter(code=new.criteria).first() if new.criteria else None
    if new.criteria and criteria is None:
        raise NotFound("parties.criteria", _NO_CRITERIA.format(code=new.criteria))
    held = [
        Held(body=one.body, valid_from=one.valid_from, valid_to=one.valid_to)
        for one in found.designations.all()
    ]
    against = rules.designation_findings(
        new,
        held,
        criteria.valid_from if criteria else None,
        criteria.sort if criteria else "",
        found.sort,
    )
    if new.body not in dict(ports.choices("body", as_of)):
        against.append(_NO_BODY.format(code=new.body))
    _refuse(against)
    Designation.objects.create(
        facility=found,
        body=new.body,
        criteria=criteria,
        basis=new.basis.strip(),
        valid_from=new.valid_from,
        valid_to=new.valid_to,
    )
    found.version += 1
    found.save(update_fields=["version"])
    said = {"body": new.body, "criteria": new.criteria, "from": new.valid_from, "to": new.valid_to}
    journal.write(Ref(KIND, found.code), said)
    return found


@action(
    "parties.publish_criteria",
    permission="can_designate_facility",
    description=Text("指定の要件の版を記録する", "Record a version of criteria for designation"),
)
def publish_criteria(
    sort: str,
    title: Text,
    words: Text,
    valid_from: date,
    *,
    follows: str = "",
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Criteria:
    """A version of criteria for sites of `sort`. Raises InputError, NotFound for `follows`."""
    earlier = Criteria.objects.filter(code=follows).first() if follows else None
    if follows and earlier is None:
        raise NotFound("parties.criteria", _NO_CRITERIA.format(code=follows))
    against = []
    if sort not in rules.SORTS or (earlier is not None and earlier.sort != sort):
        against.append(_OTHER_SORT)
    if earlier is not None and valid_from <= earlier.valid_from:
        against.append(_BEFORE.format(day=earlier.valid_from))
    if not words.ja.strip():
        against.append(_NO_WORDS)
    _refuse(against)
    made = Criteria.objects.create(
        code=next_code("CRIT", as_of.year),
        sort=sort,
        title_ja=title.ja,
        title_en=title.en,
        text_ja=words.ja,
        text_en=words.en,
        valid_from=valid_from,
        follows=earlier,
    )
    journal.write(Ref(CRITERIA, made.code), {"sort": sort, "from": valid_from, "follows": follows})
    return made


@action(
    "parties.found_network",
    permission="can_register_facility",
    description=Text("拠点のネットワークを記録する", "Record a network of sites"),
)
def found_network(
    name: Text,
    purpose: str,
    centre: str,
    members: Sequence[str],
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Network:
    """Sites that work as one under `centre`. Raises NotFound, InputError (fewer than two)."""
    wanted = {centre, *members}
    found = {one.code: one for one in Facility.objects.filter(code__in=wanted)}
    for code in sorted(wanted - set(found)):
        raise NotFound("parties.facility", _NO_FACILITY.format(code=code))
    if len(wanted) < 2:
        raise InputError("parties.network", _ALONE)
    made = Network.objects.create(
        code=next_code("NET", as_of.year),
        name_ja=name.ja,
        name_en=name.en,
        purpose=purpose,
        centre=found[centre],
    )
    made.members.set(found.values())
    journal.write(Ref(NETWORK, made.code), {"centre": centre, "members": sorted(wanted)})
    return made


@action(
    "parties.tell_openings",
    permission="can_register_facility",
    description=Text("拠点の空き枠を記録する", "Record the free places of a site"),
)
def tell_openings(
    code: str, new: NewOpening, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Facility:
    """Places between two days; told again, they are replaced. Raises NotFound, InputError."""
    found = _locked(code)
    require_version(found, version)
    _refuse(rules.opening_findings(new))
    found.openings.update_or_create(
        begins_on=new.begins_on,
        ends_on=new.ends_on,
        defaults={"places": new.places, "free": new.free, "told_on": as_of},
    )
    found.version += 1
    found.save(update_fields=["version"])
    journal.write(Ref(KIND, found.code), {"openings": new})
    return found


@action(
    "parties.report_network",
    permission="can_register_facility",
    description=Text("ネットワークの実施体制を記録する", "Record how ready a network is"),
)
def report_network(
    code: str, new: NewReport, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Network:
    """Which members could begin now. Raises NotFound, VersionConflict, InputError."""
    found = Network.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise NotFound("parties.network", _NO_FACILITY.format(code=code))
    require_version(found, version)
    members = {one.code: one for one in found.members.all()}
    _refuse(rules.report_findings(new, members))
    made = NetworkReport.objects.create(
        network=found,
        told_on=as_of,
        subject=new.subject.strip(),
        days_to_start=new.days_to_start,
        single_review=new.single_review,
        note=new.note.strip(),
    )
    made.ready.set([members[one] for one in new.ready])
    found.version += 1
    found.save(update_fields=["version"])
    journal.write(Ref(NETWORK, found.code), {"report": new})
    return found


def _locked(code: str) -> Facility:
    found = Facility.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise NotFound("parties.facility", _NO_FACILITY.format(code=code))
    return found


def _fill(facility: Facility, new: NewFacility) -> None:
    organisation = Organisation.objects.filter(code=new.organisation).first()
    if organisation is None:
        raise NotFound("parties.unknown", _NO_ORGANISATION.format(code=new.organisation))
    facility.organisation = organisation
    facility.name_ja, facility.name_en = new.name_ja.strip(), new.name_en.strip()
    facility.sort, facility.services = new.sort, new.services.strip()
    facility.quantity, facility.access = new.quantity.strip(), new.access.strip()
    facility.contact, facility.published = new.contact.strip(), new.published
    facility.site_type, facility.switch_days = new.site_type, new.switch_days
    facility.normal_product = new.normal_product.strip()
    facility.emergency_product = new.emergency_product.strip()
    facility.capacity, facility.capacity_unit = new.capacity, new.capacity_unit.strip()
    facility.booking_url = new.booking_url.strip()


def _capabilities(facility: Facility, codes: Iterable[str]) -> None:
    rows = [Capability(facility=facility, code=code) for code in dict.fromkeys(codes)]
    Capability.objects.bulk_create(rows)


def _said(new: NewFacility) -> dict[str, object]:
    return {
        "name": [new.name_ja, new.name_en],
        "organisation": new.organisation,
        "sort": new.sort,
        "capabilities": list(new.capabilities),
    }


def _refuse(findings: Sequence[Text]) -> None:
    if findings:
        words = Text.joined(findings)
        raise InputError("parties.findings", words)


_NO_FACILITY = Text(
    "拠点・施設「{code}」はありません。先に登録してください。",
    "There is no site {code}; register it first.",
)
_NO_ORGANISATION = Text(
    "機関「{code}」はありません。先に機関を登録してください。",
    "There is no organisation {code}; register it first.",
)
_NO_CRITERIA = Text(
    "指定の要件「{code}」はありません。先に要件の版を記録してください。",
    "There are no criteria {code}; record that version first.",
)
_NO_BODY = Text(
    "「{code}」は政策パックにある機関ではありません。",
    'There is no body "{code}" in the policy pack.',
)
_OTHER_SORT = Text(
    "要件の種類が、引き継ぐ版と違います。同じ種類を選んでください。",
    "The sort differs from that of the version it follows; choose the same.",
)
_BEFORE = Text(
    "引き継ぐ版は{day}からです。それより後の日にしてください。",
    "The version that it follows holds from {day}; choose a later day.",
)
_NO_WORDS = Text("要件の文を書いてください。", "Write the words of the criteria.")
_ALONE = Text("ネットワークには二つ以上の拠点が要ります。", "A network needs two sites or more.")
