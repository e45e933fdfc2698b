"""The board of a coordination round, its edits, its export and its paper.

Decides: how an address narrows the board; every edit is an action, and the page shows the plan
solved again. Source: ui.md §6 "Board", §8.
"""

from __future__ import annotations

import uuid
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages as notes
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ikkan.audit import policy
from ikkan.audit.actor import Actor
from ikkan.audit.ports import actor_of
from ikkan.audit.refusals import status_of
from ikkan.portfolio.edges import HANDOVER
from ikkan.portfolio.matching import actions, board, continued, details, messages, paper, walking
from ikkan.portfolio.matching.board import NOWHERE, STATES, Asked, Board
from ikkan.portfolio.matching.naming import Names
from ikkan.portfolio.matching.planning import KIND
from ikkan.portfolio.matching.rules import MATCHING, Edit, MatchingAct, kept
from ikkan.portfolio.models import MatchingRound
from ikkan.records import days, paging, papers, queries
from ikkan.records.asked import seen_version
from ikkan.records.kinds import kind_of
from ikkan.records.words import language
from ikkan.tabular import Sheet, csv_bytes
from ikkan.tabular.written import CONTENT_TYPE
from ikkan.values.errors import IkkanError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

PAGE: Final = 50
SPARE: Final = 12
VIEWS: Final = {
    "lines": Text("線", "Lines"),
    "table": Text("表", "Table"),
    "grid": Text("段階×領域", "Phase × area"),
}
_EDITS: Final = (Edit.PIN, Edit.FORBID, Edit.UNPIN)
_LANGUAGES: Final = ("ja", "en")


@never_cache
@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """The board of the newest round that is not closed, else of the newest; empty without any."""
    actor = actor_of(request)
    if not policy.within_reach("can_see_rounds", actor):
        policy.demand("can_see_rounds", actor)
    rows = queries.visible(KIND, actor)
    found = rows.filter(closed_on__isnull=True).first() or rows.first()
    if found is None:
        kind = kind_of(KIND)
        may = policy.within_reach("can_open_round", actor)
        url = f"{kind.list_url}new/open/" if kind and may else ""
        return render(request, "portfolio/matching_empty.html", {"open_url": url})
    return _page(request, found, actor)


@never_cache
@require_safe
def shown(request: HttpRequest, code: str) -> HttpResponse:
    """The board of one round."""
    actor = actor_of(request)
    return _page(request, queries.get(KIND, code, actor), actor)


@require_POST
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Pin, forbid or unpin one pair; the board comes back with the plan solved again."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    actor, given = actor_of(request), request.POST
    found = queries.get(KIND, code, actor)
    how = _how(request, actor)
    asked = given.get("edit", "")
    try:
        changed = actions.edit_plan(
            found.code,
            asked if asked in _EDITS else "",
            given.get("item", ""),
            given.get("slot", ""),
            given.get("reason", ""),
            **how,
        )
    except IkkanError as error:
        return _page(request, found, actor, error)
    plan = changed.plans.order_by("-number").first()
    if plan is not None:
        words = messages.EDITED.format(number=plan.number, gap=plan.gap, seconds=plan.seconds)
        notes.success(request, words.of(language()))
    return HttpResponseRedirect(_back(request, code))


@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Make a case of the chosen pair and tell those who decide about it."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    actor, given = actor_of(request), request.POST
    found = queries.get(KIND, code, actor)
    try:
        actions.ask_opinions(
            found.code, (given.get("item", ""),), given.get("reason", ""), **_how(request, actor)
        )
    except IkkanError as error:
        return _page(request, found, actor, error)
    notes.success(request, messages.CASE_MADE.of(language()))
    return HttpResponseRedirect(_back(request, code))


@never_cache
@require_safe
def export(request: HttpRequest, code: str) -> HttpResponse:
    """The rows the reader sees, as narrowed, as CSV."""
    actor, today = actor_of(request), timezone.localdate()
    found = queries.get(KIND, code, actor)
    shown = board.of(found, actor, today)
    rows = [] if shown is None else [row for row in shown.rows if _asked(request).fits(row)]
    names, speak = Names(found.day), language()
    cells = [paper.cells(row, names, speak) for row in rows]
    sheet = Sheet.of("board", [head.of(speak) for head in paper.HEADS], cells)
    response = HttpResponse(csv_bytes(sheet), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{found.code}-board.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def report(request: HttpRequest, code: str, said: str, form: str) -> HttpResponse:
    """The paper of a round: plan, changes by people, decisions, differences, linkage."""
    actor, as_of = actor_of(request), days.as_of(request)
    found = queries.get(KIND, code, actor)
    if said not in _LANGUAGES or form not in papers.FORMS:
        raise NotFound("matching.file", _NO_FILE)
    made = paper.of(found, actor, as_of, said)
    return papers.answer(made, form, f"{found.code}-{said}")


def _how(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {
        "by": actor,
        "as_of": timezone.localdate(),
        "version": seen_version(request),
        "key": request.POST.get("key") or None,
    }


def _back(request: HttpRequest, code: str) -> str:
    """The board with what narrowed it and the award that was in hand."""
    query = {
        name: request.POST[name]
        for name in ("project", "programme", "domain", "state", "view", "page")
        if request.POST.get(name)
    }
    query |= {"item": request.POST.get("item", "")}
    return f"{reverse('matching:board', args=[code])}?{urlencode(query)}#detail"


def _asked(request: HttpRequest) -> Asked:
    given = request.GET if request.method == "GET" else request.POST
    return Asked(
        project=given.get("project", "")[:80],
        programme=given.get("programme", "")[:80],
        domain=given.get("domain", "")[:80],
        state=given.get("state", "") if given.get("state") in STATES else "",
    )


def _page(
    request: HttpRequest, found: MatchingRound, actor: Actor, error: IkkanError | None = None
) -> HttpResponse:
    as_of = days.as_of(request) if request.method == "GET" else timezone.localdate()
    given = request.GET if request.method == "GET" else request.POST
    number = given.get("plan", "")
    version = int(number) if number.isascii() and number.isdigit() else None
    shown = board.of(found, actor, as_of, version)
    names = Names(found.day)
    machine = kept(MATCHING, found.machine)
    kind = kind_of(KIND)
    context: dict[str, Any] = {
        "round": found,
        "title": Text.either(found.title_ja, found.title_en),
        "round_url": kind.url(found.code) if kind else "",
        "state_name": machine.state(found.state).name,
        "bar": continued.bar(as_of),
        "error": error.text if error is not None else None,
        "key": uuid.uuid4().hex,
        "board": shown,
    }
    status = status_of(error) if error is not None else 200
    if shown is None:
        context["build_url"] = f"{context['round_url']}build/"
        context["may_build"] = policy.within_reach("can_open_round", actor)
        return render(request, "portfolio/matching_board.html", context, status=status)
    context |= _rows(request, shown, names, given)
    may = (
        policy.within_reach("can_coordinate", actor)
        and shown.latest
        and machine.step(MatchingAct.EDIT, found.state) is not None
    )
    why_not = None
    if not may and shown.latest and policy.within_reach("can_coordinate", actor):
        why_not = walking.refused(machine, found.state)
    chosen = given.get("item", "") or _first(context["rows"])
    wide, asked = bool(given.get("wide")), given.get("slot", "")
    detail = details.of(shown, chosen, asked, actor, names, wide=wide) if chosen else None
    context |= {
        "may": may,
        "wide": wide,
        "may_widen": policy.within_reach("can_see_overlap", actor),
        "why_not": why_not,
        "chosen": chosen,
        "detail": detail,
        "opinions": _opinions(detail, as_of),
        "case_url": _case_url(detail),
        "lines": board.lines(shown, context["rows"], chosen, SPARE),
        "reason_typed": given.get("reason", "") if error is not None else "",
    }
    return render(request, "portfolio/matching_board.html", context, status=status)


def _rows(request: HttpRequest, shown: Board, names: Names, given: Any) -> dict[str, Any]:
    wanted = _asked(request)
    fitting = [row for row in shown.rows if wanted.fits(row)]
    page = paging.page_of(request, fitting, PAGE)
    rows = list(page.object_list)
    counts, whole = shown.counted(), len(shown.rows)
    view = given.get("view", "lines")
    return {
        "asked": wanted,
        "page": page,
        "elided": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "rows": rows,
        "nowhere": [row for row in rows if row.state == NOWHERE],
        "counts": [(state, STATES[state], counts[state]) for state in STATES],
        "strip": _strip(counts, whole),
        "whole": whole,
        "fitting": len(fitting),
        "view": view if view in VIEWS else "lines",
        "views": VIEWS.items(),
        "grid": _grid(fitting, names) if view == "grid" else None,
        "names": {
            "phase": {row.item.phase_code: names.of("phase", row.item.phase_code) for row in rows},
            "modality": {row.item.modality: names.modality(row.item.modality) for row in rows},
            "programme": {
                code: names.of("programme", code)
                for row in rows
                for code in (row.item.programme, row.slot.programme if row.slot else "")
                if code
            },
        },
        "projects": names.choices("project"),
        "programmes": sorted(
            {
                (row.item.programme, names.of("programme", row.item.programme))
                for row in shown.rows
                if row.item.programme
            },
            key=lambda one: one[1].of(language()),
        ),
        "domains": sorted(
            {(code, names.of("domain", code)) for row in shown.rows for code in row.item.domains},
            key=lambda one: one[1].of(language()),
        ),
        "states": STATES.items(),
        "query": request.GET.urlencode(),
    }


def _strip(counts: dict[str, int], whole: int) -> list[dict[str, Any]]:
    """The three stretches of the strip in per cent of all rows."""
    at, parts = 0.0, []
    for state, count in counts.items():
        width = 100 * count / whole if whole else 0
        if count:
            parts.append({"state": state, "x": f"{at:.2f}", "width": f"{width:.2f}"})
        at += width
    return parts


def _grid(rows: list[Any], names: Names) -> dict[str, Any]:
    cells = board.grid(rows)
    areas = sorted({domain for _, domain in cells})
    phases = sorted({phase for phase, _ in cells})
    return {
        "areas": [names.of("domain", code) for code in areas],
        "rows": [
            (names.of("phase", phase), [cells.get((phase, area)) for area in areas])
            for phase in phases
        ],
    }


def _first(rows: list[Any]) -> str:
    """The award in hand where the address names none: the first that is not decided yet."""
    open_ = [row for row in rows if row.state != board.DECIDED]
    return (open_ or rows)[0].item.award if rows else ""


def _opinions(detail: Any, as_of: Any) -> Any:
    if detail is None or not detail.row.case:
        return ()
    return details.standing(Ref(HANDOVER, detail.row.case), as_of)


def _case_url(detail: Any) -> str:
    kind = kind_of(HANDOVER)
    return kind.url(detail.row.case) if kind and detail is not None and detail.row.case else ""


_NO_FILE: Final = Text("そのファイルはありません。", "There is no such file.")
