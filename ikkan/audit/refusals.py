"""Maps what Ikkan refuses to HTTP, once, for every page and fragment.

Decides: the status of each kind of refusal. Called by Django's middleware.
A stranger who may not read a page is asked to log in; everybody else is told the rule.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_resolver
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language

from ikkan.audit.actor import PUBLIC_ROLE
from ikkan.audit.messages import UNSTORABLE
from ikkan.audit.ports import actor_of
from ikkan.values.errors import (
    Busy,
    IkkanError,
    InputError,
    KeyReused,
    NotAllowed,
    NotFound,
    VersionConflict,
)

STATUS: Final[tuple[tuple[type[IkkanError], int], ...]] = (
    (InputError, 400),
    (NotAllowed, 403),
    (NotFound, 404),
    (VersionConflict, 409),
    (KeyReused, 409),
    (Busy, 503),
)


def status_of(error: IkkanError) -> int:
    """HTTP status of a refusal; 400 for a kind that names none."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), 400)


class RefusalMiddleware:
    """Turns an IkkanError that a view let through into a page in the reader's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """400 for NUL in an address or a form: PostgreSQL keeps none, SQLite would."""
        typed = (request.GET, request.POST) if request.method == "POST" else (request.GET,)
        texts = (text for one in typed for name in one for text in (name, *one.getlist(name)))
        if "\0" not in request.path_info and not any("\0" in text for text in texts):
            return None
        return self.process_exception(request, InputError("audit.unstorable", UNSTORABLE))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The answer to a refusal; None leaves every other exception to Django."""
        if not isinstance(error, IkkanError):
            return None
        status = status_of(error)
        words = error.text.of("en" if get_language() == "en" else "ja")
        if status == 404:
            not_found: Callable[..., HttpResponse] = get_resolver().resolve_error_handler(404)
            return not_found(request, exception=Http404(words))
        if status == 403 and request.method == "GET" and _stranger(request):
            return redirect_to_login(request.get_full_path())
        said = {"words": words, "code": error.code, "status": status}
        response = render(request, "audit/refusal.html", said, status=status)
        if status == 503:
            response.headers["Retry-After"] = "5"
        add_never_cache_headers(response)
        return response


def _stranger(request: HttpRequest) -> bool:
    return actor_of(request).roles <= {PUBLIC_ROLE}
