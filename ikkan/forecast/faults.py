"""What the forecast refuses: every fault at once, each naming the row, the phase or the year.

Decides: the form of a fault. Called by: said, history, assumed, simulating. Source: style 13.
"""

from __future__ import annotations

from dataclasses import dataclass

from ikkan.values.errors import FaultsError
from ikkan.values.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong; `place` is a row, a phase, a project or a key."""

    code: str
    text: Text
    place: str = ""


class ForecastError(FaultsError[Fault]):
    """Input that nothing can be forecast from; `findings` holds every fault."""

    SHOWN = 30
