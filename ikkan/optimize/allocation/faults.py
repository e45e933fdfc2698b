"""What the engine refuses: every finding of a problem at once, each naming the item it is about.

Decides: how findings are gathered into one refusal. Called by: checking, solving, the command line.
Source: style 13.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ikkan.values.errors import IkkanError, InputError
from ikkan.values.text import Text

SHOWN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that makes a problem no problem; `items` are codes of programmes, caps, lumps."""

    code: str
    text: Text
    items: tuple[str, ...] = ()


class AllocationError(InputError):
    """A problem that cannot be solved as it stands; `findings` holds every one of them."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        shown = self.findings[:SHOWN]
        rest = len(self.findings) - len(shown)
        ja = "\n".join(one.text.ja for one in shown) + (f"\nほか{rest}件" if rest else "")
        en = "\n".join(one.text.en for one in shown) + (f"\nand {rest} more" if rest else "")
        super().__init__(self.findings[0].code if self.findings else "allocation", Text(ja, en))


class SolverError(IkkanError):
    """The solver beneath ended without an answer; its word is no plan."""
