"""What the forecast refuses: every fault at once, each naming the row, the phase or the year.

Decides: the form of a fault. Called by: said, history, assumed, simulating. Source: style 13.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ikkan.values.errors import InputError
from ikkan.values.text import Text

SHOWN: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong; `place` is a row, a phase, a project or a key."""

    code: str
    text: Text
    place: str = ""


class ForecastError(InputError):
    """Input that nothing can be forecast from; `findings` holds every fault."""

    def __init__(self, findings: Iterable[Fault]) -> None:
        self.findings: tuple[Fault, ...] = tuple(findings)
        shown = self.findings[:SHOWN]
        rest = len(self.findings) - len(shown)
        ja = "\n".join(one.text.ja for one in shown) + (f"\nほか{rest}件" if rest else "")
        en = "\n".join(one.text.en for one in shown) + (f"\nand {rest} more" if rest else "")
        super().__init__(self.findings[0].code if self.findings else "forecast", Text(ja, en))
