"""Conditions of programmes that contexts to the left know, asked before an award is made.

Decides: nothing itself; whoever registers a condition says why an application may not become an
award yet. Called by make_award. Source: design §2 ("What a right package needs from the left").
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from ikkan.values.errors import InputError
from ikkan.values.text import Text

Condition = Callable[[str, str, date], Text | None]
_conditions: Final[list[Condition]] = []


def register(condition: Condition) -> None:
    """`condition(application, programme, day)` gives the refusal in words, or None."""
    if condition not in _conditions:
        _conditions.append(condition)


def demand(application: str, programme: str, day: date) -> None:
    """Raise InputError with every condition that is not met."""
    said = [words for one in _conditions if (words := one(application, programme, day)) is not None]
    if said:
        raise InputError(
            "awards.condition",
            Text.joined(said),
        )
