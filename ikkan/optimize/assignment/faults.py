"""What the engine refuses: every fault of a problem at once, each naming the item or slot.

Decides: the words of faults. Called by: check, solving, the command line. Source: style 13.
"""

from __future__ import annotations

from dataclasses import dataclass

from ikkan.values.errors import FaultsError
from ikkan.values.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that makes a problem no problem; `items` and `slots` are codes."""

    code: str
    text: Text
    items: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()


class AssignmentError(FaultsError[Fault]):
    """A problem that cannot be solved as it stands; `findings` holds every fault."""


class Infeasible(AssignmentError):
    """Sound input that no plan can meet; the faults say what to change."""
