"""A round in hand: who sits where, lines that pass, and each action under its officer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from ikkan.audit.actor import SYSTEM, Actor, Scope
from ikkan.budget.models import Line, Message, Request, Round
from ikkan.budget.requests import actions, queries
from ikkan.budget.requests.rules import NewLine, NewRound
from ikkan.plan.bodies import actions as bodies
from ikkan.plan.bodies.rules.deciding import NewDecision
from ikkan.plan.models import Decision
from ikkan.values.ref import Ref

TODAY = date(2026, 11, 22)
CEILING = date(2026, 8, 1)
HQ = Actor("u-hq", frozenset({"account", "public", "hq_officer"}))
AHEAD = datetime(2199, 1, 1, tzinfo=timezone.get_fixed_timezone(540))
CITED = {"amed": "clause:strategy-2.000-111", "minimal": "clause:plan2-goal"}
MINISTRIES = {"amed": ("MEXT", "MHLW"), "minimal": ("CARE", "LEARN")}


def officer(body: str, name: str = "a", **scope: str) -> Actor:
    """An officer of one ministry; `lent_by` makes it borrow the role."""
    held = Scope("ministry_officer", "body", body, scope.get("lent_by", ""))
    return Actor(f"u-{body}-{name}", frozenset({"account", "public", "ministry_officer"}), (held,))


def how(by: Actor, version: int | None = None, as_of: date = TODAY) -> dict[str, Any]:
    """What every action takes by name."""
    return {"by": by, "as_of": as_of, "version": version, "key": None}


def new_round(pack: str = "amed", **given: Any) -> NewRound:
    said: dict[str, Any] = {
        "fiscal_year": 2027,
        "name_ja": "令和９年度概算要求（例）",
        "name_en": "Request of FY2027 (example)",
        "ceiling_on": CEILING,
        "bodies": MINISTRIES[pack],
        "deadlines": {"submit": AHEAD},
    }
    return NewRound(**said | given)


def new_line(code: str = "L-01", pack: str = "amed", **given: Any) -> NewLine:
    said: dict[str, Any] = {
        "code": code,
        "name_ja": f"例の行{code}",
        "cost_class": "amed_target",
        "project": "T2-01",
        "request_yen": 100_000_000,
        "wish_yen": 20_000_000,
        "purpose": "P1",
        "domains": ("T2-D1",),
        "cites": (CITED[pack],),
        "affirms": ("top-down", "to-researchers"),
    }
    if pack == "minimal":
        said |= {
            "cost_class": "grants",
            "project": "N2-01",
            "purpose": "N-P1",
            "domains": ("N2-D1",),
            "affirms": (),
        }
    return NewLine(**said | given)


def open_round(pack: str = "amed", **given: Any) -> Round:
    return actions.open_round(new_round(pack, **given), **how(HQ))


def of(found: Round, body: str) -> Request:
    """The request of a ministry as it stands now."""
    return Request.objects.select_related("round").get(round=found, body=body)


def now(request: Request) -> Request:
    return Request.objects.select_related("round").get(pk=request.pk)


def put(request: Request, *lines: NewLine, by: Actor | None = None, whole: bool = True) -> Request:
    here = now(request)
    who = by or officer(here.body)
    return actions.put_lines(here.code, lines, whole=whole, **how(who, here.version))


def does(
    name: str,
    request: Request,
    *args: Any,
    by: Actor | None = None,
    as_of: date = TODAY,
    **more: Any,
) -> Any:
    """An action on a request as it stands now, by its second officer unless told."""
    here = now(request)
    who = by or officer(here.body, "b")
    return getattr(actions, name)(here.code, *args, **how(who, here.version, as_of), **more)


def submitted(request: Request, *lines: NewLine) -> Request:
    """Written, confirmed by other hands where the machine asks for it, and submitted."""
    put(request, *(lines or (new_line(),)))
    if _has(request, "confirm"):
        does("confirm", request)
    return does("submit", request)


def consented(request: Request, *lines: NewLine) -> Request:
    """Submitted, heard, answered, consented to."""
    submitted(request, *lines)
    asked: Message = does("ask", request, [], "なぜですか。", None, by=HQ)
    does("answer", request, asked.number, "必要だからです。")
    return does("consent", request, by=HQ)


def _has(request: Request, act: str) -> bool:
    machine = queries.machine_of(now(request).round)
    return machine.step(act, now(request).state) is not None


def decision(found: Round, body: str = "HQ", decide: bool = True, about: str = "") -> str:
    """A decision of a body about the round; its code."""
    new = NewDecision(
        body=body,
        title_ja="要求の取りまとめ",
        text_ja="取りまとめる。",
        about=(Ref.parse(about or f"budget.round:{found.code}"),),
        circulated_because="持ち回り",
    )
    made: Decision = bodies.draft_decision(new, **how(SYSTEM))
    if decide:
        bodies.decide(made.code, TODAY, **how(SYSTEM, made.version))
    return made.code


def compile_round(found: Round, body: str = "HQ") -> Round:
    code = decision(found, body)
    here = Round.objects.get(pk=found.pk)
    return actions.compile_round(here.code, code, **how(HQ, here.version))


def amounts(request: Request, stage: str, yen: Mapping[str, int], reason: str = "") -> Request:
    return does("record_amounts", request, stage, yen, reason, by=HQ)


def figures(lines: Iterable[Line | NewLine]) -> dict[str, tuple[int, int]]:
    return {line.code: (line.request_yen, line.wish_yen) for line in lines}


def days(count: int) -> datetime:
    return timezone.now() + timedelta(days=count)


def changed(line: NewLine, **given: Any) -> NewLine:
    return replace(line, **given)
