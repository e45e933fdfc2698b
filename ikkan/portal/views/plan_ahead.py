"""What is known to come: calls and funds that still run; seeds that came in and went out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ikkan.audit.ports import actor_of
from ikkan.portal import planahead, reading


def ahead(request: HttpRequest) -> HttpResponse:
    """Coming and open calls with their days and most money, and funds with their last year."""
    known = reading.snapshot_of(request)
    context = {
        "snapshot": known,
        "calls": planahead.calls(known, actor_of(request)),
        "funds": planahead.running(known),
    }
    return render(request, "portal/plan_ahead.html", context)


def seeds(request: HttpRequest) -> HttpResponse:
    """Seeds by fiscal year: how many were named, how many left and how, how many remain."""
    known = reading.snapshot_of(request)
    context = {
        "snapshot": known,
        "flows": planahead.flows(known, actor_of(request)),
        "ways": tuple(planahead.OUT.values()),
    }
    return render(request, "portal/plan_seeds.html", context)
