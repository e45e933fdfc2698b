"""Sites, criteria and networks as the engine of records shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.parties.facilities import actions, forms
from ikkan.parties.facilities.models import Criteria, Facility, Network
from ikkan.parties.facilities.rules import (
    CAPABILITIES,
    SITE_TYPES,
    SORTS,
    NewDesignation,
    NewFacility,
    NewOpening,
    NewReport,
)
from ikkan.records.kinds import Column, Field, Kind, Section, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Flag, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_OFFICES = dict.fromkeys(("hq_officer", "ministry_officer", "funder_staff", "auditor"), EVERYTHING)
_SORT = Text("種類", "Sort")
_FROM = Text("始まりの日", "First day")
_TO = Text("終わりの日", "Last day")


def _register(_: Any, data: dict[str, Any], **how: Any) -> Facility:
    return actions.register_facility(_new(data), **how)


def _revise(facility: Facility, data: dict[str, Any], **how: Any) -> Facility:
    return actions.revise_facility(facility.code, _new(data), **how)


def _new(data: dict[str, Any]) -> NewFacility:
    return NewFacility(**{**data, "capabilities": tuple(data["capabilities"])})


def _designate(facility: Facility, data: dict[str, Any], **how: Any) -> Facility:
    return actions.designate_facility(NewDesignation(facility=facility.code, **data), **how)


def _tell(facility: Facility, data: dict[str, Any], **how: Any) -> Facility:
    return actions.tell_openings(facility.code, NewOpening(**data), **how)


def _report(network: Network, data: dict[str, Any], **how: Any) -> Network:
    new = NewReport(**{**data, "ready": tuple(data["ready"])})
    return actions.report_network(network.code, new, **how)


def _publish(_: Any, data: dict[str, Any], **how: Any) -> Criteria:
    return actions.publish_criteria(
        data["sort"],
        Text(data["title_ja"], data["title_en"]),
        Text(data["text_ja"], data["text_en"]),
        data["valid_from"],
        follows=data["follows"],
        **how,
    )


def _found(_: Any, data: dict[str, Any], **how: Any) -> Network:
    name = Text(data["name_ja"], data["name_en"])
    return actions.found_network(name, data["purpose"], data["centre"], data["members"], **how)


def _capabilities(facility: Facility) -> Text:
    words = [CAPABILITIES[one.code] for one in facility.capabilities.all()]
    return Text.joined(words, "・", "; ")


def _designations(facility: Facility, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in facility.designations.filter(valid_from__lte=as_of).select_related("criteria"):
        criteria = Ref(actions.CRITERIA, one.criteria.code) if one.criteria else None
        yield (Ref("body", one.body), criteria, one.basis, one.valid_from, one.valid_to)


def _networks(facility: Facility, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in visible(actions.NETWORK, actor).filter(members=facility):
        yield (Ref(actions.NETWORK, one.code), one.purpose)


def _openings(facility: Facility, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in facility.openings.filter(ends_on__gte=as_of):
        yield (one.begins_on, one.ends_on, one.places, one.free, one.told_on)


def _reports(network: Network, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    seen = set(visible(actions.KIND, actor).values_list("pk", flat=True))
    for one in network.reports.filter(told_on__lte=as_of).prefetch_related("ready"):
        ready = tuple(Ref(actions.KIND, row.code) for row in one.ready.all() if row.pk in seen)
        yield (one.told_on, one.subject, ready, one.days_to_start, one.single_review, one.note)


def _designated(criteria: Criteria, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    seen = visible(actions.KIND, actor)
    rows = criteria.designations.filter(facility__in=seen, valid_from__lte=as_of)
    for one in rows.select_related("facility"):
        yield (Ref(actions.KIND, one.facility.code), one.valid_from, one.valid_to)


def _members(network: Network, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in visible(actions.KIND, actor).filter(networks=network):
        yield (Ref(actions.KIND, one.code), Ref("parties.organisation", one.organisation.code))


register(
    Kind(
        code=actions.KIND,
        path="facilities",
        label=Text("拠点・施設", "Site or facility"),
        plural=Text("拠点・施設", "Sites and facilities"),
        lead=Text(
            "橋渡し研究支援機関、臨床研究中核病院、共用施設、バイオバンク、製造受託など。"
            "できることから探せます。",
            "Translational centres, core hospitals, shared facilities, biobanks, manufacturing "
            "partners and others, to be found by what they can do.",
        ),
        model=Facility,
        title=lambda record: record.name,
        fields=(
            Field("sort", _SORT, "choice", choices=SORTS, filter=True),
            Field(
                "organisation",
                Text("機関", "Organisation"),
                "ref",
                value=lambda record: record.organisation.code,
                kind="parties.organisation",
            ),
            Field(
                "capabilities.code",
                Text("できること", "Capabilities"),
                "text2",
                value=_capabilities,
                choices=CAPABILITIES,
                filter=True,
            ),
            Field("services", Text("提供する支援・装置", "Services"), "long", listed=False),
            Field("quantity", Text("規模・収蔵数", "Size, holdings")),
            Field("access", Text("利用の条件", "Conditions of use"), "long", listed=False),
            Field("contact", Text("窓口", "Contact"), listed=False),
            Field(
                *("site_type", Text("拠点の型", "Type of site"), "choice"),
                choices=SITE_TYPES,
                filter=True,
            ),
            Field(
                *("normal_product", Text("平時に作るもの", "Made in normal times")), listed=False
            ),
            Field("emergency_product", Text("有事に作るもの", "Made in an emergency")),
            Field("switch_days", Text("切替えの日数", "Days to switch"), "number"),
            Field("capacity", Text("切替え後の能力", "Capacity after the switch"), "number"),
            Field("capacity_unit", Text("能力の単位", "Unit of capacity"), listed=False),
            Field("booking_url", Text("予約の入口", "Booking page"), listed=False),
        ),
        sections=(
            Section(
                code="designations",
                label=Text("指定", "Designations"),
                columns=(
                    Column(label=Text("指定した機関", "By"), type="ref"),
                    Column(label=Text("要件の版", "Criteria"), type="ref"),
                    Column(label=Text("根拠", "Basis")),
                    Column(label=_FROM, type="date"),
                    Column(label=_TO, type="date"),
                ),
                rows=_designations,
            ),
            Section(
                code="networks",
                label=Text("ネットワーク", "Networks"),
                columns=(
                    Column(label=Text("ネットワーク", "Network"), type="ref"),
                    Column(label=Text("目的", "Purpose"), type="long"),
                ),
                rows=_networks,
            ),
            Section(
                code="openings",
                label=Text("空き枠", "Free places"),
                columns=(
                    Column(label=_FROM, type="date"),
                    Column(label=_TO, type="date"),
                    Column(label=Text("枠の数", "Places"), type="number"),
                    Column(label=Text("空き", "Free"), type="number"),
                    Column(label=Text("知らせた日", "Told on"), type="date"),
                ),
                rows=_openings,
                note=Text(
                    "予約は「予約の入口」で行います。ここには空きの状況だけを置きます。",
                    "Places are booked on the booking page; here stands only what is free.",
                ),
            ),
        ),
        writes=(
            Write(
                code="register",
                label=Text("拠点・施設を登録する", "Register a site"),
                permission="can_register_facility",
                form=forms.FacilityForm,
                act=_register,
                on="new",
            ),
            Write(
                code="revise",
                label=Text("記録を直す", "Revise"),
                permission="can_register_facility",
                form=forms.FacilityForm,
                act=_revise,
            ),
            Write(
                code="designate",
                label=Text("指定を記録する", "Record a designation"),
                permission="can_designate_facility",
                form=forms.DesignationForm,
                act=_designate,
            ),
            Write(
                code="openings",
                label=Text("空き枠を記録する", "Record free places"),
                permission="can_register_facility",
                form=forms.OpeningForm,
                act=_tell,
            ),
        ),
        sight=sights(
            public=Flag("published"),
            institution_office=(
                Within("parties.organisation", "organisation__code"),
                Flag("published"),
            ),
            **_OFFICES,
        ),
        related=("organisation",),
        order=("name_ja", "pk"),
    )
)
register(
    Kind(
        code=actions.CRITERIA,
        path="facilities/criteria",
        label=Text("指定の要件", "Criteria for designation"),
        plural=Text("指定の要件", "Criteria for designation"),
        lead=Text(
            "拠点を指定する要件の版。どの指定がどの版によるかが残ります。",
            "Versions of the criteria by which sites are designated; every designation keeps its "
            "version.",
        ),
        model=Criteria,
        title=lambda record: Text.either(record.title_ja, record.title_en),
        begins="valid_from",
        fields=(
            Field("sort", _SORT, "choice", choices=SORTS, filter=True),
            Field("valid_from", _FROM, "date"),
            Field(
                "follows",
                Text("引き継ぐ版", "Follows"),
                "ref",
                value=lambda record: record.follows.code if record.follows else None,
                kind=actions.CRITERIA,
            ),
            Field("text_ja", Text("要件の文（日本語）", "Words in Japanese"), "long", listed=False),
            Field("text_en", Text("要件の文（英語）", "Words in English"), "long", listed=False),
        ),
        sections=(
            Section(
                code="designated",
                label=Text("この版による指定", "Designated by it"),
                columns=(
                    Column(label=Text("拠点・施設", "Site"), type="ref"),
                    Column(label=_FROM, type="date"),
                    Column(label=_TO, type="date"),
                ),
                rows=_designated,
            ),
        ),
        writes=(
            Write(
                code="publish",
                label=Text("要件の版を記録する", "Record a version"),
                permission="can_designate_facility",
                form=forms.CriteriaForm,
                act=_publish,
                on="new",
            ),
        ),
        sight=sights(public=EVERYTHING),
        related=("follows",),
        order=("-valid_from", "-pk"),
    )
)
register(
    Kind(
        code=actions.NETWORK,
        path="facilities/networks",
        label=Text("拠点のネットワーク", "Network of sites"),
        plural=Text("拠点のネットワーク", "Networks of sites"),
        lead=Text(
            "治験・試料・データのために一体で動く拠点。",
            "Sites that work as one for trials, samples or data.",
        ),
        model=Network,
        title=lambda record: Text.either(record.name_ja, record.name_en),
        fields=(
            Field("purpose", Text("目的", "Purpose"), "long"),
            Field(
                "centre",
                Text("中心の拠点", "Centre"),
                "ref",
                value=lambda record: record.centre.code,
                kind=actions.KIND,
            ),
        ),
        sections=(
            Section(
                code="members",
                label=Text("参加する拠点", "Members"),
                columns=(
                    Column(label=Text("拠点・施設", "Site"), type="ref"),
                    Column(label=Text("機関", "Organisation"), type="ref"),
                ),
                rows=_members,
            ),
            Section(
                code="reports",
                label=Text("実施体制の状況", "How ready it is"),
                columns=(
                    Column(label=Text("知らせた日", "Told on"), type="date"),
                    Column(label=Text("試験・病原体", "Trials or pathogen")),
                    Column(label=Text("今始められる拠点", "Could begin now"), type="refs"),
                    Column(label=Text("最初の登録まで（日）", "Days to start"), type="number"),
                    Column(label=Text("一括審査", "Single review"), type="flag"),
                    Column(label=Text("備考", "Note"), type="long"),
                ),
                rows=_reports,
            ),
        ),
        writes=(
            Write(
                code="found",
                label=Text("ネットワークを記録する", "Record a network"),
                permission="can_register_facility",
                form=forms.NetworkForm,
                act=_found,
                on="new",
            ),
            Write(
                code="report",
                label=Text("実施体制を記録する", "Record how ready it is"),
                permission="can_register_facility",
                form=forms.ReportForm,
                act=_report,
            ),
        ),
        sight=sights(public=EVERYTHING),
        related=("centre",),
    )
)
