"""Pages for what went wrong: they keep the line, say what was wrong and where to go on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from ikkan.portal import context


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


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without its token, kept open too long or sent from elsewhere."""
    words = _("The form was open for too long or was sent from elsewhere. Nothing was changed.")
    return _page(request, 403, _("This form cannot be taken"), words, code="form.token")


def failed(request: HttpRequest) -> HttpResponse:
    """500: our fault, nothing was changed; asks neither database nor pack, they may be it."""
    return HttpResponse(loader.render_to_string("500.html", context.bare()), status=500)


def _page(
    request: HttpRequest, status: int, title: str, words: str, code: str = ""
) -> HttpResponse:
    shown = {"title": title, "words": words, "status": status, "code": code}
    return render(request, "error.html", shown, status=status)
