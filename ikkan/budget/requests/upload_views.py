"""The workbook of a request: template, upload, preview of its changes, findings, application.

Decides: what a refused upload shows. The file itself is not kept; what was read of it is, so that
neither a log-in that ends nor another browser loses it.
"""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages as notes
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ikkan.audit import policy
from ikkan.audit.actor import Actor
from ikkan.audit.ports import actor_of
from ikkan.audit.refusals import status_of
from ikkan.budget.models import Request, Upload
from ikkan.budget.requests import (
    cases,
    page,
    page_parts,
    queries,
    rules,
    workbook_findings,
)
from ikkan.budget.requests import (
    upload as uploads,
)
from ikkan.budget.requests.page_forms import WorkbookForm
from ikkan.budget.requests.workbook_template import template
from ikkan.files import uploads as handling
from ikkan.files.naming import disposition
from ikkan.records import queries as records
from ikkan.records.asked import seen_version
from ikkan.records.kinds import Write, kind_of
from ikkan.records.words import language
from ikkan.tabular import guarded
from ikkan.tabular.workbook import CONTENT_TYPE, xlsx_bytes
from ikkan.values.errors import IkkanError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

ALL_FINDINGS: Final = 1_000


@never_cache
@login_required
@require_safe
def workbook(request: HttpRequest, code: str) -> HttpResponse:
    """The template with the lines of the version in work."""
    row = _own(request, code)
    known = uploads.known(row, timezone.localdate())
    name = f"{row.code}_{known.stamp.body}_v{row.number}.xlsx"
    return _file(template(known, queries.title_of(row)), name)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, code: str) -> HttpResponse:
    """Take a workbook in and show what was read of it; nothing is written."""
    row, actor = _own(request, code), actor_of(request)
    reason = _reason(row)
    if request.method != "POST" or reason is not None:
        status = 409 if request.method == "POST" else 200
        return _form(request, row, WorkbookForm(), reason, status)
    form = WorkbookForm(request.POST, request.FILES)
    if handling.dropped(request):
        form.errors.setdefault("workbook", form.error_class()).append(_size(guarded.MOST_BYTES + 1))
        return _form(request, row, form, None, 413)
    if not form.is_valid():
        return _form(request, row, form, None, 400)
    sent = form.cleaned_data["workbook"]
    data = guarded.taken(sent, sent.size)
    if data is None:
        form.add_error("workbook", _size(sent.size))
        return _form(request, row, form, None, 413)
    try:
        kept = uploads.keep(
            row.code,
            data,
            sent.name,
            by=actor,
            as_of=timezone.localdate(),
            version=None,
            key=request.POST.get("key", "")[:64] or None,
        )
    except IkkanError as error:
        form.add_error(None, error.text.of(language()))
        return _form(request, row, form, None, status_of(error))
    return _see(reverse("budget_requests:preview", args=[row.code, kept.token]))


def _size(size: int) -> str:
    found = workbook_findings.told(guarded.too_large("", size))
    return f"{found.words.of(language())} {found.step.of(language())}"


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Everything that was found, and what would change; a post applies it, once."""
    row, actor = _own(request, code), actor_of(request)
    kept = uploads.find(row, token)
    if request.method != "POST":
        return _preview(request, row, kept, actor, None, 200)
    try:
        uploads.apply(
            row.code,
            token,
            by=actor,
            as_of=timezone.localdate(),
            version=seen_version(request),
            key=token,
        )
    except IkkanError as error:
        row.refresh_from_db()
        kept.refresh_from_db()
        return _preview(request, row, kept, actor, error.text, status_of(error))
    notes.success(request, _APPLIED.format(number=row.number).of(language()))
    return _see(f"{_kind_url(row)}#lines")


@never_cache
@login_required
@require_safe
def findings(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Everything that was found, as a workbook."""
    row = _own(request, code)
    kept = uploads.find(row, token)
    rows = workbook_findings.of_data(kept.findings)
    return _file(xlsx_bytes([workbook_findings.sheet(rows, kept.name)]), f"findings_{code}.xlsx")


def _own(request: HttpRequest, code: str) -> Request:
    """A request that the actor sees and may write. Raises NotFound, NotAllowed."""
    actor = actor_of(request)
    row: Request = records.get(cases.KIND, code, actor)
    policy.demand("can_prepare_request", actor, Ref("body", row.body), doing=_DOING)
    return row


def _reason(row: Request) -> Text | None:
    """Why lines cannot be written now, as the form of a line says it."""
    kind = kind_of(cases.KIND)
    write: Write | None = kind.write("line", "record") if kind else None
    return write.why_not(row) if write is not None and write.why_not is not None else None


def _form(
    request: HttpRequest, row: Request, form: WorkbookForm, reason: Text | None, status: int
) -> HttpResponse:
    context = {
        "form": form,
        "title": queries.title_of(row),
        "back": _kind_url(row),
        "number": row.number,
        "reason": reason,
        "template_url": reverse("budget_requests:workbook", args=[row.code]),
    }
    return render(request, "budget/request_upload.html", context, status=status)


def _preview(
    request: HttpRequest,
    row: Request,
    kept: Upload,
    actor: Actor,
    refused: Text | None,
    status: int,
) -> HttpResponse:
    names = queries.known_codes(row.round, timezone.localdate()).codes
    now = [queries.as_new(line) for line in queries.lines_of(row)]
    done = kept.applied_at is not None
    changes = rules.compare(now, uploads.lines_of(kept)) if kept.lines and not done else ()
    context: dict[str, Any] = {
        "title": queries.title_of(row),
        "back": _kind_url(row),
        "row": row,
        "panel": page.panel_of(row, kept, ALL_FINDINGS),
        "reason": uploads.why_not(row, kept) or _reason(row),
        "refused": refused,
        "changes": [
            {
                "code": one.code,
                "sort": one.sort,
                "name": (one.after or one.before or now[0]).name_ja,
                "rows": page_parts.differences(one.changes, names),
                "yen": page_parts.thousands(one.yen),
                "rises": one.yen > 0,
            }
            for one in changes
        ],
        "same": len(kept.lines) - sum(one.sort != "removed" for one in changes),
        "upload_url": reverse("budget_requests:upload", args=[row.code]),
        "template_url": reverse("budget_requests:workbook", args=[row.code]),
        "findings_url": reverse("budget_requests:findings", args=[row.code, kept.token]),
    }
    return render(request, "budget/request_preview.html", context, status=status)


def _kind_url(row: Request) -> str:
    return reverse(f"records:{cases.KIND}.record", args=[row.code])


def _file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = disposition(name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _see(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


_DOING: Final = Text("要求書のブックを読み書きする", "Read and write the workbook of a request")
_APPLIED: Final = Text("版{number}に反映しました。", "Applied to version {number}.")
