"""The decision studio: the engine's plan and the person's, an edit and its answer, saved plans.

Decides: how an address says what was laid down; nothing is written but by an action. Every edit is
an address, so it works without JavaScript and can be shared. Source: ui.md §6 "Studio", §8.
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
from ikkan.budget.adjustment.messages import ROUND_STATES
from ikkan.plan.queries import snapshot
from ikkan.portfolio.studio import (
    actions,
    assumed,
    board,
    comparing,
    forms,
    freezing,
    messages,
    page,
    paper,
    queries,
    reading,
    rules,
    solving,
)
from ikkan.records import days, papers, ports
from ikkan.records.kinds import kind_of
from ikkan.records.queries import get
from ikkan.records.words import language
from ikkan.values.errors import IkkanError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_LANGUAGES: Final = ("ja", "en")


@never_cache
@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """The studio of the newest round that is not decided; words where there is none."""
    actor = actor_of(request)
    _demand(actor)
    found = queries.in_hand(actor)
    if found is None:
        return render(request, "portfolio/studio_empty.html", {})
    return _page(request, found, actor)


@never_cache
@require_safe
def shown(request: HttpRequest, code: str) -> HttpResponse:
    """The studio of one round; an edit of a row is folded into the address first."""
    actor = actor_of(request)
    _demand(actor)
    found = get(queries.ROUND, code, actor)
    if request.GET.get("do"):
        try:
            edits = forms.asked(request.GET).edits
        except IkkanError as error:
            return _page(request, found, actor, error)
        query = page.address(request.GET, edits.written())
        last = urlencode({"last": request.GET.get("code", "")[:80]})
        return HttpResponseRedirect(f"{reverse('studio:board', args=[code])}?{query}&{last}")
    return _page(request, found, actor)


@never_cache
@require_safe
def moved(request: HttpRequest, code: str) -> HttpResponse:
    """What moving a floor does: the page with its answer, or with htmx the answer alone."""
    actor = actor_of(request)
    _demand(actor)
    return _page(request, get(queries.ROUND, code, actor), actor)


@require_POST
def save(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the plan in hand under a name; its record opens."""
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("studio:board", args=[code]))
    actor, given = actor_of(request), request.POST
    _demand(actor)
    found = get(queries.ROUND, code, actor)
    try:
        asked = forms.asked(given)
        plan = actions.save_plan(
            actions.NewPlan(
                round=found.code,
                name_ja=given.get("name", "")[:200],
                reason=given.get("reason", "")[:4000],
                model=asked.model,
                edits=asked.edits,
                seed=asked.seed,
                size=asked.size,
            ),
            by=actor,
            as_of=timezone.localdate(),
            version=None,
            key=given.get("key") or None,
        )
    except IkkanError as error:
        return _page(request, found, actor, error)
    notes.success(request, messages.SAVED.format(plan=plan.code).of(language()))
    kind = kind_of(queries.KIND)
    return HttpResponseRedirect(kind.url(plan.code) if kind else reverse("studio:latest"))


@never_cache
@require_safe
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Saved plans of a round side by side."""
    actor, as_of = actor_of(request), days.as_of(request)
    _demand(actor)
    found = get(queries.ROUND, code, actor)
    context = comparing.of(found, actor, as_of, request.GET.getlist("plan"))
    return render(request, "portfolio/studio_compare.html", _round(found) | context)


@require_safe
def assumptions(request: HttpRequest, code: str) -> HttpResponse:
    """What the forecast and the value models rest on, and how well the forecast is calibrated."""
    actor, as_of = actor_of(request), days.as_of(request)
    _demand(actor)
    found = get(queries.ROUND, code, actor)
    return render(request, "portfolio/studio_assumptions.html", _round(found) | assumed.of(as_of))


@require_safe
def report(request: HttpRequest, code: str, said: str, form: str) -> HttpResponse:
    """The paper for the decision, from a saved plan."""
    actor, as_of = actor_of(request), days.as_of(request)
    found = get(queries.KIND, code, actor)
    if said not in _LANGUAGES or form not in papers.FORMS:
        raise NotFound("studio.file", _NO_FILE)
    return papers.answer(paper.of(found, as_of, said), form, f"{found.code}-{said}")


def _demand(actor: Actor) -> None:
    if not policy.within_reach("can_see_studio", actor):
        policy.demand("can_see_studio", actor)


def _round(found: Any) -> dict[str, Any]:
    kind = kind_of(queries.ROUND)
    return {
        "round": found,
        "title": kind.title(found) if kind else Text(found.code, found.code),
        "round_url": kind.url(found.code) if kind else "",
        "state_name": ROUND_STATES[found.state],
        "board_url": reverse("studio:board", args=[found.code]),
    }


def _page(
    request: HttpRequest, found: Any, actor: Actor, error: IkkanError | None = None
) -> HttpResponse:
    given = request.GET if request.method == "GET" else request.POST
    as_of = days.as_of(request) if request.method == "GET" else timezone.localdate()
    context = _round(found) | {"key": uuid.uuid4().hex, "error": None, "given": given}
    htmx = bool(getattr(request, "htmx", False))
    if not htmx:
        context["line_nodes"] = ports.thread(Ref(queries.ROUND, found.code), as_of, actor).get(
            "line_nodes"
        )
    made = None
    try:
        made = solving.solved(found, _asked(given, error), as_of)
    except IkkanError as refused:
        error = error or refused
        made = _before(found, given, as_of)
    if error is not None:
        context["error"] = error.text
    context["saved"] = page.saved(found, actor)
    context["models"] = list(_models(as_of))
    if made is not None:
        kept = freezing.payload(made, snapshot(as_of))
        context |= page.plan(found, kept, as_of)
        context |= {
            "made": made,
            "seconds": made.seconds,
            "unproven": made.unproven,
            "edits": made.edits.written(),
            "may_save": policy.within_reach("can_plan_adjustment", actor),
            "formula": messages.FORMULAS[made.model.formula],
        }
        context["what"] = _what_if(given, made, context["rows"])
    status = status_of(error) if error is not None else 200
    region = "moved" if given.get("slide") and htmx else "region" if htmx else "page"
    if htmx:
        status = 200
    return render(request, f"portfolio/studio_{region}.html", context, status=status)


def _asked(given: Any, error: IkkanError | None) -> solving.Asked:
    """What was asked; after a refused edit the plan as it stood before it."""
    if error is None:
        return forms.asked(given)
    before = given.copy()
    before["do"] = ""
    asked = forms.asked(before)
    return asked


def _before(found: Any, given: Any, as_of: Any) -> solving.Solved | None:
    """The plan without the edit that was laid last, else without any; None where none is there."""
    edits, last = given.getlist("e"), f"{given.get('last', '')}~"
    without = tuple(one for one in edits if not one.startswith(last))
    for kept in dict.fromkeys((without, ())) if edits else ():
        if len(kept) == len(edits):
            continue
        before = given.copy()
        before.setlist("e", kept)
        before["do"] = ""
        try:
            return solving.solved(found, forms.asked(before), as_of)
        except IkkanError:
            continue
    return None


def _models(as_of: Any) -> Any:
    try:
        return reading.models(as_of)
    except IkkanError:
        return ()


def _what_if(given: Any, made: solving.Solved, rows: Any) -> dict[str, Any] | None:
    """The slider: the proposal in hand, its range, and the answer where it was moved."""
    named = given.get("what", "")
    row = next((one for one in rows if one.proposal == named), None)
    unknown = _UNKNOWN.format(proposal=named[:80]) if named and row is None else None
    row = row or _to_move(rows)
    if row is None:
        return None
    pot = made.sheet.pot
    said: dict[str, Any] = {
        "row": row,
        "least": row.least // forms.MILLION,
        "most": min(row.asked, pot.yen, row.asked if pot.most is None else pot.most)
        // forms.MILLION,
        "now": row.human // forms.MILLION,
        "answer": None,
        "error": unknown,
    }
    if unknown is not None or not (given.get("slide") or given.get("oku_to")):
        return said
    try:
        floor = forms.slid(given)
        said["now"] = floor // forms.MILLION
        said["answer"] = solving.what_if(made, row.proposal, floor)
        laid = made.edits.changed(rules.Edit.FLOOR, row.proposal, floor)
        said["query"] = page.address(given, laid.written())
        names = {one.proposal: one.letter for one in rows}
        moved_ = said["answer"].moved
        said["moved"] = [(names[code], yen) for code, yen in moved_ if code != row.proposal]
        said["own"] = dict(moved_).get(row.proposal, 0)
        labels = {
            one.indicator: page.indicator(one.indicator, timezone.localdate())
            for one in said["answer"].effects
        }
        said["effects"] = [(labels[one.indicator], one.more) for one in said["answer"].effects]
    except IkkanError as error:
        said["error"] = error.text
    return said


def _to_move(rows: Any) -> board.Row | None:
    """The proposal to begin with: one with a floor, else the first that is not paid in full."""
    floors = [row for row in rows if row.edit is rules.Edit.FLOOR]
    part = [row for row in rows if row.least < row.asked and row.human < row.asked]
    return next(iter([*floors, *part, *rows]), None)


_UNKNOWN: Final = Text(
    "提案「{proposal}」はこの回の計算の対象にありません。一覧から選んでください。",
    "The proposal {proposal} is not among those planned in this round; choose one of the list.",
)
_NO_FILE: Final = Text("そのファイルはありません。", "There is no such file.")
