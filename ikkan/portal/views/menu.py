"""The menu: every page and list that the reader may open, by subject."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ikkan.audit.ports import actor_of
from ikkan.portal import menu as index
from ikkan.portal import reading


@require_safe
def menu(request: HttpRequest) -> HttpResponse:
    """One section for each subject: its pages, then its lists of records."""
    context = {"snapshot": reading.snapshot_of(request), "groups": index.groups(actor_of(request))}
    return render(request, "portal/menu.html", context)
