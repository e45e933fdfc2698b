"""What the engine refuses: every finding of a problem at once, each naming the item it is about.

Decides: how findings are gathered into one refusal. Called by: checking, solving, the command line.
Source: style 13.
"""

from __future__ import annotations

from dataclasses import dataclass

from ikkan.values.errors import FaultsError, IkkanError
from ikkan.values.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that makes a problem no problem; `items` are codes of programmes, caps, lumps."""

    code: str
    text: Text
    items: tuple[str, ...] = ()


class AllocationError(FaultsError[Finding]):
    """A problem that cannot be solved as it stands; `findings` holds every one of them."""


class SolverError(IkkanError):
    """The solver beneath ended without an answer; its word is no plan."""
