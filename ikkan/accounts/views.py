"""One's own account: settings, roles with their dates, delegations; and the switches for anyone."""

from __future__ import annotations

from datetime import date

from django import forms
from django.contrib import messages as notes
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ikkan.accounts import actions, queries
from ikkan.accounts import language as languages
from ikkan.accounts.forms import DelegationForm, PreferencesForm
from ikkan.accounts.messages import CHOICE_UNKNOWN
from ikkan.accounts.models import User
from ikkan.audit import ports
from ikkan.audit.refusals import status_of
from ikkan.values.errors import IkkanError, InputError


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language: for the account where there is one, and in the cookie."""
    chosen = request.POST.get("language", "")
    if chosen not in User.Language.values or not chosen:
        raise InputError("accounts.choice", CHOICE_UNKNOWN.format(value=chosen, field="language"))
    _prefer(request, {"language": chosen})
    response = _back(request)
    languages.remember(response, chosen)
    return response


@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Choose density, colours, single keys: any of them, for the account or in cookies."""
    chosen: dict[str, str | bool] = {}
    for name, allowed in (("density", User.Density.values), ("scheme", User.Scheme.values)):
        value = request.POST.get(name)
        if value is not None:
            if value not in allowed:
                raise InputError("accounts.choice", CHOICE_UNKNOWN.format(value=value, field=name))
            chosen[name] = value
    keys = request.POST.get("keys_enabled")
    if keys is not None:
        if keys not in ("on", "off"):
            words = CHOICE_UNKNOWN.format(value=keys, field="keys_enabled")
            raise InputError("accounts.choice", words)
        chosen["keys_enabled"] = keys == "on"
    _prefer(request, chosen)
    response = _back(request)
    for name, choice in chosen.items():
        kept = ("on" if choice else "off") if isinstance(choice, bool) else choice
        languages.set_cookie(response, queries.DISPLAY_COOKIES[name], kept)
    return response


def _prefer(request: HttpRequest, chosen: dict[str, str | bool]) -> None:
    user = queries.user_of(request)
    if user is not None and chosen:
        by = queries.actor_of(request, _today())
        actions.set_preferences(user.code, chosen, by=by, as_of=_today(), version=None, key=None)


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page it came from, never to another site."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(target if safe and target.startswith("/") else "/")
    response.status_code = 303
    return response


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Settings, roles and delegations of the person logged in."""
    return _page(request)


@require_POST
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """Save the settings, unless somebody saved others in between."""
    form = PreferencesForm(request.POST)
    user = _user(request)
    if form.is_valid():
        by, version = queries.actor_of(request, _today()), form.cleaned_data["version"]
        try:
            user = actions.set_preferences(
                user.code, form.chosen(), by=by, as_of=_today(), version=version, key=None
            )
        except IkkanError as error:
            return _refused(request, error, form, preferences_form=form)
        with translation.override(user.language or translation.get_language()):
            notes.success(request, pgettext("accounts", "Your settings are saved."))
        return redirect("accounts:mine")
    return _page(request, status=400, preferences_form=form)


@require_POST
@login_required
def delegate(request: HttpRequest) -> HttpResponse:
    """Lend a role; a form sent twice lends once."""
    form = DelegationForm(request.POST, roles=_lendable(request))
    if form.is_valid():
        asked = dict(form.cleaned_data)
        key = asked.pop("key")
        try:
            actions.delegate(
                by=queries.actor_of(request, _today()),
                as_of=_today(),
                version=None,
                key=key,
                **asked,
            )
        except IkkanError as error:
            return _refused(request, error, form, delegation_form=form)
        notes.success(request, pgettext("accounts", "The delegation is recorded."))
        return redirect("accounts:mine")
    return _page(request, status=400, delegation_form=form)


@require_POST
@login_required
def end_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    """End a delegation from today."""
    version = request.POST.get("version", "")
    actions.end_delegation(
        pk,
        by=queries.actor_of(request, _today()),
        as_of=_today(),
        version=int(version) if version.isascii() and version.isdigit() else None,
        key=None,
    )
    notes.success(request, pgettext("accounts", "The delegation has ended."))
    return redirect("accounts:mine")


def _refused(
    request: HttpRequest, error: IkkanError, form: forms.Form, **filled: forms.Form
) -> HttpResponse:
    form.add_error(None, error.text.of(_language()))
    return _page(request, status=status_of(error), **filled)


def _page(request: HttpRequest, status: int = 200, **filled: forms.Form) -> HttpResponse:
    user, today = _user(request), _today()
    standing = queries.standing(user, today)
    labels = _labels()
    context = {
        "account": user,
        "today": today,
        "grants": [
            {
                "row": row,
                "label": labels.get(row.role, row.role),
                "state": _state(row.valid_from, row.valid_to, today),
            }
            for row in standing.grants
        ],
        "loans": [
            {
                "row": row,
                "label": labels.get(row.role, row.role),
                "given": row.from_user_id == user.pk,
                "other": row.to_user if row.from_user_id == user.pk else row.from_user,
                "state": _state(row.valid_from, row.valid_to, today),
            }
            for row in (*standing.given, *standing.taken)
        ],
        "may_lend": bool(standing.delegable),
        "preferences_form": PreferencesForm.of(user),
        "delegation_form": DelegationForm(
            roles=[(role, labels.get(role, role)) for role in standing.delegable]
        ),
        **filled,
    }
    return render(request, "accounts/mine.html", context, status=status)


def _state(first: date, last: date | None, today: date) -> str:
    if last is not None and last < today:
        return "ended"
    return "coming" if first > today else "now"


def _lendable(request: HttpRequest) -> list[tuple[str, str]]:
    labels = _labels()
    roles = queries.standing(_user(request), _today()).delegable
    return [(role, labels.get(role, role)) for role in roles]


def _labels() -> dict[str, str]:
    language = _language()
    return {role: label.of(language) for role, label in ports.role_labels().items()}


def _user(request: HttpRequest) -> User:
    user = queries.user_of(request)
    if user is None:
        raise PermissionDenied  # login_required stands before every caller
    return user


def _today() -> date:
    return timezone.localdate()


def _language() -> str:
    return "en" if translation.get_language() == "en" else "ja"
