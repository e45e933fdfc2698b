"""The lines of a request one by one, and two of its versions side by side.

Decides: a late editor of a line sees both values and chooses; what was typed when a session ended
is kept. Every write goes through an action. Source: ui.md §6 (diff), §8.
"""

from __future__ import annotations

import uuid
from typing import Any, Final

from django.contrib import messages as notes
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ikkan.audit import policy
from ikkan.audit.actor import Actor
from ikkan.audit.ports import actor_of
from ikkan.audit.refusals import status_of
from ikkan.budget.models import Line, Request, Version
from ikkan.budget.requests import (
    actions,
    cases,
    messages,
    page,
    page_parts,
    queries,
    rules,
    visibility,
)
from ikkan.budget.requests.page_forms import PICK, LinePageForm, picked, unpicked
from ikkan.budget.requests.rules import Act, LineConflict
from ikkan.budget.requests.workbook import next_code
from ikkan.plan import queries as plan
from ikkan.records import days
from ikkan.records import queries as records
from ikkan.records.words import language
from ikkan.values.errors import IkkanError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_DRAFTS: Final = "ikkan_line_drafts"
_LONGEST_DRAFT: Final = 50_000


@require_safe
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Two versions that the reader may open, line by line and field by field."""
    actor, as_of = actor_of(request), days.as_of(request)
    row: Request = records.get(cases.KIND, code, actor)
    versions = page.versions_of(row, actor, as_of)
    after = _chosen(versions, request.GET.get("b", ""), -1)
    before = _chosen(versions, request.GET.get("a", ""), -2)
    changes: list[dict[str, Any]] = []
    if before is not None and after is not None:
        names = queries.known_codes(row.round, as_of).codes
        for one in queries.diff(row, before.number, after.number):
            line = one.after or one.before
            changes.append(
                {
                    "code": one.code,
                    "sort": one.sort,
                    "name": line.name_ja if line else "",
                    "rows": page_parts.differences(one.changes, names),
                    "yen": page_parts.thousands(one.yen),
                    "rises": one.yen > 0,
                    "url": reverse("budget_requests:line", args=[code, one.code]),
                }
            )
    context = {
        "title": queries.title_of(row),
        "back": _url(row),
        "versions": versions,
        "before": before,
        "after": after,
        "changes": changes,
        "as_of": request.GET.get(days.PARAMETER, ""),
    }
    return render(request, "budget/request_compare.html", context)


def _chosen(versions: list[Version], asked: str, otherwise: int) -> Version | None:
    found = next((one for one in versions if str(one.number) == asked), None)
    if found is not None or not versions:
        return found
    return versions[max(otherwise, -len(versions))]


@require_safe
def line(request: HttpRequest, code: str, line: str) -> HttpResponse:
    """One line: its values, what became of it in each version, and what was said of it."""
    actor, as_of = actor_of(request), days.as_of(request)
    row: Request = records.get(cases.KIND, code, actor)
    names = queries.known_codes(row.round, as_of).codes
    history = []
    last = None
    for version in page.versions_of(row, actor, as_of):
        found = version.lines.filter(code=line).first()
        new = queries.as_new(found) if found else None
        changes = rules.differences(last, new) if last and new else ()
        history.append(
            {
                "version": version,
                "there": found is not None,
                "asked": page_parts.thousands(found.request_yen + found.wish_yen) if found else "",
                "rows": page_parts.differences(changes, names),
            }
        )
        last = new or last
    if last is None:
        raise NotFound("request.lines", messages.NO_LINE.format(codes=line))
    entries = page_parts.thread(
        [one for one in visibility.shown_thread(row, actor, as_of) if line in one.lines],
        page.bodies(plan.snapshot(as_of)),
        timezone.now(),
    )
    inside = as_of >= timezone.localdate() and page.permitted(row, actor)
    context = {
        "title": Text.either(last.name_ja, last.name_en),
        "request_title": queries.title_of(row),
        "back": _url(row),
        "code": line,
        "fields": [
            (label, page_parts.shown(name, getattr(last, name), names))
            for name, label in messages.FIELDS.items()
            if name != "code" and getattr(last, name) not in ("", (), None, False)
        ],
        "history": history[::-1],
        "entries": entries,
        "amounts": [
            (messages.STAGES.get(stage, Text(stage, stage)), page_parts.thousands(yen.get(line)))
            for stage, yen in visibility.shown_amounts(row, actor, as_of).items()
            if line in yen
        ],
        "edit_url": reverse("budget_requests:edit", args=[code, line])
        if inside and _editable(row) and history[-1]["there"]
        else None,
        "row": row,
    }
    return render(request, "budget/request_line.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str, line: str) -> HttpResponse:
    """The form of a line; where somebody else changed it meanwhile, both values to choose from."""
    if _session_ended(request):
        return _log_in(request)
    row, actor = _own(request, code), actor_of(request)
    stored = queries.version_of(row).lines.filter(code=line).first()
    if request.method != "POST":
        if stored is None:
            raise NotFound("request.lines", messages.NO_LINE.format(codes=line))
        form = LinePageForm(actor=actor, record=row, initial=_begun(request, stored))
        return _form(request, row, form, stored)
    return _put(request, row, stored, actor)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """The form of a new line; its code counts on from those there are."""
    if _session_ended(request):
        return _log_in(request)
    row, actor = _own(request, code), actor_of(request)
    if request.method == "POST":
        return _put(request, row, None, actor)
    taken = list(Line.objects.filter(version__request=row).values_list("code", flat=True))
    initial = {"code": next_code(row.body, taken), **_begun(request, None)}
    return _form(request, row, LinePageForm(actor=actor, record=row, initial=initial), None)


def _put(request: HttpRequest, row: Request, stored: Line | None, actor: Actor) -> HttpResponse:
    form = LinePageForm(request.POST, actor=actor, record=row)
    asked = [name.removeprefix(PICK) for name in request.POST.getlist("asked")]
    choices = request.POST.dict()
    if not form.is_valid():
        return _form(request, row, form, stored, status=400)
    new = form.line()
    open_fields = unpicked([name for name in asked if name in rules.FIELDS], choices)
    if open_fields:
        labels = "、".join(messages.FIELDS[name].of(language()) for name in open_fields)
        form.add_error(None, _CHOOSE.format(fields=labels).of(language()))
    if stored is not None and asked:
        new = picked(new, queries.as_new(stored), choices)
    if open_fields:
        conflict = rules.differences(queries.as_new(stored), form.line()) if stored else ()
        return _form(request, row, form, stored, conflict=conflict, status=400)
    try:
        actions.put_line(
            row.code,
            new,
            form.cleaned_data["seen"],
            by=actor,
            as_of=timezone.localdate(),
            version=None,
            key=request.POST.get("key", "")[:64] or None,
        )
    except LineConflict as error:
        form.data = _with_seen(request.POST, error.seen)
        form.add_error(None, error.text.of(language()))
        now = queries.version_of(row).lines.filter(code=new.code).first()
        changes = error.changes
        return _form(request, row, form, now, conflict=changes, gone=error.now is None, status=409)
    except IkkanError as error:
        form.add_error(None, error.text.of(language()))
        return _form(request, row, form, stored, status=status_of(error))
    notes.success(request, _SAVED.format(code=new.code).of(language()))
    return _see(f"{_url(row)}#line-{new.code}")


def _form(
    request: HttpRequest,
    row: Request,
    form: LinePageForm,
    stored: Line | None,
    *,
    conflict: tuple[rules.Change, ...] = (),
    gone: bool = False,
    status: int = 200,
) -> HttpResponse:
    names = queries.known_codes(row.round, timezone.localdate()).codes
    version = queries.version_of(row)
    context = {
        "form": form,
        "stored": stored,
        "request_title": queries.title_of(row),
        "row": row,
        "number": version.number,
        "back": _url(row),
        "reason": None if _editable(row) else _refused(row),
        "conflict": [
            (one, f"{PICK}{one.field}") for one in page_parts.differences(conflict, names)
        ],
        "gone": gone,
        "key": uuid.uuid4().hex,
        "drop_url": reverse(f"records:{cases.KIND}.write", args=[row.code, "drop"]),
    }
    return render(request, "budget/request_line_form.html", context, status=status)


def _with_seen(data: QueryDict, seen: int | None) -> QueryDict:
    """What was typed, with the row version that was seen now."""
    copied = data.copy()
    copied["seen"] = "" if seen is None else str(seen)
    return copied


def _own(request: HttpRequest, code: str) -> Request:
    actor = actor_of(request)
    row: Request = records.get(cases.KIND, code, actor)
    doing = messages.FIELDS["code"]
    policy.demand("can_prepare_request", actor, Ref("body", row.body), doing=doing)
    return row


def _editable(row: Request) -> bool:
    return queries.machine_of(row.round).step(Act.EDIT, row.state) is not None


def _refused(row: Request) -> Text:
    return cases.refused_step(queries.machine_of(row.round), Act.EDIT, row.state)


def _session_ended(request: HttpRequest) -> bool:
    return "account" not in actor_of(request).roles


def _log_in(request: HttpRequest) -> HttpResponse:
    """To the log-in; what was typed waits in the session that the log-in takes over."""
    if request.method == "POST":
        typed = {
            name: request.POST.getlist(name)
            for name in request.POST
            if name in LinePageForm.base_fields
        }
        size = sum(len(one) for name, said in typed.items() for one in (name, *said))
        if size <= _LONGEST_DRAFT:
            request.session[_DRAFTS] = {request.path: typed}
    return redirect_to_login(request.path)


def _begun(request: HttpRequest, stored: Line | None) -> dict[str, Any]:
    """The line as it stands, or what was typed when the session ended."""
    values = LinePageForm.of(stored) if stored is not None else {}
    drafts = request.session.get(_DRAFTS, {})
    typed = drafts.pop(request.path, None)
    if typed is None:
        return values
    request.session[_DRAFTS] = drafts
    notes.info(request, _KEPT.of(language()))
    several = ("domains", "affirms")
    return values | {name: said if name in several else said[-1] for name, said in typed.items()}


def _url(row: Request) -> str:
    return reverse(f"records:{cases.KIND}.record", args=[row.code])


def _see(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


_SAVED: Final = Text("行 {code} を保存しました。", "Line {code} was saved.")
_KEPT: Final = Text(
    "書きかけの内容を残してあります。確かめて保存してください。",
    "What you had typed was kept; check it and save.",
)
_CHOOSE: Final = Text(
    "次の項目で、今の値かあなたの値かを選んでください：{fields}",
    "Choose the present value or yours for: {fields}",
)
