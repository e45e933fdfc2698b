"""What a proposal is worth under a value model, and what a person lays down over the engine; pure.

Decides: score × forecast probability × weight × expected count, and which edits contradict the
round. Called by the studio's readers and actions. Source: performance §1, hq49-1-2, hq49-2-2.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import Final

from ikkan.values.finding import Finding, Place
from ikkan.values.text import Text

UNIT: Final = 1_000_000
"""Amounts are planned in whole million yen."""
TOP_SCORE: Final = 10
POINTS: Final = 1_000_000
"""What a year's target of one indicator is worth; large, for solvers see nothing below 1e-7."""
SCENARIOS: Final = 400
MOST_SCENARIOS: Final = 2_000
REPLICATIONS: Final = 5
LEVEL: Final = 0.8
"""Level of the intervals of indicators (ui.md §6 "Studio")."""
ENGINE: Final = "engine"
HUMAN: Final = "human"
SAVED: Final = "saved"
DECIDED: Final = "decided"
WITHDRAWN: Final = "withdrawn"


class Formula(StrEnum):
    """What a value model multiplies with weight and expected count."""

    BOTH = "score_probability"
    PROBABILITY = "probability"
    SCORE = "score"


class Edit(StrEnum):
    """What a person may lay down for a proposal."""

    PIN = "pin"
    FLOOR = "floor"
    FORBID = "forbid"
    FREE = "free"


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueModel:
    """A named, versioned value model of the pack; `weights` by indicator."""

    code: str
    edition: str
    name: Text
    formula: str
    weights: Mapping[str, Fraction]
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A screened proposal as the studio sees it.

    `least` is the least amount that makes sense, 0 where any will do; `expected` counts by
    indicator if it goes well; `probability` that it does, by the forecast.
    """

    code: str
    title: Text
    sort: str
    case: str
    project: str
    programme: str
    ministry: str
    target: str
    yen: int
    least: int
    score: float
    expected: Mapping[str, float]
    probability: float = 1.0
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """Pins and floors in yen and forbidden proposals, by code."""

    pins: Mapping[str, int] = field(default_factory=dict)
    floors: Mapping[str, int] = field(default_factory=dict)
    forbids: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.pins or self.floors or self.forbids)

    def changed(self, edit: Edit, code: str, yen: int = 0) -> Edits:
        """With one edit of a proposal in the place of what was laid down for it before."""
        pins = {one: much for one, much in self.pins.items() if one != code}
        floors = {one: much for one, much in self.floors.items() if one != code}
        forbids = self.forbids - {code}
        if edit is Edit.PIN:
            pins[code] = yen
        elif edit is Edit.FLOOR:
            floors[code] = yen
        elif edit is Edit.FORBID:
            forbids |= {code}
        return Edits(pins=pins, floors=floors, forbids=forbids)

    def each(self) -> list[tuple[str, Edit, int]]:
        """(proposal, edit, yen) of every edit, by proposal."""
        found = [(code, Edit.PIN, yen) for code, yen in self.pins.items()]
        found += [(code, Edit.FLOOR, yen) for code, yen in self.floors.items()]
        found += [(code, Edit.FORBID, 0) for code in self.forbids]
        return sorted(found)

    def of(self, code: str) -> tuple[Edit, int] | None:
        """What was laid down for a proposal; None where nothing was."""
        return next(((edit, yen) for one, edit, yen in self.each() if one == code), None)

    def only(self, codes: Iterable[str]) -> Edits:
        """The edits of those proposals."""
        kept = set(codes)
        return Edits(
            pins={code: yen for code, yen in self.pins.items() if code in kept},
            floors={code: yen for code, yen in self.floors.items() if code in kept},
            forbids=self.forbids & kept,
        )

    def written(self) -> tuple[str, ...]:
        """As an address carries them: "PROPOSAL~pin~1200000000"."""
        return tuple(f"{code}~{edit.value}~{yen}" for code, edit, yen in self.each())


def read_edits(written: Sequence[str]) -> tuple[Edits, list[Finding]]:
    """The edits of an address; what cannot be read is a finding, never passed over."""
    edits, found = Edits(), []
    for one in written:
        code, _, rest = one.partition("~")
        name, _, amount = rest.partition("~")
        known = name in (Edit.PIN, Edit.FLOOR, Edit.FORBID)
        if not (code and known and amount.isascii() and amount.isdigit() and len(amount) <= 15):
            found.append(_finding("studio.edit", one[:60], read=one[:60]))
            continue
        edits = edits.changed(Edit(name), code, int(amount))
    return edits, found


def model_findings(model: ValueModel) -> list[Finding]:
    """Everything that keeps a value model from being used, with its code."""
    found: list[Finding] = []
    if not model.edition.strip():
        found.append(_finding("value.no_edition", model.code, model=model.code))
    if model.formula not in tuple(Formula):
        found.append(
            _finding("value.unknown_rule", model.code, model=model.code, rule=model.formula)
        )
    if not model.weights:
        found.append(_finding("value.no_weight", model.code, model=model.code))
    found += [
        _finding("value.bad_weight", model.code, model=model.code, indicator=name, weight=str(one))
        for name, one in model.weights.items()
        if one <= 0
    ]
    return found


def factor(formula: str, score: float, probability: float) -> float:
    """Score of ten and probability as the rule takes them. Raises ValueError for another rule."""
    if formula == Formula.BOTH:
        return score / TOP_SCORE * probability
    if formula == Formula.PROBABILITY:
        return probability
    if formula == Formula.SCORE:
        return score / TOP_SCORE
    raise ValueError(f"no rule {formula}")


def effect(model: ValueModel, expected: Mapping[str, float]) -> float:
    """Σ weight × expected count, in POINTS."""
    return POINTS * sum(
        float(model.weights.get(name, 0)) * count for name, count in expected.items()
    )


def like(model: ValueModel, value: float) -> float:
    """A value as a count of the model's first indicator: how many of it are worth as much."""
    return value / (POINTS * float(next(iter(model.weights.values()))))


def worth(model: ValueModel, ask: Ask) -> float:
    """What the whole proposal is worth before it is known how it goes."""
    return factor(model.formula, ask.score, ask.probability) * effect(model, ask.expected)


def worth_if(model: ValueModel, ask: Ask) -> float:
    """What it is worth where it goes well; its mean over the forecast is `worth`."""
    certain = replace(ask, probability=1.0)
    return worth(model, certain)


def uses_forecast(model: ValueModel) -> bool:
    """Whether the rule of the model multiplies by the forecast."""
    return model.formula != Formula.SCORE


def ask_findings(asks: Sequence[Ask], models: Sequence[ValueModel]) -> list[Finding]:
    """Proposals that cannot be planned: no amount, a part of a million, no effect, no score."""
    weighed = {name for model in models for name in model.weights}
    found: list[Finding] = []
    for one in asks:
        if one.yen <= 0 or not 0 <= one.least <= one.yen:
            found.append(_finding("studio.amount", one.code, yen=one.yen, least=one.least))
        elif one.yen % UNIT or one.least % UNIT:
            found.append(_finding("studio.unit", one.code, yen=one.yen, unit=UNIT))
        if not math.isfinite(one.score) or not 0 <= one.score <= TOP_SCORE:
            found.append(_finding("studio.score", one.code, score=one.score))
        if not math.isfinite(one.probability) or not 0 <= one.probability <= 1:
            found.append(_finding("studio.probability", one.code, probability=one.probability))
        if any(not math.isfinite(count) or count < 0 for count in one.expected.values()):
            found.append(_finding("studio.expected", one.code))
        elif not weighed & {name for name, count in one.expected.items() if count > 0}:
            found.append(_finding("studio.no_effect", one.code))
    return found


def edit_findings(
    asks: Sequence[Ask], edits: Edits, pot: int, most: int | None = None
) -> list[Finding]:
    """Everything an edit contradicts: an unknown proposal, its own bounds, or the pot together.

    `most` is what one proposal may take.
    """
    known = {one.code: one for one in asks}
    found: list[Finding] = []
    held = 0
    for code, edit, yen in edits.each():
        one = known.get(code)
        if one is None:
            found.append(_finding("studio.unknown", code, proposal=code))
            continue
        if edit is Edit.FORBID:
            continue
        if yen % UNIT:
            found.append(_finding("studio.unit", code, yen=yen, unit=UNIT))
        if yen > one.yen:
            found.append(_finding("studio.above", code, yen=yen, asked=one.yen))
        elif 0 < yen < one.least:
            found.append(_finding("studio.below", code, yen=yen, least=one.least))
        elif most is not None and yen > most:
            found.append(_finding("studio.over_share", code, yen=yen, most=most))
        held += yen
    if held > pot:
        names = [code for code, edit, yen in edits.each() if edit is not Edit.FORBID and yen]
        found.append(
            _finding("studio.over_pot", names[0], held=held, pot=pot, names=", ".join(names))
        )
    return found


def whole_amounts(x: Mapping[str, int], ceilings: Mapping[str, int]) -> dict[str, int]:
    """Amounts in whole units: each down, then one unit more for those cut most, as far as the sum
    allows. A yen that is missing to the next unit is a matter of digits and counts as there."""
    close = UNIT // 1_000
    found = {code: (yen + close) // UNIT * UNIT for code, yen in x.items()}
    spare = (sum(x.values()) + close - sum(found.values())) // UNIT
    for code in sorted(x, key=lambda one: (found[one] - x[one], one)):
        if spare > 0 and found[code] < x[code] and found[code] + UNIT <= ceilings[code]:
            found[code] += UNIT
            spare -= 1
    return found


def share(given: int, asked: int) -> float:
    """The part of what was asked for that is given."""
    return given / asked if asked else 0.0


def differing(engine: Mapping[str, int], human: Mapping[str, int]) -> list[str]:
    """Proposals whose amount of the person is not that of the engine, by code."""
    return sorted(code for code in {*engine, *human} if engine.get(code, 0) != human.get(code, 0))


def _finding(code: str, place: str, **values: object) -> Finding:
    return Finding(code, Place(place or "–"), values=values)
