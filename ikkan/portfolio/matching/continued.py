"""How much support was carried on in a fiscal year, beside the aim of the pack; linkage counts.

Decides: what counts as carried on: a decided hand-over linked to its successor, by its decision;
one straight to a licence never does. Called by the board, the paper of a round and the indicator's
actual. Source: hq49-1-2 (S-345).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from ikkan.audit.actor import Actor
from ikkan.plan.queries import snapshot
from ikkan.portfolio import rules as portfolio
from ikkan.portfolio.edges import HANDOVER
from ikkan.portfolio.matching.rules import Route
from ikkan.portfolio.models import Handover
from ikkan.records.queries import visible
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

_KEY: Final = "continued"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Support carried on in a year: linked, decided but not linked yet, and the aim if printed."""

    indicator: Ref | None
    label: Text
    year: int
    linked: int
    waiting: int
    aim: int | None

    @property
    def share(self) -> int:
        """The linked part of the aim in per cent, at most 100."""
        return min(100, round(100 * self.linked / self.aim)) if self.aim else 0

    @property
    def ahead(self) -> int:
        """The part that waits for its successor, within what is left of 100."""
        if not self.aim:
            return 0
        return min(100 - self.share, round(100 * self.waiting / self.aim))


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkage:
    """One way of coming to a hand-over (plain, matching, pairing) and what became of it."""

    link: str
    proposed: int
    decided: int
    declined: int
    linked: int
    days: int | None
    """Median days from proposal to decision; None where nothing was decided."""


def bar(as_of: date) -> Bar:
    """This fiscal year's."""
    held = snapshot(as_of)
    month = int(held.settings["fiscal_year_start_month"])
    year = FiscalYear.of(as_of, month).year
    code = held.settings.get("portfolio", {}).get(_KEY)
    row = held.find(Ref("indicator", code)) if code else None
    printed = "" if row is None else str(row.data.get("target_printed") or "")
    rows = _of_year(year, as_of)
    whole = rows.count()
    done = rows.filter(to_award__isnull=False).count()
    return Bar(
        indicator=None if row is None else Ref("indicator", row.code),
        label=_CONTINUED if row is None else row.label,
        year=year,
        linked=done,
        waiting=whole - done,
        aim=int(printed) if printed.isdigit() else None,
    )


def linkages(actor: Actor, first: date, last: date) -> list[Linkage]:
    """By the way of coming, for proposals between two days that the actor sees. One query."""
    rows = visible(HANDOVER, actor).filter(proposed_on__range=(first, last)).order_by()
    by_link: dict[str, list[tuple[str, date, date | None, int | None]]] = {}
    named = ("link", "state", "proposed_on", "decided_on", "to_award")
    for link, *rest in rows.values_list(*named):
        by_link.setdefault(link, []).append(tuple(rest))
    return [_linkage(link, found) for link, found in sorted(by_link.items())]


def _linkage(link: str, rows: Iterable[tuple[str, date, date | None, int | None]]) -> Linkage:
    found = list(rows)
    days = [(done - begun).days for _, begun, done, _ in found if done is not None]
    states = [state for state, *_ in found]
    return Linkage(
        link=link,
        proposed=len(found),
        decided=states.count(portfolio.DECIDED),
        declined=states.count(portfolio.DECLINED),
        linked=sum(1 for *_, taker in found if taker is not None),
        days=round(median(days)) if days else None,
    )


def _of_year(year: int, as_of: date):
    month = int(snapshot(as_of).settings["fiscal_year_start_month"])
    span = FiscalYear(year, month)
    last = min(span.end, as_of)
    rows = Handover.objects.filter(
        state=portfolio.DECIDED, decided_on__gte=span.start, decided_on__lte=last
    )
    return rows.exclude(route=Route.LICENCE)


_CONTINUED: Final = Text("続く支援の件数", "Support carried on")
