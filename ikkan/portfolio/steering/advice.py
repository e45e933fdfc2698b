"""Advice on the first stage of a year: what the five-step request asks, and what a model would.

Decides: how a request becomes a problem of the allocation engine. What awards under way were
promised is paid first; the rest buys new awards, each later one a weaker proposal; the adjustment
fund of that year can add in mid-year. Values come from the first value model of the pack and the
forecast. Nothing is written. Called by views. Source: performance §1, 004 L49-L92.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import numpy as np
from django.db.models import Sum

from ikkan.audit.actor import Actor
from ikkan.awards.models import YearAmount
from ikkan.awards.rules import DECIDED
from ikkan.budget.models import AdjustmentYear, Line
from ikkan.portfolio.steering import messages, standing
from ikkan.portfolio.steering.rules import Programme
from ikkan.portfolio.steering.standing import Base
from ikkan.portfolio.studio import reading
from ikkan.portfolio.studio import rules as studio
from ikkan.records.queries import visible
from ikkan.values.arrays import Floats
from ikkan.values.errors import InputError
from ikkan.values.text import Text

ROUND: Final = "budget.round"
REQUEST: Final = "budget.request"
UNIT: Final = 1_000_000
SCENARIOS: Final = 200
MOST: Final = 1.5
"""No programme is advised more than so many times what was asked for it."""
WEAKEST: Final = 0.55
"""What the last new award of a programme is worth of the first: a working assumption."""
CANDIDATES: Final = 40
LIMIT: Final = 20.0
SAME: Final = 5_000_000
"""Advice that differs from what was asked by less than this is as asked: no page can show it."""
_KEPT: Final = 6
_held: OrderedDict[tuple[Any, ...], Advice] = OrderedDict()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the newest submitted versions ask for a programme."""

    programme: Programme
    yen: int
    promised: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A programme: asked, promised to awards under way, advised, what one more yen would bring."""

    programme: Programme
    asked: int
    promised: int
    advised: int
    price: float
    reason: Text

    @property
    def more(self) -> int:
        """Advised over asked."""
        return self.advised - self.asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The rows, what was left as asked (no records), and how sure the engine is of its plan."""

    rows: tuple[Row, ...]
    left: tuple[tuple[str, int], ...]
    total: int
    fund: int
    gap: float
    path: str
    limit_hit: bool
    total_price: float
    fund_price: float
    model: Any = field(repr=False)


def of(found: Any, actor: Actor, as_of: date) -> Advice:
    """Advice for a round of requests. Raises InputError, AllocationError, ForecastError."""
    held = standing.read(as_of)
    asked, left = _asked(found, held, actor)
    if not asked:
        raise InputError("steering.no_request", messages.NO_REQUEST)
    year = AdjustmentYear.objects.filter(fiscal_year=found.fiscal_year).first()
    fund = 0 if year is None else int(year.yen)
    key = (held.stamp, found.code, fund, *((one.programme.code, one.yen) for one in asked))
    if key not in _held:
        _held[key] = solved(held, asked, left, fund, as_of)
        while len(_held) > _KEPT:
            _held.popitem(last=False)
    return _held[key]


def _asked(found: Any, held: Base, actor: Actor) -> tuple[list[Asked], list[tuple[str, int]]]:
    """Programmes with records, and those without, by what the reader may see of the requests."""
    requests = {one.pk: one for one in visible(REQUEST, actor).filter(round=found)}
    sums: dict[str, int] = defaultdict(int)
    lines = Line.objects.filter(version__request__in=list(requests), reprint_of="")
    for line in lines.select_related("version"):
        own = requests[line.version.request_id]
        if line.version.number == (own.compiled_number or own.submitted_number or 0):
            sums[line.programme] += line.request_yen
    rows = YearAmount.objects.filter(
        fiscal_year=found.fiscal_year, sort=DECIDED, award__ended_on__isnull=True
    )
    promised = dict(rows.values_list("award__programme_code").annotate(sum=Sum("yen")).order_by())
    asked, left = [], []
    for code, yen in sorted(sums.items()):
        programme = held.programmes.get(code)
        if programme is None or not programme.yen or yen < UNIT:
            left.append((code, yen))
            continue
        asked.append(Asked(programme=programme, yen=yen, promised=min(promised.get(code, 0), yen)))
    return asked, left


def solved(
    held: Base, asked: Sequence[Asked], left: Sequence[tuple[str, int]], fund: int, as_of: date
) -> Advice:
    """The plan of the engine for what is asked. Raises AllocationError, InputError."""
    from ikkan.optimize import allocation

    model = reading.model(reading.models(as_of), "")
    stays, later = _worths(held, model.weights)
    problem = allocation.Problem(
        programmes=tuple(
            allocation.Programme(
                code=one.programme.code,
                name=one.programme.name.ja,
                floor=_units(one.promised, up=True),
                ceiling=max(_units(int(one.yen * MOST)), _units(one.promised, up=True)),
            )
            for one in asked
        ),
        total=max(sum(_units(one.yen) for one in asked), _promised(asked)),
        fund=_units(fund),
        penalty=2 * max(float((stays + later).max()), 1.0) / UNIT,
        scenarios=_scenarios(held, asked, stays, later),
        unit=UNIT,
    )
    plan = allocation.solve(problem, limit=LIMIT)
    return Advice(
        rows=tuple(_row(one, plan) for one in asked),
        left=tuple(left),
        total=problem.total,
        fund=problem.fund,
        gap=plan.gap,
        path=plan.path,
        limit_hit=plan.limit_hit,
        total_price=plan.total_price,
        fund_price=plan.fund_price,
        model=model,
    )


def _promised(asked: Sequence[Asked]) -> int:
    return sum(_units(one.promised, up=True) for one in asked)


def _units(yen: int, *, up: bool = False) -> int:
    """Whole units: rounded down, or up."""
    return -(-yen // UNIT) * UNIT if up else yen // UNIT * UNIT


def _worths(held: Base, weights: Mapping[str, Any]) -> tuple[Floats, Floats]:
    """By phase: what an award is worth while it stays, and by what comes after it goes on."""
    size = len(held.phases)
    yearly, gone = np.zeros(size), np.zeros(size)
    for one in held.indicators:
        weight = float(weights.get(one.code, 0)) * studio.POINTS
        if not weight or not one.counted:
            continue
        pooled = (one.events.sum() + 0.5) / (one.exposure.sum() + 1.0)
        rate = weight * (one.events + pooled) / (one.exposure + 1.0)
        if one.driver == "advanced":
            gone += rate
        else:
            yearly += rate
    success = held.pipeline.success[:, 0]
    years = _years(held)
    stays, later = years * yearly, np.zeros(size)
    for at in range(size - 1, -1, -1):
        after = stays[at + 1] + later[at + 1] if at + 1 < size else 0.0
        later[at] = success[at] * (gone[at] + after)
    return stays, later


def _years(held: Base) -> Floats:
    """Mean stay in each phase, twenty years at most."""
    exits, per_year = held.pipeline.exits, held.pipeline.per_year
    bins = 20 * per_year
    at = np.minimum(np.arange(bins), exits.shape[1] - 1)
    made: Floats = np.cumprod(1 - exits[:, at], axis=1).sum(axis=1) / per_year
    return np.maximum(made, 1.0)


def _scenarios(held: Base, asked: Sequence[Asked], stays: Floats, later: Floats) -> Any:
    """Each scenario with the new awards worth starting in it; what was promised has to be paid."""
    from ikkan.optimize import allocation

    rng = np.random.default_rng(23)
    success, years = held.pipeline.success[:, 0], _years(held)
    phases = list(held.phases)
    owner, yen, worth, live = [], [], [], []
    for place, one in enumerate(asked):
        at = phases.index(one.programme.phase)
        cost = max(_units(int(one.programme.yen / years[at]), up=True), UNIT)
        room = int(one.yen * MOST) - one.promised
        cost = max(cost, _units(room // CANDIDATES, up=True))
        count = max(-(-room // cost), 1)
        each = max(one.programme.yen / years[at], 1.0)
        for number in range(count):
            falls = 1.0 - (1.0 - WEAKEST) * number / max(count - 1, 1)
            owner.append(place)
            yen.append(cost)
            gain = stays[at] / years[at] + later[at] / success[at] / years[at]
            worth.append(falls * gain * cost / each)
        live.append(rng.random((SCENARIOS, count)) < success[at])
    goes = np.concatenate(live, axis=1)
    lumps = np.nonzero(goes)[1]
    need = np.array([_units(one.promised, up=True) for one in asked], dtype=np.int64)
    return allocation.Scenarios(
        weight=np.full(SCENARIOS, 1.0 / SCENARIOS),
        need=np.tile(need, (SCENARIOS, 1)),
        lumps=allocation.Lumps(
            starts=np.concatenate(([0], np.cumsum(goes.sum(axis=1)))).astype(np.int64),
            programme=np.array(owner, dtype=np.int32)[lumps],
            yen=np.array(yen, dtype=np.int64)[lumps],
            worth=np.array(worth)[lumps],
        ),
    )


def _row(one: Asked, plan: Any) -> Row:
    code = one.programme.code
    x, price = int(plan.x[code]), float(plan.prices[code])
    least = _units(one.promised, up=True)
    if abs(x - one.yen) < SAME and one.yen >= least:
        x, reason = one.yen, messages.WHY_SAME
    elif x <= least:
        reason = messages.WHY_PROMISED if one.promised else messages.WHY_NOTHING
    elif x >= _units(int(one.yen * MOST)):
        reason = messages.WHY_CEILING
    elif x > one.yen:
        reason = messages.WHY_MORE
    else:
        reason = messages.WHY_LESS
    return Row(
        programme=one.programme,
        asked=one.yen,
        promised=one.promised,
        advised=x,
        price=price,
        reason=reason,
    )
