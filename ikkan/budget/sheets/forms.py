"""Forms in which people say what a review sheet matches."""

from __future__ import annotations

from ikkan.records import forms
from ikkan.values.text import Text


class MatchForm(forms.ActionForm):
    """A programme of the pack, or a sheet of an earlier year."""

    programme = forms.pack_row("programme", Text("事業", "Programme"), required=False)
    earlier = forms.text(
        Text("前の年のシートのコード", "Code of a sheet of an earlier year"),
        help=Text("例 RS-2022-0123456789AB", "Such as RS-2022-0123456789AB"),
        longest=40,
        required=False,
    )


class ConfirmForm(forms.ActionForm):
    """Nothing to fill in: the match is right as it stands."""


class RejectForm(forms.ActionForm):
    """Why the match is wrong."""

    reason = forms.long_text(Text("却下の理由", "Why it is wrong"), longest=1000)
