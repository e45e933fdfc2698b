"""Forms of the account page; they read what was typed, the actions decide."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from ikkan.accounts.models import User


class PreferencesForm(forms.Form):
    """Name, language, density, colours, single-key commands."""

    display_name = forms.CharField(
        label=pgettext_lazy("accounts", "Name"), max_length=100, required=False
    )
    language = forms.ChoiceField(
        label=pgettext_lazy("accounts", "Language"), choices=User.Language.choices, required=False
    )
    density = forms.ChoiceField(
        label=pgettext_lazy("accounts", "Density"), choices=User.Density.choices
    )
    scheme = forms.ChoiceField(
        label=pgettext_lazy("accounts", "Colours"), choices=User.Scheme.choices
    )
    keys_enabled = forms.BooleanField(
        label=pgettext_lazy("accounts", "Single-key commands"),
        required=False,
        help_text=pgettext_lazy(
            "accounts", "For instance / for search. Switch off if they get in your way."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, user: User) -> PreferencesForm:
        """The form filled with what the account has now."""
        names = ("display_name", "language", "density", "scheme", "keys_enabled", "version")
        return cls(initial={name: getattr(user, name) for name in names})

    def chosen(self) -> dict[str, Any]:
        """What `set_preferences` takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class DelegationForm(forms.Form):
    """Whom to lend which role, for which days, and why."""

    to_email = forms.EmailField(
        label=pgettext_lazy("accounts", "Address of the person who acts for you"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=pgettext_lazy("accounts", "Role"))
    valid_from = forms.DateField(
        label=pgettext_lazy("accounts", "First day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    valid_to = forms.DateField(
        label=pgettext_lazy("accounts", "Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=pgettext_lazy("accounts", "The last day still counts."),
    )
    reason = forms.CharField(label=pgettext_lazy("accounts", "Reason"), max_length=200)
    key = forms.CharField(widget=forms.HiddenInput, max_length=100)

    def __init__(
        self, data: Any = None, *, roles: Iterable[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {"key": uuid.uuid4().hex})
        super().__init__(data, prefix="lend", **kwargs)
        self.fields["role"] = forms.ChoiceField(
            label=pgettext_lazy("accounts", "Role"), choices=list(roles)
        )
