"""What the engine refuses: every fault of a problem at once, each naming the item or slot.

Decides: the words of faults. Called by: check, solving, the command line. Source: style 13.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ikkan.values.errors import InputError
from ikkan.values.text import Text

SHOWN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that makes a problem no problem; `items` and `slots` are codes."""

    code: str
    text: Text
    items: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()


class AssignmentError(InputError):
    """A problem that cannot be solved as it stands; `findings` holds every fault."""

    def __init__(self, findings: Iterable[Fault]) -> None:
        self.findings: tuple[Fault, ...] = tuple(findings)
        shown = self.findings[:SHOWN]
        rest = len(self.findings) - len(shown)
        ja = "\n".join(one.text.ja for one in shown) + (f"\nほか{rest}件" if rest else "")
        en = "\n".join(one.text.en for one in shown) + (f"\nand {rest} more" if rest else "")
        super().__init__(self.findings[0].code if self.findings else "assignment", Text(ja, en))


class Infeasible(AssignmentError):
    """Sound input that no plan can meet; the faults say what to change."""
