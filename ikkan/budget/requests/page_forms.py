"""The form of a line on its own page, and of a workbook to upload.

Decides: amounts are typed in thousands of yen, as the table and the workbook show them; a late
editor chooses field by field. Called by views.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from django import forms as django
from django.core.exceptions import ValidationError
from django.utils import timezone

from ikkan.budget.models import Line, Request
from ikkan.budget.requests import forms, messages, queries, upload
from ikkan.budget.requests.rules import FIELDS, NewLine
from ikkan.budget.requests.workbook import FIELDS as COLUMNS
from ikkan.budget.requests.workbook import Known, Stamp, thousands
from ikkan.budget.requests.workbook_cells import Reader
from ikkan.budget.requests.workbook_words import SAID
from ikkan.records.forms import Suggested, YenField
from ikkan.records.words import language, lazy
from ikkan.tabular.grid import Cell
from ikkan.values.finding import Severity
from ikkan.values.text import Text

_NOBODY: Final = Known(stamp=Stamp(request="", round="", body="", number=""))
_AMOUNTS: Final = ("request_yen", "wish_yen", "previous_yen")
PICK: Final = "pick_"
"""Before the name of a field whose value somebody else changed: "now" or "yours"."""


_HELP: Final = Text(
    "千円。全角の数字や「1.5億円」も読みます。",
    "Thousand yen; full-width digits and 1.5億円 are read as well.",
)
_BAD: Final = Text("額を書いてください。", "Write an amount.")


class ThousandField(YenField):
    """Whole yen from thousands as people write them: 2,790,000 · ２７９万円 · 1.5億円."""

    def clean(self, value: Any) -> int | None:
        typed = django.CharField.clean(self, value)
        if typed in self.empty_values:
            return None
        said: list[Text] = []

        def say(code: str, severity: Severity = Severity.ERROR, /, **values: object) -> None:
            if severity is Severity.ERROR:
                words, step = SAID[code]
                said.append(Text(f"{words.ja}{step.ja}", f"{words.en} {step.en}").format(**values))

        cell = Cell(value=str(typed))
        found = Reader(known=_NOBODY, say=say).value(cell, COLUMNS["request_yen"])
        if said or not isinstance(found, int):
            raise ValidationError([one.of(language()) for one in said] or [_BAD.of(language())])
        return found


def _thousands(name: str, *, required: bool) -> ThousandField:
    label = messages.FIELDS[name]
    return ThousandField(
        label=lazy(Text(f"{label.ja}（千円）", f"{label.en} (thousand yen)")),
        help_text=lazy(_HELP),
        max_length=60,
        required=required,
        widget=django.TextInput(attrs={"inputmode": "decimal"}),
    )


class LinePageForm(forms.LineForm):
    """A line with its amounts in thousands; its code and the version seen stand beside it."""

    request_yen = _thousands("request_yen", required=True)
    wish_yen = _thousands("wish_yen", required=False)
    previous_yen = _thousands("previous_yen", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("code", "seen"):
            self.fields[name].widget = django.HiddenInput()
        if isinstance(self.record, Request):
            areas = queries.known_codes(self.record.round, self.record.round.ceiling_on).codes
            chosen = [(code, words.of(language())) for code, words in areas["area"].items()]
            if chosen:
                self.fields["area"].widget = django.Select(choices=[("", "–"), *chosen])
            self._without_ended(self.record)

    def _without_ended(self, request: Request) -> None:
        """Offer what goes on in the year of the round, and what the line has already."""
        known = upload.known(request, timezone.localdate())
        for name, choices in known.choices.items():
            ended = {one.code for one in choices if one.ended is not None}
            value = self[name].value() or ()
            gone = ended - set([value] if isinstance(value, str) else value)
            widget: Any = self.fields[name].widget
            if isinstance(widget, Suggested):
                widget.said = [one for one in widget.said if one[0] not in gone]
            elif isinstance(widget, django.Select):
                widget.choices = [one for one in widget.choices if one[0] not in gone]

    @staticmethod
    def of(line: Line) -> dict[str, Any]:
        """What the form holds of a stored line."""
        values = {name: getattr(line, name) for name in FIELDS} | {"seen": line.row_version}
        for name in _AMOUNTS:
            amount = thousands(values[name])
            values[name] = "" if amount is None else f"{amount:,}"
        return values | {"cites": "\n".join(line.cites)}


def picked(line: NewLine, now: NewLine, choices: Mapping[str, str]) -> NewLine:
    """The line with the present values of the fields for which these were chosen."""
    kept: dict[str, Any] = {
        name: getattr(now, name) for name in FIELDS if choices.get(f"{PICK}{name}") == "now"
    }
    return replace(line, **kept)


def unpicked(names: Iterable[str], choices: Mapping[str, str]) -> list[str]:
    """Fields for which nothing was chosen yet."""
    return [name for name in names if choices.get(f"{PICK}{name}") not in ("now", "yours")]


class WorkbookForm(django.Form):
    """A workbook to upload."""

    workbook = django.FileField(
        label=lazy(Text("要求書（.xlsx）", "Workbook (.xlsx)")),
        help_text=lazy(
            Text(
                "雛形に書いた.xlsxのファイル。20MBまで。マクロと別のファイルへの参照は受け付けません。",
                "The .xlsx made from the template, at most 20 MB, without macros or links.",
            )
        ),
        widget=django.ClearableFileInput(attrs={"accept": ".xlsx"}),
        allow_empty_file=True,
    )
