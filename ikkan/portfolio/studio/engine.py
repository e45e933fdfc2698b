"""Carries a round to the allocation engine and its plans back, held warm between two edits.

Decides: which plans a page needs: the engine's own, the one under a person's edits, each edit
alone, every value model. The engine is imported where it runs. Called by board and actions.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from ikkan.portfolio.studio import building, messages, rules
from ikkan.portfolio.studio.building import Goes, Pot
from ikkan.portfolio.studio.chances import Chances
from ikkan.portfolio.studio.rules import Ask, Edit, Edits, ValueModel

if TYPE_CHECKING:
    from ikkan.optimize.allocation import Plan
    from ikkan.optimize.allocation.bounds import Interval

VERSION: Final = "allocation 1"
LIMIT: Final = 6.0
"""Seconds after which the engine hands back the best it has."""
AGAIN: Final = 1.5
"""The same for an edit, and for what stands beside the plan: other value models."""
SAMPLE: Final = 0.5
"""The same for each of the samples that the plan was not made on."""
_KEPT: Final = 64
_warm: OrderedDict[str, Any] = OrderedDict()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything a plan of a round rests on; `stamp` is the round's, `seed` that of all chances.

    `goes` (S, n): which proposal goes well in which scenario.
    """

    round: str
    stamp: str
    asks: tuple[Ask, ...]
    pot: Pot
    chances: Chances
    seed: int
    goes: Goes = field(repr=False)

    def ask(self, code: str) -> Ask | None:
        """The proposal of that code."""
        return next((one for one in self.asks if one.code == code), None)

    @property
    def size(self) -> int:
        """Scenarios."""
        return len(self.goes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """What one edit costs by itself: the engine's value less the value with that edit alone."""

    code: str
    edit: Edit
    yen: int
    costs: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """Both plans under one value model, beside the best that model allows."""

    model: ValueModel
    best: float
    engine: float
    human: float


def free(sheet: Sheet, model: ValueModel, limit: float = LIMIT) -> Plan:
    """The engine's plan without any edit. Raises AllocationError, SolverError."""
    from ikkan.optimize import allocation

    def make() -> Plan:
        problem = building.problem(sheet.asks, sheet.pot, model, sheet.goes)
        return proven(allocation.solve(problem, integer=False, seed=sheet.seed, limit=limit))

    return _held(_key(sheet, model, "plan"), make)


def _key(sheet: Sheet, model: ValueModel, what: str) -> str:
    """The very problem: another stamp, model, seed or size never meets its answer."""
    said = (sheet.round, sheet.stamp, model.code, model.edition, sheet.seed, sheet.size)
    return "|".join(map(str, (what, sheet.chances.basis.observed, *said, sheet.pot.most)))


def _held(key: str, make: Callable[[], Any]) -> Any:
    """What this process still holds of a problem, else made now."""
    held = _warm.get(key)
    if held is None:
        held = _warm[key] = make()
        while len(_warm) > _KEPT:
            _warm.popitem(last=False)
    _warm.move_to_end(key)
    return held


def under(sheet: Sheet, model: ValueModel, edits: Edits) -> Plan:
    """The engine's plan solved again, warm, under a person's edits; once for the same edits.

    Raises AllocationError, SolverError.
    """
    from ikkan.optimize import allocation

    plan = free(sheet, model)
    if not edits:
        return plan
    pins = {**edits.pins, **dict.fromkeys(edits.forbids, 0)}
    changes = allocation.Changes(pins=pins, floors=dict(edits.floors))

    def make() -> Plan:
        return replace(proven(allocation.resolve(plan, changes, limit=AGAIN)), state=None)

    return _held(_key(sheet, model, "~".join(("edits", *edits.written()))), make)


def proven(plan: Plan) -> Plan:
    """The plan in whole amounts; where its proof fell short, under the bound of an easier problem.

    Without least amounts no plan is worth less, and that problem is solved to its end.
    """
    from ikkan.optimize import allocation

    if plan.status == "optimal" or not any(one.least for one in plan.problem.programmes):
        return whole(plan)
    programmes = tuple(replace(one, least=0) for one in plan.problem.programmes)
    easier = replace(plan.problem, programmes=programmes)
    eased = allocation.solve(easier, integer=False, seed=plan.seed, limit=AGAIN)
    if eased.bound >= plan.bound:
        return whole(plan)
    bound = max(eased.bound, plan.value)
    gap = (bound - plan.value) / max(abs(bound), 1e-300)
    status = "optimal" if gap <= plan.target else plan.status
    return whole(replace(plan, bound=bound, gap=gap, status=status, certificate=eased.certificate))


def whole(plan: Plan) -> Plan:
    """The plan in whole million yen: down, then what that leaves to those cut most.

    Value, gap, prices and status are those of the whole amounts; no more is given than before.
    """
    from ikkan.optimize import allocation

    ceilings = {one.code: one.ceiling for one in plan.problem.programmes}
    for cap in plan.problem.caps:
        ceilings |= {code: min(ceilings[code], cap.most) for code in cap.members}
    x = rules.whole_amounts(plan.x, ceilings)
    if x == dict(plan.x):
        return plan
    told = allocation.evaluate(plan.problem, x, integer=False)
    bound = max(plan.bound, told.value)
    gap = (bound - told.value) / max(abs(bound), 1e-300)
    return replace(
        plan,
        x=x,
        value=told.value,
        bound=bound,
        gap=gap,
        prices=told.prices,
        fund_price=told.fund_price,
        status="gap" if plan.status == "optimal" and gap > plan.target else plan.status,
    )


def alone(sheet: Sheet, model: ValueModel, edits: Edits) -> list[Alone]:
    """What each edit costs by itself."""
    best = free(sheet, model).value
    return [
        Alone(
            code=code,
            edit=edit,
            yen=yen,
            costs=max(0.0, best - under(sheet, model, edits.only([code])).value),
        )
        for code, edit, yen in edits.each()
    ]


def value(plan: Plan, x: Mapping[str, int]) -> float:
    """What given amounts are worth on the scenarios of a plan."""
    from ikkan.optimize import allocation

    return float(allocation.evaluate(plan.problem, x, integer=False).value)


def robust(
    sheet: Sheet,
    models: Sequence[ValueModel],
    engine: Mapping[str, int],
    human: Mapping[str, int],
) -> list[Under]:
    """Both plans under every value model that gives the proposals any worth."""
    found = []
    for model in models:
        if not any(rules.worth_if(model, one) for one in sheet.asks):
            continue
        best = free(sheet, model, AGAIN)
        own, other = value(best, engine), value(best, human)
        found.append(Under(model=model, best=max(best.value, own, other), engine=own, human=other))
    return found


def interval(sheet: Sheet, model: ValueModel) -> Interval:
    """Bounds on gap and value of the engine's plan, from samples it was not made on."""
    from ikkan.optimize.allocation import bounds

    plan = free(sheet, model)

    def again(seed: int) -> Any:
        return building.scenarios(sheet.asks, model, sheet.chances.draw(sheet.size, seed))

    def make() -> Interval:
        return bounds.interval(
            again, plan, replications=rules.REPLICATIONS, size=sheet.size, level=0.95, limit=SAMPLE
        )

    return _held(_key(sheet, model, "interval"), make)


def unproven(plan: Plan) -> Any:
    """What must be said beside a plan that is not proven best; None where it is."""
    if plan.limit_hit:
        return messages.LIMIT_HIT.format(seconds=plan.seconds, gap=plan.gap)
    if plan.status != "optimal":
        return messages.NOT_OPTIMAL.format(status=plan.status, gap=plan.gap)
    return None
