"""Forms of awards; they read what was typed, the actions decide."""

from __future__ import annotations

from typing import Any, Final

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from ikkan.awards import queries
from ikkan.awards.messages import AMOUNT_LINE, MODALITY_LABELS, SORT_LABELS
from ikkan.budget.rules import PAID
from ikkan.budget.words import INSTRUMENTS, POTS
from ikkan.records import forms
from ikkan.records.words import language, lazy
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

_FIRST: Final = Text("始まりの日", "First day")
_LAST: Final = Text("終わりの日", "Last day")
_REASON: Final = Text("理由", "Reason")
_PERSON: Final = Text("人", "Person")
_ROLE: Final = Text("役割", "Role")
_AMOUNTS: Final = Text("年度ごとの額", "Yearly amounts")
_AMOUNTS_HELP: Final = Text(
    "一行に一年度。「2026 12,000,000」「2027 1.5億円」のように書きます。",
    "One fiscal year a line, such as 2026 12,000,000 or 2027 1.5億円.",
)


class Amounts(django_forms.CharField):
    """Yen by fiscal year from lines such as `2026 12,000,000`."""

    def clean(self, value: Any) -> dict[int, int]:
        found: dict[int, int] = {}
        for line in str(super().clean(value) or "").splitlines():
            if not line.strip():
                continue
            year, _, amount = line.strip().partition(" ")
            yen = forms.yen(_AMOUNTS).clean(amount.strip())
            if not (year.isascii() and year.isdigit()) or yen is None or int(year) in found:
                raise ValidationError(AMOUNT_LINE.format(line=line.strip()[:60]).of(language()))
            found[int(year)] = yen
        return found


def amounts(*, required: bool = True) -> Amounts:
    """Lines of a fiscal year and its yen."""
    return Amounts(
        label=lazy(_AMOUNTS),
        help_text=lazy(_AMOUNTS_HELP),
        max_length=2000,
        required=required,
        widget=django_forms.Textarea(attrs={"rows": 4}),
    )


class MakeForm(forms.ActionForm):
    """An award of an adopted application."""

    application = forms.record_of(
        "calls.application", Text("採択された応募", "Adopted application")
    )
    number = forms.text(
        Text("課題管理番号", "Management number"),
        help=Text("空欄なら番号を付けます。", "A number is made where this stays empty."),
        longest=40,
        required=False,
    )
    began_on = forms.day(_FIRST)
    ends_on = forms.day(_LAST)
    year_amounts = amounts()
    modality = forms.choice(Text("モダリティ", "Modality"), dict(MODALITY_LABELS), required=False)
    phase = forms.pack_row("phase", Text("段階", "Phase"), required=False)
    domains = forms.pack_row(
        "domain", Text("疾患領域", "Disease areas"), required=False, several=True
    )


class AmountsForm(forms.ActionForm):
    """Amounts of fiscal years."""

    amounts = amounts()
    sort = forms.choice(Text("額の種類", "Sort of amount"), dict(SORT_LABELS))

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        rows = record.amounts.filter(sort="decided").order_by("fiscal_year")
        said = "\n".join(f"{row.fiscal_year} {row.yen:,}" for row in rows)
        return {"amounts": said, "sort": "decided"}


class AccountForm(forms.ActionForm):
    """The account that funds the award's."""

    funded_from = forms.record_of("budget.account", Text("財源の口座", "Account that funds it"))


class PayForm(forms.ActionForm):
    """A payment to the award."""

    yen = forms.yen(Text("額", "Amount"))
    made_on = forms.day(Text("支払いの日", "Day of payment"), today=True)
    fiscal_year = forms.year(Text("年度", "Fiscal year"))
    pot = forms.choice(Text("財源", "Pot"), {str(code): words for code, words in POTS.items()})
    instrument = forms.choice(
        Text("方式", "Instrument"),
        {str(code): words for code, words in INSTRUMENTS.items() if code in PAID},
    )

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        today = timezone.localdate()
        year = FiscalYear.of(today, queries.start_month(today)).year
        return {"fiscal_year": year, "instrument": "commission"}


class TagForm(forms.ActionForm):
    """The tags of an award."""

    tags = forms.record_of("tag", Text("印", "Tags"), several=True, required=False)

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """Those it carries."""
        return {"tags": [one.code for one in record.tags.all()]}


class OfficerForm(forms.ActionForm):
    """Somebody who looks after the award."""

    person = forms.record_of("parties.person", _PERSON)
    role = forms.pack_row("role", _ROLE)
    valid_from = forms.day(_FIRST, today=True)
    valid_to = forms.day(_LAST, required=False)


class EndOfficerForm(forms.ActionForm):
    """The last day of an officer."""

    person = forms.record_of("parties.person", _PERSON)
    role = forms.pack_row("role", _ROLE)
    last_day = forms.day(_LAST, today=True)


class StopForm(forms.ActionForm):
    """Why and when an award was stopped."""

    reason = forms.long_text(_REASON)
    ended_on = forms.day(_LAST, today=True)


class CompleteForm(forms.ActionForm):
    """When an award was completed."""

    ended_on = forms.day(_LAST, today=True)


class ContinuationForm(forms.ActionForm):
    """The award that this one continues."""

    earlier = forms.record_of("awards.award", Text("前の課題", "Earlier award"))
