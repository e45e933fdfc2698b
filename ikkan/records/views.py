"""The pages of every kind of record: list, record, forms, files.

Decides: what a refusal shows. Every read goes through the visibility policy, every write through
an action; a draft typed before a session ended is kept. Source: ui.md §5, §6, decisions/0006.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from itertools import islice
from typing import Any, Final

from django.contrib import messages as notes
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ikkan.audit import policy
from ikkan.audit.actor import Actor
from ikkan.audit.ports import actor_of
from ikkan.audit.refusals import status_of
from ikkan.records import days, paging, ports, queries, sheets, steps
from ikkan.records import listing as lists
from ikkan.records.asked import seen_version
from ikkan.records.cells import Writer
from ikkan.records.kinds import Kind, Write, kinds
from ikkan.records.messages import DRAFT_KEPT, NO_RECORD, SAVED
from ikkan.records.words import language
from ikkan.values.errors import IkkanError
from ikkan.values.text import Text

PAGE: Final = 50
MOST_ROWS: Final = 200
"""Rows of a section that a page shows."""
_DRAFTS: Final = "ikkan_drafts"
_MOST_DRAFTS: Final = 5
_LONGEST_DRAFT: Final = 50_000
"""Characters; a stranger may send forms as well, and sessions are kept."""


@require_safe
def listing(request: HttpRequest, kind: Kind) -> HttpResponse:
    """The records of a kind that the reader may see, narrowed by the filters in the address."""
    actor, as_of = actor_of(request), days.as_of(request)
    asked = request.GET.dict()
    found = lists.rows(kind, actor, asked, as_of)
    page = paging.page_of(request, found, PAGE)
    if kind.prepare is not None:
        kind.prepare(tuple(page), as_of)
    fields = [one for one in kind.fields if one.listed and one.shown_to(actor)]
    values = [[field.of(row) for field in fields] for row in page]
    writer = Writer((value for row in values for value in row), as_of, actor, language())
    context = {
        "kind": kind,
        "fields": fields,
        "rows": [
            {
                "ref": kind.ref(row),
                "url": kind.url(row.code),
                "title": kind.title(row),
                "fictional": row.fictional,
                "not_yet": queries.not_yet(kind, row, as_of),
                "cells": [
                    writer.cells(value, field.type, field.choices)
                    for field, value in zip(fields, row_values, strict=True)
                ],
                "numbers": [field.type in ("yen", "number") for field in fields],
            }
            for row, row_values in zip(page, values, strict=True)
        ],
        "page": page,
        "elided": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "filters": lists.filters(kind, actor, asked, as_of),
        "narrowed": any(asked.get(field.name) for field in kind.fields if field.filter),
        "writes": steps.offered(kind, None, actor),
        "files": _file_urls(request, kind),
        "has_fictional": any(row.fictional for row in page),
    }
    return render(request, "records/list.html", context)


@require_safe
def record(request: HttpRequest, kind: Kind, code: str) -> HttpResponse:
    """One record: its line first, then its fields, tables, files and what may be done with it."""
    actor, as_of = actor_of(request), days.as_of(request)
    row = queries.get(kind, code, actor)
    return _record(request, kind, row, actor, as_of)


def _record(
    request: HttpRequest, kind: Kind, row: Any, actor: Actor, as_of: date, status: int = 200
) -> HttpResponse:
    if kind.prepare is not None:
        kind.prepare((row,), as_of)
    fields = [(one, one.of(row)) for one in kind.fields if one.shown_to(actor)]
    tables = [
        (section, list(islice(section.rows(row, actor, as_of), MOST_ROWS + 1)))
        for section in kind.sections
        if section.roles is None or section.roles & actor.roles or "system" in actor.roles
    ]
    values = [value for _, value in fields] + [
        cell for _, rows in tables for cells in rows[:MOST_ROWS] for cell in cells
    ]
    writer = Writer(values, as_of, actor, language())
    ref, offers = kind.ref(row), steps.offered(kind, row, actor)
    context = {
        "kind": kind,
        "row": row,
        "ref": ref,
        "title": kind.title(row),
        "not_yet": queries.not_yet(kind, row, as_of),
        "fields": [
            (field, cells)
            for field, value in fields
            if (cells := writer.cells(value, field.type, field.choices))
        ],
        "sections": [
            {
                "section": section,
                "more": len(rows) > MOST_ROWS,
                "rows": [
                    [
                        (writer.cells(cell, column.type, column.choices), column.type == "yen")
                        for cell, column in zip(cells, section.columns, strict=True)
                    ]
                    for cells in rows[:MOST_ROWS]
                    if not (cells and writer.hides(cells[0]))
                ],
            }
            for section, rows in tables
        ],
        "writes": offers,
        "ready": steps.ready(kind, row, actor, offers),
        "following": steps.following(kind, row, actor),
        "history": policy.permitted("can_read_journal", actor),
        **ports.thread(ref, as_of, actor),
        **ports.files(ref, actor),
        **(kind.context(row, actor, as_of) if kind.context else {}),
    }
    return render(request, kind.template, context, status=status)


@require_safe
def file(request: HttpRequest, kind: Kind, suffix: str) -> HttpResponse:
    """The list with its filters as a file; the mark of made-up records stands in a column."""
    actor, as_of = actor_of(request), days.as_of(request)
    found = list(lists.rows(kind, actor, request.GET.dict(), as_of)[: sheets.MOST_ROWS])
    return sheets.answer(kind, found, actor, as_of, suffix)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, kind: Kind, write: str) -> HttpResponse:
    """The form for a new record."""
    return _write(request, kind, kind.write(write, "new"), None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, kind: Kind, code: str, write: str) -> HttpResponse:
    """A form that changes one record."""
    row = None
    if not _session_ended(request):
        row = queries.get(kind, code, actor_of(request))
    return _write(request, kind, kind.write(write, "record"), row)


def _write(request: HttpRequest, kind: Kind, write: Write | None, row: Any) -> HttpResponse:
    if write is None:
        raise Http404(NO_RECORD.format(code=request.path, kind=kind.label).of(language()))
    if _session_ended(request):
        _keep_draft(request)
        return redirect_to_login(request.path)
    actor = actor_of(request)
    if not steps.may(kind, write, row, actor):
        policy.demand(write.permission, actor, doing=write.label)
    reason = write.why_not(row) if write.why_not and row is not None else None
    if request.method != "POST":
        return _form(request, kind, write, row, _begun(request, write, row, actor), reason)
    form = write.form(request.POST, request.FILES, actor=actor, record=row)
    if not form.is_valid():
        return _form(request, kind, write, row, form, reason, status=400)
    try:
        done = write.act(
            row,
            dict(form.cleaned_data),
            by=actor,
            as_of=timezone.localdate(),
            version=seen_version(request),
            key=request.POST.get("key", "")[:64] or None,
        )
    except IkkanError as error:
        form.add_error(None, error.text.of(language()))
        return _form(request, kind, write, row, form, reason, status=status_of(error))
    notes.success(request, SAVED.format(label=write.label).of(language()))
    response = HttpResponseRedirect(_after(kind, done, actor))
    response.status_code = 303
    return response


def _after(kind: Kind, done: Any, actor: Actor) -> str:
    """The page of what the action made, where the actor may see it; else the list."""
    own = next((one for one in kinds() if isinstance(done, one.model)), kind)
    seen = queries.find(own.ref(done), actor) is not None if isinstance(done, own.model) else False
    return own.url(done.code) if seen else kind.list_url


def _begun(request: HttpRequest, write: Write, row: Any, actor: Actor) -> Any:
    """An empty form, or the draft that was typed when the session ended."""
    drafts = request.session.get(_DRAFTS, {})
    draft = drafts.pop(request.path, None)
    if draft is not None:
        request.session[_DRAFTS] = drafts
        notes.info(request, DRAFT_KEPT.of(language()))
        initial = {name: values if len(values) > 1 else values[0] for name, values in draft.items()}
        return write.form(actor=actor, record=row, initial=initial)
    initial = write.form.begin(row) | steps.prefilled(write, request.GET.dict())
    return write.form(actor=actor, record=row, initial=initial)


def _form(
    request: HttpRequest,
    kind: Kind,
    write: Write,
    row: Any,
    form: Any,
    reason: Text | None,
    status: int = 200,
) -> HttpResponse:
    thread: Mapping[str, Any] = {}
    if row is not None:
        thread = ports.thread(kind.ref(row), timezone.localdate(), actor_of(request))
    context = {
        "kind": kind,
        "write": write,
        "row": row,
        "form": form,
        "title": kind.title(row) if row is not None else None,
        "reason": reason,
        "back": kind.url(row.code) if row is not None else kind.list_url,
        "version": request.POST.get("version") or (row.version if row is not None else ""),
        "key": request.POST.get("key", "")[:64] if status == 400 else uuid.uuid4().hex,
        "line_nodes": thread.get("line_nodes"),
    }
    return render(request, "records/form.html", context, status=status)


def _session_ended(request: HttpRequest) -> bool:
    return request.method == "POST" and "account" not in actor_of(request).roles


def _keep_draft(request: HttpRequest) -> None:
    """What a stranger typed waits in the session that the log-in takes over."""
    drafts = request.session.get(_DRAFTS, {})
    hidden = {"csrfmiddlewaretoken", "key", "version"}
    typed = {name: request.POST.getlist(name) for name in request.POST if name not in hidden}
    if sum(len(text) for name, texts in typed.items() for text in (name, *texts)) > _LONGEST_DRAFT:
        return
    kept = dict(list(drafts.items())[-_MOST_DRAFTS + 1 :])
    request.session[_DRAFTS] = kept | {request.path: typed}


def _file_urls(request: HttpRequest, kind: Kind) -> dict[str, str]:
    base, query = kind.list_url.removesuffix("/"), request.GET.copy()
    query.pop("page", None)
    tail = f"?{query.urlencode()}" if query else ""
    return {suffix: f"{base}.{suffix}{tail}" for suffix in ("csv", "xlsx")}
