"""Pages of the desk: work list, notices, calendar; each is of the person logged in."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.contrib import messages as notes
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import npgettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ikkan.audit import ports
from ikkan.audit.actor import RESERVED_ROLES, Actor
from ikkan.desk import actions, addresses, queries, work
from ikkan.desk import feed as feeds
from ikkan.desk.messages import CALENDAR_UNKNOWN
from ikkan.desk.models import Notice
from ikkan.records import paging
from ikkan.records import ports as names
from ikkan.records.asked import seen_version
from ikkan.records.words import language
from ikkan.values.errors import NotFound

PAGE: Final = 50
ON_WORK_LIST: Final = 5
CALENDAR_TYPE: Final = "text/calendar; charset=utf-8"


@never_cache
@login_required
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """A role's home: mine by due day or by the line, others' turn, notices."""
    actor, today = ports.actor_of(request), timezone.localdate()
    order = request.GET.get("order", work.BY_DUE)
    unread = queries.unread(actor)
    context = {
        "today": today,
        "order": order,
        "work": work.gather(actor, today, order),
        "roles": _roles(actor),
        "absences": queries.absences(actor.code, today),
        "notices": _with_links(unread[:ON_WORK_LIST], actor),
        "unread": unread.count(),
        "starts": work.starts(actor),
    }
    return render(request, "desk/work.html", context)


@never_cache
@login_required
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """Every notice to the reader, newest first."""
    actor = ports.actor_of(request)
    page = paging.page_of(request, queries.notices_to(actor), PAGE)
    context = {
        "page": page,
        "elided": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "notices": _with_links(page, actor),
        "unread": queries.unread(actor).count(),
    }
    return render(request, "desk/notices.html", context)


@require_POST
@login_required
def read(request: HttpRequest) -> HttpResponse:
    """Mark the notices named in the form as read; all of them where it says so."""
    actor = ports.actor_of(request)
    codes = request.POST.getlist("code")
    if "all" in request.POST:
        codes = list(queries.unread(actor).values_list("code", flat=True))
    count = actions.mark_read(codes, by=actor, as_of=timezone.localdate(), version=None, key=None)
    said = npgettext(
        "desk", "%(count)d notice marked as read.", "%(count)d notices marked as read.", count
    )
    notes.success(request, said % {"count": count})
    return _seen(reverse("desk:notices"))


@never_cache
@login_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The address under which a calendar program reads one's deadlines."""
    address = queries.calendar_of(ports.actor_of(request).code)
    url = ""
    if address is not None:
        path = reverse("desk:feed", kwargs={"token": addresses.token_of(address)})
        url = request.build_absolute_uri(path)
    return render(request, "desk/calendar.html", {"address": address, "url": url})


@require_POST
@login_required
def renew_calendar(request: HttpRequest) -> HttpResponse:
    """Make an address, or another one."""
    actions.renew_calendar_token(
        by=ports.actor_of(request),
        as_of=timezone.localdate(),
        version=seen_version(request),
        key=None,
    )
    notes.success(request, pgettext("desk", "The calendar has a new address."))
    return _seen(reverse("desk:calendar"))


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself, for whoever holds its address; no log-in, no cookie."""
    user = queries.owner(addresses.account_of(token))
    if user is None:
        raise NotFound("desk.calendar", CALENDAR_UNKNOWN)
    spoken = user.language or settings.LANGUAGE_CODE
    body = feeds.calendar(user, spoken, timezone.now(), request.build_absolute_uri)
    response = HttpResponse(body, content_type=CALENDAR_TYPE)
    response["Content-Disposition"] = 'attachment; filename="ikkan.ics"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _with_links(rows: Any, actor: Actor) -> list[dict[str, Any]]:
    """Notices with the names and addresses of what they are about, read once."""
    told: list[Notice] = list(rows)
    known = names.names((row.about_ref for row in told), timezone.localdate(), actor)
    return [{"row": row, "about": known.get(row.about_ref)} for row in told]


def _roles(actor: Actor) -> list[str]:
    """What the reader is, in the order of the pack; a role only borrowed says so."""
    own = {scope.role for scope in actor.scopes if not scope.lent_by}
    lent = pgettext("desk", "%(role)s (as deputy)")
    named = [
        (role, label.of(language()))
        for role, label in ports.role_labels().items()
        if role in actor.roles and role not in RESERVED_ROLES
    ]
    return [name if role in own else lent % {"role": name} for role, name in named]


def _seen(address: str) -> HttpResponseRedirect:
    """To a page that is read with GET, so that the back button sends nothing twice."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response
