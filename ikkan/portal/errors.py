"""Pages for what went wrong: they keep the line, say what was wrong and where to go on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request cannot be read."""
    return _page(request, 400, _("This request cannot be read"), "")


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: a rule refuses."""
    return _page(request, 403, _("You may not do this"), "")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing has this address; the reason where a view gave one."""
    said = exception.args[0] if exception is not None and exception.args else ""
    words = said if isinstance(said, str) else ""
    return _page(request, 404, _("There is no such page"), words)


def failed(request: HttpRequest) -> HttpResponse:
    """500: our fault; nothing was changed."""
    return render(request, "500.html", status=500)


def _page(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    context = {"title": title, "words": words, "status": status}
    return render(request, "error.html", context, status=status)
