"""Forms of policies, their items and grounds, and of evidence."""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms as django
from django.core.exceptions import ValidationError
from django.utils import timezone

from ikkan.budget.policies import queries, series
from ikkan.budget.policies.rules import GROUNDS, SORTS
from ikkan.plan import queries as plan
from ikkan.records import forms
from ikkan.records.words import language, lazy
from ikkan.values.errors import IkkanError
from ikkan.values.text import Text

_DAY: Final = re.compile(r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?")
_NAME: Final = Text("名称", "Name")
_YEAR: Final = Text("予算の年度", "Fiscal year of the budget")
_BASIS: Final = Text("法的な根拠", "Legal basis")
_GONE: Final = Text("外す根拠", "Ground to take away")
_MINISTRY: Final = Text("府省", "Ministry")


class LoadForm(forms.ActionForm):
    """Which document of the pack, for which year."""

    instrument = forms.pack_row("instrument", Text("文書", "Document"))
    fiscal_year = forms.year(_YEAR)


class StartForm(forms.ActionForm):
    """A year's policy; where it follows one, the items of that one are copied."""

    follows = forms.record_of(
        queries.KIND,
        Text("引き継ぐ方針", "Policy it follows"),
        help=Text(
            "項目と根拠を写して始めます。選ばなければ空の案になります。",
            "Its items and grounds are copied; without one the draft is empty.",
        ),
        required=False,
    )
    fiscal_year = forms.year(_YEAR)
    name_ja, name_en = forms.both(_NAME, longest=200)
    basis = forms.text(_BASIS, longest=400, required=False)


class RenameForm(forms.ActionForm):
    """Name, year and legal basis."""

    fiscal_year = forms.year(_YEAR)
    name_ja, name_en = forms.both(_NAME, longest=200)
    basis = forms.text(_BASIS, longest=400, required=False)

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """The policy as it stands."""
        return {name: getattr(record, name) for name in cls.base_fields}


class ItemForm(forms.ActionForm):
    """A point to note or a priority area."""

    sort = forms.choice(Text("種類", "Sort"), dict(SORTS))
    project = forms.pack_row("project", Text("プロジェクト", "Project"), required=False)
    text_ja, text_en = forms.both(Text("項目の文", "Words of the item"), longest=4000, lines=True)
    order = forms.number(
        Text("順", "Order"),
        help=Text("空なら今の順（新しいものは最後）", "Empty: as it is; a new one stands last"),
        most=30_000,
        required=False,
    )


class ReviseForm(ItemForm):
    """An item as it stands."""

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """The item as it stands."""
        return {name: getattr(record, name) for name in cls.base_fields}


class GroundForm(forms.ActionForm):
    """What an area rests on."""

    sort = forms.choice(Text("根拠の種類", "Sort of ground"), dict(GROUNDS))
    text_ja, text_en = forms.both(Text("根拠", "Ground"), longest=2000, lines=True)
    evidence = forms.record_of(queries.EVIDENCE, Text("根拠資料", "Evidence"), required=False)
    cites = forms.text(
        Text("引用", "Citation"),
        help=Text(
            "根拠資料のほかは「種類:コード」か https:// で始まる所在",
            "Other than evidence: kind:code, or an address that begins with https://",
        ),
        longest=400,
        required=False,
    )
    said_on = forms.text(
        Text("日付", "Date"),
        help=Text("2026-06-09、2026-06、2026のいずれか", "2026-06-09, 2026-06 or 2026"),
        longest=10,
        required=False,
    )

    def clean_said_on(self) -> str:
        """A day, a month or a year."""
        typed = str(self.cleaned_data["said_on"]).strip()
        if not _DAY.fullmatch(typed):
            raise ValidationError(_NO_DAY.format(read=typed).of(language()))
        return typed

    def clean(self) -> dict[str, Any]:
        """One citation, not two."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("evidence") and data.get("cites"):
            raise ValidationError(_ONE_CITATION.of(language()))
        return data


class GroundGoneForm(forms.ActionForm):
    """Which ground of the area."""

    ground = django.ChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.record.grounds.all() if self.record is not None else ()
        said = [(one.pk, Text.either(one.text_ja, one.text_en)) for one in rows]
        choices = [(str(pk), words.of(language())) for pk, words in said]
        self.fields["ground"] = django.ChoiceField(label=lazy(_GONE), choices=choices)


class AcceptForm(forms.ActionForm):
    """Why the area stands without a ground."""

    reason = forms.long_text(Text("認める理由", "Why it is accepted"), longest=2000)


class RemoveForm(forms.ActionForm):
    """Nothing to fill in."""


class DecideForm(forms.ActionForm):
    """The decision of the headquarters."""

    decision = forms.record_of(
        "plan.decision",
        Text("本部の決定", "Decision of the headquarters"),
        help=Text(
            "この方針を対象とする、決定済みの本部決定",
            "A decision of the headquarters about this policy that was taken",
        ),
    )


class ReceiveForm(forms.ActionForm):
    """Which ministry acknowledges receipt: those of the person that have not yet."""

    body = django.ChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = [one for one in self.actor.scopes if one.role == "ministry_officer"]
        own = {one.code for one in held if one.kind == "body"}
        missing = queries.missing_receipts(self.record) if self.record is not None else []
        mine = [code for code in missing if code in own] if own else missing
        names = {row.code: row.label for row in plan.snapshot(timezone.localdate()).entries("body")}
        said = [(code, names.get(code, Text(code, code)).of(language())) for code in mine]
        self.fields["body"] = django.ChoiceField(label=lazy(_MINISTRY), choices=said)


class EvidenceForm(forms.ActionForm):
    """Where a series comes from, what it says, and its file."""

    sort = forms.choice(Text("種類", "Sort"), dict(GROUNDS))
    title_ja, title_en = forms.both(Text("題名", "Title"), longest=200)
    publisher = forms.text(Text("作成者", "Publisher"))
    edition = forms.text(Text("版", "Edition"), longest=100)
    published_on = forms.day(Text("公表の日", "Published on"))
    address = forms.text(Text("所在（URL）", "Address"), longest=400, required=False)
    statement_ja, statement_en = forms.both(
        Text("読み取れること", "What it says"), longest=2000, lines=True
    )
    file = django.FileField(
        label=lazy(Text("値のファイル（CSV）", "File of values (CSV)")),
        help_text=lazy(
            Text(
                "列は 区分・年・値・単位（label, year, value, unit）",
                "Columns: label, year, value, unit",
            )
        ),
    )
    published = forms.flag(Text("公開する", "Show to the public"))

    def clean_file(self) -> tuple[series.Value, ...]:
        """The values; every line that cannot be read is told."""
        given = self.cleaned_data["file"]
        try:
            return series.read(given.read(series.LARGEST + 1), given.name)
        except IkkanError as error:
            raise ValidationError(error.text.of(language()).split("\n")) from error


_NO_DAY: Final = Text(
    "「{read}」は日付ではありません。2026-06-09のように書いてください。",
    '"{read}" is no date; write it as 2026-06-09.',
)
_ONE_CITATION: Final = Text(
    "根拠資料か引用のどちらか一つにしてください。",
    "Give either a piece of evidence or a citation, not both.",
)
