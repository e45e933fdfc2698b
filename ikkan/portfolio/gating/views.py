"""Pages of gates ahead, of their statistics, and of where a No-go's results could be used.

Decides: nothing; calendar, rules and reuse do. Rows that the reader may not see are in none of
them. Source: S-343, S-346; E-3 p.36.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ikkan.audit import policy
from ikkan.audit.actor import Actor
from ikkan.audit.ports import actor_of
from ikkan.awards.messages import MODALITY_LABELS
from ikkan.plan.queries import snapshot
from ikkan.portfolio.edges import GATE, SEED
from ikkan.portfolio.gating import calendar, reuse, rules
from ikkan.portfolio.messages import DECISION_LABELS
from ikkan.portfolio.models import Gate
from ikkan.portfolio.rules import DECISIONS, NO_GO
from ikkan.portfolio.words import award_title
from ikkan.records import days, steps
from ikkan.records import queries as records
from ikkan.records.kinds import kind_of
from ikkan.records.words import language
from ikkan.tabular import Sheet, csv_bytes
from ikkan.tabular.written import CONTENT_TYPE
from ikkan.values.errors import NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@never_cache
@require_safe
def ahead(request: HttpRequest) -> HttpResponse:
    """Conditions that are overdue, gates that wait, awards that end without one."""
    actor, as_of = _reader(request)
    programme = _programme(request, as_of)
    found = calendar.ahead(actor, as_of, programme)
    groups = (
        (Text("条件の期日を過ぎたもの", "Conditions that are overdue"), found.overdue),
        (Text("条件の期日が来るもの", "Conditions that come due"), found.due),
        (Text("判断待ち", "Waiting for a decision"), found.pending),
    )
    context = {
        "groups": [(label, [_gate_row(one, as_of) for one in rows]) for label, rows in groups],
        "without": [_award_row(one, as_of) for one in found.without],
        "most": calendar.MOST,
        "made_up": any(
            one.fictional
            for rows in (found.overdue, found.due, found.pending, found.without)
            for one in rows
        ),
        **_filters(programme, as_of),
    }
    return render(request, "portfolio/gating_ahead.html", context)


@never_cache
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Decisions by modality and gate, and how long they took."""
    actor, as_of = _reader(request)
    programme = _programme(request, as_of)
    context = {
        "rows": [_counted_row(one, as_of) for one in _counted(actor, as_of, programme)],
        "decisions": [DECISION_LABELS[one] for one in DECISIONS],
        "query": request.GET.urlencode(),
        "made_up": Gate.objects.filter(fictional=True).exists(),
        **_filters(programme, as_of),
    }
    return render(request, "portfolio/gating_statistics.html", context)


@never_cache
@require_safe
def statistics_file(request: HttpRequest) -> HttpResponse:
    """The same as a CSV file."""
    actor, as_of = _reader(request)
    speak = language()
    heads = [*_HEADS[:2], *(DECISION_LABELS[one] for one in DECISIONS), *_HEADS[2:]]
    rows: list[tuple[Any, ...]] = []
    for one in _counted(actor, as_of, _programme(request, as_of)):
        row = _counted_row(one, as_of)
        rows.append(
            (
                row["modality"].of(speak),
                row["gate"].of(speak),
                *row["counts"],
                row["total"],
                one.share,
                "" if one.days is None else one.days,
            )
        )
    sheet = Sheet.of("gates", [head.of(speak) for head in heads], rows)
    answer = HttpResponse(csv_bytes(sheet), content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="gate-statistics.csv"'
    return answer


@never_cache
@require_safe
def reused(request: HttpRequest, code: str) -> HttpResponse:
    """Records that could use the results of a gate that was decided No-go."""
    actor, _ = _reader(request)
    gate = records.get(GATE, code, actor)
    if gate.decision != NO_GO:
        raise NotFound("portfolio.reuse", _NOT_NO_GO)
    found, held = reuse.uses(gate, actor), snapshot(days.as_of(request))
    rows = [
        {
            "use": one,
            "domains": [_label(held.find(Ref("domain", code)), code) for code in one.domains],
        }
        for one in found
    ]
    kind, seeds = kind_of(GATE), kind_of(SEED)
    context = {
        "title": kind.title(gate) if kind else Text(code, code),
        "gate_url": kind.url(code) if kind else "",
        "rows": rows,
        "made_up": gate.fictional,
        "seed_url": seeds.url(gate.seed.code) if seeds and gate.seed else "",
        "link_url": _link_url(gate, actor),
        "version": gate.seed.version if gate.seed else "",
        "key": uuid.uuid4().hex,
    }
    return render(request, "portfolio/gating_reuse.html", context)


def _link_url(gate: Gate, actor: Actor) -> str:
    """Where a use is tied to the seed of the gate; "" for who may not, or where none may be."""
    kind, seed = kind_of(SEED), gate.seed
    write = kind.write("relate", "record") if kind is not None else None
    if kind is None or seed is None or write is None or not steps.may(kind, write, seed, actor):
        return ""
    if (write.why_not and write.why_not(seed)) or records.find(Ref(SEED, seed.code), actor) is None:
        return ""
    return f"{kind.url(seed.code)}{write.code}/"


def _reader(request: HttpRequest) -> tuple[Actor, date]:
    actor = actor_of(request)
    policy.demand("can_see_gates_ahead", actor, _own(actor))
    return actor, days.as_of(request)


def _own(actor: Actor) -> tuple[Ref, ...]:
    """A role for one programme reads the page of what it sees."""
    return tuple(Ref(one.kind, one.code) for one in actor.scopes if one.kind)


def _programme(request: HttpRequest, as_of: date) -> str:
    """The programme that the address names; an unknown one narrows nothing."""
    code = request.GET.get("programme", "")
    known = {row.code for row in snapshot(as_of).entries("programme", state="all")}
    return code if code in known else ""


def _filters(programme: str, as_of: date) -> dict[str, Any]:
    rows = snapshot(as_of).entries("programme", state="all")
    return {"programme": programme, "programmes": [(row.code, row.label) for row in rows]}


def _counted(actor: Actor, as_of: date, programme: str) -> list[rules.Counted]:
    return list(rules.counted(calendar.passings(actor, as_of, programme)))


def _counted_row(one: rules.Counted, as_of: date) -> dict[str, Any]:
    return {
        "modality": MODALITY_LABELS.get(one.modality, _NO_MODALITY),
        "gate": _label(snapshot(as_of).find(Ref("gate", one.template)), one.template),
        "counts": [one.counts[name] for name in DECISIONS],
        "total": one.total,
        "share": one.share,
        "days": "–" if one.days is None else one.days,
    }


def _gate_row(gate: Gate, as_of: date) -> dict[str, Any]:
    kind, held = kind_of(GATE), snapshot(as_of)
    programme = gate.award.programme_code
    return {
        "url": kind.url(gate.code) if kind else "",
        "gate": _label(held.find(Ref("gate", gate.template)), gate.template),
        "award": award_title(gate.award),
        "programme": _label(held.find(Ref("programme", programme or "-")), programme),
        "due": gate.due_on or (gate.subject.due_on if gate.subject is not None else None),
        "ends_on": gate.award.ends_on,
    }


def _award_row(award: Any, as_of: date) -> dict[str, Any]:
    kind, programme = kind_of("awards.award"), award.programme_code
    return {
        "url": kind.url(award.code) if kind else "",
        "award": award_title(award),
        "programme": _label(snapshot(as_of).find(Ref("programme", programme or "-")), programme),
        "ends_on": award.ends_on,
    }


def _label(row: Any, code: str) -> Text:
    return Text(code or "–", code or "–") if row is None else row.label


_NO_MODALITY: Final = Text("モダリティ不明", "no modality")
_NOT_NO_GO: Final = Text(
    "再利用の候補は、中止と決まったゲートについて示します。",
    "Uses of results are looked for where a gate was decided No-go.",
)
_HEADS: Final = (
    *(Text("モダリティ", "Modality"), Text("ゲート", "Gate")),
    *(Text("合計", "Total"), Text("通過の割合", "Share passed")),
    Text("判断までの日数（中央値）", "Days to decide (median)"),
)
