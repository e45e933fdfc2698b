"""The records that the forecast of the studio rests on: stays in phases, and indicators by year.

Decides: what counts as going on (a move of phase, a decided hand-over, a successor, a verified
licence), as stopped (a No-go, an award stopped), and as lost from sight. A constant number of
queries. Called by reading. Source: S-320, S-344.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count

from ikkan.awards.models import Award
from ikkan.outcomes.models import Outcome, OutcomeAward
from ikkan.outcomes.rules import LICENCE, VERIFIED
from ikkan.plan.queries import snapshot
from ikkan.portfolio import rules as portfolio
from ikkan.portfolio.matching.rules import Route
from ikkan.portfolio.models import Gate, Handover, PhaseMove
from ikkan.portfolio.studio import messages
from ikkan.portfolio.studio.effects import Past
from ikkan.values.errors import InputError
from ikkan.values.years import FiscalYear

if TYPE_CHECKING:
    from ikkan.forecast import History, Stay

CONTINUED: Final = "continued"
YEARS: Final = 5
_STOPPED: Final = "stopped"


def phases(as_of: date) -> tuple[str, ...]:
    """The phases of the pack in their order."""
    rows = snapshot(as_of).entries("phase", state="all")
    return tuple(row.code for row in sorted(rows, key=lambda row: int(row.data["order"])))


def history(as_of: date) -> History:
    """Every stay of an award in a phase as known on the day. Raises InputError where none."""
    from ikkan import forecast

    seen = list(_stays(as_of))
    if not seen:
        raise InputError("studio.no_history", messages.NO_HISTORY)
    return forecast.History.of(seen, phases=phases(as_of), observed=as_of)


def _stays(as_of: date) -> Iterable[Stay]:
    from ikkan import forecast

    known = set(phases(as_of))
    moves: dict[int, list[tuple[date, str, str]]] = defaultdict(list)
    rows = PhaseMove.objects.filter(moved_on__lte=as_of).order_by("moved_on", "pk")
    for award, moved_on, before, after in rows.values_list(
        "award_id", "moved_on", "from_phase", "to_phase"
    ):
        moves[award].append((moved_on, before, after))
    gone, ended = _gone(as_of), _stopped(as_of)
    awards = Award.objects.filter(began_on__lte=as_of).order_by("pk")
    for pk, code, phase, began, over, state in awards.values_list(
        "pk", "code", "phase", "began_on", "ended_on", "state"
    ):
        entered = began
        for moved, source, _ in moves.get(pk, ()):
            if source in known and entered < moved:
                yield forecast.Stay(
                    project=code, phase=source, entered=entered, left=moved, outcome="advanced"
                )
            entered = max(entered, moved)
        if phase in known:
            left, outcome = _end(pk, over, state, gone, ended, as_of)
            if left is None or left >= entered:
                yield forecast.Stay(
                    project=code, phase=phase, entered=entered, left=left, outcome=outcome
                )


def _end(
    pk: int,
    over: date | None,
    state: str,
    gone: Mapping[int, date],
    ended: Mapping[int, date],
    as_of: date,
) -> tuple[date | None, str]:
    if pk in gone:
        return gone[pk], "advanced"
    if pk in ended:
        return ended[pk], "stopped"
    if over is None or over > as_of:
        return None, ""
    return over, "stopped" if state == _STOPPED else "censored"


def _gone(as_of: date) -> dict[int, date]:
    """Awards that went on without a move of phase: the first day of a hand-over or a licence."""
    found: dict[int, date] = {}
    handed = Handover.objects.filter(state=portfolio.DECIDED, decided_on__lte=as_of)
    licensed = OutcomeAward.objects.filter(
        outcome__sort=LICENCE, outcome__state=VERIFIED, outcome__occurred_on__lte=as_of
    )
    for award, day in (
        *handed.values_list("award_id", "decided_on"),
        *licensed.values_list("award_id", "outcome__occurred_on"),
    ):
        if day is not None:
            found[award] = min(found.get(award, day), day)
    return found


def _stopped(as_of: date) -> dict[int, date]:
    """Awards with a No-go, by its day."""
    rows = Gate.objects.filter(decision=portfolio.NO_GO, decided_on__lte=as_of)
    pairs = rows.order_by("-decided_on").values_list("award_id", "decided_on")
    return {award: day for award, day in pairs if day is not None}


def pasts(counted: Mapping[str, str], as_of: date) -> dict[str, Past]:
    """Whole fiscal years of each indicator as own records count it; `counted` "" is not counted."""
    month = int(snapshot(as_of).settings["fiscal_year_start_month"])
    last = FiscalYear.of(as_of, month).year - 1
    first = Outcome.objects.order_by("fiscal_year").values_list("fiscal_year", flat=True).first()
    if first is None or first > last:
        return dict.fromkeys(counted, Past())
    years = range(max(first, last - YEARS + 1), last + 1)
    rows = Outcome.objects.filter(state=VERIFIED, fiscal_year__in=years)
    by_sort: dict[tuple[str, int], int] = {
        (sort, year): count
        for sort, year, count in rows.values_list("sort", "fiscal_year")
        .annotate(count=Count("pk"))
        .order_by()
    }
    for day in _continued(FiscalYear(years[0], month).start, FiscalYear(last, month).end):
        key = (CONTINUED, FiscalYear.of(day, month).year)
        by_sort[key] = by_sort.get(key, 0) + 1
    return {
        indicator: Past(years=tuple((year, by_sort.get((sort, year), 0)) for year in years))
        if sort
        else Past()
        for indicator, sort in counted.items()
    }


def _continued(first: date, last: date) -> Any:
    rows = Handover.objects.filter(
        state=portfolio.DECIDED, to_award__isnull=False, decided_on__range=(first, last)
    )
    return rows.exclude(route=Route.LICENCE).values_list("decided_on", flat=True)
