"""Fields of the forms that change records: labels in both languages, amounts as people write them.

Decides: how each kind of value is typed and read. Called by `forms.py` of every context.
Source: ui.md §6 "Form field".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from ikkan.audit.actor import PUBLIC, Actor
from ikkan.records import ports, queries
from ikkan.records.kinds import kind_of
from ikkan.records.messages import BAD_YEN, UNKNOWN_ROW
from ikkan.records.words import language, lazy
from ikkan.values import printed
from ikkan.values.errors import IkkanError
from ikkan.values.money import Unit
from ikkan.values.text import Text

LIST_FROM: Final = 30
"""From this many choices on a field is typed with suggestions instead of chosen from a menu."""
MOST_SUGGESTED: Final = 5_000
"""More records than these are not suggested; their codes can be typed all the same."""


class ActionForm(forms.Form):
    """A form of one action; knows who fills it in, for which record and on which day."""

    def __init__(self, *args: Any, actor: Actor = PUBLIC, record: Any = None, **kwargs: Any):
        self.actor, self.record = actor, record
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, Rows):
                field.fill(actor)

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """What the form holds before anything was typed."""
        return {}


def text(label: Text, *, help: Text | None = None, longest: int = 200, required: bool = True):
    """One line."""
    return forms.CharField(
        label=lazy(label), help_text=_help(help), max_length=longest, required=required
    )


def long_text(label: Text, *, help: Text | None = None, longest: int = 4000, required: bool = True):
    """Several lines."""
    return forms.CharField(
        label=lazy(label),
        help_text=_help(help),
        max_length=longest,
        required=required,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def day(label: Text, *, help: Text | None = None, required: bool = True, today: bool = False):
    """A day."""
    return forms.DateField(
        label=lazy(label),
        help_text=_help(help),
        required=required,
        initial=timezone.localdate if today else None,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def number(label: Text, *, help: Text | None = None, least: int = 0, most: int = 10**12,
           required: bool = True):  # fmt: skip
    """A whole number."""
    return forms.IntegerField(
        label=lazy(label), help_text=_help(help), min_value=least, max_value=most, required=required
    )


def decimal(label: Text, *, help: Text | None = None, places: int = 4, required: bool = True):
    """A number with digits after the point."""
    return forms.DecimalField(
        label=lazy(label),
        help_text=_help(help),
        max_digits=20,
        decimal_places=places,
        required=required,
    )


def year(label: Text, *, help: Text | None = None, required: bool = True):
    """A fiscal year by its first calendar year."""
    return forms.IntegerField(
        label=lazy(label), help_text=_help(help), min_value=1945, max_value=2100, required=required
    )


def choice(label: Text, options: dict[str, Text], *, help: Text | None = None,
           required: bool = True):  # fmt: skip
    """One of a few."""
    blank = [] if required else [("", "–")]
    return forms.ChoiceField(
        label=lazy(label),
        help_text=_help(help),
        choices=[*blank, *((code, lazy(words)) for code, words in options.items())],
        required=required,
    )


def flag(label: Text, *, help: Text | None = None):
    """Yes or no."""
    return forms.BooleanField(label=lazy(label), help_text=_help(help), required=False)


class YenField(forms.CharField):
    """Whole yen from what people write: 1,250,000 · １２５万円 · 1.5億円."""

    def clean(self, value: Any) -> int | None:
        typed = super().clean(value)
        if typed in self.empty_values:
            return None
        found = _yen(str(typed))
        if found is None:
            raise ValidationError(BAD_YEN.format(read=str(typed)[:40]).of(language()))
        return found


def _yen(typed: str) -> int | None:
    """Whole yen; None for what is no plain amount of them."""
    try:
        read = printed.parse(typed)
        amount = read.value * Unit.of(read.unit or Unit.YEN.symbol).factor
    except IkkanError:
        return None
    plain = not (read.approximate or read.signed or read.per or read.qualifier or read.remark)
    return int(amount) if plain and amount == int(amount) and amount < 10**16 else None


def yen(label: Text, *, help: Text | None = None, required: bool = True):
    """An amount in whole yen."""
    return YenField(
        label=lazy(label),
        help_text=_help(help) or lazy(_YEN_HELP),
        max_length=40,
        required=required,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )


class Rows(forms.CharField):
    """A code of a known set: a menu where it is short, else typed with suggestions.

    `where` narrows what is offered, not what may be typed: the action says why it refuses others.
    """

    def __init__(
        self,
        kind: str,
        *,
        several: bool = False,
        where: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.kind, self.several, self.where = kind, several, where or {}
        self._known: dict[str, Text] = {}
        self._actor = PUBLIC
        super().__init__(**kwargs)

    def fill(self, actor: Actor) -> None:
        """Read what may be chosen, as the actor sees it."""
        self._actor = actor
        self._known = dict(_choices_of(self.kind, actor, timezone.localdate(), self.where))
        said = [(code, f"{words.of(language())} ({code})") for code, words in self._known.items()]
        if self.several:
            self.widget = forms.SelectMultiple(choices=said, attrs={"size": min(len(said) or 1, 8)})
        elif len(said) <= LIST_FROM:
            self.widget = forms.Select(choices=[("", "–"), *said])
        else:
            self.widget = Suggested(said)
        self.widget.is_required = self.required

    def to_python(self, value: Any) -> Any:
        if self.several:
            return [] if not value else list(value)
        return str(value).strip() if value else ""

    def validate(self, value: Any) -> None:
        if not value:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return
        for code in value if self.several else [value]:
            if code not in self._known and not self._seen(code):
                words = UNKNOWN_ROW.format(read=str(code)[:80], kind=_label_of(self.kind))
                raise ValidationError(words.of(language()))

    def run_validators(self, value: Any) -> None:
        if not self.several:
            super().run_validators(value)

    def _seen(self, code: str) -> bool:
        """Whether the actor sees a record that stands beyond the suggestions."""
        beyond = bool(self.where) or len(self._known) >= MOST_SUGGESTED
        if not beyond or kind_of(self.kind) is None:
            return False
        return queries.visible(self.kind, self._actor).filter(code=code).exists()


class Suggested(forms.TextInput):
    """A line with a list of suggestions that the browser offers while one types."""

    template_name = "records/suggested.html"

    def __init__(self, choices: list[tuple[str, str]]) -> None:
        super().__init__(attrs={"autocomplete": "off", "placeholder": lazy(_SUGGESTED)})
        self.said = choices

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, {**(attrs or {}), "list": f"list-{name}"})
        return {**context, "said": self.said, "list_id": f"list-{name}"}


def record_of(kind: str, label: Text, *, help: Text | None = None, required: bool = True,
              several: bool = False, where: Mapping[str, Any] | None = None):  # fmt: skip
    """The code of a record of `kind` that the person may see, or of a row of the pack."""
    more = {"label": lazy(label), "help_text": _help(help), "required": required}
    return Rows(kind, several=several, where=where, **more)


pack_row = record_of


def both(label: Text, *, longest: int = 400, lines: bool = False) -> tuple[Any, Any]:
    """A text in Japanese and one in English, the second not required."""
    make = long_text if lines else text
    ja = make(Text(f"{label.ja}（日本語）", f"{label.en} (Japanese)"), longest=longest)
    en = make(Text(f"{label.ja}（英語）", f"{label.en} (English)"), longest=longest, required=False)
    return ja, en


def _choices_of(
    kind: str, actor: Actor, as_of: date, where: Mapping[str, Any]
) -> list[tuple[str, Text]]:
    found = kind_of(kind)
    if found is None:
        return list(ports.choices(kind, as_of))
    rows = queries.visible(found, actor).filter(**where)[:MOST_SUGGESTED]
    return [(row.code, found.title(row)) for row in rows]


def _label_of(kind: str) -> Text:
    found = kind_of(kind)
    return found.label if found else Text(kind, kind)


def _help(words: Text | None) -> Any:
    return lazy(words) if words is not None else ""


_SUGGESTED: Final = Text(
    "名前かコードの一部を入れると、候補が出ます",
    "Type part of the name or code, and choose",
)
_YEN_HELP: Final = Text(
    "円。「1,250,000」「１２５万円」「1.5億円」のように書けます。",
    "Yen; 1,250,000 or 1.5億円 can be written.",
)
