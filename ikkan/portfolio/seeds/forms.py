"""Forms of seeds: carriers, lineage, relations, notes, profile, products; the actions decide."""

from __future__ import annotations

from typing import Any, Final

from django import forms as django_forms
from django.core.exceptions import ValidationError

from ikkan.awards.messages import MODALITY_LABELS
from ikkan.portfolio.forms import why_exception
from ikkan.portfolio.seeds import messages, queries
from ikkan.portfolio.seeds.models import Carrier, Relation
from ikkan.portfolio.seeds.rules import AWARD, PROFILE, SEED, STEPS, Attribute, Part
from ikkan.portfolio.words import award_title
from ikkan.records import forms
from ikkan.records import queries as records
from ikkan.records.words import language, lazy
from ikkan.values.errors import RefError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_TITLE: Final = Text("名称", "Title")
_REASON: Final = Text("理由", "Reason")
_SAYS: Final = Text("内容", "What it says")
_EVIDENCE: Final = Text("根拠", "Evidence")
_YEAR: Final = Text("年度", "Fiscal year")
_DOMAINS: Final = Text("疾患領域", "Disease areas")
_PRODUCT_DAYS: Final = Text("「2022」「2023-06」「2023-06-26」", "2022, 2023-06 or 2023-06-26")
_PARTS: Final = (1, 2, 3)


class RefForm(forms.ActionForm):
    """A form with a typed reference to any record."""

    def clean_ref(self) -> Ref:
        """Kind and code of what was typed."""
        try:
            return Ref.parse(str(self.cleaned_data["ref"]).strip())
        except RefError as error:
            raise ValidationError(error.text.of(language())) from error


class CarrierForm(RefForm):
    """What carries the seed from now on."""

    ref = forms.text(
        Text("担い手の記録", "Record that carries it"),
        help=Text(
            "「種類:コード」。例 awards.award:…、awards.theme:TH-…、awards.external:EXT-…、"
            "outcomes.outcome:OUT-…（治験）、parties.organisation:…（企業）",
            "kind:code, such as awards.award:…, awards.theme:TH-…, awards.external:EXT-…, "
            "outcomes.outcome:OUT-… (a trial), parties.organisation:… (a company)",
        ),
    )
    valid_from = forms.day(
        Text("始まりの日", "First day"),
        help=Text("課題は自分の期間を使います。", "An award has days of its own."),
        required=False,
    )
    valid_to = forms.day(Text("終わりの日", "Last day"), required=False)
    note = forms.long_text(Text("備考", "Note"), required=False)


class EndCarrierForm(RefForm):
    """Which carrier ends, and when."""

    ref = forms.choice(Text("担い手", "Carrier"), {})
    valid_to = forms.day(Text("終わりの日", "Last day"), today=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Carrier.objects.filter(seed=self.record) if self.record else ()
        said = language()
        chosen: Any = self.fields["ref"]
        chosen.choices = [
            (row.ref, f"{messages.CARRIERS[row.sort].of(said)} {Ref.parse(row.ref).code}")
            for row in rows
        ]


class DescribeForm(forms.ActionForm):
    """Phase, modality and areas of a seed."""

    phase = forms.pack_row(
        "phase",
        Text("段階", "Phase"),
        help=Text(
            "空欄なら、最も新しい担い手の段階になります。",
            "Left blank, it is that of the newest carrier.",
        ),
        required=False,
    )
    modality = forms.choice(Text("モダリティ", "Modality"), dict(MODALITY_LABELS), required=False)
    domains = forms.pack_row("domain", _DOMAINS, required=False, several=True)
    exception = why_exception()

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        phase = record.phase if record.phase_set else ""
        return {"phase": phase, "modality": record.modality, "domains": record.domains}


class RenameForm(forms.ActionForm):
    """The title under which the seed goes on."""

    title_ja, title_en = forms.both(_TITLE)
    reason = forms.long_text(_REASON)

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        return {"title_ja": record.title_ja, "title_en": record.title_en}


class MergeForm(forms.ActionForm):
    """The other seeds, and what the merged one is called."""

    others = forms.record_of(
        SEED, Text("統合するほかのシーズ", "Other seeds to merge"), several=True
    )
    title_ja, title_en = forms.both(_TITLE)
    reason = forms.long_text(_REASON)


class SplitForm(forms.ActionForm):
    """Two or three seeds, each with awards of this one."""

    reason = forms.long_text(_REASON)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in _PARTS:
            needed = number < _PARTS[-1]
            named = Text(f"{number}つ目の名称", f"Title of seed {number}")
            self.fields[f"title_ja_{number}"], self.fields[f"title_en_{number}"] = forms.both(named)
            self.fields[f"title_ja_{number}"].required = needed
            carried = Text(f"{number}つ目を担う課題", f"Awards that carry seed {number}")
            self.fields[f"awards_{number}"] = django_forms.MultipleChoiceField(
                label=lazy(carried),
                choices=self._carriers(),
                required=needed,
                widget=django_forms.CheckboxSelectMultiple,
            )

    def _carriers(self) -> list[tuple[str, str]]:
        """The awards of the seed that the actor sees."""
        if self.record is None:
            return []
        rows = records.visible(AWARD, self.actor).filter(pk__in=self.record.awards.values("pk"))
        return [(row.code, f"{award_title(row).of(language())} ({row.code})") for row in rows]

    def clean(self) -> dict[str, Any]:
        """The parts that were filled in."""
        data = dict(super().clean() or {})
        parts = [
            Part(
                title=Text(data.get(f"title_ja_{one}", ""), data.get(f"title_en_{one}", "")),
                awards=tuple(data.get(f"awards_{one}") or ()),
            )
            for one in _PARTS
        ]
        data["parts"] = tuple(one for one in parts if one.title.ja or one.awards)
        return data


class LinkForm(forms.ActionForm):
    """The earlier seed that this one continues."""

    earlier = forms.record_of(SEED, Text("前身のシーズ", "Earlier seed"))
    sort = forms.choice(Text("どのように", "How"), dict(messages.LINKS))
    reason = forms.long_text(_REASON)


class RelateForm(RefForm):
    """Related research, and why it is brought in."""

    ref = forms.text(
        Text("関連する研究の記録", "Record of the research"),
        help=Text(
            "「種類:コード」。例 awards.award:…、portfolio.seed:SEED-…、awards.theme:TH-…、"
            "awards.external:EXT-…",
            "kind:code, such as awards.award:…, portfolio.seed:SEED-…, awards.theme:TH-…, "
            "awards.external:EXT-…",
        ),
    )
    sort = forms.choice(Text("関係", "Relation"), dict(messages.RELATIONS))
    reason = forms.long_text(_REASON)


class UnrelateForm(forms.ActionForm):
    """Which relation is taken off."""

    relation = forms.choice(Text("関係", "Relation"), {})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Relation.objects.filter(seed=self.record) if self.record else ()
        said = language()
        chosen: Any = self.fields["relation"]
        chosen.choices = [
            (f"{row.sort} {row.ref}", f"{messages.RELATIONS[row.sort].of(said)} {row.ref}")
            for row in rows
        ]

    def clean_relation(self) -> tuple[str, Ref]:
        """Sort and record."""
        sort, _, ref = str(self.cleaned_data["relation"]).partition(" ")
        return sort, Ref.parse(ref)


class ProgressForm(forms.ActionForm):
    """What was done in a fiscal year."""

    fiscal_year = forms.year(_YEAR)
    text_ja, text_en = forms.both(_SAYS, longest=2000, lines=True)
    evidence = forms.text(_EVIDENCE, longest=1000, required=False)


class ProfileForm(forms.ActionForm):
    """A version of the profile: minimum and ideal of each attribute."""

    seed = forms.record_of(SEED, Text("シーズ", "Seed"))
    reason = forms.long_text(
        Text("改めた理由", "Why it is changed"),
        help=Text("第2版から要ります。", "From the second version on."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = self._held()
        for code, name in messages.ATTRIBUTES.items():
            for part, words in _PROFILE_PARTS.items():
                label = Text(f"{name.ja}：{words.ja}", f"{name.en}: {words.en}")
                field = forms.text(label, longest=1000, required=False)
                field.initial = getattr(held.get(code), part, "")
                self.fields[f"{code}_{part}"] = field

    def _held(self) -> dict[str, Attribute]:
        """The lines of the newest version, where the address names the seed."""
        code = str((self.initial or {}).get("seed") or "")
        seen = records.visible(PROFILE, self.actor).filter(seed__code=code).order_by("-number")
        newest = seen.first() if code else None
        return {one.attribute: one for one in queries.lines_of(newest)} if newest else {}

    def clean(self) -> dict[str, Any]:
        """The lines that say something."""
        data = dict(super().clean() or {})
        lines = [
            Attribute(
                attribute=code, **{part: data.pop(f"{code}_{part}", "") for part in _PROFILE_PARTS}
            )
            for code in messages.ATTRIBUTES
        ]
        data["lines"] = tuple(one for one in lines if one.least or one.ideal or one.ground)
        return data


class ChangeProductForm(forms.ActionForm):
    """A product and its way through regulation."""

    name_ja, name_en = forms.both(_TITLE)
    sort = forms.choice(Text("種類", "Sort"), dict(messages.PRODUCTS))
    organisation = forms.record_of(
        "parties.organisation", Text("製造販売する企業", "Company that makes it"), required=False
    )
    filed, approved, listed = (
        forms.text(messages.STEPS[step], help=_PRODUCT_DAYS, longest=10, required=False)
        for step in STEPS
    )
    evidence = forms.text(
        _EVIDENCE,
        help=Text("番号、公表の文書など", "A number, a published document"),
        longest=1000,
        required=False,
    )

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        if record is None:
            return {}
        held = {name: getattr(record, name) for name in cls.base_fields if name != "organisation"}
        return held | {"organisation": record.organisation.code if record.organisation else ""}


class ProductForm(ChangeProductForm):
    """A new product of a seed."""

    seed = forms.record_of(SEED, Text("シーズ", "Seed"))
    field_order = ("seed", "name_ja", "name_en", "sort")


_PROFILE_PARTS: Final = {
    "least": Text("最低限", "minimum"),
    "ideal": Text("理想", "ideal"),
    "ground": Text("根拠", "ground"),
}
