"""Forms of the attachment pages; they read what was chosen, the actions decide."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from ikkan.files import formats, limits, messages, rules
from ikkan.records.forms import ActionForm, long_text
from ikkan.records.words import language, lazy
from ikkan.values.text import Text

_FILE = Text("ファイル", "File")
_LEVEL = Text("見られる人", "Who may see it")
_REASON = Text("理由", "Reason")
_HELP = Text(
    "{suffixes}。{limit} MBまで。プログラムとマクロのある文書は添付できません。",
    "{suffixes}, up to {limit} MB; no programs and no documents with macros.",
)


class AttachForm(forms.Form):
    """One file and who may see it."""

    file = forms.FileField(
        label=lazy(_FILE), error_messages={"required": lazy(messages.NO_FILE)}, required=True
    )
    level = forms.ChoiceField(
        label=lazy(_LEVEL),
        choices=[(code, lazy(words)) for code, words in rules.LEVELS.items()],
        initial=rules.OFFICES_ONLY,
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"key": uuid.uuid4().hex})
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        suffixes = " ".join(formats.SUFFIXES)
        said = _HELP.format(suffixes=suffixes, limit=limits.megabytes())
        field.help_text = said.of(language())
        field.widget.attrs["accept"] = ",".join(formats.SUFFIXES)

    def too_large(self, words: Text) -> None:
        """Say that the file was dropped on its way, in place of "choose a file"."""
        self.errors.pop("file", None)
        self.add_error("file", words.of(language()))


class ReasonForm(ActionForm):
    """Why a file is withdrawn, or its content erased."""

    reason = long_text(_REASON, longest=400)


class PlainForm(ActionForm):
    """Nothing to fill in: the button alone."""
