"""Forms of sites; they read what was typed, the actions decide."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms

from ikkan.parties.facilities.rules import CAPABILITIES, SITE_TYPES, SORTS
from ikkan.records import forms
from ikkan.records.words import lazy
from ikkan.values.text import Text

_FROM = Text("始まりの日", "First day")
_TO = Text("終わりの日", "Last day")


class FacilityForm(forms.ActionForm):
    """A site or facility."""

    name_ja, name_en = forms.both(Text("名前", "Name"), longest=200)
    organisation = forms.record_of("parties.organisation", Text("機関", "Organisation"))
    sort = forms.choice(Text("種類", "Sort"), dict(SORTS))
    capabilities = django_forms.MultipleChoiceField(
        label=lazy(Text("できること", "Capabilities")),
        choices=[(code, lazy(words)) for code, words in CAPABILITIES.items()],
        required=False,
        widget=django_forms.SelectMultiple(attrs={"size": 8}),
    )
    services = forms.long_text(Text("提供する支援・装置", "Services and equipment"), required=False)
    quantity = forms.text(
        Text("規模・収蔵数", "Size, holdings"),
        help=Text(
            "試料の数、病床、装置の台数など。",
            "Number of samples, beds, machines and the like.",
        ),
        longest=400,
        required=False,
    )
    access = forms.long_text(
        Text("利用の条件と申し込み", "Conditions of use, how to ask"), required=False
    )
    contact = forms.text(Text("窓口", "Contact"), longest=400, required=False)
    site_type = forms.choice(Text("拠点の型", "Type of site"), dict(SITE_TYPES), required=False)
    normal_product = forms.text(
        Text("平時に作るもの", "What it makes in normal times"), longest=300, required=False
    )
    emergency_product = forms.text(
        Text("有事に切り替えて作るもの", "What it makes in an emergency"),
        longest=300,
        required=False,
    )
    switch_days = forms.number(
        Text("切替えにかかる日数", "Days it takes to switch"), most=3650, required=False
    )
    capacity = forms.number(Text("能力（切替え後）", "Capacity after the switch"), required=False)
    capacity_unit = forms.text(Text("能力の単位", "Unit of capacity"), longest=60, required=False)
    booking_url = forms.text(Text("予約の入口", "Booking page"), longest=300, required=False)
    published = forms.flag(Text("公開する", "Shown to the public"))

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """What is recorded; a new site is public."""
        if record is None:
            return {"published": True}
        return {
            "name_ja": record.name_ja,
            "name_en": record.name_en,
            "organisation": record.organisation.code,
            "sort": record.sort,
            "capabilities": [one.code for one in record.capabilities.all()],
            "services": record.services,
            "quantity": record.quantity,
            "access": record.access,
            "contact": record.contact,
            "site_type": record.site_type,
            "normal_product": record.normal_product,
            "emergency_product": record.emergency_product,
            "switch_days": record.switch_days,
            "capacity": record.capacity,
            "capacity_unit": record.capacity_unit,
            "booking_url": record.booking_url,
            "published": record.published,
        }


class DesignationForm(forms.ActionForm):
    """A designation of the site whose page this is."""

    body = forms.record_of("body", Text("指定した機関", "Designated by"))
    criteria = forms.record_of(
        "parties.criteria", Text("指定の要件（版）", "Criteria (version)"), required=False
    )
    basis = forms.text(Text("根拠", "Basis"), longest=400, required=False)
    valid_from = forms.day(_FROM)
    valid_to = forms.day(_TO, required=False)


class CriteriaForm(forms.ActionForm):
    """A version of criteria."""

    sort = forms.choice(Text("種類", "Sort"), dict(SORTS))
    title_ja, title_en = forms.both(Text("題名", "Title"), longest=200)
    text_ja, text_en = forms.both(Text("要件の文", "Words"), longest=8000, lines=True)
    valid_from = forms.day(_FROM)
    follows = forms.record_of("parties.criteria", Text("引き継ぐ版", "Follows"), required=False)


class NetworkForm(forms.ActionForm):
    """A network of sites."""

    name_ja, name_en = forms.both(Text("名前", "Name"), longest=200)
    purpose = forms.long_text(Text("目的", "Purpose"))
    centre = forms.record_of("parties.facility", Text("中心の拠点", "Centre"))
    members = forms.record_of("parties.facility", Text("参加する拠点", "Members"), several=True)


class OpeningForm(forms.ActionForm):
    """Free places of the site whose page this is."""

    begins_on = forms.day(_FROM)
    ends_on = forms.day(_TO)
    places = forms.number(Text("枠の数", "Places"), most=100_000)
    free = forms.number(Text("空き", "Free"), most=100_000)


class ReportForm(forms.ActionForm):
    """How ready the network is whose page this is."""

    subject = forms.text(Text("試験・病原体", "Trials or pathogen"))
    ready = forms.record_of(
        "parties.facility",
        Text("今始められる拠点", "Sites that could begin now"),
        several=True,
        required=False,
    )
    days_to_start = forms.number(
        Text("最初の登録までの日数", "Days to the first patient"), most=3650, required=False
    )
    single_review = forms.flag(Text("一括審査の用意あり", "Single review in place"))
    note = forms.long_text(Text("備考", "Note"), required=False)
