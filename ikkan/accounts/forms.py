"""Forms of the account page; they read what was typed, the actions decide."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ikkan.accounts.models import User


class PreferencesForm(forms.Form):
    """Name, language, density, colours, single-key commands."""

    display_name = forms.CharField(label=_("Name"), max_length=100, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=User.Language.choices, required=False)
    density = forms.ChoiceField(label=_("Density"), choices=User.Density.choices)
    scheme = forms.ChoiceField(label=_("Colours"), choices=User.Scheme.choices)
    keys_enabled = forms.BooleanField(
        label=_("Single-key commands"),
        required=False,
        help_text=_("For instance / for search. Switch off if they get in your way."),
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
        label=_("Address of the person who acts for you"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"))
    valid_from = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    valid_to = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The last day still counts."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)
    key = forms.CharField(widget=forms.HiddenInput, max_length=100)

    def __init__(
        self, data: Any = None, *, roles: Iterable[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {"key": uuid.uuid4().hex})
        super().__init__(data, prefix="lend", **kwargs)
        self.fields["role"] = forms.ChoiceField(label=_("Role"), choices=list(roles))
