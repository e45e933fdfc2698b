"""The studio's page as numbers and positions: pot, rows, proof, prices, effects, robustness.

Decides: what stands where; every number was computed before. Called by views and the record page
of a saved plan. Pure. Source: ui.md §6 "Studio", §7, picture 04.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ikkan.portfolio.studio.rules import Edit
from ikkan.values.text import Text

OKU: Final = 100_000_000
BAR: Final = 200.0
"""Width of the drawing of a row."""
STRIP: Final = 1000.0
EFFECT: Final = 300.0
_SHIFT: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One proposal: what was asked, what each plan gives, what is laid down; x in the drawing."""

    letter: str
    proposal: str
    title: Text
    kind: Text
    project: str
    asked: int
    least: int
    engine: int
    human: int
    edit: Edit | None
    edit_yen: int
    score: float
    probability: float
    effect: float
    asked_x: float
    least_x: float
    engine_x: float
    human_x: float

    @property
    def more(self) -> int:
        """Yen of the person's plan over the engine's."""
        return self.human - self.engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of the strip of the pot."""

    letter: str
    label: Text
    yen: int
    state: str
    x: float
    width: float
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The pot of the year: decided before, this plan by proposal, left, kept for later."""

    parts: tuple[Part, ...]
    whole: int
    spent: int
    pot: int
    given: int
    reserve: int

    @property
    def left(self) -> int:
        """What the plan leaves of this round's pot."""
        return self.pot - self.given


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One interval of an indicator: ends, median and their places."""

    state: str
    low: float
    mid: float
    high: float
    x: float
    width: float
    mid_x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """Intervals of one indicator on one target line; `target_x` None where none is printed."""

    code: str
    label: Text
    target: float | None
    target_x: float | None
    marks: tuple[Mark, ...]
    added: bool
    more: tuple[float, float, float]


def letter(at: int) -> str:
    """A, B … Z, AA, AB …"""
    found = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        found = chr(65 + rest) + found
    return found


def rows(
    proposals: Sequence[Mapping[str, Any]],
    engine: Mapping[str, int],
    human: Mapping[str, int],
    edits: Sequence[Sequence[Any]],
    kind_of: Callable[[str, str], Text],
) -> tuple[Row, ...]:
    """A row for each proposal of a payload, on one scale."""
    most = max((int(one["yen"]) for one in proposals), default=1)
    laid = {str(code): (Edit(edit), int(yen)) for code, edit, yen in edits}

    def wide(yen: int) -> float:
        return round(BAR * yen / most, 1)

    made = []
    for at, one in enumerate(proposals):
        code = str(one["code"])
        edit, edit_yen = laid.get(code, (None, 0))
        given, chosen = int(engine.get(code, 0)), int(human.get(code, 0))
        made.append(
            Row(
                letter=letter(at),
                proposal=code,
                title=Text(one["ja"], one["en"]),
                kind=kind_of(one["sort"], one["case"]),
                project=str(one["project"]),
                asked=int(one["yen"]),
                least=int(one["least"]),
                engine=given,
                human=chosen,
                edit=edit,
                edit_yen=edit_yen,
                score=float(one["score"]),
                probability=float(one["probability"]),
                effect=float(one["worth"]) / int(one["yen"]) * OKU,
                asked_x=wide(int(one["yen"])),
                least_x=wide(int(one["least"])),
                engine_x=wide(given),
                human_x=wide(chosen),
            )
        )
    return tuple(made)


def strip(
    shown: Sequence[Row], whole: int, earlier: Sequence[tuple[Text, int]], pot: int, reserve: int
) -> Strip:
    """The pot of the year from the left: earlier rounds, this plan, what is left, what is kept."""
    total = max(whole, 1)
    given = sum(row.human for row in shown)
    stretches = [("", label, yen, "spent") for label, yen in earlier if yen]
    stretches += [(row.letter, row.title, row.human, "chosen") for row in shown if row.human]
    stretches += [("", _LEFT, pot - given, "left"), ("", _KEPT, reserve, "kept")]
    parts, at = [], 0.0
    for sign, label, yen, state in stretches:
        if yen <= 0:
            continue
        width = STRIP * yen / total
        parts.append(
            Part(
                letter=sign,
                label=label,
                yen=yen,
                state=state,
                x=round(at, 2),
                width=round(width, 2),
                named=width >= _SHIFT / 3,
            )
        )
        at += width
    spent = sum(yen for _, yen in earlier)
    return Strip(
        parts=tuple(parts), whole=whole, spent=spent, pot=pot, given=given, reserve=reserve
    )


def indicators(effects: Sequence[Mapping[str, Any]]) -> tuple[Indicator, ...]:
    """Each indicator on a scale of its own, the target in it where one is printed."""
    return tuple(_indicator(one) for one in effects)


def _indicator(one: Mapping[str, Any]) -> Indicator:
    bands = [(state, one[state]) for state in ("none", "engine", "human") if one[state]]
    ends = [edge for _, band in bands for edge in band]
    target = one["target"] if one["none"] is not None else None
    if target is not None and _far(target, max(ends)):
        target = None
    points = ends if target is None else [*ends, target]
    low, high = min(points), max(points)
    room = max(high - low, 1.0) * 0.12
    start, length = low - room, max(high - low, 1.0) + 2 * room

    def at(value: float) -> float:
        return round(EFFECT * (value - start) / length, 1)

    marks = tuple(
        Mark(
            state=state,
            low=band[0],
            mid=band[1],
            high=band[2],
            x=at(band[0]),
            width=max(2.0, round(at(band[2]) - at(band[0]), 1)),
            mid_x=at(band[1]),
            y=12.0 + 20 * place,
        )
        for place, (state, band) in enumerate(bands)
    )
    return Indicator(
        code=one["indicator"],
        label=Text(one["ja"], one["en"]),
        target=one["target"],
        target_x=None if target is None else at(target),
        marks=marks,
        added=one["none"] is None,
        more=tuple(one["more"]),
    )


def _far(target: float, most: float) -> bool:
    """Whether the target would press the intervals into a corner."""
    return target > 6 * max(most, 1.0)


_LEFT: Final = Text("残り", "Left")
_KEPT: Final = Text("後の回のために残す", "Kept for later rounds")
