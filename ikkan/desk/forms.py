"""Forms of the desk; the actions decide."""

from __future__ import annotations

from ikkan.records import forms
from ikkan.values.text import Text


class AbsenceForm(forms.ActionForm):
    """From when to when, who acts meanwhile, and why."""

    valid_from = forms.day(Text("始まりの日", "First day"))
    valid_to = forms.day(
        Text("終わりの日", "Last day"),
        help=Text("この日も不在です。", "You are still away on this day."),
    )
    deputy_email = forms.text(
        Text("代理の人のメールアドレス", "Address of the deputy"),
        help=Text(
            "代理の人がログインに使うメールアドレス。", "The address with which the deputy logs in."
        ),
        longest=254,
    )
    reason = forms.text(Text("理由", "Reason"))


class NothingToType(forms.ActionForm):
    """A form that is sent as it is: mark a notice as read, say that one is back."""
