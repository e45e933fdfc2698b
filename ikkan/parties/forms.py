"""Forms of parties; they read what was typed, the actions decide."""

from __future__ import annotations

from typing import Any

from ikkan.parties.messages import ORGANISATION_SORTS, TIE_SORTS
from ikkan.parties.prefectures import PREFECTURES
from ikkan.records import forms
from ikkan.values.text import Text

_IN_ENGLISH = Text("なければ空欄でかまいません。", "May stay empty where there is none.")
_NAME_JA = Text("名前（日本語）", "Name (Japanese)")
_NAME_EN = Text("名前（英語）", "Name (English)")
_FROM = Text("始まりの日", "First day")
_TO = Text("終わりの日", "Last day")


class OrganisationForm(forms.ActionForm):
    """A new organisation."""

    name_ja = forms.text(_NAME_JA)
    name_en = forms.text(_NAME_EN, help=_IN_ENGLISH, required=False)
    sort = forms.choice(Text("種類", "Sort"), dict(ORGANISATION_SORTS))
    corporate_number = forms.text(
        Text("法人番号", "Corporate number"),
        help=Text("13桁の数字", "13 digits"),
        longest=40,
        required=False,
    )
    prefecture = forms.choice(Text("都道府県", "Prefecture"), dict(PREFECTURES), required=False)


class PersonForm(forms.ActionForm):
    """A new person."""

    name_ja = forms.text(_NAME_JA)
    name_en = forms.text(_NAME_EN, help=_IN_ENGLISH, required=False)
    organisation = forms.record_of(
        "parties.organisation", Text("所属機関", "Organisation"), required=False
    )
    researcher_number = forms.text(
        Text("研究者番号", "Researcher number"),
        help=Text("8桁の数字", "8 digits"),
        longest=20,
        required=False,
    )
    account_code = forms.text(
        Text("アカウントのコード", "Code of the account"),
        help=Text(
            "この人として操作するアカウント。u-で始まります。",
            "The account that acts as this person; it begins with u-.",
        ),
        longest=40,
        required=False,
    )
    published = forms.flag(
        Text("本人の同意により公開する", "Shown to the public, by consent"),
    )


class TieForm(forms.ActionForm):
    """A tie of the person whose page this is."""

    sort = forms.choice(Text("関係", "Tie"), dict(TIE_SORTS))
    other = forms.record_of(
        "parties.person",
        Text("相手の人", "The other person"),
        help=Text("相手が機関なら空欄にします。", "Leave empty for a tie to an organisation."),
        required=False,
    )
    organisation = forms.record_of(
        "parties.organisation",
        Text("相手の機関", "The organisation"),
        help=Text("相手が人なら空欄にします。", "Leave empty for a tie to a person."),
        required=False,
    )
    valid_from = forms.day(_FROM)
    valid_to = forms.day(
        _TO,
        help=Text(
            "続いていれば空欄にします。この日も関係に含みます。",
            "Empty while it goes on. This day still counts.",
        ),
        required=False,
    )
    note = forms.text(Text("備考", "Note"), longest=400, required=False)


class EndTieForm(forms.ActionForm):
    """The last day of a tie."""

    last_day = forms.day(_TO, help=Text("この日も関係に含みます。", "This day still counts."))

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """The last day that is recorded."""
        return {"last_day": record.valid_to}


class DeclarationForm(forms.ActionForm):
    """What the person whose page this is declares of its interests."""

    statement = forms.long_text(
        Text("申告の内容", "What is declared"),
        help=Text(
            "企業からの報酬、株式、共同研究、競合するシーズなど。なければ「該当なし」。",
            "Fees, shares, joint work, competing seeds; “none” where there is nothing.",
        ),
    )
    declared_on = forms.day(Text("申告の日", "Day of the declaration"), today=True)
    valid_to = forms.day(Text("有効な最後の日", "Last day on which it stands"))
