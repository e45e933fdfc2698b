"""The workshop: levers in the address, indicators beside the base case; kept ones side by side.

Decides: nothing; every lever is an address, so it works without JavaScript and can be shared.
Source: ui.md §6 "Studio", §8.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, Final

from django.contrib import messages as notes
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ikkan.audit import policy
from ikkan.audit.actor import Actor
from ikkan.audit.ports import actor_of
from ikkan.audit.refusals import status_of
from ikkan.plan.queries import snapshot
from ikkan.portfolio.steering import (
    actions,
    advice,
    forms,
    messages,
    paper,
    queries,
    rules,
    standing,
    telling,
)
from ikkan.portfolio.steering.rules import Levers
from ikkan.portfolio.steering.standing import Base
from ikkan.portfolio.studio import rules as studio
from ikkan.records import days, papers
from ikkan.records.kinds import kind_of
from ikkan.records.models import is_demonstration
from ikkan.records.queries import get, visible
from ikkan.records.words import language
from ikkan.values.errors import IkkanError, InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

SIDE_BY_SIDE: Final = 4
_LANGUAGES: Final = ("ja", "en")
_SPANS: Final = (4, rules.YEARS, 12, rules.MOST_YEARS)


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Levers and what they do; a lever of a form is folded into the address first."""
    actor = actor_of(request)
    _demand(actor)
    given = request.GET
    if given.get("add") or given.get("drop"):
        try:
            found = forms.levers(given)
            telling.demand(standing.read(timezone.localdate()), found)
        except IkkanError as error:
            return _page(request, actor, error)
        pairs = [(name, given[name]) for name in ("years", "seed") if given.get(name)]
        query = urlencode([*pairs, *found.written()])
        return HttpResponseRedirect(f"{reverse('steering:home')}?{query}")
    return _page(request, actor)


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the scenario in hand under a name; its record opens."""
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("steering:home"))
    actor, given = actor_of(request), request.POST
    _demand(actor)
    try:
        made = actions.save_scenario(
            actions.NewScenario(
                name_ja=given.get("name", "")[:200],
                note=given.get("note", "")[:4000],
                levers=forms.levers(given),
                years=_years(given),
                seed=forms.whole(given, "seed", 0, 2**31 - 1),
            ),
            by=actor,
            as_of=timezone.localdate(),
            version=None,
            key=given.get("key") or None,
        )
    except IkkanError as error:
        return _page(request, actor, error)
    notes.success(request, messages.SAVED.format(code=made.code).of(language()))
    kind = kind_of(queries.KIND)
    return HttpResponseRedirect(kind.url(made.code) if kind else reverse("steering:home"))


@never_cache
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Kept scenarios side by side, with the base case each was compared with."""
    actor = actor_of(request)
    _demand(actor)
    known = list(queries.scenarios(actor)[:50])
    codes = request.GET.getlist("scenario")[:SIDE_BY_SIDE]
    found = queries.chosen(actor, codes) or known[:2]
    kind = kind_of(queries.KIND)
    columns = [
        {
            "scenario": one,
            "title": kind.title(one) if kind else one.code,
            "url": kind.url(one.code) if kind else "",
            "shown": telling.shown(one.payload),
            "stale": standing.stamp(date.fromisoformat(one.payload["as_of"])) != one.stamp,
        }
        for one in found
    ]
    context = {
        "columns": columns,
        "rows": _rows(columns),
        "known": [(one, kind.title(one) if kind else one.code, one in found) for one in known],
        "mixed": len({(one.stamp, one.years, one.seed) for one in found}) > 1,
        "made_up": is_demonstration(),
    }
    return render(request, "portfolio/steering_compare.html", context)


@never_cache
@require_safe
def advised(request: HttpRequest) -> HttpResponse:
    """What the newest round of requests asks, beside what the model would give."""
    actor, as_of = actor_of(request), timezone.localdate()
    _demand(actor)
    rounds = visible(advice.ROUND, actor).order_by("-fiscal_year", "-pk")
    named_round = request.GET.get("round")
    found = rounds.filter(code=named_round).first() if named_round else rounds.first()
    kind = kind_of(advice.ROUND)
    context: dict[str, Any] = {"made_up": is_demonstration(), "round": found}
    try:
        if found is None or kind is None:
            raise InputError("steering.no_request", messages.NO_REQUEST)
        context |= {"round_url": kind.url(found.code), "round_title": kind.title(found)}
        made = advice.of(found, actor, as_of)
        name, weight = next(iter(made.model.weights.items()))
        held = snapshot(as_of)
        named = [
            (held.find(Ref("programme", code)) if code else None, code, yen)
            for code, yen in made.left
        ]
        context |= {
            "advice": made,
            "asked": sum(row.asked for row in made.rows),
            "advised": sum(row.advised for row in made.rows),
            "unit": float(weight) * studio.POINTS,
            "unit_name": getattr(held.find(Ref("indicator", name)), "label", Text(name, name)),
            "promised": sum(row.promised for row in made.rows),
            "advice_left": [
                (messages.unnamed(code) if row is None else row.label, yen)
                for row, code, yen in named
            ],
        }
    except IkkanError as refused:
        context["error"] = refused.text
    return render(request, "portfolio/steering_advice.html", context)


@require_safe
def report(request: HttpRequest, code: str, said: str, form: str) -> HttpResponse:
    """A kept scenario as a paper, to go with what it is attached to."""
    found = get(queries.KIND, code, actor_of(request))
    if said not in _LANGUAGES or form not in papers.FORMS:
        raise NotFound("steering.file", messages.NO_FILE)
    made = paper.of(found, days.as_of(request), said)
    return papers.answer(made, form, f"{found.code}-{said}")


def _rows(columns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Indicators by row, scenarios by column; None where a scenario does not tell one."""
    told = [{row["code"]: row for row in one["shown"]["rows"]} for one in columns]
    codes = dict.fromkeys(code for one in told for code in one)
    made = []
    for code in codes:
        first = next(one[code] for one in told if code in one)
        made.append({"row": first, "cells": [one.get(code) for one in told]})
    return made


def _demand(actor: Actor) -> None:
    if not policy.within_reach("can_see_steering", actor):
        policy.demand("can_see_steering", actor)


def _years(given: Any) -> int:
    return forms.whole(given, "years", rules.YEARS, rules.MOST_YEARS, least=1)


def _page(request: HttpRequest, actor: Actor, error: IkkanError | None = None) -> HttpResponse:
    given = request.GET if request.method == "GET" else request.POST
    as_of = timezone.localdate()
    context: dict[str, Any] = {
        "key": uuid.uuid4().hex,
        "given": given,
        "may_save": policy.within_reach("can_steer", actor),
        "made_up": is_demonstration(),
        "saved": _linked(list(queries.scenarios(actor)[:8])),
    }
    try:
        years, seed = _years(given), forms.whole(given, "seed", 0, 2**31 - 1)
        levers = _kept(given) if error is not None else forms.levers(given)
        found = standing.read(as_of)
        context |= _choices(found) | {"years": years, "seed": seed}
        context["spans"] = sorted({*_SPANS, years})
        context["pairs"] = levers.written()
        kept = telling.told(found, levers, as_of, years=years, runs=rules.RUNS, seed=seed)
        context |= telling.shown(kept) | {"changed": bool(levers)}
        here = urlencode([("years", years), ("seed", seed), *levers.written()])
        context["dropped"] = [
            (words, f"?{here}&drop={at}") for at, words in enumerate(context["said"])
        ]
    except IkkanError as refused:
        error = error or refused
    context["error"] = None if error is None else error.text
    htmx = bool(getattr(request, "htmx", False))
    status = 200 if error is None or htmx else status_of(error)
    page = "region" if htmx else "home"
    return render(request, f"portfolio/steering_{page}.html", context, status=status)


def _linked(rows: list[Any]) -> list[tuple[str, Any, Any]]:
    kind = kind_of(queries.KIND)
    return [(kind.url(one.code), kind.title(one), one) for one in rows if kind is not None]


def _kept(given: Any) -> Levers:
    """The levers of the address without the one that was refused."""
    before = given.copy()
    before["add"] = before["drop"] = ""
    return forms.levers(before)


def _choices(found: Base) -> dict[str, Any]:
    return {
        "programmes": sorted(found.programmes.values(), key=lambda one: one.name.ja),
        "phases": list(found.phases.items()),
        "past_years": found.years,
    }
