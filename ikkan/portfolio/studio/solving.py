"""Both plans of a round with everything that is shown and kept beside them.

Decides: what is computed for a page or a saved plan, and that every part says whether it is proven.
Called by views and actions. Source: ui.md §6 "Studio", design §2 ("Engines advise").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from ikkan.portfolio.studio import basis, effects, engine, reading, rules
from ikkan.portfolio.studio.effects import Effect, Past
from ikkan.portfolio.studio.engine import Alone, Sheet, Under
from ikkan.portfolio.studio.messages import StudioError
from ikkan.portfolio.studio.rules import Edits, ValueModel
from ikkan.values.text import Text

if TYPE_CHECKING:
    from ikkan.optimize.allocation import Plan
    from ikkan.optimize.allocation.bounds import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a reader asked the studio for: value model, edits, chances."""

    model: str = ""
    edits: Edits = field(default_factory=Edits)
    seed: int = 0
    size: int = rules.SCENARIOS


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """A round solved twice: by the engine alone, and under a person's edits.

    `seconds` is what the second solve took, from the first one held warm.
    """

    sheet: Sheet
    model: ValueModel
    models: tuple[ValueModel, ...]
    edits: Edits
    engine: Plan
    human: Plan
    alone: tuple[Alone, ...]
    under: tuple[Under, ...]
    interval: Interval | None
    pasts: Mapping[str, Past]
    effects: tuple[Effect, ...]
    seconds: float

    @property
    def distance(self) -> float:
        """What the person's plan is worth less than the engine's."""
        return max(0.0, self.engine.value - self.human.value)

    @property
    def unproven(self) -> Text | None:
        """What must be said where one of the plans is not proven best."""
        return engine.unproven(self.engine) or engine.unproven(self.human)

    def given(self, plan: Mapping[str, int]) -> int:
        """All that a plan gives."""
        return sum(plan.values())


def solved(found: Any, asked: Asked, as_of: date) -> Solved:
    """The round with both plans. Raises StudioError, InputError, AllocationError, ForecastError."""
    known = reading.models(as_of)
    model = reading.model(known, asked.model)
    sheet = reading.sheet(found, as_of, seed=asked.seed, size=asked.size)
    wrong = rules.edit_findings(sheet.asks, asked.edits, sheet.pot.yen, sheet.pot.most)
    if wrong:
        raise StudioError(wrong)
    own = engine.free(sheet, model)
    human = engine.under(sheet, model, asked.edits)
    pasts = basis.pasts(_shown(sheet, as_of), as_of)
    return Solved(
        sheet=sheet,
        model=model,
        models=known,
        edits=asked.edits,
        engine=own,
        human=human,
        alone=tuple(engine.alone(sheet, model, asked.edits)),
        under=tuple(engine.robust(sheet, usable(known), own.x, human.x)),
        interval=engine.interval(sheet, model),
        pasts=pasts,
        effects=tuple(effects.effects(sheet.asks, sheet.goes, (own.x, human.x), pasts, asked.seed)),
        seconds=human.seconds,
    )


def usable(models: Sequence[ValueModel]) -> list[ValueModel]:
    """The models that nothing stands against; the others are named where one is chosen."""
    return [one for one in models if not rules.model_findings(one)]


def _shown(sheet: Sheet, as_of: date) -> dict[str, str]:
    """Indicators that some proposal expects something of, with how they are counted."""
    expected = {name for one in sheet.asks for name, count in one.expected.items() if count}
    return {name: how for name, how in reading.counted(as_of).items() if name in expected}


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What moving the floor of one proposal does to the plan in hand."""

    proposal: str
    floor: int
    before: Mapping[str, int]
    plan: Plan
    effects: tuple[Effect, ...]
    seconds: float

    @property
    def moved(self) -> list[tuple[str, int]]:
        """Proposals whose amount changes, with the change in yen, the largest first."""
        changes = [(code, yen - self.before[code]) for code, yen in self.plan.x.items()]
        return sorted((one for one in changes if one[1]), key=lambda one: (-abs(one[1]), one[0]))


def what_if(made: Solved, proposal: str, floor: int) -> WhatIf:
    """The plan in hand with another floor of one proposal. Raises StudioError, AllocationError."""
    edits = made.edits.changed(rules.Edit.FLOOR, proposal, floor)
    pot = made.sheet.pot
    wrong = rules.edit_findings(made.sheet.asks, edits, pot.yen, pot.most)
    if wrong:
        raise StudioError(wrong)
    plan = engine.under(made.sheet, made.model, edits)
    return WhatIf(
        proposal=proposal,
        floor=floor,
        before=made.human.x,
        plan=plan,
        seconds=plan.seconds,
        effects=tuple(
            effects.effects(
                made.sheet.asks,
                made.sheet.goes,
                (made.human.x, plan.x),
                made.pasts,
                made.sheet.seed,
            )
        ),
    )
