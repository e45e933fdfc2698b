"""What is known to come, and seeds as two flows: coming calls, funds that still run, in and out.

Decides: only what the reader may see is counted; a year without any is zero, since every seed has
the day it was named. Called by views.plan_ahead. Source: S-052, S-061.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.awards.queries import start_month
from ikkan.plan.snapshot import Snapshot
from ikkan.portal import sights
from ikkan.portal.sights import Fund
from ikkan.records import queries
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

MOST: Final = 200
OUT: Final = {
    "succeeded": Text("導出・実用化", "Handed on or in use"),
    "stalled": Text("停滞", "Stalled"),
    "ended": Text("終了", "Ended"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The seeds of one fiscal year: named, and left, by what became of them; `stock` at its end."""

    year: int
    named: int
    left: tuple[int, ...]
    stock: int


def calls(known: Snapshot, actor: Actor) -> list[tuple[Any, str]]:
    """Calls that are open or still to come with the most they give, by the day they open."""
    rows = queries.visible("calls.call", actor).filter(
        state__in=("planned", "open"), closes_on__gte=known.as_of
    )
    found = rows.order_by("opens_on", "pk")[:MOST]
    return [(row, f"{row.upper_yen:,}" if row.upper_yen else "–") for row in found]


def running(known: Snapshot) -> tuple[Fund, ...]:
    """Funds and multi-year programmes whose printed last year is not over."""
    today = FiscalYear.of(known.as_of, start_month(known.as_of)).year
    return tuple(
        one
        for one in sights.funds(known)
        if one.fund.data.get("last_year") and int(one.fund.data["last_year"]) >= today
    )


def flows(known: Snapshot, actor: Actor) -> tuple[Flow, ...]:
    """Every fiscal year from the first seed to this one, as far as the reader sees seeds."""
    month = start_month(known.as_of)
    rows = queries.visible("portfolio.seed", actor).filter(named_on__lte=known.as_of).order_by()
    seen = list(rows.values_list("named_on", "ended_on", "state"))
    named = _years((day for day, _, _ in seen), month)
    ends = [(day, state) for _, day, state in seen if day is not None and day <= known.as_of]
    left = {state: _years((day for day, one in ends if one == state), month) for state in OUT}
    if not named:
        return ()
    today, stock, found = FiscalYear.of(known.as_of, month).year, 0, []
    for year in range(min(named), today + 1):
        out = tuple(left[state][year] for state in OUT)
        stock += named[year] - sum(out)
        found.append(Flow(year=year, named=named[year], left=out, stock=stock))
    return tuple(found)


def _years(days: Iterable[date], month: int) -> Counter[int]:
    return Counter(FiscalYear.of(day, month).year for day in days)
