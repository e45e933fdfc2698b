"""Forms of panels; they read what was typed, the actions decide."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import ValidationError

from ikkan.records import forms
from ikkan.records.words import language
from ikkan.review import messages
from ikkan.values.errors import RefError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_MARK: Final = "mark_"
_PERSON: Final = "parties.person"


class OpenSubjectForm(forms.ActionForm):
    """A case about any record."""

    ref = forms.text(
        Text("対象の記録", "Record that is judged"),
        help=Text("「種類:コード」の形で書きます。", "Written as kind:code."),
    )
    title_ja, title_en = forms.both(Text("名称", "Title"))
    people = forms.record_of(
        _PERSON, Text("関係する人", "People concerned"), several=True, required=False
    )
    organisations = forms.record_of(
        "parties.organisation",
        Text("関係する機関", "Organisations concerned"),
        several=True,
        required=False,
    )
    programmes = forms.pack_row(
        "programme", Text("関係する事業", "Programmes concerned"), several=True, required=False
    )
    aspects = forms.long_text(
        Text("点を付ける観点", "Aspects to mark"),
        help=Text(
            "一行に一つ。英語があれば「｜」の後に書きます。",
            "One a line; an English text may follow after a vertical bar.",
        ),
        required=False,
    )
    quorum = forms.number(Text("定足数（人）", "Quorum"), least=1, most=40)
    due_on = forms.day(Text("意見の期日", "Opinions due on"), required=False)
    declared = forms.flag(
        Text("利益関係の申告を必須にする", "Nobody speaks without a declaration of interests")
    )

    def clean_ref(self) -> Ref:
        """The typed reference."""
        try:
            return Ref.parse(str(self.cleaned_data["ref"]).strip())
        except RefError as error:
            raise ValidationError(error.text.of(language())) from error

    def clean_aspects(self) -> tuple[Text, ...]:
        """One aspect a line, `日本語｜English`."""
        lines = str(self.cleaned_data["aspects"]).replace("｜", "|").splitlines()
        parts = [line.partition("|") for line in lines if line.strip()]
        return tuple(Text(ja.strip(), en.strip() or ja.strip()) for ja, _, en in parts)


class SeatForm(forms.ActionForm):
    """A new member of the panel."""

    person = forms.record_of(_PERSON, Text("人", "Person"))
    capacity = forms.choice(Text("立場", "Capacity"), dict(messages.CAPACITY_LABELS))


class OpinionForm(forms.ActionForm):
    """An opinion with a mark for each aspect of the case."""

    position = forms.choice(Text("賛否", "Position"), dict(messages.POSITION_LABELS))
    text = forms.long_text(Text("意見", "Opinion"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, one in enumerate(self.record.aspects if self.record else ()):
            words = Text(one["ja"], one["en"])
            self.fields[f"{_MARK}{place}"] = forms.choice(
                words, dict(messages.MARK_LABELS), required=False
            )

    def clean(self) -> dict[str, Any]:
        """The marks as `marks`, in the order of the aspects."""
        data = dict(super().clean() or {})
        names = [name for name in self.fields if name.startswith(_MARK)]
        said = [data.pop(name, "") for name in names]
        data["marks"] = tuple(int(one) if one else None for one in said)
        return data


class RecordOpinionForm(OpinionForm):
    """What a member said by letter or at a meeting, as an officer records it."""

    person = forms.record_of(_PERSON, Text("述べた人", "Who said it"))


class RecuseForm(forms.ActionForm):
    """Who stands aside, and why."""

    reason = forms.long_text(Text("理由", "Reason"))
    person = forms.record_of(
        _PERSON,
        Text("外れる人", "Who stands aside"),
        help=Text("自分なら空欄にします。", "Leave empty for yourself."),
        required=False,
    )


class CloseForm(forms.ActionForm):
    """Why the case closes."""

    reason = forms.long_text(Text("理由", "Reason"), required=False)
