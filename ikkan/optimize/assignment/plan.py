"""The plan: who goes where, how near it is to the best, what each place costs, why not more.

Decides: what the engine hands back. Called by: solving, portfolio, the command line, benchmarks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ikkan.optimize.assignment.problem import Pairs, Problem
from ikkan.values.arrays import Floats
from ikkan.values.text import Text

if TYPE_CHECKING:
    from ikkan.optimize.assignment.check import Sound
    from ikkan.optimize.assignment.state import State


class Reason(Enum):
    """Why an item did not get what it asked for."""

    PRICE = "price"
    CONFLICT = "conflict"
    WINDOW = "window"
    MONEY = "money"
    FORBIDDEN = "forbidden"
    NO_CANDIDATE = "no_candidate"
    CAPACITY = "capacity"

    @property
    def label(self) -> Text:
        """One line a person can act on."""
        return _LABELS[self]


_LABELS = {
    Reason.PRICE: Text(
        "候補の枠は、他の課題にとってより価値があります",
        "its candidates are worth more to other items",
    ),
    Reason.CONFLICT: Text("利益相反のため使えません", "a conflict of interest rules it out"),
    Reason.WINDOW: Text("開始時期が合いません", "the dates do not meet"),
    Reason.MONEY: Text("枠の予算が足りません", "the money of the slot is used up"),
    Reason.FORBIDDEN: Text("担当者が除外しました", "a person ruled it out"),
    Reason.NO_CANDIDATE: Text(
        "最低の適合度に届く候補がありません", "no candidate reaches the least fit"
    ),
    Reason.CAPACITY: Text("定員に達しています", "every place is taken"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The reason, the slot it is about (None: none), and how much fit was missing there."""

    reason: Reason
    slot: int | None
    amount: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NextBest:
    """The slot an item would take next, and what the whole plan would lose by that."""

    slot: int
    fit: float
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`pairs` (p, 2) of item and slot numbers, in order, with their `fits`; `value` is their sum.

    No plan is worth more than `bound`; `gap` is (bound − value) / bound. `slot_prices` say what one
    place costs the others, `slot_rates` what one yen does (both in fit); `item_prices` what one
    more need of the item would add. `limit_hit`: time ran out, the plan is the best found so far.
    `exact`: value and bound are the same number. `path` names the steps that ran; `rounds` how
    often lists were widened.
    """

    pairs: Pairs
    fits: Floats
    pinned: npt.NDArray[np.bool_]
    value: float
    bound: float
    gap: float
    slot_prices: Floats
    slot_rates: Floats
    item_prices: Floats
    unmatched: Mapping[int, Why]
    next_best: Mapping[int, NextBest]
    seed: int
    limit_hit: bool
    exact: bool
    path: tuple[str, ...]
    rounds: int
    seconds: float
    problem: Problem = field(repr=False)
    sound: Sound = field(repr=False)
    state: State = field(repr=False)
