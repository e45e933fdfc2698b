"""What a coordination round is about: awards that come to their end, and who could take them up.

Decides: which awards and which calls a round freezes; only what the person who builds it may see.
Called by actions. A constant number of queries. Source: 003 L1055, L1078 (across programmes).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q, Sum

from ikkan.audit.actor import Actor
from ikkan.awards.edges import KIND as AWARD
from ikkan.awards.models import Award, YearAmount
from ikkan.awards.rules import ACTIVE, DECIDED
from ikkan.calls import queries as calls
from ikkan.calls.edges import CALL_KIND
from ikkan.calls.models import Call
from ikkan.calls.rules import CallState
from ikkan.plan.queries import snapshot
from ikkan.plan.snapshot import Snapshot
from ikkan.portfolio import rules as portfolio
from ikkan.portfolio.matching import messages
from ikkan.portfolio.matching.rules import INDUSTRY, Item, Slot
from ikkan.portfolio.models import Gate, Handover, MatchingSlot
from ikkan.records.queries import visible
from ikkan.values.text import Text

_COMING: Final = (CallState.PLANNED, CallState.OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Orders of phases and the projects and phases of programmes on a day."""

    orders: Mapping[str, int]
    projects: Mapping[str, tuple[str, ...]]
    phases: Mapping[str, tuple[int, int]]
    names: Mapping[str, Text]
    described: Mapping[str, Text]


def scope_of(day: date) -> Scope:
    """What the pack says of phases and programmes on that day."""
    held = snapshot(day)
    orders = {row.code: int(row.data["order"]) for row in held.entries("phase", state="all")}
    rows = held.entries("programme", state="all")
    return Scope(
        orders=orders,
        projects=_projects(held, day),
        phases=_phases(held, orders),
        names={row.code: row.label for row in rows},
        described={
            row.code: Text(
                row.data.get("description_ja") or "", row.data.get("description_en") or ""
            )
            for row in rows
        },
    )


def _projects(held: Snapshot, day: date) -> dict[str, tuple[str, ...]]:
    """Projects of which a programme is a share that day; where none begun, those before."""
    found: dict[str, dict[str, bool]] = {}
    for row in held.entries("programme_share", state="all"):
        if (row.valid_from or day) <= day:
            now = (row.valid_to or day) >= day
            shares = found.setdefault(row.data["programme"], {})
            shares[row.data["project"]] = shares.get(row.data["project"], False) or now
    return {
        code: tuple(sorted(one for one in shares if shares[one] or not any(shares.values())))
        for code, shares in found.items()
    }


def _phases(held: Snapshot, orders: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for row in held.entries("programme_phase", state="all"):
        first, last = row.data.get("from_phase"), row.data.get("to_phase")
        if first in orders:
            low, high = orders[str(first)], orders.get(str(last), orders[str(first)])
            before = found.get(row.data["programme"], (low, high))
            found[row.data["programme"]] = (min(before[0], low), max(before[1], high))
    return found


def items(actor: Actor, day: date, horizon: int, as_of: date, scope: Scope) -> list[Item]:
    """Awards that end within the horizon, and those a gate lets go on before their end.

    What was handed over by a decision already is left out.
    """
    last = portfolio.months_after(day, horizon)
    gates = _gates(as_of)
    rows = visible(AWARD, actor).filter(
        Q(ends_on__lte=last) | Q(code__in=[code for code in gates if gates[code][1] == "go"]),
        state=ACTIVE,
        began_on__lte=day,
        ends_on__gte=day,
        external_source="",
    )
    gone = Handover.objects.filter(state=portfolio.DECIDED).values("award")
    rows = rows.exclude(pk__in=gone).order_by("ends_on", "code").prefetch_related("seeds")
    found = list(rows)
    money = _money([row.pk for row in found])
    return [_item(row, gates, money, last, scope) for row in found]


def _item(
    row: Award,
    gates: Mapping[str, tuple[str, str]],
    money: Mapping[int, int],
    last: date,
    scope: Scope,
) -> Item:
    gate, decision = gates.get(row.code, ("", ""))
    return Item(
        award=row.code,
        title=Text.either(row.title_ja, row.title_en),
        programme=row.programme_code,
        projects=scope.projects.get(row.programme_code, ()),
        phase=scope.orders.get(row.phase, 0),
        phase_code=row.phase,
        modality=row.modality,
        domains=tuple(row.domains),
        ends_on=row.ends_on,
        yen=money.get(row.pk, 0),
        gate=gate,
        decision=decision,
        early=row.ends_on > last,
    )


def _gates(as_of: date) -> dict[str, tuple[str, str]]:
    """Award → its last gate and the decision; one query."""
    rows = Gate.objects.filter(opened_on__lte=as_of).order_by("pk")
    return {
        award: (code, decision)
        for award, code, decision in rows.values_list("award__code", "code", "decision")
    }


def _money(keys: Sequence[int]) -> dict[int, int]:
    """Yen decided for each award over all its years."""
    found: dict[int, int] = {}
    for at in range(0, len(keys), 500):
        rows = YearAmount.objects.filter(award__in=keys[at : at + 500], sort=DECIDED).order_by()
        found.update(dict(rows.values_list("award").annotate(yen=Sum("yen"))))
    return found


def slots(
    actor: Actor, day: date, as_of: date, scope: Scope, added: Sequence[MatchingSlot], most: int
) -> list[Slot]:
    """Coming calls with places and money left, those added by hand, and the fast path at the end.

    `most` stands for places where a call sets no limit.
    """
    rows = visible(CALL_KIND, actor).filter(state__in=_COMING, closes_on__gte=day)
    found: list[Call] = list(rows.order_by("opens_on", "code"))
    purses = calls.purses({row.account.code for row in found}, as_of) if found else {}
    counts = calls.counts([row.pk for row in found])
    taken = _taken([row.pk for row in found])
    made = []
    for row in found:
        purse = purses[row.account.code]
        used = counts.get(row.pk, (0, 0))[1] + taken.get(row.pk, 0)
        left = max(row.places - used, 0) if row.places else most
        made.append(_of_call(row, scope, left, purse.left if purse.received else -1))
    made += [of_added(one, scope) for one in added]
    return [*made, Slot(code=INDUSTRY, title=messages.INDUSTRY, programme="", places=0)]


def _of_call(row: Call, scope: Scope, places: int, money: int) -> Slot:
    named = [scope.orders[code] for code in row.phases if code in scope.orders]
    return Slot(
        code=row.code,
        title=row.name,
        programme=row.programme_code,
        call=row.code,
        phases=(min(named), max(named)) if named else scope.phases.get(row.programme_code, (0, 0)),
        modalities=tuple(row.modalities),
        domains=tuple(row.domains),
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        places=places,
        yen=row.upper_yen,
        money=money,
        projects=scope.projects.get(row.programme_code, ()),
    )


def of_added(one: MatchingSlot, scope: Scope) -> Slot:
    """A destination that a person added."""
    return Slot(
        code=one.code,
        title=scope.names.get(one.programme, Text(one.programme, one.programme)),
        programme=one.programme,
        phases=scope.phases.get(one.programme, (0, 0)),
        places=one.places,
        yen=one.yen,
        projects=scope.projects.get(one.programme, ()),
    )


def _taken(calls_of: Sequence[int]) -> dict[int, int]:
    """Places of calls that decided hand-overs use whose successor is no award yet."""
    rows = Handover.objects.filter(
        call__in=calls_of, state=portfolio.DECIDED, to_award__isnull=True
    )
    found: dict[int, int] = {}
    for key in rows.order_by().values_list("call", flat=True):
        found[key] = found.get(key, 0) + 1
    return found


def texts(rows: Sequence[Item], places: Sequence[Slot], scope: Scope) -> list[str]:
    """What is compared: the titles of items, then the titles, names and aims of slots."""
    nothing = Text("", "")
    own = [f"{row.title.ja}\n{row.title.en}" for row in rows]
    theirs = []
    for one in places:
        name = scope.names.get(one.programme, nothing)
        said = scope.described.get(one.programme, nothing)
        parts = (one.title, name, said) if not one.industry else ()
        theirs.append("\n".join(part for text in parts for part in (text.ja, text.en)))
    return [*own, *theirs]


def added_of(found: Any) -> list[MatchingSlot]:
    """The slots added to a round by hand."""
    return list(found.slots.order_by("pk"))
