"""Attach, download, withdraw: the only ways to the bytes of an attachment.

Decides: the headers of a download (never shown in the page, never kept by anybody between).
Sources: RFC 6266, RFC 9111 §5.2.2; CSP Level 3 "sandbox".
"""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages as notes
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ikkan.audit.actor import PUBLIC, Actor
from ikkan.audit.ports import actor_of
from ikkan.audit.refusals import status_of
from ikkan.files import (
    actions,
    formats,
    messages,
    naming,
    queries,
    receiving,
    rules,
    shown,
    store,
    uploads,
)
from ikkan.files.actions import FileRefused
from ikkan.files.forms import AttachForm, ReasonForm
from ikkan.files.models import File
from ikkan.records import queries as records
from ikkan.records.asked import seen_version
from ikkan.records.kinds import Kind, kind_of
from ikkan.records.words import language
from ikkan.values.errors import IkkanError, NotAllowed, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_MEDIA: Final = {".csv": "text/csv", ".tsv": "text/tab-separated-values", ".md": "text/markdown"}
_CHARSETS: Final = {"utf-8": "utf-8", "utf-8-sig": "utf-8", "utf-16": "utf-16", "cp932": "cp932"}


@require_safe
def download(request: HttpRequest, code: str) -> FileResponse:
    """The bytes of a clean file, for who sees its record. Raises NotFound."""
    row = queries.offered(code, actor_of(request))
    file = store.opened(row.token, row.sha256)
    response = FileResponse(file, content_type=_media(row))
    response.headers["Content-Length"] = str(row.size)
    response.headers["Content-Disposition"] = naming.disposition(row.name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _media(row: File) -> str:
    if row.format != formats.TEXT.code:
        return formats.FORMATS[row.format].media
    media = _MEDIA.get(naming.suffix_of(row.name), formats.TEXT.media)
    return f"{media}; charset={_CHARSETS.get(row.encoding, 'utf-8')}"


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """The form that attaches a file to a record the actor may see."""
    ref, actor = Ref(kind, code), actor_of(request)
    record = records.get(ref.kind, ref.code, actor)
    if not queries.may_attach(ref, actor):
        raise NotAllowed("files.not_yours", messages.NOT_YOURS)
    if request.method != "POST":
        return _form(request, ref, record, AttachForm())
    form = AttachForm(request.POST, request.FILES)
    if uploads.dropped(request):
        form.too_large(store.too_large().text)
        return _form(request, ref, record, form, status=413)
    if not form.is_valid():
        return _form(request, ref, record, form, status=400)
    try:
        row, said = _receive(form.cleaned_data, ref, actor)
    except IkkanError as error:
        findings = error.findings if isinstance(error, FileRefused) else ()
        for one in findings:
            told = messages.BY_RULE.format(words=one.text, rule=one.code)
            form.add_error("file", told.of(language()))
        if not findings:
            form.add_error(None, error.text.of(language()))
        return _form(request, ref, record, form, status=status_of(error))
    if row.state == rules.REFUSED:
        words = messages.REFUSED.format(name=row.name, reason=said)
        form.add_error("file", words.of(language()))
        return _form(request, ref, record, form, status=400)
    received = messages.ATTACHED if row.state == rules.CLEAN else messages.WAITS
    notes.success(request, received.format(name=row.name).of(language()))
    return _see(_kind(ref).url(ref.code) + "#files")


def _receive(chosen: dict[str, Any], ref: Ref, actor: Actor) -> tuple[File, Text]:
    upload = chosen["file"]
    row, verdict = receiving.receive(
        ref,
        upload.name,
        upload.chunks(store.CHUNK),
        level=chosen["level"],
        by=actor,
        as_of=timezone.localdate(),
        key=chosen["key"] or None,
    )
    return row, verdict.said


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """The form that withdraws a file, with the reason."""
    actor = actor_of(request)
    row = queries.known(code, actor)
    if shown.line(row, actor).withdraw_url is None and request.method != "POST":
        raise NotAllowed("files.not_withdrawn_by", messages.NOT_WITHDRAWN_BY)
    back = _kind(row.on).url(row.on_code) + "#files"
    if request.method != "POST":
        return _reasons(request, row, ReasonForm(), back)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _reasons(request, row, form, back, status=400)
    try:
        actions.withdraw(
            code,
            form.cleaned_data["reason"],
            by=actor,
            as_of=timezone.localdate(),
            version=seen_version(request),
            key=None,
        )
    except IkkanError as error:
        form.add_error(None, error.text.of(language()))
        return _reasons(request, row, form, back, status=status_of(error))
    notes.success(request, messages.WITHDRAWN.format(name=row.name).of(language()))
    return _see(back)


def _form(
    request: HttpRequest, ref: Ref, record: Any, form: AttachForm, status: int = 200
) -> HttpResponse:
    kind = _kind(ref)
    context = {
        "form": form,
        "title": kind.title(record),
        "back": kind.url(ref.code),
        "open_to_all": records.find(ref, PUBLIC) is not None,
    }
    return render(request, "files/attach.html", context, status=status)


def _reasons(
    request: HttpRequest, row: File, form: ReasonForm, back: str, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "file": row,
        "back": back,
        "version": request.POST.get("version") or row.version,
    }
    return render(request, "files/withdraw.html", context, status=status)


def _kind(ref: Ref) -> Kind:
    found = kind_of(ref.kind)
    if found is None:
        raise NotFound("files.none", messages.NONE)
    return found


def _see(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response
