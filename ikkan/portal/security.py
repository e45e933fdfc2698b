"""Headers that every answer carries: what a page may load, and who may keep it.

Decides: the content policy (nothing inline, nothing from elsewhere). Called by Django's middleware.
Source: design §5; issue openreview#285 (never serve one person's page to another).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS: Final = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def policy(providers: dict[str, Any]) -> str:
    """The content policy; forms may end at the log-in of the issuers that `providers` names,
    because browsers hold a form's redirects to it too."""
    return "; ".join((POLICY, " ".join(("form-action 'self'", *_issuers(providers)))))


def _issuers(providers: dict[str, Any]) -> Iterable[str]:
    for provider in providers.values():
        for app in provider.get("APPS", ()):
            address = urlsplit(app.get("settings", {}).get("server_url", ""))
            if address.scheme and address.netloc:
                yield f"{address.scheme}://{address.netloc}"


class SecurityHeadersMiddleware:
    """Adds the headers; a page for a person who is logged in is kept by nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._policy = policy(settings.SOCIALACCOUNT_PROVIDERS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        response.headers.setdefault("Content-Security-Policy", self._policy)
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        patch_vary_headers(response, ("Cookie", "Accept-Language"))
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers["Cache-Control"] = "private, no-store"
        else:
            response.headers.setdefault("Cache-Control", "no-cache")
        return response
