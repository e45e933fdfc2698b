"""The language of a page: the account's, else the cookie's, else the browser's, else Japanese.

Called by Django's middleware and by the switch in the header. Source: design §5.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from ikkan.accounts.queries import user_of

ONE_YEAR = 365 * 24 * 60 * 60


def language_of(request: HttpRequest) -> str:
    """'ja' or 'en'; a stranger without a session costs no query."""
    user = user_of(request)
    if user is not None and user.language:
        return user.language
    return translation.get_language_from_request(request)


def remember(response: HttpResponse, language: str) -> None:
    """Keep a choice in the cookie, for the pages before the next log-in."""
    set_cookie(response, settings.LANGUAGE_COOKIE_NAME, language)


def set_cookie(response: HttpResponse, name: str, value: str) -> None:
    """A year-long cookie that scripts cannot read and other sites cannot send."""
    response.set_cookie(
        name,
        value,
        max_age=ONE_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


class LanguageMiddleware:
    """Activates the language for the request and names it in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self._get_response(request)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", language)
        return response
