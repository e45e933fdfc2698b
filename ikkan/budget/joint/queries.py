"""The lines of the requests that a reader may see, as facts that can be summed up.

Decides: of every request the newest version that the reader sees, submitted by the end of the day
looked at, counts, with the amounts said by then. Called by views and papers; a constant number of
queries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.budget.joint.rules import Fact, Stage
from ikkan.budget.models import Amount, Line, Request, Round
from ikkan.budget.requests import visibility
from ikkan.plan import queries as plan
from ikkan.records.queries import visible

ROUND_KIND = "budget.round"
REQUEST_KIND = "budget.request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was found: facts, the requests they come from, and bodies without a version yet."""

    facts: tuple[Fact, ...]
    rounds: tuple[Round, ...]
    requests: tuple[Request, ...]
    waiting: tuple[str, ...]
    made_up: bool


def rounds(actor: Actor) -> list[Round]:
    """Every round the reader may see, the newest first."""
    return list(visible(ROUND_KIND, actor).order_by("-fiscal_year", "pot", "number"))


def pot_of(one: Round) -> str:
    """The pot of the pack that a round asks out of: a supplementary one by its number."""
    return f"{one.pot}_{one.number}" if one.number else one.pot


def asked(found: Sequence[Round], actor: Actor, as_of: date) -> Asked:
    """The facts of these rounds. Five queries."""
    moment = plan.end_of(as_of)
    requests = list(
        visible(REQUEST_KIND, actor)
        .filter(round__in=[one.pk for one in found])
        .select_related("round")
        .order_by("pk")
    )
    newest = {key: pk for key, (_, pk) in visibility.newest(requests, actor, as_of).items()}
    stages = {one.pk: visibility.shown_stages(one, actor, as_of) for one in requests}
    amounts = {
        named: yen
        for named, yen in _amounts(requests, moment).items()
        if named[2] in stages[named[0]]
    }
    of_version = {version: request for request, version in newest.items()}
    by_key = {one.pk: one for one in requests}
    facts = [
        _fact(line, by_key[of_version[line.version_id]], amounts)
        for line in Line.objects.filter(version__in=list(of_version)).order_by("version", "code")
    ]
    return Asked(
        facts=tuple(facts),
        rounds=tuple(found),
        requests=tuple(requests),
        waiting=tuple(one.body for one in requests if one.pk not in newest),
        made_up=any(one.fictional for one in requests),
    )


def _amounts(requests: Sequence[Request], moment: datetime) -> dict[tuple[Any, str, str], int]:
    rows = Amount.objects.filter(request__in=requests, said_at__lt=moment).order_by("pk")
    found = rows.values_list("request_id", "line", "stage", "yen")
    return {(request, line, stage): yen for request, line, stage, yen in found}


def _fact(line: Any, request: Any, amounts: dict[tuple[Any, str, str], int]) -> Fact:
    said: dict[str, int | None] = {Stage.REQUEST: line.request_yen, Stage.WISH: line.wish_yen}
    for stage in (Stage.DRAFT, Stage.ENACTED):
        said[stage] = amounts.get((request.pk, line.code, stage))
    return Fact(
        year=request.round.fiscal_year,
        pot=request.round.pot,
        round=request.round.code,
        request=request.code,
        body=request.body,
        line=line.code,
        name_ja=line.name_ja,
        name_en=line.name_en,
        programme=line.programme,
        project=line.project,
        cost_class=line.cost_class,
        purpose=line.purpose,
        phase=line.phase,
        domains=tuple(line.domains),
        reprint=bool(line.reprint_of),
        provisional=line.provisional,
        amounts=said,
    )
